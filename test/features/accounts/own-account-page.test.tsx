import { screen, waitFor, within } from '@testing-library/react'
import { describe, expect, test, vi } from 'vitest'
import { type PlainDate } from '../../../src/domain/dates.ts'
import { OwnAccountPage } from '../../../src/features/accounts/own-account-page.tsx'
import { InstallationProvider } from '../../../src/features/shared/installation.ts'
import { type Device } from '../../../src/queries/device.ts'
import { like } from '../../domain/policy/own.ts'
import { DANA, memoryDevice, SAM, SAM_POST } from '../../memory-device.ts'
import { expectAccessible } from '../../render.tsx'
import { renderInside, textOf } from '../inside.tsx'
import { fakeInstallation } from '../account/fakes.ts'
import { fakeHere } from '../devices/fakes.ts'

const account = (device: Device, installation = fakeInstallation()) =>
  renderInside(<InstallationProvider value={installation}><OwnAccountPage /></InstallationProvider>, device)

describe('the account', () => {
  test('says who one is, one’s posts and homes', async () => {
    const { container } = await account(memoryDevice())
    const you = await screen.findByRole('region', { name: 'You' })
    await waitFor(() => expect(textOf(you)).toContain('Registered manager, Larkfield House'))
    expect(textOf(you)).toContain('Homes you manageLarkfield House')
    expect(textOf(you)).not.toContain('Administrator')
    await expectAccessible(container, { page: true })
  })

  test('a worker manages nothing', async () => {
    await account(memoryDevice().as(SAM))
    await screen.findByText('Residential worker, Larkfield House')
    expect(screen.queryByText('Homes you manage')).toBeNull()
  })

  test('leads those who own a policy or work by it to Policy, with how much there is to look at (SEF-0.1)', async () => {
    const { unmount } = await account(memoryDevice(DANA, undefined, [], like('sefton', { settings: [] })))
    const policy = await screen.findByRole('region', { name: 'Policy' })
    expect(textOf(policy)).toContain('Policy: 1 thing to look at')
    expect(within(policy).getByRole('link', { name: 'Open Policy' }).getAttribute('href')).toBe('/policies')
    unmount()
    await account(memoryDevice(DANA, undefined, [], like('sefton', { settings: [], tracks: {} })))
    expect(textOf(await screen.findByRole('region', { name: 'Policy' }))).toContain('Which policy your homes and teams work by.')
  })

  test('leads an administrator who manages no home to Policy, and a worker not', async () => {
    const { unmount } = await account(memoryDevice(SAM, undefined, [], undefined, { administrator: SAM }))
    expect(await screen.findByRole('link', { name: 'Open Policy' })).toBeTruthy()
    unmount()
    await account(memoryDevice().as(SAM))
    await screen.findByText('Residential worker, Larkfield House')
    expect(screen.queryByRole('link', { name: 'Open Policy' })).toBeNull()
  })

  test('leads everybody to where they are signed in, and who lets people in to who can sign in', async () => {
    const { unmount } = await account(memoryDevice())
    expect(screen.getByRole('link', { name: 'Where you’re signed in' }).getAttribute('href')).toBe('/account/sign-ins')
    expect((await screen.findByRole('link', { name: 'Who can sign in' })).getAttribute('href')).toBe('/account/people')
    unmount()
    await account(memoryDevice().as(SAM))
    await screen.findByText('Residential worker, Larkfield House')
    expect(screen.queryByRole('link', { name: 'Who can sign in' })).toBeNull()
  })

  test('tells who leaves when their account closes, and nobody else (J14)', async () => {
    const dana = memoryDevice()
    const end = { until: '2026-06-30' as PlainDate, reason: 'left', on: '2026-06-10' as PlainDate } as const
    await dana.act({ recordId: SAM_POST, kind: 'post', type: 'post.end', payload: end })
    const { unmount } = await account(dana.as(SAM))
    expect(await screen.findByText(/^Your last day is Tue 30 June. After it your account closes/)).toBeTruthy()
    unmount()
    await account(dana)
    await screen.findByText('Registered manager, Larkfield House')
    expect(screen.queryByText(/Your last day/)).toBeNull()
  })

  test('locks', async () => {
    const lock = vi.fn<() => void>()
    const { user } = await account({ ...memoryDevice(), lock })
    await user.click(screen.getByRole('button', { name: 'Lock' }))
    expect(lock).toHaveBeenCalledTimes(1)
  })

  test('locks the screen behind the PIN, and in full for another person (K5)', async () => {
    const lock = vi.fn<() => void>()
    const lockScreen = vi.fn<() => Promise<void>>(async () => undefined)
    const { user, container } = await account({ ...memoryDevice(), lock, lockScreen, here: fakeHere() })
    expect(textOf(screen.getByRole('region', { name: 'This device' }))).toContain('Who uses itYou and others, since Tue 2 June')
    await expectAccessible(container, { page: true })
    await user.click(screen.getByRole('button', { name: 'Lock' }))
    expect([lockScreen.mock.calls.length, lock.mock.calls.length]).toEqual([1, 0])
    await user.click(screen.getByRole('button', { name: 'Change person' }))
    expect([lockScreen.mock.calls.length, lock.mock.calls.length]).toEqual([1, 1])
  })

  test('leads to PIN and four words, and to one’s devices; under the first cipher to devices alone', async () => {
    const { unmount } = await account({ ...memoryDevice(), here: fakeHere({ kind: 'personal' }) })
    expect(textOf(screen.getByRole('region', { name: 'This device' }))).toContain('Only you, since Tue 2 June')
    expect(screen.getByRole('link', { name: 'PIN and four words' }).getAttribute('href')).toBe('/account/devices/this')
    expect(screen.getByRole('link', { name: /^Devices/ }).getAttribute('href')).toBe('/account/devices')
    unmount()
    await account(memoryDevice())
    expect(screen.queryByRole('link', { name: 'PIN and four words' })).toBeNull()
    expect(screen.queryByRole('button', { name: 'Change person' })).toBeNull()
    expect(screen.getByRole('link', { name: /^Devices/ })).toBeTruthy()
  })

  test('a note written while records were not shown is here', async () => {
    const device = memoryDevice()
    await device.texts.keep('while-blocked', 'Kofi asked about nights')
    await account(device)
    expect(screen.getByText('Kofi asked about nights')).toBeTruthy()
  })

  test('stays unlocked, and says so, while something typed can’t be saved (K5)', async () => {
    const { user } = await account({ ...memoryDevice(), lock: () => Promise.reject(new Error('unsaved-text')) })
    await user.click(screen.getByRole('button', { name: 'Lock' }))
    expect(await screen.findByText(/Countersign stays unlocked: something you typed could not be saved/)).toBeTruthy()
  })
})

