/** The door over the vaults of this browser and the service. */
import { type Gate, type GateAnswer, type GateRefusal, type More } from '../features/account/gate.ts'
import { unreachable } from '../domain/unreachable.ts'
import { request } from '../outbox/request.ts'
import { ServiceInfo } from '../protocol/sign-in.ts'
import { type OpenAnswer, type OpenRefusal, unlock } from './device.ts'
import { type DeviceWorld } from './device-world.ts'
import { tidyDevice, vaultsOnDevice } from './vaults.ts'

/** The one word of an address that tells how the work account's sign-in ended. */
const FROM_WORK = 'work'

/** Whole seconds to wait, a minute where the service said nothing of it. */
export const seconds = (milliseconds: number | null): number => Math.max(1, Math.ceil((milliseconds ?? 60_000) / 1000))

const refusalOf = (refusal: OpenRefusal, typed: { readonly username: string; readonly password: string }): GateRefusal | More => {
  switch (refusal.code) {
    case 'code-needed':
    case 'code-wrong':
      return { kind: 'more', step: { kind: 'code', ...typed } }
    case 'other-way-needed':
      return { kind: 'more', step: { kind: 'passkey', needed: true } }
    case 'second-factor-to-set':
      return { kind: 'more', step: { kind: 'second-factor', ...typed, person: refusal.person } }
    case 'enrol':
      return { kind: 'more', step: { kind: 'enrol', enrolment: refusal.enrolment } }
    case 'known':
      return { kind: 'more', step: { kind: 'known', person: refusal.person, enrolment: refusal.enrolment } }
    case 'new-pin':
      return { kind: 'more', step: { kind: 'new-pin', newPin: refusal.newPin } }
    case 'sign-in-wrong':
    case 'password-wrong':
      return { kind: 'wrong' }
    case 'sign-in-throttled':
      return { kind: 'throttled', seconds: seconds(refusal.retryAfterMs) }
    case 'account-closed':
      return { kind: 'closed' }
    case 'pin-wrong':
      return { kind: 'pin-wrong', left: refusal.left }
    case 'wiped':
      return { kind: 'wiped', why: refusal.why }
    case 'device-revoked':
      return { kind: 'wiped', why: 'revoked' }
    case 'pin-gone':
    case 'pin-needs-connection':
    case 'phrase-wrong':
    case 'passkey-stopped':
    case 'offline':
    case 'server-trouble':
    case 'not-here':
    case 'no-storage':
      return { kind: refusal.code }
    case 'kdf-failed':
      return { kind: 'no-memory' }
    default:
      return unreachable(refusal)
  }
}

/**
 * How a try to open the device ended, as the door says it.
 *
 * @param username with which somebody tried, and the password; '' where it is neither's to be asked for more
 */
export const answerOf = (answer: OpenAnswer, username = '', password = ''): GateAnswer =>
  answer.ok ? answer : refusalOf(answer, { username, password })

export const gateOf = (world: DeviceWorld): Gate => ({
  keepsNothing: world.keepsNothing,
  storage: { trouble: world.storage.trouble, watch: world.storage.watch },
  people: async () => {
    await tidyDevice(world.storage, world.now()).catch(() => undefined)
    return vaultsOnDevice(world.storage)
  },
  unlock: async (id, secret) => {
    const answer = await unlock(world, id, secret)
    if (secret.by !== 'password' || answer.ok || answer.code !== 'code-needed' || !('username' in answer)) return answerOf(answer)
    // Of the first cipher: the password is the account's, and the code goes with the name that the vault knows.
    return answerOf(answer, answer.username, secret.password)
  },
  signIn: async (username, password) => {
    const entering = await import('./device-enter.ts').catch(() => null)
    return entering ? answerOf(await entering.signIn(world, username, password), username, password) : { kind: 'offline' }
  },
  offers: async () => {
    const answer = await request(world, { path: '/api/service', method: 'GET', principal: null }, ServiceInfo)
    return answer.kind === 'answered' ? answer.value : null
  },
  toWork: () => window.location.assign('/api/sign-in/work'),
  fromWork: () => {
    const outcome = new URLSearchParams(window.location.search).get(FROM_WORK)
    if (outcome !== null) window.history.replaceState(null, '', window.location.pathname)
    return outcome
  },
})
