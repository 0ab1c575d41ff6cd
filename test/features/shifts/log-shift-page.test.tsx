import { screen } from '@testing-library/react'
import { describe, expect, test } from 'vitest'
import { type Instant } from '../../../src/domain/dates.ts'
import { PostId } from '../../../src/domain/ids.ts'
import { type ShiftLog } from '../../../src/domain/records/deeds/home.ts'
import { LogShiftPage } from '../../../src/features/shifts/log-shift-page.tsx'
import { ADE, ADE_POST, DANA, DANA_POST, HOME, memoryDevice, type MemoryDevice, SAM } from '../../memory-device.ts'
import { expectAccessible } from '../../render.tsx'
import { renderInside, textOf, unreadable } from '../inside.tsx'

const NOW = '2026-06-10T20:30:00Z' as Instant
const shift = (startedAt: string, endedAt: string | null): ShiftLog => ({
  post: ADE_POST, setting: HOME, person: ADE, startedAt: startedAt as Instant, endedAt: endedAt as Instant | null, status: 'worked', units: null,
})
const EARLIER = [
  shift('2026-06-01T06:00:00Z', '2026-06-01T14:00:00Z'), shift('2026-06-02T06:00:00Z', '2026-06-02T14:00:00Z'),
  shift('2026-06-03T21:00:00Z', '2026-06-04T06:30:00Z'), shift('2026-06-05T13:30:00Z', null),
]
const ades = (shifts: readonly ShiftLog[] = EARLIER) => memoryDevice(DANA, NOW, shifts).as(ADE)
const logged = async (device: MemoryDevice) => (await device.snapshot()).shifts.filter(({ logged: by }) => by)
const open = async (postId: PostId, device: MemoryDevice) => {
  const rendered = await renderInside(<LogShiftPage postId={postId} />, device)
  await screen.findByRole('button', { name: 'Save shift' })
  return rendered
}
const save = () => screen.getByRole('button', { name: 'Save shift' })

