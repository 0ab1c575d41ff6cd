import { screen, waitFor, within } from '@testing-library/react'
import { describe, expect, test, vi } from 'vitest'
import { DoorPage, type MoreProps } from '../../../src/features/account/door-page.tsx'
import { type GateAnswer, type KnownPerson, type Opened } from '../../../src/features/account/gate.ts'
import { type Enrolment, type NewPin } from '../../../src/features/shared/enrolment.ts'
import { memoryDevice } from '../../memory-device.ts'
import { expectAccessible, render } from '../../render.tsx'
import { textOf } from '../inside.tsx'
import { type FakeGate, fakeGate, known, openable } from './fakes.ts'

const OPEN: GateAnswer = { kind: 'open', device: openable(memoryDevice()), keptEarlier: 0 }
const PEOPLE: readonly KnownPerson[] = [known('v1', 'Dana', { waiting: 2 }), known('v2', 'Sam')]
const [DANA, SAM] = PEOPLE as [KnownPerson, KnownPerson]
const PIN = '271831'
const WORDS = 'apron kettle tulip violet'

/** Says which step the door has come to. */
const More = ({ step, onBack }: MoreProps) => (
  <>
    <h1>{step.kind === 'enrol' || step.kind === 'new-pin' ? step.kind : JSON.stringify(step)}</h1>
    <button type="button" onClick={onBack}>
      Back
    </button>
  </>
)

const knock = (gate: FakeGate) => {
  const onOpen = vi.fn<(opened: Opened) => void>()
  return { onOpen, ...render(<main><DoorPage gate={gate} onOpen={onOpen} More={More} /></main>) }
}

const enrolment: Enrolment<Opened> = {
  knownAs: 'Dana', deviceKind: 'shared', passkeyPossible: false, later: null,
  newPhrase: async () => WORDS, weakPin: () => false, finish: async () => OPEN,
}
const ENROL: GateAnswer = { kind: 'more', step: { kind: 'enrol', enrolment } }

describe('the lock screen', () => {
  test('shows first names and what waits, nothing more (K4)', async () => {
    const { container } = knock(fakeGate({}, PEOPLE))
    expect(await screen.findByRole('heading', { name: 'Who are you?' })).toBeTruthy()
    expect(screen.getAllByRole('listitem').map(textOf)).toEqual(['Dana2 items waiting to send', 'SamNothing waiting to send'])
    await expectAccessible(container, { page: true })
  })

  test('shows whose records are gone from here, and that anybody delivers what waits (K6, K7)', async () => {
    const { container } = knock(fakeGate({}, [SAM, known('v3', 'Ade', { state: 'wiped', waiting: 3, pin: false })]))
    await screen.findByRole('heading', { name: 'Who are you?' })
    expect(textOf(screen.getAllByRole('listitem')[1] ?? null)).toBe('AdeRecords no longer here3 items wait here, sealed. They are sent when anybody signs in.')
    expect(screen.queryByRole('button', { name: /Ade/ })).toBeNull()
    await expectAccessible(container, { page: true })
  })

  test('alone on the device, one is not asked who one is', async () => {
    const { user } = knock(fakeGate({}, [DANA]))
    expect(await screen.findByRole('heading', { name: 'Hello, Dana' })).toBeTruthy()
    await user.click(screen.getByRole('button', { name: 'Not you? Choose someone else' }))
    expect(screen.getByRole('button', { name: 'Sign in as someone else' })).toBeTruthy()
  })

  test('alone and gone from here, one is shown the list', async () => {
    knock(fakeGate({}, [known('v3', 'Ade', { state: 'wiped', pin: false })]))
    expect(await screen.findByRole('heading', { name: 'Who are you?' })).toBeTruthy()
  })
})

const choose = async ({ user }: ReturnType<typeof knock>, name = /Dana/) => user.click(await screen.findByRole('button', { name }))

