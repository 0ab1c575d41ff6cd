import { screen, waitFor, within } from '@testing-library/react'
import { describe, expect, test, vi } from 'vitest'
import { type Instant } from '../../../src/domain/dates.ts'
import { type DeviceId, type PersonId } from '../../../src/domain/ids.ts'
import { DevicesPage } from '../../../src/features/devices/devices-page.tsx'
import { type Question } from '../../../src/queries/device.ts'
import { DeviceError } from '../../../src/queries/device-error.ts'
import { type DeviceReport, type VaultLine } from '../../../src/queries/vaults.ts'
import { ADE, DANA, memoryDevice, SAM } from '../../memory-device.ts'
import { expectAccessible } from '../../render.tsx'
import { renderInside, textOf } from '../inside.tsx'
import { fakeHere, THIS_DEVICE } from './fakes.ts'

const NOW = '2026-06-10T13:31:00Z' as Instant
const PHONE = '5f0c1a52-7f0b-4c8e-9a55-0c2f6f1f3a02' as DeviceId
const TABLET = '5f0c1a52-7f0b-4c8e-9a55-0c2f6f1f3a03' as DeviceId
let vaults = 0
const vault = (deviceId: DeviceId, person: PersonId, change: Partial<VaultLine> = {}): VaultLine => ({
  vault: String((vaults += 1)).padStart(22, 'v'), deviceId, person, kind: 'shared',
  since: '2026-06-02T08:00:00Z' as Instant, lastSeen: '2026-06-10T10:30:00Z' as Instant, revokedAt: null, revokedBy: null, ...change,
})
const report = (deviceId: DeviceId, person: PersonId, unsent: number): DeviceReport => ({ deviceId, person, unsent, oldest: null, lastSeen: NOW })

const ALL = [
  vault(THIS_DEVICE, DANA), vault(THIS_DEVICE, SAM),
  vault(PHONE, DANA, { kind: 'personal', lastSeen: '2026-06-09T10:30:00Z' as Instant }),
  vault(TABLET, ADE, { lastSeen: '2026-06-08T10:30:00Z' as Instant }),
]
const GONE = { revokedAt: '2026-06-10T13:30:00Z' as Instant, revokedBy: DANA }

const open = async (answer: { vaults?: readonly VaultLine[]; reports?: readonly DeviceReport[]; revoke?: () => unknown } = {}) => {
  const device = memoryDevice()
  let current = answer.vaults ?? ALL
  const asked = vi.fn<(question: Question) => unknown>(({ path, body }) => {
    if (path === '/api/devices') return { devices: answer.reports ?? [], serverTime: NOW }
    if (path === '/api/vaults/revoke') {
      answer.revoke?.()
      const { deviceId } = body as { deviceId: DeviceId }
      current = current.map((line) => (line.deviceId === deviceId ? { ...line, ...GONE } : line))
    }
    return { vaults: current, serverTime: NOW }
  })
  device.setAnswers(asked)
  return { asked, ...(await renderInside(<DevicesPage />, { ...device, here: fakeHere() })) }
}
const rowsOf = async (name: string) => within(await screen.findByRole('list', { name })).getAllByRole('listitem').map(textOf)
const lose = async ({ user }: Awaited<ReturnType<typeof open>>, name: string) => {
  await user.click(await screen.findByRole('button', { name }))
  return screen.getByRole('dialog', { name: 'What happened to this device?' })
}
const TABLET_LOST = 'This device was lost: Shared device, Ade Brightwell'

