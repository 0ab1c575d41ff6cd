import { screen, waitFor, within } from '@testing-library/react'
import { describe, expect, test, vi } from 'vitest'
import { type Instant } from '../../../src/domain/dates.ts'
import { SecurityPage } from '../../../src/features/security/security-page.tsx'
import { type Security } from '../../../src/protocol/security.ts'
import { type Device } from '../../../src/queries/device.ts'
import { type MakePasskey } from '../../../src/queries/security.ts'
import { memoryDevice } from '../../memory-device.ts'
import { expectAccessible } from '../../render.tsx'
import { renderInside, textOf } from '../inside.tsx'
import { AT, type FakeService, NOTHING_SET, refuse, serviceWith } from './service.ts'

const TOTP = { since: AT, lastUsed: null, recoveryCodesLeft: 9 }
const PASSKEY = { id: 'p1', label: 'My phone', since: AT, lastUsed: '2026-06-11T08:00:00Z' as Instant }
const CODES = Array.from({ length: 10 }, (_, n) => `ABCD-EFGH-JKL${n}`)
const SECRET = 'JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP'

const made: MakePasskey = async () => ({ id: 'p2', clientDataJSON: 'x', attestationObject: 'x', transports: [] })

const open = async (service: FakeService, change: Partial<Device> = {}, makePasskey: MakePasskey = made) => {
  const device = memoryDevice()
  device.setAnswers(serviceWith(service))
  const rendered = await renderInside(<SecurityPage makePasskey={makePasskey} />, { ...device, ...change })
  await screen.findByRole('region', { name: 'Password' })
  return rendered
}
const changed = (security: Security) => ({ security, serverTime: AT })
const card = (name: string) => screen.findByRole('region', { name })

describe('signing in and security', () => {
  test('says what is set, and when it was used', async () => {
    const { container } = await open({
      security: () => ({ ...NOTHING_SET, totp: TOTP, passkeys: [PASSKEY], work: { offered: true, accounts: [{ id: 't/o', since: AT, lastUsed: null }] } }),
    })
    expect(textOf(await card('Authenticator app'))).toContain('Set up on Wed 10 June. You have 9 recovery codes left.')
    expect(textOf(await card('Passkeys'))).toContain('My phoneAdded on Wed 10 June, last used on Thu 11 June')
    expect(textOf(await card('Work account'))).toContain('Linked on Wed 10 June')
    await expectAccessible(container, { page: true })
  })

  test('offers no work account where the service has none, and no passkey at a bare address', async () => {
    await open({ security: () => ({ ...NOTHING_SET, passkeysHere: false }) })
    expect(screen.queryByRole('region', { name: 'Work account' })).toBeNull()
    expect(textOf(await card('Passkeys'))).toContain('Passkeys can’t be used at this address.')
    expect(screen.queryByRole('button', { name: 'Add a passkey' })).toBeNull()
  })

  test('says so offline, with a way to try again', async () => {
    const device = memoryDevice()
    const { user } = await renderInside(<SecurityPage makePasskey={made} />, device)
    expect(await screen.findByText('You’re offline. This needs a connection. Try again when you’re back.')).toBeTruthy()
    device.setAnswers(serviceWith({}))
    await user.click(screen.getByRole('button', { name: 'Try again' }))
    expect(await card('Password')).toBeTruthy()
  })

  test('a while after signing in nothing can be changed before one signs in again, with the password itself (A1)', async () => {
    let fresh = false
    const signInAgain = vi.fn<NonNullable<Device['signInAgain']>>(async () => {
      fresh = true
      return null
    })
    const { user } = await open({ security: () => ({ ...NOTHING_SET, totp: TOTP, passkeys: [PASSKEY], fresh }) }, { signInAgain })
    for (const name of ['Take the app away', 'Make new recovery codes', 'Add a passkey', 'Remove My phone']) expect(screen.queryByRole('button', { name })).toBeNull()
    await user.click(screen.getByRole('button', { name: 'Sign in again' }))
    await user.type(within(screen.getByRole('dialog')).getByLabelText('Password'), 'right{Enter}')
    expect(await screen.findByRole('button', { name: 'Take the app away' })).toBeTruthy()
    expect(signInAgain).toHaveBeenCalledWith({ by: 'password', password: 'right', fresh: true })
  })
})