describe('a worker logs a shift they worked', () => {
  test('of today with usual times in two taps; it is a claim for the home to confirm', async () => {
    const device = ades()
    const { user, container } = await open(ADE_POST, device)
    expect(screen.getByText('Larkfield House will confirm it. It counts once they have.')).toBeTruthy()
    expect(screen.getAllByRole('button', { name: / to / }).map(textOf)).toEqual(['07:00 to 15:00', '22:00 to 07:30'])
    await expectAccessible(container, { page: true })
    await user.click(screen.getByRole('button', { name: '07:00 to 15:00' }))
    await user.click(save())
    expect(await screen.findByRole('heading', { name: 'Shift saved on this device' })).toBeTruthy()
    expect(screen.getByText('Wed 10 June, 07:00 to 15:00 at Larkfield House. Larkfield House will confirm it. It counts once they have.')).toBeTruthy()
    expect(await logged(device)).toMatchObject([{ startedAt: '2026-06-10T06:00:00Z', endedAt: '2026-06-10T14:00:00Z', status: 'worked', claimed: true, post: ADE_POST }])
    await expectAccessible(container, { page: true })
    await user.click(screen.getByRole('button', { name: 'Log another shift' }))
    expect(save()).toBeTruthy()
  })

  test('of yesterday, over midnight; said again it is one claim, put right', async () => {
    const device = ades()
    const { user } = await open(ADE_POST, device)
    await user.click(screen.getByRole('button', { name: 'Yesterday' }))
    await user.type(screen.getByLabelText('Started at'), '10pm')
    await user.type(screen.getByLabelText('Ended at (optional)'), '7.30')
    await user.click(save())
    await user.click(await screen.findByRole('button', { name: 'Log another shift' }))
    await user.click(screen.getByRole('button', { name: 'Yesterday' }))
    await user.type(screen.getByLabelText('Started at'), '22:00')
    await user.type(screen.getByLabelText('Ended at (optional)'), '08:00')
    await user.click(save())
    await screen.findByRole('heading', { name: 'Shift saved on this device' })
    expect(await logged(device)).toMatchObject([{ startedAt: '2026-06-09T21:00:00Z', endedAt: '2026-06-10T07:00:00Z', claimed: true }])
  })

  test('another day is typed; what is missing, not yet begun or before the post is said', async () => {
    const device = ades([])
    const { user, container } = await open(ADE_POST, device)
    expect(screen.queryByText('Usual times')).toBeNull()
    await user.click(screen.getByRole('button', { name: 'Another day' }))
    await user.click(save())
    const problems = () => textOf(screen.getByRole('alert'))
    expect(problems()).toContain('Enter the day the shift began')
    expect(problems()).toContain('Enter the time the shift began')
    await expectAccessible(container, { page: true })
    await user.type(screen.getByLabelText('Day'), '1')
    await user.type(screen.getByLabelText('Month'), '7')
    await user.type(screen.getByLabelText('Year'), '2026')
    await user.type(screen.getByLabelText('Started at'), '07:00')
    await user.click(save())
    expect(problems()).toContain('The shift has not begun yet.')
    await user.clear(screen.getByLabelText('Year'))
    await user.type(screen.getByLabelText('Year'), '2019')
    await user.click(save())
    expect(problems()).toContain('The post was not running on that day.')
    expect(await logged(device)).toEqual([])
  })

  test('what the roster has already is not logged again', async () => {
    const device = ades([...EARLIER, shift('2026-06-10T06:00:00Z', null)])
    const { user } = await open(ADE_POST, device)
    await user.click(screen.getByRole('button', { name: '07:00 to 15:00' }))
    await user.click(save())
    expect(textOf(await screen.findByRole('alert'))).toContain('This shift is on the roster already')
    expect(device.log).toEqual([])
  })

  test('a save that fails is red, and what was chosen stays', async () => {
    const device = ades()
    const { user } = await open(ADE_POST, device)
    await user.click(screen.getByRole('button', { name: '07:00 to 15:00' }))
    device.failSaves(true)
    await user.click(save())
    expect(textOf(await screen.findByRole('alert'))).toContain('Not saved on this device')
    expect(screen.getByLabelText('Started at')).toHaveProperty('value', '07:00')
  })
})

describe('a manager logs a shift', () => {
  test('for somebody: it counts at once', async () => {
    const device = memoryDevice(DANA, NOW, EARLIER)
    const { user } = await open(ADE_POST, device)
    expect(screen.getByRole('heading', { level: 1, name: /Log a shift for Ade Brightwell/ })).toBeTruthy()
    expect(screen.getByText('It counts as soon as you save it.')).toBeTruthy()
    await user.click(screen.getByRole('button', { name: '07:00 to 15:00' }))
    await user.click(save())
    await screen.findByRole('heading', { name: 'Shift saved on this device' })
    expect(await logged(device)).toMatchObject([{ claimed: false, status: 'worked' }])
  })
})

describe('nothing to log for', () => {
  test('a post that isn’t here, or is somebody else’s, says so; a device that can’t be read is tried again', async () => {
    const { unmount } = await renderInside(<LogShiftPage postId={PostId.parse('00000000-0000-4000-8000-000000000777')} />, ades())
    expect(await screen.findByText('We can’t find this post on this device')).toBeTruthy()
    unmount()
    const other = await renderInside(<LogShiftPage postId={DANA_POST} />, ades().as(SAM))
    expect(await screen.findByText('We can’t find this post on this device')).toBeTruthy()
    other.unmount()
    const { device, mend } = unreadable(ades())
    const { user } = await renderInside(<LogShiftPage postId={ADE_POST} />, device)
    mend()
    await user.click(await screen.findByRole('button', { name: 'Try again' }))
    expect(await screen.findByRole('button', { name: 'Save shift' })).toBeTruthy()
  })
})
