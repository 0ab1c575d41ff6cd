import { screen, waitFor, within } from '@testing-library/react'
import { describe, expect, test, vi } from 'vitest'
import { EnrolmentPages } from '../../../src/features/enrolment/enrolment-pages.tsx'
import { NewPinPage } from '../../../src/features/enrolment/new-pin-page.tsx'
import { type Enrolment, type EnrolRefusal, type NewPin } from '../../../src/features/shared/enrolment.ts'
import { expectAccessible, render, type Rendered } from '../../render.tsx'
import { textOf } from '../inside.tsx'

interface Open {
  readonly kind: 'open'
}
const OPEN: Open = { kind: 'open' }
// Of 25 letters and blanks: the second and the fourth word are asked back.
const WORDS = 'apron kettle tulip violet'
const PIN = '271831'

const enrol = (change: Partial<Enrolment<Open>> = {}) => {
  const finish = vi.fn<Enrolment<Open>['finish']>(async () => OPEN)
  const onOpen = vi.fn<(opened: Open) => void>()
  const onBack = vi.fn<() => void>()
  const enrolment: Enrolment<Open> = {
    knownAs: 'Dana', deviceKind: null, passkeyPossible: false, later: null,
    newPhrase: async () => WORDS, weakPin: (pin) => pin === '123456', finish, ...change,
  }
  return { finish, onOpen, onBack, ...render(<main><EnrolmentPages enrolment={enrolment} onOpen={onOpen} onBack={onBack} /></main>) }
}

const sayWhoUsesIt = async ({ user }: Rendered, kind: string) => {
  await user.click(screen.getByRole('radio', { name: kind }))
  await user.click(screen.getByRole('button', { name: 'Continue' }))
}
const writeDown = async ({ user }: Rendered) => {
  await user.click(await screen.findByRole('button', { name: 'I have written them down' }))
  await user.type(screen.getByLabelText('Word 2'), 'Kettle ')
  await user.type(screen.getByLabelText('Word 4'), 'violet{Enter}')
}
const choosePin = async ({ user }: Rendered, pin = PIN, again = pin) => {
  await user.clear(await screen.findByLabelText('Six digits'))
  await user.clear(screen.getByLabelText('The same six digits again'))
  if (pin !== '') await user.type(screen.getByLabelText('Six digits'), pin)
  if (again !== '') await user.type(screen.getByLabelText('The same six digits again'), again)
}
const finishIt = ({ user }: Rendered) => user.click(screen.getByRole('button', { name: 'Finish' }))
const problems = () => within(screen.getByRole('alert')).getAllByRole('listitem').map(textOf)

describe('enrolling on a device', () => {
  test('is three short pages: who uses it, four words, a PIN (K3)', async () => {
    const page = enrol()
    expect(screen.getByRole('heading', { level: 1 }).textContent).toContain('Who uses this device?')
    expect(screen.getByText('Setting up this device: 1 of 3')).toBeTruthy()
    await expectAccessible(page.container, { page: true })
    await sayWhoUsesIt(page, 'I share it')
    expect(screen.getByText('Setting up this device: 2 of 3')).toBeTruthy()
    expect((await screen.findAllByRole('listitem')).map(textOf)).toEqual(['apron', 'kettle', 'tulip', 'violet'])
    await expectAccessible(page.container, { page: true })
    await page.user.click(screen.getByRole('button', { name: 'I have written them down' }))
    expect(screen.queryByText('apron')).toBeNull()
    await expectAccessible(page.container, { page: true })
    await page.user.type(screen.getByLabelText('Word 2'), 'Kettle ')
    await page.user.type(screen.getByLabelText('Word 4'), 'violet{Enter}')
    expect(screen.getByText('Setting up this device: 3 of 3')).toBeTruthy()
    await expectAccessible(page.container, { page: true })
    await choosePin(page)
    await finishIt(page)
    await waitFor(() => expect(page.onOpen).toHaveBeenCalledWith(OPEN))
    expect(page.finish.mock.calls).toEqual([[{ kind: 'shared', phrase: WORDS, pin: PIN, passkey: false }]])
  })

  test('who uses it is asked once on a device, and has to be answered', async () => {
    const page = enrol()
    await page.user.click(screen.getByRole('button', { name: 'Continue' }))
    expect(problems()).toEqual(['Select who uses this device'])
    await expectAccessible(page.container, { page: true })
    page.unmount()
    enrol({ deviceKind: 'shared' })
    expect(screen.getByText('Setting up this device: 1 of 2')).toBeTruthy()
    expect(await screen.findByText('apron')).toBeTruthy()
  })

  test('can be left at the first page, and leaves nobody enrolled', async () => {
    const { user, onBack, finish } = enrol()
    await user.click(screen.getByRole('button', { name: 'Cancel' }))
    expect(onBack).toHaveBeenCalledTimes(1)
    expect(finish).not.toHaveBeenCalled()
  })

  test('the focus is on the heading of each page as it comes', async () => {
    const page = enrol({ deviceKind: 'shared' })
    await page.user.click(await screen.findByRole('button', { name: 'I have written them down' }))
    expect(document.activeElement).toBe(screen.getByRole('heading', { level: 1 }))
    await page.user.type(screen.getByLabelText('Word 2'), 'kettle')
    await page.user.type(screen.getByLabelText('Word 4'), 'violet{Enter}')
    expect(document.activeElement).toBe(screen.getByRole('heading', { level: 1 }))
  })
})