describe('an authenticator app', () => {
  test('is set up with a picture or a key and its first code; recovery codes are told once', async () => {
    let security = NOTHING_SET
    const { user, container } = await open({
      security: () => security,
      on: {
        '/api/security/totp/begin': () => ({ secret: SECRET, uri: `otpauth://totp/X:sam?secret=${SECRET}`, serverTime: AT }),
        '/api/security/totp': ({ code }: { code: string }) => {
          if (code !== '123456') return refuse('code-wrong')
          security = { ...security, totp: { ...TOTP, recoveryCodesLeft: 10 } }
          return { recoveryCodes: CODES, serverTime: AT }
        },
      },
    })
    await user.click(screen.getByRole('button', { name: 'Set up an app' }))
    const picture = await screen.findByRole('img', { name: 'QR code for your authenticator app' })
    expect(picture.querySelectorAll('path')).toHaveLength(1)
    await user.click(screen.getByText('I can’t scan it'))
    expect(screen.getByLabelText<HTMLInputElement>('Key').value.replaceAll(' ', '')).toBe(SECRET)
    await expectAccessible(container, { page: true })
    await user.click(screen.getByRole('button', { name: 'Check the code' }))
    expect(screen.getByText('Enter the code from your app')).toBeTruthy()
    await user.type(screen.getByLabelText('Code'), '654321{Enter}')
    expect(await screen.findByText('That code is not right, or it was used before. Wait for the next one and try again.')).toBeTruthy()
    await user.clear(screen.getByLabelText('Code'))
    await user.type(screen.getByLabelText('Code'), '123456{Enter}')
    const list = await screen.findByRole('list', { name: 'Recovery codes' })
    expect(within(list).getAllByRole('listitem').map(textOf)).toEqual(CODES)
    await expectAccessible(container, { page: true })
    await user.click(screen.getByRole('button', { name: 'Copy the codes' }))
    expect(await screen.findByText('The codes are copied.')).toBeTruthy()
    expect(await navigator.clipboard.readText()).toBe(CODES.join('\n'))
    await user.click(screen.getByRole('button', { name: 'I have kept the codes' }))
    expect(await screen.findByText('The app is set up. You type a code the next time you sign in.')).toBeTruthy()
    expect(screen.queryByText(CODES[0]!)).toBeNull()
  })

  test('is taken away after a question; the last one where one is asked for is not', async () => {
    let last = true
    let security: Security = { ...NOTHING_SET, totp: TOTP }
    const { user } = await open({
      security: () => security,
      on: {
        '/api/security/totp/remove': () => {
          if (last) return refuse('second-factor-last')
          security = NOTHING_SET
          return changed(security)
        },
      },
    })
    const remove = async () => {
      await user.click(screen.getByRole('button', { name: 'Take the app away' }))
      await user.click(within(screen.getByRole('dialog', { name: 'Take the authenticator app away?' })).getByRole('button', { name: 'Take the app away' }))
    }
    await remove()
    expect(await screen.findByText('This is the last one you have. Add another way to sign in first, then take this one away.')).toBeTruthy()
    last = false
    await remove()
    expect(await screen.findByText('The app is taken away.')).toBeTruthy()
    expect(await screen.findByRole('button', { name: 'Set up an app' })).toBeTruthy()
  })

  test('gives new recovery codes after a question', async () => {
    const { user } = await open({
      security: () => ({ ...NOTHING_SET, totp: TOTP }),
      on: { '/api/security/recovery-codes': () => ({ recoveryCodes: CODES, serverTime: AT }) },
    })
    await user.click(screen.getByRole('button', { name: 'Make new recovery codes' }))
    await user.click(within(screen.getByRole('dialog')).getByRole('button', { name: 'Make new recovery codes' }))
    expect(await screen.findByRole('list', { name: 'Recovery codes' })).toBeTruthy()
  })
})

