import { screen, waitFor, within } from '@testing-library/react'
import { describe, expect, test, vi } from 'vitest'
import { DoorPage, type MoreProps } from '../../../src/features/account/door-page.tsx'
import { type GateAnswer, type KnownPerson, type Opened } from '../../../src/features/account/gate.ts'
import { memoryDevice } from '../../memory-device.ts'
import { expectAccessible, render } from '../../render.tsx'
import { textOf } from '../inside.tsx'
import { type FakeGate, fakeGate, openable } from './fakes.ts'

const OPEN: GateAnswer = { kind: 'open', device: openable(memoryDevice()), keptEarlier: 0 }
const PEOPLE: readonly KnownPerson[] = [{ id: 'v1', knownAs: 'Dana', waiting: 2 }, { id: 'v2', knownAs: 'Sam', waiting: 0 }]

/** Says which step the door has come to. */
const More = ({ step, onBack }: MoreProps) => (
  <>
    <h1>{JSON.stringify(step)}</h1>
    <button type="button" onClick={onBack}>
      Back
    </button>
  </>
)

const knock = (gate: FakeGate) => {
  const onOpen = vi.fn<(opened: Opened) => void>()
  return { onOpen, ...render(<main><DoorPage gate={gate} onOpen={onOpen} More={More} /></main>) }
}

describe('unlocking', () => {
  test('shows first names and what waits, nothing more (K4)', async () => {
    const { container } = knock(fakeGate({}, PEOPLE))
    expect(await screen.findByRole('heading', { name: 'Who are you?' })).toBeTruthy()
    expect(screen.getAllByRole('listitem').map(textOf)).toEqual(['Dana2 items waiting to send', 'SamNothing waiting to send'])
    await expectAccessible(container, { page: true })
  })

  test('opens with the password, and asks the service nothing', async () => {
    const gate = fakeGate({ right: OPEN }, PEOPLE)
    const { user, onOpen, container } = knock(gate)
    await user.click(await screen.findByRole('button', { name: /Dana/ }))
    expect(document.activeElement).toBe(screen.getByLabelText('Password'))
    await expectAccessible(container, { page: true })
    await user.type(screen.getByLabelText('Password'), 'right{Enter}')
    await waitFor(() => expect(onOpen).toHaveBeenCalledWith(OPEN))
    expect(gate.tries).toEqual([['v1', 'right']])
  })

  test('says that it is unlocking, and takes no second press meanwhile', async () => {
    const gate = fakeGate({}, PEOPLE)
    let finish: (answer: GateAnswer) => void = () => undefined
    const unlock = vi.fn<() => Promise<GateAnswer>>(() => new Promise((resolve) => { finish = resolve }))
    const { user } = knock({ ...gate, unlock })
    await user.click(await screen.findByRole('button', { name: /Sam/ }))
    await user.type(screen.getByLabelText('Password'), 'right{Enter}{Enter}')
    expect(await screen.findByText('Unlocking…')).toBeTruthy()
    expect(unlock).toHaveBeenCalledTimes(1)
    finish({ kind: 'wrong' })
    await waitFor(() => expect(screen.queryByText('Unlocking…')).toBeNull())
  })

  test('alone on the device, one is not asked who one is', async () => {
    const { user } = knock(fakeGate({}, [PEOPLE[0]!]))
    expect(await screen.findByRole('heading', { name: 'Hello, Dana' })).toBeTruthy()
    await user.click(screen.getByRole('button', { name: 'Not you? Choose someone else' }))
    expect(screen.getByRole('button', { name: 'Sign in as someone else' })).toBeTruthy()
  })

  test.each<[string, GateAnswer, string]>([
    ['a wrong password', { kind: 'wrong' }, 'That password is not right. Check it and try again.'],
    ['records no longer here', { kind: 'not-here' }, 'This person’s notes are no longer on this device. Sign in with user name and password.'],
    ['too little memory', { kind: 'no-memory' }, 'This device has too little free memory to unlock. Close other apps and tabs, then try again.'],
  ])('%s gets its own sentence, with the focus on it', async (_name, answer, sentence) => {
    const { user, container, onOpen } = knock(fakeGate({ tried: answer }, PEOPLE))
    await user.click(await screen.findByRole('button', { name: /Dana/ }))
    await user.type(screen.getByLabelText('Password'), 'tried{Enter}')
    const alert = await screen.findByRole('alert')
    expect(textOf(alert)).toBe(`There is a problem${sentence}`)
    expect(document.activeElement?.contains(alert)).toBe(true)
    expect(document.title).toMatch(/^Error: /)
    expect(onOpen).not.toHaveBeenCalled()
    await expectAccessible(container, { page: true })
  })

  test('an empty password asks for one and tries nothing', async () => {
    const gate = fakeGate({}, PEOPLE)
    const { user } = knock(gate)
    await user.click(await screen.findByRole('button', { name: /Dana/ }))
    await user.click(screen.getByRole('button', { name: 'Unlock' }))
    expect(within(await screen.findByRole('alert')).getByRole('link', { name: 'Enter your password' })).toBeTruthy()
    expect(gate.tries).toEqual([])
  })

  test('a try that breaks is a sentence, not a dead button', async () => {
    const { user } = knock({ ...fakeGate({}, PEOPLE), unlock: () => Promise.reject(new Error('x')) })
    await user.click(await screen.findByRole('button', { name: /Dana/ }))
    await user.type(screen.getByLabelText('Password'), 'p{Enter}')
    expect(textOf(await screen.findByRole('alert'))).toContain('The service has a problem.')
    expect(screen.getByRole('button', { name: 'Unlock' }).getAttribute('aria-disabled')).toBeNull()
  })
})