describe('signing out', () => {
  const askToSignOut = async (device: Device) => {
    const rendered = await account(device)
    await rendered.user.click(screen.getByRole('button', { name: 'Sign out' }))
    return { ...rendered, dialog: screen.getByRole('dialog', { name: 'Sign out of this device?' }) }
  }

  test('with everything sent says so', async () => {
    const { dialog } = await askToSignOut(memoryDevice())
    expect(textOf(dialog)).toContain('Everything you wrote is sent.')
  })

  test('with something unsent warns that it stays, sealed, and will be sent', async () => {
    const device = memoryDevice()
    device.setSync({ unsent: 2, word: 'on-device' })
    const { dialog, container } = await askToSignOut(device)
    expect(textOf(dialog)).toContain('2 changes are not sent yet. They stay on this device, sealed')
    await expectAccessible(container, { page: true })
  })

  test('signs out when confirmed, not when cancelled', async () => {
    const signOut = vi.fn<Device['signOut']>(async () => undefined)
    const { user, dialog } = await askToSignOut({ ...memoryDevice(), signOut })
    await user.click(within(dialog).getByRole('button', { name: 'Cancel' }))
    expect(signOut).not.toHaveBeenCalled()
    await user.click(screen.getByRole('button', { name: 'Sign out' }))
    await user.click(within(screen.getByRole('dialog')).getByRole('button', { name: 'Sign out' }))
    expect(signOut).toHaveBeenCalledTimes(1)
  })

  test('that fails says so and leaves one signed in', async () => {
    const { user, dialog } = await askToSignOut({ ...memoryDevice(), signOut: () => Promise.reject(new Error('x')) })
    await user.click(within(dialog).getByRole('button', { name: 'Sign out' }))
    expect(await screen.findByText('Signing out did not work. Try again.')).toBeTruthy()
  })
})

describe('on this device', () => {
  test.each([
    ['installed', 'Countersign is installed on this device.'],
    ['ios', 'Tap Share, then “Add to Home Screen”. Open Countersign from there.'],
    ['by-menu', 'Look for “Install” or “Add to Home screen” in your browser’s menu.'],
  ] as const)('%s says how', async (homeScreen, sentence) => {
    await account(memoryDevice(), fakeInstallation({ homeScreen }))
    expect(screen.getByText(sentence)).toBeTruthy()
    expect(screen.queryByRole('button', { name: 'Install Countersign' })).toBeNull()
  })

  test('installs where the browser can ask', async () => {
    const install = vi.fn<() => Promise<void>>(async () => undefined)
    const { user } = await account(memoryDevice(), fakeInstallation({ homeScreen: 'can-ask', install }))
    await user.click(screen.getByRole('button', { name: 'Install Countersign' }))
    expect(install).toHaveBeenCalledTimes(1)
  })

  test('asks the browser to keep what is stored, and says what it answered', async () => {
    const { user, unmount } = await account(memoryDevice())
    expect(await screen.findByText('12 MB used, 2,048 MB free')).toBeTruthy()
    await user.click(screen.getByRole('button', { name: 'Ask the browser to keep them' }))
    expect(await screen.findByText('This device keeps your notes until they are sent.')).toBeTruthy()
    unmount()
    const second = await account(memoryDevice(), fakeInstallation({ keep: async () => false }))
    await second.user.click(await screen.findByRole('button', { name: 'Ask the browser to keep them' }))
    expect(await screen.findByText('The browser said no. Install Countersign, then ask again.')).toBeTruthy()
  })
})
