import { screen, waitFor, within } from '@testing-library/react'
import { describe, expect, test, vi } from 'vitest'
import { ThisDevicePage } from '../../../src/features/devices/this-device-page.tsx'
import { type VaultChange, type VaultHere } from '../../../src/queries/vault-here.ts'
import { memoryDevice } from '../../memory-device.ts'
import { expectAccessible, type Rendered } from '../../render.tsx'
import { renderInside, textOf } from '../inside.tsx'
import { fakeHere, NEW_WORDS } from './fakes.ts'

const OLD_WORDS = 'lemon harbour quilt spade'
const PIN = '271831'
const weakPin = (pin: string) => pin === '123456'
const open = (change: Partial<VaultHere> = {}) => renderInside(<ThisDevicePage weakPin={weakPin} />, { ...memoryDevice(), here: fakeHere(change) })
const card = (name: string) => screen.getByRole('region', { name })
const problems = () => within(screen.getByRole('alert')).getAllByRole('listitem').map(textOf)

const typePin = async ({ user }: Rendered, words: string, pin = PIN, again = pin) => {
  if (words !== '') await user.type(screen.getByLabelText('Your four words'), words)
  if (pin !== '') await user.type(screen.getByLabelText('Six digits'), pin)
  if (again !== '') await user.type(screen.getByLabelText('The same six digits again'), again)
  await user.click(screen.getByRole('button', { name: 'Use this PIN' }))
}

const REFUSALS: readonly (readonly [VaultChange, string])[] = [
  ['phrase-wrong', 'Those are not your four words. Look at your card and try again.'],
  ['offline', 'You’re offline. This needs a connection. Try again when you’re back.'],
  ['server-trouble', 'The service has a problem. Nothing was changed. Try again in a few minutes.'],
  ['throttled', 'Too many tries. Wait a minute, then try again.'],
  ['sign-in-needed', 'You’re signed out. Sign in again to send what is waiting.'],
  ['no-storage', 'This device could not keep the change. Close other apps and tabs, then try again.'],
  ['no-memory', 'This device has too little free memory for this. Close other apps and tabs, then try again.'],
]

describe('the PIN of this device (K3)', () => {
  test('is changed with the four words, and said', async () => {
    const changePin = vi.fn<VaultHere['changePin']>(async () => 'done')
    const page = await open({ changePin })
    await expectAccessible(page.container, { page: true })
    await page.user.click(screen.getByRole('button', { name: 'Change PIN' }))
    await expectAccessible(page.container, { page: true })
    await typePin(page, OLD_WORDS)
    expect(await screen.findByText('Your PIN is changed.')).toBeTruthy()
    expect(changePin.mock.calls).toEqual([[OLD_WORDS, PIN]])
    expect(screen.queryByLabelText('Six digits')).toBeNull()
  })

  test('needs words, and digits that are hard to guess', async () => {
    const changePin = vi.fn<VaultHere['changePin']>(async () => 'done')
    const page = await open({ changePin })
    await page.user.click(screen.getByRole('button', { name: 'Change PIN' }))
    await typePin(page, '', '123456')
    expect(problems()).toEqual(['Enter your four words', 'That PIN is easy to guess. Choose one with no rows such as 123 or 111, and not a date of birth.'])
    await expectAccessible(page.container, { page: true })
    expect(changePin).not.toHaveBeenCalled()
  })

  test.each(REFUSALS)('stays as it is, and says why: %s', async (refusal, sentence) => {
    const page = await open({ changePin: async () => refusal })
    await page.user.click(screen.getByRole('button', { name: 'Change PIN' }))
    await typePin(page, OLD_WORDS)
    expect(problems()).toEqual([sentence])
    expect(screen.queryByText('Your PIN is changed.')).toBeNull()
  })

  test('that is gone says so, and another is chosen', async () => {
    const page = await open({ pinGone: () => true })
    expect(textOf(card('PIN'))).toContain('Your PIN no longer works on this device')
    await page.user.click(screen.getByRole('button', { name: 'Choose a new PIN' }))
    expect(screen.getByLabelText('Six digits')).toBeTruthy()
    await page.user.click(screen.getByRole('button', { name: 'Cancel' }))
    expect(screen.queryByLabelText('Six digits')).toBeNull()
  })
})