describe('unlocking with a PIN', () => {
  test('is a name and six digits: no button to press after them', async () => {
    const gate = fakeGate({ [PIN]: OPEN }, PEOPLE)
    const at = knock(gate)
    await choose(at)
    const field = screen.getByLabelText<HTMLInputElement>('Your PIN')
    expect(document.activeElement).toBe(field)
    expect([field.type, field.inputMode, field.autocomplete]).toEqual(['password', 'numeric', 'one-time-code'])
    await expectAccessible(at.container, { page: true })
    await at.user.keyboard(PIN)
    await waitFor(() => expect(at.onOpen).toHaveBeenCalledWith(OPEN))
    expect(gate.tries).toEqual([['v1', PIN]])
  })

  test('five digits try nothing, nor does Enter', async () => {
    const gate = fakeGate({}, PEOPLE)
    const at = knock(gate)
    await choose(at)
    await at.user.keyboard('27183{Enter}')
    expect(gate.tries).toEqual([])
  })

  test('a wrong one says how many tries are left, empties the field, and leaves the focus there (K3)', async () => {
    const gate = fakeGate({ '111119': { kind: 'pin-wrong', left: 1 }, '111118': { kind: 'pin-wrong', left: 3 }, [PIN]: OPEN }, PEOPLE)
    const at = knock(gate)
    await choose(at)
    await at.user.keyboard('111118')
    expect(await screen.findByText(/That PIN is not right. You have 3 tries left./)).toBeTruthy()
    const field = screen.getByLabelText<HTMLInputElement>('Your PIN')
    expect([field.value, document.activeElement]).toEqual(['', field])
    expect(field.closest('[aria-live]')?.getAttribute('aria-live')).toBe('assertive')
    await expectAccessible(at.container, { page: true })
    await at.user.keyboard('111119')
    expect(await screen.findByText(/You have 1 try left./)).toBeTruthy()
    await at.user.keyboard(PIN)
    await waitFor(() => expect(at.onOpen).toHaveBeenCalledTimes(1))
  })

  test('says that it is unlocking, and takes no second try meanwhile', async () => {
    let finish: (answer: GateAnswer) => void = () => undefined
    const unlock = vi.fn<() => Promise<GateAnswer>>(() => new Promise((resolve) => { finish = resolve }))
    const at = knock({ ...fakeGate({}, PEOPLE), unlock })
    await choose(at)
    await at.user.keyboard(`${PIN}{Backspace}9{Enter}`)
    expect(await screen.findByText('Unlocking…')).toBeTruthy()
    expect(unlock).toHaveBeenCalledTimes(1)
    finish({ kind: 'pin-wrong', left: 4 })
    await waitFor(() => expect(screen.queryByText('Unlocking…')).toBeNull())
  })

  test.each<[string, GateAnswer, string]>([
    ['too many tries in a short time', { kind: 'throttled', seconds: 30 }, 'Too many tries. Wait 30 seconds, then try again.'],
    ['server trouble', { kind: 'server-trouble' }, 'The service has a problem. Try again in a few minutes.'],
    ['records no longer here', { kind: 'not-here' }, 'This person’s notes are no longer on this device. Sign in with user name and password.'],
    ['too little memory', { kind: 'no-memory' }, 'This device has too little free memory to unlock. Close other apps and tabs, then try again.'],
    ['a closed account', { kind: 'closed' }, 'Your account is closed. What you wrote is kept on this device. Ask your manager, or whoever looks after Countersign.'],
  ])('%s gets its own sentence', async (_name, answer, sentence) => {
    const at = knock(fakeGate({ [PIN]: answer }, PEOPLE))
    await choose(at)
    await at.user.keyboard(PIN)
    expect(await screen.findByText(new RegExp(sentence))).toBeTruthy()
    expect(at.onOpen).not.toHaveBeenCalled()
  })

  test('a try that breaks is a sentence, not a dead field', async () => {
    const at = knock({ ...fakeGate({}, PEOPLE), unlock: () => Promise.reject(new Error('x')) })
    await choose(at)
    await at.user.keyboard(PIN)
    expect(await screen.findByText(/The service has a problem/)).toBeTruthy()
    await at.user.keyboard('2')
    expect(screen.getByLabelText<HTMLInputElement>('Your PIN').value).toBe('2')
  })

  test.each<[string, GateAnswer, RegExp]>([
    ['with no connection', { kind: 'pin-needs-connection' }, /You’re offline, and a PIN needs a connection here. Use your four words./],
    ['once it is gone', { kind: 'pin-gone' }, /Your PIN no longer works on this device: there were too many wrong tries. Use your four words./],
  ])('%s leads to the four words, and says why (K3)', async (_name, answer, sentence) => {
    const gate = fakeGate({ [PIN]: answer, [WORDS]: OPEN }, PEOPLE)
    const at = knock(gate)
    await choose(at)
    await at.user.keyboard(PIN)
    expect(textOf(await screen.findByRole('alert'))).toMatch(sentence)
    expect(document.activeElement).toBe(screen.getByLabelText('Your four words'))
    expect(screen.queryByRole('button', { name: 'Use my PIN instead' })).toBeNull()
    await expectAccessible(at.container, { page: true })
    await at.user.keyboard(`${WORDS}{Enter}`)
    await waitFor(() => expect(at.onOpen).toHaveBeenCalledWith(OPEN))
    expect(gate.tries).toEqual([['v1', PIN], ['v1', WORDS]])
  })
})

