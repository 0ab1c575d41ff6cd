import { act, render as renderBare, screen, waitFor, within } from '@testing-library/react'
import { userEvent } from '@testing-library/user-event'
import { describe, expect, test, vi } from 'vitest'
import { App, type AppProps } from '../../src/app/app.tsx'
import { type Updates } from '../../src/app/updates.ts'
import { type Instant } from '../../src/domain/dates.ts'
import { type ActId, type RecordId } from '../../src/domain/ids.ts'
import { type GateAnswer } from '../../src/features/account/gate.ts'
import { type Device } from '../../src/queries/device.ts'
import { memoryDevice, SAM, SAM_POST } from '../memory-device.ts'
import { expectAccessible, words } from '../render.tsx'
import { fakeGate, fakeInstallation, known, openable } from '../features/account/fakes.ts'
import { textOf } from '../features/inside.tsx'
import { complete, planned, signAs } from '../features/sessions/seed.ts'

/** jsdom has no layout: the page is where it was last put. */
const scrolled = (y: number) => {
  Object.defineProperty(window, 'scrollY', { value: y, configurable: true })
  window.dispatchEvent(new Event('scroll'))
}
window.scrollTo = ((_x: number, y: number) => scrolled(y)) as typeof window.scrollTo

const still = (change: Partial<ReturnType<Updates['state']>> = {}): Updates => {
  const state = { kept: 'ready' as const, waiting: false, ...change }
  return { state: () => state, subscribe: () => () => undefined, apply: vi.fn<() => void>() }
}

const PIN = '483920'

const open = async (device: Device, at = '/', change: Partial<AppProps> & { keptEarlier?: number } = {}) => {
  const { keptEarlier = 0, ...props } = change
  const answer: GateAnswer = { kind: 'open', device: openable(device), keptEarlier }
  window.history.replaceState(null, '', at)
  const user = userEvent.setup()
  const rendered = renderBare(
    <App
      words={words}
      gate={fakeGate({ [PIN]: answer }, [known('v', device.me.knownAs)])}
      updates={still()}
      installation={fakeInstallation()}
      Invitation={() => <h1>A link</h1>}
      More={() => null}
      {...props}
    />,
  )
  const unlock = async () => {
    await user.type(await screen.findByLabelText('Your PIN'), PIN)
    await waitFor(() => expect(screen.queryByLabelText('Your PIN')).toBeNull())
    await screen.findByRole('heading', { level: 1 })
  }
  await unlock()
  return { ...rendered, user, unlock }
}

const h1 = () => screen.findByRole('heading', { level: 1 })

describe('by a link', () => {
  const byLink = async (device: Device) => {
    window.history.replaceState(null, '', '/invitation#token')
    const answer = { kind: 'open', device: openable(device), keptEarlier: 0 } as const
    const Invitation: AppProps['Invitation'] = ({ onOpen, onLeave }) => (
      <>
        <h1>A link</h1>
        <button type="button" onClick={() => onOpen(answer)}>take</button>
        <button type="button" onClick={onLeave}>leave</button>
      </>
    )
    const user = userEvent.setup()
    renderBare(
      <App words={words} gate={fakeGate({}, [known('v', 'Dana')])} updates={still()} installation={fakeInstallation()} Invitation={Invitation} More={() => null} />,
    )
    await screen.findByRole('heading', { name: 'A link' })
    return user
  }

  test('one comes to the link’s page, not to the door, and from there to Today at its own address', async () => {
    const user = await byLink(memoryDevice())
    expect(screen.queryByLabelText('Your PIN')).toBeNull()
    await user.click(screen.getByRole('button', { name: 'take' }))
    expect(await screen.findByRole('link', { name: 'Sam Oyelaran' })).toBeTruthy()
    expect(window.location.pathname + window.location.hash).toBe('/')
  })

  test('of no use, one comes to the door', async () => {
    const user = await byLink(memoryDevice())
    await user.click(screen.getByRole('button', { name: 'leave' }))
    expect(await screen.findByLabelText('Your PIN')).toBeTruthy()
    expect(window.location.pathname + window.location.hash).toBe('/')
  })
})