describe('the four words', () => {
  test('are on a card with a first name and what they are for, and no user name', async () => {
    const print = vi.spyOn(window, 'print').mockImplementation(() => undefined)
    const { user } = enrol({ deviceKind: 'shared' })
    const card = await screen.findByRole('region', { name: 'Your four words' })
    expect(textOf(card)).toBe(
      'CountersignThe four words of Danaapronkettletulipviolet' +
        'They unlock Countersign on one device, also with no connection. Keep this card to yourself, apart from the device.',
    )
    await user.click(screen.getByRole('button', { name: 'Print the card' }))
    expect(print).toHaveBeenCalledTimes(1)
  })

  test('two of them are asked back: wrong ones say which, and the words can be looked at again', async () => {
    const newPhrase = vi.fn<() => Promise<string>>(async () => WORDS)
    const page = enrol({ deviceKind: 'shared', newPhrase })
    await page.user.click(await screen.findByRole('button', { name: 'I have written them down' }))
    await page.user.type(screen.getByLabelText('Word 2'), 'kettle')
    await page.user.type(screen.getByLabelText('Word 4'), 'tulip{Enter}')
    expect(problems()).toEqual(['That is not word 4. Look at your card.'])
    await expectAccessible(page.container, { page: true })
    await page.user.click(screen.getByRole('button', { name: 'Show the words again' }))
    expect(screen.getByText('apron')).toBeTruthy()
    expect(newPhrase).toHaveBeenCalledTimes(1)
  })

  test('that could not be made are made again', async () => {
    const newPhrase = vi.fn<() => Promise<string>>(async () => WORDS)
    newPhrase.mockRejectedValueOnce(new Error('no chunk'))
    const { user } = enrol({ deviceKind: 'shared', newPhrase })
    expect(await screen.findByText('We could not make your words. Nothing is lost.')).toBeTruthy()
    await user.click(screen.getByRole('button', { name: 'Try again' }))
    expect(await screen.findByText('apron')).toBeTruthy()
  })
})

describe('the PIN', () => {
  const toPin = async (change: Partial<Enrolment<Open>> = {}) => {
    const page = enrol({ deviceKind: 'shared', ...change })
    await writeDown(page)
    await screen.findByRole('heading', { name: /Choose a PIN/ })
    return page
  }

  test.each([
    ['', '', 'Enter six digits'],
    ['27183', '27183', 'Enter six digits'],
    ['123456', '123456', 'That PIN is easy to guess. Choose one with no rows such as 123 or 111, and not a date of birth.'],
    [PIN, '271832', 'The two are not the same. Type your PIN again.'],
  ])('“%s”, then “%s”: %s', async (pin, again, sentence) => {
    const page = await toPin()
    await choosePin(page, pin, again)
    await finishIt(page)
    expect(problems()).toEqual([sentence])
    expect(page.finish).not.toHaveBeenCalled()
    await expectAccessible(page.container, { page: true })
  })

  test.each<[EnrolRefusal, string]>([
    [{ kind: 'offline' }, 'You’re offline. This needs a connection. Connect, then try again.'],
    [{ kind: 'server-trouble' }, 'The service has a problem. Try again in a few minutes.'],
    [{ kind: 'throttled', seconds: 30 }, 'Too many tries. Wait 30 seconds, then try again.'],
    [{ kind: 'sign-in-not-fresh' }, 'It is a while since you signed in. Sign in again, then set this up.'],
    [{ kind: 'closed' }, 'Your account is closed. What you wrote is kept on this device. Ask your manager, or whoever looks after Countersign.'],
    [{ kind: 'passkey-stopped' }, 'Your fingerprint or face was not set up. Try again, or untick it and add it later.'],
    [{ kind: 'no-storage' }, 'Countersign can’t keep anything in this browser window. Open it in a normal one, not a private one.'],
    [{ kind: 'no-memory' }, 'This device has too little free memory to unlock. Close other apps and tabs, then try again.'],
  ])('when it could not be finished, says why and keeps what was typed: %o', async (refusal, sentence) => {
    const page = await toPin({ finish: async () => refusal })
    await choosePin(page)
    await finishIt(page)
    expect(await screen.findByText(sentence)).toBeTruthy()
    expect(screen.getByLabelText<HTMLInputElement>('Six digits').value).toBe(PIN)
    expect(page.onOpen).not.toHaveBeenCalled()
  })

  test('a sign-in that is too old leads back to signing in, and nothing else does', async () => {
    const page = await toPin({ finish: async () => ({ kind: 'sign-in-not-fresh' }) })
    expect(screen.queryByRole('button', { name: 'Sign in again' })).toBeNull()
    await choosePin(page)
    await finishIt(page)
    await page.user.click(await screen.findByRole('button', { name: 'Sign in again' }))
    expect(page.onBack).toHaveBeenCalledTimes(1)
  })

  test('is tried once, while it is being set up', async () => {
    let done: (open: Open) => void = () => undefined
    const finish = vi.fn<Enrolment<Open>['finish']>(() => new Promise((resolve) => { done = resolve }))
    const page = await toPin({ finish })
    await choosePin(page)
    await finishIt(page)
    await finishIt(page)
    expect(screen.getByText('Setting up this device…')).toBeTruthy()
    done(OPEN)
    await waitFor(() => expect(page.onOpen).toHaveBeenCalledTimes(1))
    expect(finish).toHaveBeenCalledTimes(1)
  })

  test('on one’s own device fingerprint or face is offered, and not taken for granted', async () => {
    const page = await toPin({ deviceKind: 'personal', passkeyPossible: true })
    const box = screen.getByRole<HTMLInputElement>('checkbox', { name: 'Unlock with my fingerprint or face too' })
    expect(box.checked).toBe(false)
    await page.user.click(box)
    await choosePin(page)
    await finishIt(page)
    await waitFor(() => expect(page.finish.mock.calls[0]?.[0].passkey).toBe(true))
  })

  test.each<[string, Partial<Enrolment<Open>>]>([
    ['on a shared one', { deviceKind: 'shared', passkeyPossible: true }],
    ['where the browser can’t', { deviceKind: 'personal', passkeyPossible: false }],
  ])('%s it is not offered', async (_name, change) => {
    await toPin(change)
    expect(screen.queryByRole('checkbox')).toBeNull()
  })
})

