import { screen } from '@testing-library/react'
import { describe, expect, test, vi } from 'vitest'
import { CodePage, type CodePageProps } from '../../../src/features/security/code-page.tsx'
import { PasskeyPage } from '../../../src/features/security/passkey-page.tsx'
import { SecondFactorPage } from '../../../src/features/security/second-factor-page.tsx'
import { WorkAnswerPage } from '../../../src/features/security/work-answer-page.tsx'
import { securityMatters } from '../../../src/queries/security.ts'
import { expectAccessible, render } from '../../render.tsx'
import { AT, refuse, serviceWith } from './service.ts'

const nowhere = () => undefined

describe('the door’s code', () => {
  const open = (onTry: CodePageProps['onTry']) => render(<main><CodePage onTry={onTry} onBack={nowhere} /></main>)

  test('is typed or pasted into a field that phones offer it for', async () => {
    const onTry = vi.fn<CodePageProps['onTry']>(async () => null)
    const { user, container } = open(onTry)
    const field = screen.getByLabelText('Code')
    expect(document.activeElement).toBe(field)
    expect([field.getAttribute('autocomplete'), field.getAttribute('inputmode')]).toEqual(['one-time-code', 'numeric'])
    await expectAccessible(container, { page: true })
    await user.paste('123 456')
    await user.keyboard('{Enter}')
    expect(onTry).toHaveBeenCalledWith('123 456')
  })

  test.each([
    [{ code: 'code-wrong' }, 'That code is not right, or it was used before. Wait for the next one and try again.'],
    [{ code: 'sign-in-throttled', retryAfterS: 800 }, 'Too many tries. Wait 800 seconds, then try again.'],
    [{ code: 'offline' }, 'You’re offline. This needs a connection. Try again when you’re back.'],
  ])('that did not do says why, and can be typed again: %o', async (problem, sentence) => {
    const { user } = open(async () => problem)
    await user.type(screen.getByLabelText('Code'), '123456{Enter}')
    expect((await screen.findAllByText(sentence)).length).toBeGreaterThan(0)
    expect(document.title).toMatch(/^Error: /)
    // The summary takes the focus once, and leaves it to who goes on typing.
    await user.clear(screen.getByLabelText('Code'))
    await user.type(screen.getByLabelText('Code'), '654321')
    expect(screen.getByLabelText<HTMLInputElement>('Code').value).toBe('654321')
  })

  test('left empty tries nothing', async () => {
    const onTry = vi.fn<CodePageProps['onTry']>(async () => null)
    const { user } = open(onTry)
    await user.click(screen.getByRole('button', { name: 'Sign in' }))
    expect(screen.getAllByText('Enter the code from your app').length).toBeGreaterThan(0)
    expect(onTry).not.toHaveBeenCalled()
  })
})

describe('a second factor that is asked for', () => {
  const matters = (stop = false) =>
    securityMatters(
      async (question, shape) =>
        shape.parse(
          await serviceWith({
            on: {
              '/api/security/totp/begin': () => (stop ? refuse('sign-in-not-fresh') : { secret: 'JBSWY3DPEHPK3PXP', uri: 'otpauth://totp/X:sam?secret=JBSWY3DPEHPK3PXP', serverTime: AT }),
              '/api/security/totp': () => ({ recoveryCodes: ['ABCD-EFGH-JKLM'], serverTime: AT }),
            },
          })(question),
        ),
      () => Promise.reject(new Error('NotAllowedError')),
    )

  test('is set with an app, and the door opens', async () => {
    const onSet = vi.fn<() => Promise<null>>(async () => null)
    const { user, container } = render(<main><SecondFactorPage matters={matters()} passkeys onSet={onSet} onBack={nowhere} /></main>)
    await expectAccessible(container, { page: true })
    await user.click(screen.getByRole('button', { name: 'Set up an app' }))
    await user.type(await screen.findByLabelText('Code'), '123456{Enter}')
    await user.click(await screen.findByRole('button', { name: 'I have kept the codes' }))
    expect(onSet).toHaveBeenCalledTimes(1)
  })

  test('that could not be finished sends one back to signing in', async () => {
    const onBack = vi.fn<() => void>()
    const { user } = render(<main><SecondFactorPage matters={matters()} passkeys={false} onSet={async () => ({ code: 'no-storage' })} onBack={onBack} /></main>)
    expect(screen.queryByRole('button', { name: 'Add a passkey' })).toBeNull()
    await user.click(screen.getByRole('button', { name: 'Set up an app' }))
    await user.type(await screen.findByLabelText('Code'), '123456{Enter}')
    await user.click(await screen.findByRole('button', { name: 'I have kept the codes' }))
    expect(await screen.findByText(/Open it in a normal one, not a private one/)).toBeTruthy()
    await user.click(screen.getByRole('button', { name: 'Sign in again' }))
    expect(onBack).toHaveBeenCalledTimes(1)
  })

  test('says why it can’t be begun', async () => {
    const { user } = render(<main><SecondFactorPage matters={matters(true)} passkeys onSet={async () => null} onBack={nowhere} /></main>)
    await user.click(screen.getByRole('button', { name: 'Set up an app' }))
    expect(await screen.findByText('It is a while since you signed in. Sign in again, then try once more.')).toBeTruthy()
    expect(screen.getByRole('button', { name: 'Try again' })).toBeTruthy()
  })
})

describe('other ways in', () => {
  test('a passkey says why the password was not enough, and why the passkey was not', async () => {
    const { user, container } = render(<main><PasskeyPage needed onUse={async () => ({ code: 'passkey-stopped' })} onBack={nowhere} /></main>)
    expect(screen.getByText('Your password alone is not enough here. Use your passkey or your work account.')).toBeTruthy()
    await expectAccessible(container, { page: true })
    await user.click(screen.getByRole('button', { name: 'Use a passkey' }))
    expect(await screen.findByText('No passkey was used. Try again, or sign in another way.')).toBeTruthy()
  })

  test.each([
    ['linked', /^Your work account is linked/],
    ['not-linked', /is not linked to anybody here/],
    ['taken', /is linked to somebody else/],
    ['unreachable', /We can’t reach your work account’s sign-in/],
    ['refused', /did not work. Try again/],
    ['something else', /did not work. Try again/],
  ])('a work account says how it ended: %s', (outcome, sentence) => {
    render(<main><WorkAnswerPage outcome={outcome} onBack={nowhere} /></main>)
    expect(screen.getByText(sentence)).toBeTruthy()
  })
})
