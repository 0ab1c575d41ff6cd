/** Passkeys of this browser: making one, and signing in with one (A1). */
import {
  type PublicKeyCredentialCreationOptionsJSON, type PublicKeyCredentialRequestOptionsJSON, startAuthentication, startRegistration,
} from '@simplewebauthn/browser'
import { type DeviceId } from '../domain/ids.ts'
import { request, type RequestPorts } from '../outbox/request.ts'
import { PasskeyOptions, type PasskeyUsed } from '../protocol/security.ts'
import { type MakePasskey } from '../queries/security.ts'
import { askToSignIn, type ServiceAnswer } from './device-sign-in.ts'
import { type DeviceWorld } from './device-world.ts'

/** The person stopped it, the browser has no passkey for here, or it is there already: browsers do not say which. */
export type PasskeyAnswer = ServiceAnswer | { readonly ok: false; readonly code: 'passkey-stopped' }

/** Has the browser make a passkey, which asks the person; rejects when they stop it. */
export const makePasskey: MakePasskey = async (options) => {
  const made = await startRegistration({ optionsJSON: options as unknown as PublicKeyCredentialCreationOptionsJSON })
  const { clientDataJSON, attestationObject, transports = [] } = made.response
  return { id: made.id, clientDataJSON, attestationObject, transports: [...transports] }
}

type PasskeyFailure = Exclude<PasskeyAnswer, { ok: true }>

/** Has a passkey of this browser answer the service; nobody is signed in by that alone. */
export const answerWithPasskey = async (world: RequestPorts): Promise<{ readonly ok: true; readonly used: Omit<PasskeyUsed, 'deviceId'> } | PasskeyFailure> => {
  const begun = await request(world, { path: '/api/sign-in/passkey/begin', principal: null }, PasskeyOptions)
  if (begun.kind === 'offline') return { ok: false, code: 'offline' }
  if (begun.kind === 'refused') {
    return begun.status === 429 ? { ok: false, code: 'sign-in-throttled', retryAfterMs: begun.retryAfterMs } : { ok: false, code: 'server-trouble' }
  }
  const optionsJSON = begun.value.options as unknown as PublicKeyCredentialRequestOptionsJSON
  const used = await startAuthentication({ optionsJSON }).catch(() => null)
  if (!used) return { ok: false, code: 'passkey-stopped' }
  const { clientDataJSON, authenticatorData, signature } = used.response
  return { ok: true, used: { id: used.id, clientDataJSON, authenticatorData, signature } }
}

/** Signs in with a passkey of this browser; no user name is needed. */
export const askWithPasskey = async (world: DeviceWorld, deviceId: DeviceId | null): Promise<PasskeyAnswer> => {
  const answered = await answerWithPasskey(world)
  if (!answered.ok) return answered
  return askToSignIn(world, { ...answered.used, ...(deviceId === null ? {} : { deviceId }) }, '/api/sign-in/passkey')
}
