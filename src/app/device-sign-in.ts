/** Signing in to the service, as a device does it. */
import { type PasskeyUsed } from '../protocol/security.ts'
import { SignInAnswer, type SignInRequest } from '../protocol/sign-in.ts'
import { type VaultSignInRequest } from '../protocol/vaults.ts'
import { request } from '../outbox/request.ts'
import { type DeviceWorld } from './device-world.ts'

export type ServiceRefusal =
  | {
      readonly code:
        | 'offline' | 'sign-in-wrong' | 'account-closed' | 'code-needed' | 'code-wrong' | 'other-way-needed' | 'device-revoked' | 'server-trouble'
    }
  | { readonly code: 'sign-in-throttled'; readonly retryAfterMs: number | null }

export type ServiceAnswer = { readonly ok: true; readonly me: SignInAnswer } | ({ readonly ok: false } & ServiceRefusal)

/** What the service says of a sign-in that it refuses, when that is not simply trouble. */
const SAID = ['sign-in-wrong', 'account-closed', 'code-needed', 'code-wrong', 'other-way-needed', 'device-revoked'] as const

/** Asks the service to sign in. Settles within the time of a request. */
export const askToSignIn = async (
  world: Pick<DeviceWorld, 'fetch' | 'timers'>,
  body: SignInRequest | VaultSignInRequest | PasskeyUsed,
  path: '/api/sign-in' | '/api/sign-in/vault' | '/api/sign-in/passkey' = '/api/sign-in',
): Promise<ServiceAnswer> => {
  const answer = await request(world, { path, body, principal: null }, SignInAnswer)
  if (answer.kind === 'answered') return { ok: true, me: answer.value }
  if (answer.kind === 'offline') return { ok: false, code: 'offline' }
  const code = SAID.find((each) => each === answer.code)
  if (code) return { ok: false, code }
  if (answer.status === 429) return { ok: false, code: 'sign-in-throttled', retryAfterMs: answer.retryAfterMs }
  return { ok: false, code: 'server-trouble' }
}