describe('the door and the way in', () => {
  test('unlocking opens Today, with the list and no tap, and asks the browser nothing', async () => {
    const keep = vi.fn<() => Promise<boolean>>(async () => true)
    const { container } = await open(memoryDevice(), '/', { installation: fakeInstallation({ keep }) })
    expect(keep).not.toHaveBeenCalled()
    await screen.findByRole('link', { name: 'Sam Oyelaran' })
    expect(document.title).toBe('Today – Countersign')
    await expectAccessible(container, { page: true })
  })

  test('a manager has People in the bar, a worker has not', async () => {
    const { unmount } = await open(memoryDevice())
    const names = async () => within(await screen.findByRole('navigation', { name: 'Main' })).getAllByRole('link').map(textOf)
    await screen.findByRole('link', { name: 'People' })
    expect(await names()).toEqual(['Today', 'People', 'Waiting', 'Account'])
    unmount()
    await open(memoryDevice().as(SAM))
    await screen.findByText('Nothing is waiting for you.')
    expect(await names()).toEqual(['Today', 'Waiting', 'Account'])
  })

  test('locking leaves nothing on the screen; unlocking comes back to the same page (K5)', async () => {
    const { user, unlock, container } = await open(memoryDevice(), `/people/${SAM_POST}`)
    await screen.findByRole('heading', { name: /Sam Oyelaran/ })
    await user.click(screen.getByRole('button', { name: 'Lock' }))
    await screen.findByRole('heading', { name: 'Hello, Dana' })
    expect(container.textContent).not.toContain('Sam')
    await unlock()
    expect(await screen.findByRole('heading', { name: /Sam Oyelaran/ })).toBeTruthy()
  })

  test('the first time, it gets ready to work offline before Today', async () => {
    const device = memoryDevice()
    device.setSync({ lastVerified: null })
    const keep = vi.fn<() => Promise<boolean>>(async () => true)
    await open(device, '/', { installation: fakeInstallation({ keep }) })
    expect(keep).toHaveBeenCalledTimes(1)
    expect(textOf(await h1())).toBe('Getting ready to work offline')
    device.setSync({ lastVerified: '2026-06-10T13:31:00Z' as Instant })
    expect(await screen.findByRole('link', { name: 'Sam Oyelaran' })).toBeTruthy()
  })
})

