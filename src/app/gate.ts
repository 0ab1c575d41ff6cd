/** The door over the vaults of this browser and the service. */
import { type Gate, type GateAnswer, type GateRefusal } from '../features/account/gate.ts'
import { unreachable } from '../domain/unreachable.ts'
import { request } from '../outbox/request.ts'
import { ServiceInfo } from '../protocol/sign-in.ts'
import { type Device, type SignInAgainCode } from '../queries/device.ts'
import { type OpenAnswer, type OpenRefusal, signIn, unlock } from './device.ts'
import { type DeviceWorld } from './device-world.ts'
import { vaultsOnDevice } from './vaults.ts'

/** Whole seconds to wait, a minute where the service said nothing of it. */
export const seconds = (milliseconds: number | null): number => Math.max(1, Math.ceil((milliseconds ?? 60_000) / 1000))

const refusalOf = (refusal: OpenRefusal): GateRefusal => {
  switch (refusal.code) {
    case 'sign-in-wrong':
    case 'password-wrong':
      return { kind: 'wrong' }
    case 'sign-in-throttled':
      return { kind: 'throttled', seconds: seconds(refusal.retryAfterMs) }
    case 'account-closed':
      return { kind: 'closed' }
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

/** How a try to open the device ended, as the door says it. */
export const answerOf = (answer: OpenAnswer): GateAnswer =>
  answer.ok ? { kind: 'open', device: answer.device, keptEarlier: answer.keptEarlier } : refusalOf(answer)

const againOf = (code: SignInAgainCode): GateRefusal => {
  switch (code) {
    case 'sign-in-wrong':
      return { kind: 'wrong' }
    case 'sign-in-throttled':
      return { kind: 'throttled', seconds: seconds(null) }
    case 'account-closed':
      return { kind: 'closed' }
    case 'offline':
    case 'server-trouble':
    case 'other-person':
      return { kind: code }
    default:
      return unreachable(code)
  }
}

/** Signs in to the service again from an unlocked device. @returns null, or why not */
export const signInAgain = async (device: Device, password: string): Promise<GateRefusal | null> => {
  const code = (await device.signInAgain?.(password)) ?? null
  return code === null ? null : againOf(code)
}

export const gateOf = (world: DeviceWorld): Gate => ({
  people: () => vaultsOnDevice(world.storage),
  unlock: async (id, password) => answerOf(await unlock(world, id, password)),
  signIn: async (username, password) => answerOf(await signIn(world, username, password)),
  demonstration: async () => {
    const answer = await request(world, { path: '/api/service', method: 'GET', principal: null }, ServiceInfo)
    return answer.kind === 'answered' ? answer.value.demonstration : null
  },
})