describe('signing in', () => {
  const fill = async (user: ReturnType<typeof knock>['user'], password: string) => {
    await user.type(await screen.findByLabelText('User name'), ' dana.whitlock ')
    await user.type(screen.getByLabelText('Password'), `${password}{Enter}`)
  }

  test('on a new device: user name and password, blanks round the name aside', async () => {
    const gate = fakeGate({ right: OPEN })
    const { user, onOpen, container } = knock(gate)
    expect(await screen.findByText(/The first time on this device needs a connection/)).toBeTruthy()
    await expectAccessible(container, { page: true })
    await fill(user, 'right')
    await waitFor(() => expect(onOpen).toHaveBeenCalledWith(OPEN))
    expect(gate.tries).toEqual([['dana.whitlock', 'right']])
  })

  test.each<[string, GateAnswer, string]>([
    ['wrong', { kind: 'wrong' }, 'The user name or password is not right. Check them and try again.'],
    ['throttled', { kind: 'throttled', seconds: 30 }, 'Too many tries. Wait 30 seconds, then try again.'],
    ['offline', { kind: 'offline' }, 'You’re offline. Signing in the first time on this device needs a connection. Connect, then try again.'],
    ['server trouble', { kind: 'server-trouble' }, 'The service has a problem. Try again in a few minutes.'],
    ['a private window', { kind: 'no-storage' }, 'Countersign can’t keep anything in this browser window. Open it in a normal one, not a private one.'],
  ])('%s gets its own sentence, and what was typed stays', async (_name, answer, sentence) => {
    const { user, container } = knock(fakeGate({ tried: answer }))
    await fill(user, 'tried')
    expect(textOf(await screen.findByRole('alert'))).toBe(`There is a problem${sentence}`)
    expect(screen.getByLabelText<HTMLInputElement>('User name').value).toBe(' dana.whitlock ')
    await expectAccessible(container, { page: true })
  })

  test('nothing filled in asks for both', async () => {
    const gate = fakeGate({})
    const { user } = knock(gate)
    await user.click(await screen.findByRole('button', { name: 'Sign in' }))
    expect(within(await screen.findByRole('alert')).getAllByRole('link').map(textOf)).toEqual(['Enter your user name', 'Enter your password'])
    expect(gate.tries).toEqual([])
  })

  test('as someone else, and back to the people of the device', async () => {
    const { user } = knock(fakeGate({}, PEOPLE))
    await user.click(await screen.findByRole('button', { name: 'Sign in as someone else' }))
    expect(await screen.findByRole('heading', { name: 'Sign in' })).toBeTruthy()
    await user.click(screen.getByRole('button', { name: 'Back to the people on this device' }))
    expect(screen.getByRole('heading', { name: 'Who are you?' })).toBeTruthy()
  })

  test('a device whose people can’t be read is a new device', async () => {
    knock({ ...fakeGate({}), people: () => Promise.reject(new Error('blocked')) })
    expect(await screen.findByRole('heading', { name: 'Sign in' })).toBeTruthy()
  })
})