describe('getting about', () => {
  test('a new page puts the focus on its heading, says its title and marks the bar', async () => {
    const { user } = await open(memoryDevice())
    await user.click(await screen.findByRole('link', { name: 'People' }))
    const heading = await screen.findByRole('heading', { level: 1, name: 'People' })
    await waitFor(() => expect(document.activeElement).toBe(heading))
    expect(document.title).toBe('People – Countersign')
    expect(screen.getByRole('link', { name: 'People' }).getAttribute('aria-current')).toBe('page')
    expect(screen.getByRole('link', { name: 'Today' }).getAttribute('aria-current')).toBeNull()
  })

  test('a new page begins at its top; Back finds the page where it was left', async () => {
    const { user } = await open(memoryDevice())
    await screen.findByRole('link', { name: 'Sam Oyelaran' })
    act(() => scrolled(640))
    await user.click(screen.getByRole('link', { name: 'Account' }))
    await screen.findByRole('heading', { level: 1, name: 'Account' })
    expect(window.scrollY).toBe(0)
    act(() => scrolled(120))
    act(() => window.history.back())
    await screen.findByRole('link', { name: 'Sam Oyelaran' })
    await waitFor(() => expect(window.scrollY).toBe(640))
    act(() => window.history.forward())
    await screen.findByRole('heading', { level: 1, name: 'Account' })
    await waitFor(() => expect(window.scrollY).toBe(120))
  })

  test('a link to where one is shows its top and adds nothing to go back through', async () => {
    const { user } = await open(memoryDevice(), '/account')
    const before = window.history.length
    act(() => scrolled(300))
    await user.click(await screen.findByRole('link', { name: 'Account' }))
    expect(window.scrollY).toBe(0)
    expect(window.history.length).toBe(before)
  })

  test('starting a session is two taps from Today', async () => {
    const device = memoryDevice()
    const { user } = await open(device)
    await user.click(await screen.findByRole('link', { name: 'Start session with Sam Oyelaran' }))
    await waitFor(() => expect(window.location.pathname).toMatch(/^\/sessions\//))
    const begin = screen.queryByRole('button', { name: /start/i })
    if (begin) await user.click(begin)
    await waitFor(async () => expect((await device.snapshot()).sessions.size).toBe(1))
  })

  test('an address that leads nowhere says so, with the way back', async () => {
    const { user } = await open(memoryDevice(), '/nowhere')
    expect(textOf(await h1())).toBe('Page not found')
    await user.click(within(screen.getByRole('main')).getByRole('link', { name: 'Go to Today' }))
    expect(await screen.findByRole('link', { name: 'Sam Oyelaran' })).toBeTruthy()
  })

  test.each(['/people/not-an-id', '/sessions/not-an-id', '/sessions/not-an-id/read', '/sessions/new/not-an-id'])(
    '%s is not found rather than broken',
    async (at) => {
      await open(memoryDevice(), at)
      expect(await screen.findByRole('heading', { name: 'Page not found' })).toBeTruthy()
    },
  )

  test('a click for a new tab is the browser’s own', async () => {
    await open(memoryDevice())
    const link = await screen.findByRole('link', { name: 'Account' })
    const event = new MouseEvent('click', { bubbles: true, cancelable: true, ctrlKey: true })
    link.addEventListener('click', (clicked) => setTimeout(() => clicked.preventDefault()))
    link.dispatchEvent(event)
    expect(event.defaultPrevented).toBe(false)
    expect(window.location.pathname).toBe('/')
  })

  test('a page that breaks says that nothing is lost, and opens again', async () => {
    vi.spyOn(console, 'error').mockImplementation(() => undefined)
    vi.spyOn(console, 'warn').mockImplementation(() => undefined)
    const device = memoryDevice()
    let broken = false
    const fragile: Device = {
      ...device,
      snapshot: async () => (broken ? { ...(await device.snapshot()), shifts: null as never } : device.snapshot()),
    }
    const { user } = await open(fragile)
    await screen.findByRole('link', { name: 'Sam Oyelaran' })
    broken = true
    await planned(device, device.asOf())
    expect(await screen.findByRole('heading', { name: 'Sorry, something went wrong on this page' })).toBeTruthy()
    expect(textOf(screen.getByRole('alert'))).toContain('What you wrote is saved on this device.')
    broken = false
    await planned(device, device.asOf())
    await user.click(screen.getByRole('button', { name: 'Open again' }))
    expect(await screen.findByRole('link', { name: 'Sam Oyelaran' })).toBeTruthy()
  })

  test('a page that breaks leaves the others whole', async () => {
    vi.spyOn(console, 'error').mockImplementation(() => undefined)
    vi.spyOn(console, 'warn').mockImplementation(() => undefined)
    const device = memoryDevice()
    const fragile: Device = { ...device, snapshot: async () => ({ ...(await device.snapshot()), shifts: null as never }) }
    const { user } = await open(fragile)
    expect(await screen.findByRole('heading', { name: 'Sorry, something went wrong on this page' })).toBeTruthy()
    await user.click(screen.getByRole('link', { name: 'Account' }))
    expect(await screen.findByRole('heading', { level: 1, name: 'Account' })).toBeTruthy()
  })
})

describe('sync, wherever one is', () => {
  test('says how many wait and how old the oldest is, and “Send now” answers offline too', async () => {
    const device = memoryDevice()
    await complete(device)
    device.setSync({ connection: 'offline', oldestUnsent: '2026-06-10T12:30:00Z' as Instant })
    const { user } = await open(device, '/account')
    expect(await screen.findByText(/oldest 1 hour ago/)).toBeTruthy()
    await user.click(within(screen.getByRole('banner')).getByRole('button', { name: 'Send now' }))
    const answer = await screen.findByText('Still offline. 3 changes are safe on this device and will send when you’re back.')
    expect(answer.closest('output, [role="status"]')).toBeTruthy()
  })

  test('the bar counts what waits, problems too', async () => {
    const device = memoryDevice()
    const record = await complete(device)
    device.setQuarantined([{ actId: device.newId() as ActId, recordId: record, kind: 'session', type: 'fields.edit', body: {}, at: device.now(), code: 'invalid', fields: [] }])
    await open(device, '/account')
    expect(await screen.findByText('4 things waiting')).toBeTruthy()
  })

  test('signed out of the service: the password is asked for quietly, and the page stays', async () => {
    const device = memoryDevice()
    const record = await planned(device, device.asOf())
    device.setSync({ trouble: 'sign-in-needed', unsent: 1 })
    const signInAgain = vi.fn<NonNullable<Device['signInAgain']>>(async () => {
      device.setSync({ trouble: 'none' })
      return null
    })
    const { user } = await open({ ...device, signInAgain }, `/sessions/${record}`)
    const before = window.location.href
    await user.click(await screen.findByRole('button', { name: 'Sign in again' }))
    await user.type(screen.getByLabelText('Password'), 'right{Enter}')
    await waitFor(() => expect(screen.queryByRole('button', { name: 'Sign in again' })).toBeNull())
    expect(signInAgain).toHaveBeenCalledWith({ by: 'password', password: 'right' })
    expect(window.location.href).toBe(before)
  })

  test('a save that failed here is an alert on every page, the only red one', async () => {
    const device = memoryDevice()
    await open(device, '/account')
    await screen.findByRole('heading', { level: 1, name: 'Account' })
    expect(screen.queryByText(/Your last words are not saved/, { selector: '.cs-inset--red' })).toBeNull()
    device.setSync({ trouble: 'local-save-failed' })
    const note = await screen.findByText(/Your last words are not saved/, { selector: '.cs-inset--red' })
    expect(note.closest('[role="alert"]')).toBeTruthy()
  })

  test('what waits under an earlier password is asked for', async () => {
    await open(memoryDevice(), '/', { keptEarlier: 2 })
    expect(await screen.findByText(/2 changes were saved here under your earlier password/)).toBeTruthy()
  })

  test('a quarantined edit becomes an addition with its words, which never enter the address', async () => {
    const dana = memoryDevice()
    const record: RecordId = await complete(dana)
    await signAs(dana, record, 'supervisor')
    await signAs(dana.as(SAM), record, 'supervisee')
    dana.setQuarantined([{ actId: dana.newId() as ActId, recordId: record, kind: 'session', type: 'fields.edit', body: { patch: { feeling: { value: 'Slept badly.', from: null } } }, at: dana.now(), code: 'record-locked', fields: [] }])
    const { user } = await open(dana, '/sync')
    await user.click(await screen.findByRole('button', { name: 'Add it to the record' }))
    await waitFor(() => expect(window.location.pathname).toBe(`/sessions/${record}/read`))
    expect(await screen.findByDisplayValue('Slept badly.')).toBeTruthy()
    expect(JSON.stringify([window.location.href, window.history.state])).not.toContain('Slept')
    await user.click(screen.getByRole('link', { name: 'Account' }))
    await screen.findByRole('heading', { level: 1, name: 'Account' })
    act(() => window.history.back())
    await screen.findByRole('heading', { level: 1, name: /Sam/ })
    expect(screen.queryByDisplayValue('Slept badly.')).toBeNull()
  })
})

describe('a new version', () => {
  test('is offered, put off, and put in place only when asked', async () => {
    const updates = still({ waiting: true })
    const { user, unmount } = await open(memoryDevice(), '/', { updates })
    expect(await screen.findByText('A new version is ready')).toBeTruthy()
    expect(updates.apply).not.toHaveBeenCalled()
    await user.click(screen.getByRole('button', { name: 'Later' }))
    expect(screen.queryByText('A new version is ready')).toBeNull()
    unmount()
    const second = await open(memoryDevice(), '/', { updates })
    await second.user.click(await screen.findByRole('button', { name: 'Update now' }))
    expect(updates.apply).toHaveBeenCalledTimes(1)
  })

  test('is not put in place while something typed is not saved', async () => {
    const updates = still({ waiting: true })
    const device = memoryDevice()
    const record = await planned(device, device.asOf())
    const { user } = await open(device, `/sessions/${record}?section=feeling`, { updates })
    const box = (await screen.findAllByRole('textbox'))[0]!
    device.failSaves(true)
    await user.type(box, 'Tired, but well.')
    await user.click(screen.getByRole('button', { name: 'Update now' }))
    expect(await screen.findByText(/We are still saving what you typed/)).toBeTruthy()
    expect(updates.apply).not.toHaveBeenCalled()
    device.failSaves(false)
  })

  test('without one, nothing is offered', async () => {
    await open(memoryDevice())
    await screen.findByRole('link', { name: 'Sam Oyelaran' })
    expect(screen.queryByText('A new version is ready')).toBeNull()
  })
})
