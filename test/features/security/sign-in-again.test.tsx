import { screen, waitFor } from '@testing-library/react'
import { describe, expect, test, vi } from 'vitest'
import { EarlierPassword } from '../../../src/features/security/earlier-password.tsx'
import { SignInAgain } from '../../../src/features/security/sign-in-again.tsx'
import { type Device, type SignInAgainCode, type SignInProof } from '../../../src/queries/device.ts'
import { memoryDevice } from '../../memory-device.ts'
import { expectAccessible, render } from '../../render.tsx'
import { renderInside } from '../inside.tsx'
import { serviceWith } from './service.ts'

describe('signing in again without leaving the page', () => {
  const ask = async (answer: (proof: SignInProof) => SignInAgainCode | null, ways: readonly ('passkey' | 'work')[] = []) => {
    const signInAgain = vi.fn<NonNullable<Device['signInAgain']>>(async (proof) => answer(proof))
    const device = memoryDevice()
    device.setAnswers(serviceWith({ ways }))
    const rendered = await renderInside(<><h1>Today</h1><SignInAgain /></>, { ...device, signInAgain })
    await rendered.user.click(screen.getByRole('button', { name: 'Sign in again' }))
    return { ...rendered, signInAgain }
  }

  test('closes when it worked', async () => {
    const { user, signInAgain, container } = await ask(() => null)
    await expectAccessible(container)
    await user.type(screen.getByLabelText('Password'), 'right{Enter}')
    expect(signInAgain).toHaveBeenCalledWith({ by: 'password', password: 'right' })
    await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull())
  })

  test.each<[SignInAgainCode, string]>([
    ['sign-in-wrong', 'That password is not right. Check it and try again.'],
    ['offline', 'You’re offline. Try again when you’re back. Nothing is lost.'],
    ['sign-in-throttled', 'Too many tries. Wait 60 seconds, then try again.'],
    ['other-person', 'Someone else is signed in on this device. Sign in as yourself and try again.'],
    ['other-way-needed', 'Your password alone is not enough here. Use your passkey or your work account.'],
    ['server-trouble', 'The service has a problem. Nothing was changed. Try again in a few minutes.'],
  ])('stays open and says why when it did not: %s', async (code, sentence) => {
    const { user } = await ask(() => code)
    await user.type(screen.getByLabelText('Password'), 'p{Enter}')
    expect(await screen.findByText(sentence)).toBeTruthy()
    expect(screen.getByRole('dialog')).toBeTruthy()
  })

  test('an empty password tries nothing', async () => {
    const { user, signInAgain } = await ask(() => null)
    await user.click(screen.getByRole('button', { name: 'Sign in and send' }))
    expect(screen.getByText('Enter your password')).toBeTruthy()
    expect(signInAgain).not.toHaveBeenCalled()
  })

  test('asks for a code once the service does, and sends it with the password (A1)', async () => {
    const { user, signInAgain, container } = await ask((proof) => {
      if (proof.by !== 'password' || proof.code === undefined) return 'code-needed'
      return proof.code === '123456' ? null : 'code-wrong'
    })
    await user.type(screen.getByLabelText('Password'), 'right{Enter}')
    const code = await screen.findByLabelText('Code')
    expect([code.getAttribute('autocomplete'), code.getAttribute('inputmode')]).toEqual(['one-time-code', 'numeric'])
    await expectAccessible(container)
    await user.type(code, '000000{Enter}')
    expect(await screen.findByText('That code is not right, or it was used before. Wait for the next one and try again.')).toBeTruthy()
    await user.clear(code)
    await user.click(code)
    await user.paste('123456')
    await user.keyboard('{Enter}')
    await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull())
    expect(signInAgain).toHaveBeenLastCalledWith({ by: 'password', password: 'right', code: '123456' })
  })

  test('a passkey does where the service has them', async () => {
    const { user, signInAgain } = await ask((proof) => (proof.by === 'passkey' ? 'passkey-stopped' : null), ['passkey'])
    await user.click(await screen.findByRole('button', { name: 'Use a passkey instead' }))
    expect(await screen.findByText('No passkey was used. Try again, or sign in another way.')).toBeTruthy()
    expect(signInAgain).toHaveBeenCalledWith({ by: 'passkey' })
  })
})

describe('what waits under an earlier password', () => {
  test('is taken in with that password, and with no other', async () => {
    const { user } = render(<main><EarlierPassword count={2} onAdopt={async (password) => (password === 'old' ? 2 : null)} /></main>)
    await user.click(screen.getByRole('button', { name: 'Type earlier password' }))
    await user.type(screen.getByLabelText('Earlier password'), 'newer{Enter}')
    expect(await screen.findByText('That is not the password they were saved under. Try another.')).toBeTruthy()
    await user.clear(screen.getByLabelText('Earlier password'))
    await user.type(screen.getByLabelText('Earlier password'), 'old{Enter}')
    expect(await screen.findByText('2 changes taken in. They will be sent.')).toBeTruthy()
  })
})
