/** An unlocked vault signs in by its own key, without a code (A1). Got with the first need of it. */
import { request } from '../outbox/request.ts'
import { TYP } from '../protocol/keys.ts'
import { ChallengeAnswer, type Proof } from '../protocol/vaults.ts'
import { type Signer } from '../vault/signer.ts'
import { askToSignIn, type ServiceAnswer } from './device-sign-in.ts'
import { type DeviceWorld } from './device-world.ts'

type Asking = Pick<DeviceWorld, 'fetch' | 'timers'>

/** Something new to sign; null where the service was not reached, or does not say. */
const challengeOf = async (world: Asking, vault: string): Promise<string | null> => {
  const answer = await request(world, { path: '/api/vaults/challenge', body: { vault }, principal: null }, ChallengeAnswer)
  return answer.kind === 'answered' ? answer.value.challenge : null
}

/** The vault's key over a challenge, for one purpose. @returns null offline */
export const proofOf = async (world: Asking, vault: string, signer: Signer, purpose: Proof['purpose'], challenge?: string): Promise<string | null> => {
  const asked = challenge ?? (await challengeOf(world, vault))
  return asked === null ? null : signer.sign(TYP.proof, { v: 1, challenge: asked, vault, purpose } satisfies Proof)
}

/** @param challenge where one came with the pepper */
export const signInByKey = async (world: Asking, vault: string, signer: Signer, challenge?: string): Promise<ServiceAnswer> => {
  const proof = await proofOf(world, vault, signer, 'sign-in', challenge)
  return proof === null ? { ok: false, code: 'offline' } : askToSignIn(world, { vault, proof }, '/api/sign-in/vault')
}