describe('unlocking with the four words', () => {
  const byWords = async (gate: FakeGate) => {
    const at = knock(gate)
    await choose(at)
    await at.user.click(screen.getByRole('button', { name: 'Use my four words instead' }))
    return at
  }

  test('opens, and goes back to the PIN when asked', async () => {
    const gate = fakeGate({ [WORDS]: OPEN }, PEOPLE)
    const { user, onOpen } = await byWords(gate)
    await user.click(screen.getByRole('button', { name: 'Use my PIN instead' }))
    expect(document.activeElement).toBe(screen.getByLabelText('Your PIN'))
    await user.click(screen.getByRole('button', { name: 'Use my four words instead' }))
    await user.type(screen.getByLabelText('Your four words'), `${WORDS}{Enter}`)
    await waitFor(() => expect(onOpen).toHaveBeenCalledWith(OPEN))
  })

  test('wrong ones get a sentence, with the focus on it, and stay to be put right', async () => {
    const { user, container, onOpen } = await byWords(fakeGate({ 'apron kettle tulip': { kind: 'phrase-wrong' } }, PEOPLE))
    await user.type(screen.getByLabelText('Your four words'), 'apron kettle tulip{Enter}')
    const alert = await screen.findByText('There is a problem')
    expect(document.activeElement?.contains(alert)).toBe(true)
    expect(document.title).toMatch(/^Error: /)
    expect(screen.getByRole('link', { name: 'Those are not your four words. Look at your card and try again.' }).getAttribute('href')).toBe('#phrase')
    expect(screen.getByLabelText<HTMLInputElement>('Your four words').value).toBe('apron kettle tulip')
    expect(onOpen).not.toHaveBeenCalled()
    await expectAccessible(container, { page: true })
  })

  test('none asks for them and tries nothing', async () => {
    const gate = fakeGate({}, PEOPLE)
    const { user } = await byWords(gate)
    await user.type(screen.getByLabelText('Your four words'), '  {Enter}')
    expect(screen.getByRole('link', { name: 'Enter your four words' })).toBeTruthy()
    expect(gate.tries).toEqual([])
  })

  test('is asked for at once where there is no PIN any more', async () => {
    knock(fakeGate({}, [known('v1', 'Dana', { pin: false })]))
    expect(await screen.findByLabelText('Your four words')).toBeTruthy()
    expect(screen.queryByRole('button', { name: 'Use my PIN instead' })).toBeNull()
  })

  test('online, where the PIN is gone, leads to choosing another', async () => {
    const newPin: NewPin<Opened> = { knownAs: 'Dana', weakPin: () => false, finish: async () => OPEN, later: async () => OPEN }
    const { user } = await byWords(fakeGate({ [WORDS]: { kind: 'more', step: { kind: 'new-pin', newPin } } }, PEOPLE))
    await user.type(screen.getByLabelText('Your four words'), `${WORDS}{Enter}`)
    expect(await screen.findByRole('heading', { name: 'new-pin' })).toBeTruthy()
  })
})

describe('unlocking with a passkey', () => {
  const PHONE = [known('v1', 'Dana', { passkey: true })]

  test('opens in one tap where there is one', async () => {
    const gate = fakeGate({ passkey: OPEN }, PHONE)
    const { user, onOpen, container } = knock(gate)
    await user.click(await screen.findByRole('button', { name: 'Use fingerprint or face' }))
    await waitFor(() => expect(onOpen).toHaveBeenCalledWith(OPEN))
    expect(gate.tries).toEqual([['v1', 'passkey']])
    await expectAccessible(container, { page: true })
  })

  test('stopped, says so and leaves the other ways', async () => {
    const { user, onOpen } = knock(fakeGate({ passkey: { kind: 'passkey-stopped' } }, PHONE))
    await user.click(await screen.findByRole('button', { name: 'Use fingerprint or face' }))
    expect(await screen.findByText('That did not work. Try again, or unlock another way.')).toBeTruthy()
    expect(screen.getByLabelText('Your PIN')).toBeTruthy()
    expect(onOpen).not.toHaveBeenCalled()
  })

  test('is not offered where there is none', async () => {
    knock(fakeGate({}, [DANA]))
    await screen.findByLabelText('Your PIN')
    expect(screen.queryByRole('button', { name: 'Use fingerprint or face' })).toBeNull()
  })
})