describe('somebody of the first cipher with no connection', () => {
  test('opens what is here and sets them up later', async () => {
    const later = vi.fn<() => Promise<Open>>(async () => OPEN)
    const { user, onOpen, finish, container } = enrol({ later })
    expect(screen.getByRole('heading', { name: 'You’re offline' })).toBeTruthy()
    await expectAccessible(container, { page: true })
    await user.click(screen.getByRole('button', { name: 'Later' }))
    await waitFor(() => expect(onOpen).toHaveBeenCalledWith(OPEN))
    expect(finish).not.toHaveBeenCalled()
  })

  test('can try at once, and is told where it can’t be opened', async () => {
    const { user, unmount } = enrol({ later: async () => ({ kind: 'no-storage' }) })
    await user.click(screen.getByRole('button', { name: 'Later' }))
    expect(await screen.findByText(/can’t keep anything in this browser window/)).toBeTruthy()
    unmount()
    const again = enrol({ later: async () => OPEN })
    await again.user.click(screen.getByRole('button', { name: 'Set them up now' }))
    expect(screen.getByRole('heading', { name: /Who uses this device\?/ })).toBeTruthy()
  })

  test('online there is no later', () => {
    enrol()
    expect(screen.queryByRole('button', { name: 'Later' })).toBeNull()
  })
})

describe('a new PIN, after the four words', () => {
  const again = (change: Partial<NewPin<Open>> = {}) => {
    const finish = vi.fn<NewPin<Open>['finish']>(async () => OPEN)
    const later = vi.fn<NewPin<Open>['later']>(async () => OPEN)
    const onOpen = vi.fn<(opened: Open) => void>()
    const newPin: NewPin<Open> = { knownAs: 'Dana', weakPin: (pin) => pin === '123456', finish, later, ...change }
    return { finish, later, onOpen, ...render(<main><NewPinPage newPin={newPin} onOpen={onOpen} /></main>) }
  }

  test('is chosen and opens', async () => {
    const page = again()
    await expectAccessible(page.container, { page: true })
    await choosePin(page)
    await page.user.click(screen.getByRole('button', { name: 'Use this PIN' }))
    await waitFor(() => expect(page.onOpen).toHaveBeenCalledWith(OPEN))
    expect(page.finish.mock.calls).toEqual([[PIN]])
  })

  test('may wait', async () => {
    const page = again()
    await page.user.click(screen.getByRole('button', { name: 'Later' }))
    await waitFor(() => expect(page.onOpen).toHaveBeenCalledWith(OPEN))
    expect(page.finish).not.toHaveBeenCalled()
  })

  test('that can’t be set says why', async () => {
    const page = again({ finish: async () => ({ kind: 'offline' }) })
    await choosePin(page, '123456')
    await page.user.click(screen.getByRole('button', { name: 'Use this PIN' }))
    expect(problems()[0]).toMatch(/easy to guess/)
    await choosePin(page)
    await page.user.click(screen.getByRole('button', { name: 'Use this PIN' }))
    expect(await screen.findByText('You’re offline. This needs a connection. Connect, then try again.')).toBeTruthy()
    expect(page.onOpen).not.toHaveBeenCalled()
  })
})