describe('new four words', () => {
  const toLast = async (change: Partial<VaultHere> = {}) => {
    const page = await open(change)
    await page.user.click(screen.getByRole('button', { name: 'Make new four words' }))
    await page.user.click(await screen.findByRole('button', { name: 'I have written them down' }))
    await page.user.type(screen.getByLabelText('Word 2'), 'kettle')
    await page.user.type(screen.getByLabelText('Word 4'), 'violet{Enter}')
    return page
  }

  test('are shown once, asked back, and take the place of the old ones once those are typed', async () => {
    const changePhrase = vi.fn<VaultHere['changePhrase']>(async () => 'done')
    const page = await toLast({ changePhrase })
    await expectAccessible(page.container, { page: true })
    expect(changePhrase).not.toHaveBeenCalled()
    await page.user.type(screen.getByLabelText('Your four words until now'), `${OLD_WORDS}{Enter}`)
    expect(await screen.findByText('Your four words are changed. Destroy the old card.')).toBeTruthy()
    expect(changePhrase.mock.calls).toEqual([[OLD_WORDS, NEW_WORDS]])
  })

  test('with the old ones mistyped, the new ones stay what was written down', async () => {
    const changePhrase = vi.fn<VaultHere['changePhrase']>(async () => 'done')
    changePhrase.mockResolvedValueOnce('phrase-wrong')
    const page = await toLast({ changePhrase })
    const field = screen.getByLabelText('Your four words until now')
    await page.user.type(field, 'lemon{Enter}')
    expect(problems()).toEqual(['Those are not your four words. Look at your card and try again.'])
    await page.user.type(field, ' harbour quilt spade{Enter}')
    await screen.findByText('Your four words are changed. Destroy the old card.')
    expect(changePhrase.mock.calls).toEqual([['lemon', NEW_WORDS], [OLD_WORDS, NEW_WORDS]])
  })

  test('wrong words asked back change nothing', async () => {
    const changePhrase = vi.fn<VaultHere['changePhrase']>(async () => 'done')
    const page = await open({ changePhrase })
    await page.user.click(screen.getByRole('button', { name: 'Make new four words' }))
    await page.user.click(await screen.findByRole('button', { name: 'I have written them down' }))
    await page.user.type(screen.getByLabelText('Word 2'), 'tulip{Enter}')
    expect(problems()).toEqual(['That is not word 2. Look at your card.', 'That is not word 4. Look at your card.'])
    expect(changePhrase).not.toHaveBeenCalled()
  })

  test('can be given up on', async () => {
    const page = await open()
    await page.user.click(screen.getByRole('button', { name: 'Make new four words' }))
    await page.user.click(await screen.findByRole('button', { name: 'Cancel' }))
    expect(screen.queryByText('apron')).toBeNull()
    expect(screen.getByRole('button', { name: 'Make new four words' })).toBeTruthy()
  })
})

describe('fingerprint or face on this device', () => {
  test('is set up with the four words', async () => {
    let has = false
    const addPasskey = vi.fn<VaultHere['addPasskey']>(async () => {
      has = true
      return 'done'
    })
    const page = await open({ kind: 'personal', passkeyPossible: true, passkey: () => has, addPasskey })
    await page.user.click(screen.getByRole('button', { name: 'Set it up' }))
    await page.user.click(screen.getByRole('button', { name: 'Ask this device' }))
    expect(problems()).toEqual(['Enter your four words'])
    await page.user.type(screen.getByLabelText('Your four words'), `${OLD_WORDS}{Enter}`)
    await waitFor(() => expect(textOf(card('Fingerprint or face'))).toContain('This device unlocks with your fingerprint or face.'))
    expect(addPasskey.mock.calls).toEqual([[OLD_WORDS]])
    await expectAccessible(page.container, { page: true })
  })

  test('that was stopped says so', async () => {
    const page = await open({ passkeyPossible: true, addPasskey: async () => 'passkey-stopped' })
    await page.user.click(screen.getByRole('button', { name: 'Set it up' }))
    await page.user.type(screen.getByLabelText('Your four words'), `${OLD_WORDS}{Enter}`)
    await waitFor(() => expect(problems()).toEqual(['Your fingerprint or face was not set up. Try again.']))
  })

  test('is not offered where it is not possible', async () => {
    await open()
    expect(screen.queryByRole('region', { name: 'Fingerprint or face' })).toBeNull()
  })
})

test('one form is open at a time', async () => {
  const page = await open({ passkeyPossible: true })
  await page.user.click(screen.getByRole('button', { name: 'Change PIN' }))
  await page.user.click(screen.getByRole('button', { name: 'Set it up' }))
  expect(screen.getAllByLabelText('Your four words')).toHaveLength(1)
})

test('under the first cipher there is nothing to change yet', async () => {
  await renderInside(<ThisDevicePage weakPin={weakPin} />, memoryDevice())
  expect(screen.getByText(/You still unlock this device with your password/)).toBeTruthy()
  expect(screen.queryByRole('button')).toBeNull()
})