describe('with the first cipher’s password', () => {
  const OLD = [known('v1', 'Dana', { state: 'password', pin: false })]

  test('opens what is here, and leads to four words and a PIN', async () => {
    const gate = fakeGate({ right: ENROL }, OLD)
    const { user, onOpen, container } = knock(gate)
    const field = await screen.findByLabelText('Password')
    expect(document.activeElement).toBe(field)
    expect(screen.queryByText('Your PIN')).toBeNull()
    await expectAccessible(container, { page: true })
    await user.type(field, 'right{Enter}')
    expect(await screen.findByRole('heading', { name: 'enrol' })).toBeTruthy()
    expect(gate.tries).toEqual([['v1', 'right']])
    expect(onOpen).not.toHaveBeenCalled()
  })

  test('a wrong one, or none, gets its sentence', async () => {
    const gate = fakeGate({ wrong: { kind: 'wrong' } }, OLD)
    const { user } = knock(gate)
    await user.type(await screen.findByLabelText('Password'), 'wrong{Enter}')
    expect(await screen.findByRole('link', { name: 'That password is not right. Check it and try again.' })).toBeTruthy()
    await user.clear(screen.getByLabelText('Password'))
    await user.click(screen.getByRole('button', { name: 'Unlock' }))
    expect(screen.getByRole('link', { name: 'Enter your password' })).toBeTruthy()
    expect(gate.tries).toHaveLength(1)
  })
})

describe('four words that are forgotten', () => {
  const toForgotten = async (gate: FakeGate) => {
    const at = knock(gate)
    await choose(at)
    await at.user.click(screen.getByRole('button', { name: 'Use my four words instead' }))
    await at.user.click(screen.getByRole('button', { name: 'I’ve forgotten my four words' }))
    return at
  }
  const KNOWN: GateAnswer = { kind: 'more', step: { kind: 'known', person: DANA, enrolment } }

  test('what is not sent is sent all the same, and records come back after signing in (K7)', async () => {
    const { user, container } = await toForgotten(fakeGate({ right: KNOWN }, PEOPLE))
    expect(await screen.findByRole('heading', { name: 'If you’ve forgotten your four words' })).toBeTruthy()
    expect(screen.getByText('2 items you wrote here are not sent yet. They will be sent all the same, without the words.')).toBeTruthy()
    await expectAccessible(container, { page: true })
    await user.click(screen.getByRole('button', { name: 'Sign in' }))
    await user.type(await screen.findByLabelText('User name'), 'dana')
    await user.type(screen.getByLabelText('Password'), 'right{Enter}')
    expect(await screen.findByRole('heading', { name: 'enrol' })).toBeTruthy()
  })

  test('leads back to the one who came', async () => {
    const { user } = await toForgotten(fakeGate({}, PEOPLE))
    await user.click(await screen.findByRole('button', { name: 'Back' }))
    expect(screen.getByRole('heading', { name: 'Hello, Dana' })).toBeTruthy()
  })

  test('who signs in with them at hand unlocks what is here, and can still have new ones', async () => {
    const gate = fakeGate({ right: KNOWN, [PIN]: OPEN }, PEOPLE)
    const { user, onOpen } = knock(gate)
    await user.click(await screen.findByRole('button', { name: 'Sign in as someone else' }))
    await user.type(await screen.findByLabelText('User name'), 'dana')
    await user.type(screen.getByLabelText('Password'), 'right{Enter}')
    await user.type(await screen.findByLabelText('Your PIN'), PIN)
    await waitFor(() => expect(onOpen).toHaveBeenCalledWith(OPEN))
    await user.click(screen.getByRole('button', { name: 'Use my four words instead' }))
    await user.click(screen.getByRole('button', { name: 'I’ve forgotten my four words' }))
    expect(await screen.findByRole('heading', { name: 'enrol' })).toBeTruthy()
  })
})

describe('a vault that was let go of', () => {
  test.each([
    ['reported lost', 'revoked', 'It was reported lost, so it let go of them.'],
    ['too long without contact (K6)', 'lease', 'It was not in contact with the service for too long, so it let go of them.'],
  ] as const)('%s says what becomes of everything, and leads to signing in', async (_name, why, sentence) => {
    const at = knock(fakeGate({ [PIN]: { kind: 'wiped', why } }, PEOPLE))
    await choose(at)
    await at.user.keyboard(PIN)
    expect(await screen.findByRole('heading', { name: 'Your records are no longer on this device' })).toBeTruthy()
    expect(screen.getByText(sentence)).toBeTruthy()
    await expectAccessible(at.container, { page: true })
    await at.user.click(screen.getByRole('button', { name: 'Sign in' }))
    expect(await screen.findByLabelText('User name')).toBeTruthy()
  })

  test('the people of the device are asked for anew', async () => {
    const people = vi.fn<() => Promise<readonly KnownPerson[]>>(async () => PEOPLE)
    people.mockResolvedValueOnce(PEOPLE).mockResolvedValueOnce([known('v1', 'Dana', { state: 'wiped', waiting: 2 }), SAM])
    const at = knock({ ...fakeGate({ [PIN]: { kind: 'wiped', why: 'revoked' } }), people })
    await choose(at)
    await at.user.keyboard(PIN)
    await at.user.click(await screen.findByRole('button', { name: 'Back' }))
    await screen.findByRole('heading', { name: 'Who are you?' })
    expect(screen.queryByRole('button', { name: /Dana/ })).toBeNull()
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