describe('the demonstration', () => {
  const MADE_UP = [
    { username: 'dana', password: 'demo-1', knownAs: 'Dana', post: 'Registered manager' },
    { username: 'ade', password: 'demo-2', knownAs: 'Ade', post: 'Agency residential worker' },
  ]

  test('fills the boxes in one tap and goes to Sign in', async () => {
    const gate = fakeGate({ 'demo-2': OPEN }, [], MADE_UP)
    const { user, onOpen, container } = knock(gate)
    await user.click(await screen.findByRole('button', { name: 'Ade, Agency residential worker' }))
    expect(document.activeElement).toBe(screen.getByRole('button', { name: 'Sign in' }))
    expect(screen.getByText('The boxes are filled in for Ade. Choose Sign in.')).toBeTruthy()
    await expectAccessible(container, { page: true })
    await user.keyboard('{Enter}')
    await waitFor(() => expect(onOpen).toHaveBeenCalledWith(OPEN))
    expect(gate.tries).toEqual([['ade', 'demo-2']])
  })

  test('keeps the people of its other services folded away until they are asked for', async () => {
    const farah = { username: 'farah', password: 'demo-3', knownAs: 'Farah', post: 'Day centre manager, Havering', elsewhere: true } as const
    const gate = fakeGate({ 'demo-3': OPEN }, [], [...MADE_UP, farah])
    const { user, container } = knock(gate)
    const summary = await screen.findByText('Other services')
    const details = summary.closest('details')!
    expect(details.open).toBe(false)
    expect([...details.querySelectorAll('button')].map((button) => button.textContent)).toEqual(['Farah, Day centre manager, Havering'])
    await user.click(summary)
    await user.click(screen.getByRole('button', { name: 'Farah, Day centre manager, Havering' }))
    expect(screen.getByText('The boxes are filled in for Farah. Choose Sign in.')).toBeTruthy()
    await expectAccessible(container, { page: true })
    await user.keyboard('{Enter}')
    await waitFor(() => expect(gate.tries).toEqual([['farah', 'demo-3']]))
  })

  test('is not offered anywhere else, nor when the service can’t be asked', async () => {
    const { unmount } = knock(fakeGate({}))
    await screen.findByRole('heading', { name: 'Sign in' })
    expect(screen.queryByRole('heading', { name: 'Demonstration' })).toBeNull()
    unmount()
    knock({ ...fakeGate({}), offers: () => Promise.reject(new Error('offline')) })
    await screen.findByRole('heading', { name: 'Sign in' })
    expect(screen.queryByRole('heading', { name: 'Demonstration' })).toBeNull()
  })
})

describe('more than a password', () => {
  test.each<[string, GateAnswer & { kind: 'more' }]>([
    ['a code', { kind: 'more', step: { kind: 'code', username: 'sam', password: 'right' } }],
    ['a second factor', { kind: 'more', step: { kind: 'second-factor', username: 'sam', password: 'right', person: 'p' } }],
    ['another way', { kind: 'more', step: { kind: 'passkey', needed: true } }],
  ])('is asked for once the password was right: %s (A1)', async (_name, answer) => {
    const { user, onOpen } = knock(fakeGate({ right: answer }))
    await user.type(await screen.findByLabelText('User name'), 'sam')
    await user.type(screen.getByLabelText('Password'), 'right{Enter}')
    expect((await screen.findByRole('heading', { level: 1 })).textContent).toBe(JSON.stringify(answer.step))
    await user.click(screen.getByRole('button', { name: 'Back' }))
    expect(await screen.findByLabelText('User name')).toBeTruthy()
    expect(onOpen).not.toHaveBeenCalled()
  })

  test('passkeys and work accounts are offered where the service has them, and nowhere else', async () => {
    const gate = fakeGate({}, [], null, ['passkey', 'work'])
    const { user, unmount, container } = knock(gate)
    await user.click(await screen.findByRole('button', { name: 'Sign in with your work account' }))
    expect(gate.tries).toEqual([['to work']])
    await expectAccessible(container, { page: true })
    await user.click(screen.getByRole('button', { name: 'Sign in with a passkey' }))
    expect(screen.getByRole('heading', { level: 1 }).textContent).toBe(JSON.stringify({ kind: 'passkey', needed: false }))
    unmount()
    knock(fakeGate({}))
    await screen.findByRole('heading', { name: 'Sign in' })
    expect(screen.queryByRole('button', { name: /passkey|work account/ })).toBeNull()
  })

  test('back from the work account’s sign-in, the door goes on with it', async () => {
    knock({ ...fakeGate({}, PEOPLE), fromWork: () => 'in' })
    expect(screen.getByRole('heading', { level: 1 }).textContent).toBe(JSON.stringify({ kind: 'work', outcome: 'in' }))
  })
})