describe('passkeys', () => {
  test('are added under a name, and not when the person stops the browser’s question', async () => {
    let stopped = true
    let security = NOTHING_SET
    const { user } = await open(
      {
        security: () => security,
        on: {
          '/api/security/passkeys/begin': () => ({ options: { challenge: 'c' }, serverTime: AT }),
          '/api/security/passkeys': ({ label, id }: { label: string; id: string }) => {
            security = { ...security, passkeys: [{ ...PASSKEY, id, label }] }
            return changed(security)
          },
        },
      },
      {},
      (options) => (stopped ? Promise.reject(new Error('NotAllowedError')) : made(options)),
    )
    await user.click(screen.getByRole('button', { name: 'Add a passkey' }))
    await user.clear(screen.getByLabelText('Name for this passkey'))
    await user.type(screen.getByLabelText('Name for this passkey'), 'My phone{Enter}')
    expect(await screen.findByText('No passkey was used. Try again, or sign in another way.')).toBeTruthy()
    stopped = false
    await user.click(screen.getByRole('button', { name: 'Make the passkey' }))
    expect(await screen.findByText('The passkey is added.')).toBeTruthy()
    expect(await screen.findByRole('button', { name: 'Remove My phone' })).toBeTruthy()
  })

  test('are renamed and removed', async () => {
    let security: Security = { ...NOTHING_SET, passkeys: [PASSKEY] }
    const { user, container } = await open({
      security: () => security,
      on: {
        '/api/security/passkeys/rename': ({ label }: { label: string }) => {
          security = { ...security, passkeys: [{ ...PASSKEY, label }] }
          return { security, serverTime: AT }
        },
        '/api/security/passkeys/remove': ({ id }: { id: string }) => {
          expect(id).toBe('p1')
          security = NOTHING_SET
          return changed(security)
        },
      },
    })
    await user.click(screen.getByRole('button', { name: 'Rename My phone' }))
    await expectAccessible(container, { page: true })
    await user.clear(screen.getByLabelText('Name for this passkey'))
    await user.type(screen.getByLabelText('Name for this passkey'), 'Old phone{Enter}')
    expect(await screen.findByText('The passkey is renamed.')).toBeTruthy()
    await user.click(await screen.findByRole('button', { name: 'Remove Old phone' }))
    await user.click(within(screen.getByRole('dialog', { name: 'Remove Old phone?' })).getByRole('button', { name: 'Remove' }))
    expect(await screen.findByText('The passkey is removed.')).toBeTruthy()
    expect(await screen.findByText('You have no passkeys.')).toBeTruthy()
  })
})

describe('the password', () => {
  test('is changed at the service; what unlocks this device is another thing', async () => {
    const asked = vi.fn<(body: { password: string; next: string }) => unknown>(({ password }) => (password === 'now' ? changed(NOTHING_SET) : refuse('password-wrong')))
    const { user, container } = await open({ on: { '/api/security/password': asked } })
    expect(textOf(await card('Password'))).toContain('This device unlocks with your PIN or four words.')
    await user.click(screen.getByRole('button', { name: 'Change password' }))
    await user.type(screen.getByLabelText('New password'), 'too short{Enter}')
    expect(screen.getByText('Enter your password')).toBeTruthy()
    expect(screen.getByText('Choose a password of at least 12 characters')).toBeTruthy()
    await expectAccessible(container, { page: true })
    await user.type(screen.getByLabelText('Your password now'), 'not it')
    await user.clear(screen.getByLabelText('New password'))
    await user.type(screen.getByLabelText('New password'), 'a much longer one{Enter}')
    expect(await screen.findByText('That password is not right. Check it and try again.')).toBeTruthy()
    await user.clear(screen.getByLabelText('Your password now'))
    await user.type(screen.getByLabelText('Your password now'), 'now{Enter}')
    expect(await screen.findByText('Your password is changed. You’re signed out on your other devices.')).toBeTruthy()
    expect(asked).toHaveBeenLastCalledWith({ password: 'now', next: 'a much longer one' })
  })

  test('is none where one signs in without', async () => {
    await open({ security: () => ({ ...NOTHING_SET, password: false }) })
    expect(textOf(await card('Password'))).toContain('You have no password. You sign in without one.')
  })
})

describe('a work account', () => {
  test('is removed after a question, and not as the last way in', async () => {
    const { user } = await open({
      security: () => ({ ...NOTHING_SET, work: { offered: true, accounts: [{ id: 't/o', since: AT, lastUsed: AT }] } }),
      on: { '/api/security/work/remove': () => refuse('second-factor-last') },
    })
    await user.click(screen.getByRole('button', { name: 'Remove work account' }))
    await user.click(within(screen.getByRole('dialog', { name: 'Remove your work account?' })).getByRole('button', { name: 'Remove work account' }))
    await waitFor(() => expect(screen.getByText(/This is the last one you have/)).toBeTruthy())
  })

  test('is not gone to while something typed can’t be saved (K5)', async () => {
    const lock = vi.fn<() => Promise<void>>(() => Promise.reject(new Error('unsaved-text')))
    const { user } = await open(
      {
        security: () => ({ ...NOTHING_SET, work: { offered: true, accounts: [] } }),
        on: { '/api/security/work/begin': () => ({ address: 'https://login.example/authorize?x=1', serverTime: AT }) },
      },
      { lock },
    )
    const before = window.location.href
    await user.click(screen.getByRole('button', { name: 'Add work account' }))
    await waitFor(() => expect(lock).toHaveBeenCalledTimes(1))
    expect(window.location.href).toBe(before)
  })
})
