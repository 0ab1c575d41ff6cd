/** Signing in to the service, as a device does it. */
import { Me } from '../protocol/sign-in.ts'
import { request } from '../outbox/request.ts'
import { type DeviceWorld } from './device-world.ts'

export type ServiceRefusal =
  | { readonly code: 'offline' }
  | { readonly code: 'sign-in-wrong' }
  | { readonly code: 'account-closed' }
  | { readonly code: 'sign-in-throttled'; readonly retryAfterMs: number | null }
  | { readonly code: 'server-trouble' }

/** Asks the service to sign in. Settles within the time of a request. */
export const askToSignIn = async (
  world: Pick<DeviceWorld, 'fetch' | 'timers'>,
  username: string,
  password: string,
): Promise<{ readonly ok: true; readonly me: Me } | ({ readonly ok: false } & ServiceRefusal)> => {
  const answer = await request(world, { path: '/api/sign-in', body: { username, password }, principal: null }, Me)
  if (answer.kind === 'answered') return { ok: true, me: answer.value }
  if (answer.kind === 'offline') return { ok: false, code: 'offline' }
  if (answer.code === 'sign-in-wrong' || answer.code === 'account-closed') return { ok: false, code: answer.code }
  if (answer.status === 429) return { ok: false, code: 'sign-in-throttled', retryAfterMs: answer.retryAfterMs }
  return { ok: false, code: 'server-trouble' }
}