describe('devices', () => {
  test('are one’s own first, then one’s people’s, with who uses them, when they were last seen and what is unsent', async () => {
    const { container } = await open({ reports: [report(THIS_DEVICE, DANA, 0), report(THIS_DEVICE, SAM, 2), report(TABLET, ADE, 1)] })
    await waitFor(async () => expect((await rowsOf('Your devices'))[0]).toContain('2 changes not sent yet'))
    expect(await rowsOf('Your devices')).toEqual([
      'Shared deviceUsed by Dana Whitlock and Sam OyelaranSet up Tue 2 June, last seen 3 hours ago2 changes not sent yetThis deviceStop using this device',
      'Own deviceUsed by Dana WhitlockSet up Tue 2 June, last seen 1 day agoThis device was lost',
    ])
    expect(await rowsOf('Your people’s devices')).toEqual([
      'Shared deviceUsed by Ade BrightwellSet up Tue 2 June, last seen 2 days ago1 change not sent yetThis device was lost',
    ])
    await expectAccessible(container, { page: true })
  })

  test('somebody who answers for nobody has their own alone', async () => {
    await open({ vaults: [vault(PHONE, DANA)] })
    await rowsOf('Your devices')
    expect(screen.queryByRole('heading', { name: 'Your people’s devices' })).toBeNull()
  })

  test('with none, say so', async () => {
    await open({ vaults: [] })
    expect(await screen.findByText('You are set up on no device yet.')).toBeTruthy()
  })

  test('offline, say that it needs a connection', async () => {
    await renderInside(<DevicesPage />, memoryDevice())
    expect(await screen.findByText('You’re offline. This needs a connection. Try again when you’re back.')).toBeTruthy()
  })

  test('who set one up anew has it once, and what is gone comes last and can’t be let go of again', async () => {
    await open({ vaults: [vault(PHONE, DANA, { ...GONE, lastSeen: NOW }), vault(THIS_DEVICE, DANA, GONE), vault(THIS_DEVICE, DANA)] })
    expect(await rowsOf('Your devices')).toEqual([
      'Shared deviceUsed by Dana WhitlockSet up Tue 2 June, last seen 3 hours agoThis deviceStop using this device',
      'Shared deviceUsed by Dana WhitlockReported on Wed 10 June by Dana Whitlock. It opens nothing any more.',
    ])
    expect(screen.getAllByRole('button')).toHaveLength(1)
  })

  test('of many people are found by name', async () => {
    const many = Array.from({ length: 22 }, (_, at) => vault(`5f0c1a52-7f0b-4c8e-9a55-0c2f6f1f4a${String(at).padStart(2, '0')}` as DeviceId, at === 21 ? SAM : ADE, { lastSeen: `2026-05-${String(28 - at).padStart(2, '0')}T10:00:00Z` as Instant }))
    const { user } = await open({ vaults: many })
    expect(await rowsOf('Your people’s devices')).toHaveLength(20)
    expect(screen.getByText('2 more devices. Type a name to find them.')).toBeTruthy()
    await user.type(screen.getByLabelText('Find a person'), 'sam')
    expect(await rowsOf('Your people’s devices')).toHaveLength(1)
    await user.type(screen.getByLabelText('Find a person'), 'x')
    expect(screen.getByText('Nobody matches. Check the spelling.')).toBeTruthy()
  })
})

describe('a device that was lost (K3)', () => {
  test('says what happens before anybody lets go of it', async () => {
    const page = await open({ reports: [report(TABLET, ADE, 1)] })
    await screen.findByText('1 change not sent yet')
    const dialog = await lose(page, TABLET_LOST)
    expect(within(dialog).getAllByRole('listitem').map(textOf)).toEqual([
      'PINs stop working on it at once, and Ade Brightwell is signed out there.',
      'The next time it has a connection it lets go of the records. Until then only the four words, or the fingerprint or face it knows, still open it, and only for some days.',
      '1 change written on it is not sent yet. If the device is found and somebody signs in on it, it comes to be looked at first.',
      'This can’t be taken back. A device that is found is set up anew.',
    ])
    await expectAccessible(page.container, { page: true })
    await page.user.click(within(dialog).getByRole('button', { name: 'Cancel' }))
    expect(page.asked.mock.calls.filter(([{ path }]) => path === '/api/vaults/revoke')).toEqual([])
  })

  test('is let go of with what happened to it', async () => {
    const page = await open()
    const dialog = await lose(page, TABLET_LOST)
    await page.user.click(within(dialog).getByRole('button', { name: 'Let go of this device' }))
    expect(within(dialog).getByText('Select what happened')).toBeTruthy()
    await page.user.click(within(dialog).getByRole('radio', { name: 'It was stolen' }))
    await page.user.click(within(dialog).getByRole('button', { name: 'Let go of this device' }))
    expect(await screen.findByText('Done. The device opens nothing any more.')).toBeTruthy()
    expect(page.asked).toHaveBeenCalledWith({ path: '/api/vaults/revoke', body: { deviceId: TABLET, reason: 'stolen' } })
    await waitFor(async () => expect((await rowsOf('Your people’s devices'))[0]).toContain('Reported on Wed 10 June by Dana Whitlock'))
  })

  test('and is the one in use says so, and that others are on it', async () => {
    const page = await open()
    const dialog = await lose(page, 'Stop using this device')
    expect(textOf(dialog)).toContain('Dana Whitlock and Sam Oyelaran are signed out there.')
    expect(textOf(dialog)).toContain('This is the device you are using. You are signed out here too.')
  })

  test.each([
    ['sign-in-not-fresh', 'It is a while since you signed in. Lock, sign in again, then try once more.'],
    ['offline', 'You’re offline. This needs a connection. Try again when you’re back.'],
    ['not-allowed', 'You can’t see or change this. If you think you should, ask your line manager.'],
  ] as const)('refused with %s, says why and stays in use', async (code, sentence) => {
    const page = await open({ revoke: () => { throw new DeviceError(code) } })
    const dialog = await lose(page, TABLET_LOST)
    await page.user.click(within(dialog).getByRole('radio', { name: 'It was lost' }))
    await page.user.click(within(dialog).getByRole('button', { name: 'Let go of this device' }))
    expect(await screen.findByText(sentence)).toBeTruthy()
    expect(screen.getByRole('button', { name: TABLET_LOST })).toBeTruthy()
  })
})
