/** An unlocked vault signs in by its own key, without a code (A1). Got with the first need of it. */
import { epochOf } from '../domain/dates.ts'
import { request } from '../outbox/request.ts'
import { TYP } from '../protocol/keys.ts'
import { ChallengeAnswer, type Proof, RotateAnswer } from '../protocol/vaults.ts'
import { type OpenVault } from '../vault/open-vault.ts'
import { rotateKey } from '../vault/rotate.ts'
import { type Signer } from '../vault/signer.ts'
import { askToSignIn, type ServiceAnswer } from './device-sign-in.ts'
import { type DeviceWorld } from './device-world.ts'
import { changeEnvelope } from './envelopes.ts'

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

/** A key is rotated so long before its year is over (G2). */
const ROTATED_BEFORE_MS = 30 * 24 * 60 * 60_000

/** Another key for another year. What can't be done now is done at the next sign-in; the one before signs until then. */
const rotated = async (world: DeviceWorld, vault: OpenVault, signer: Signer): Promise<void> => {
  const { key, finish } = await rotateKey(vault)
  const proof = await proofOf(world, vault.id, signer, 'rotate')
  if (proof === null) return
  const asked = { path: '/api/vaults/key', body: { vault: vault.id, key, proof }, principal: vault.owner.person }
  const answer = await request(world, asked, RotateAnswer)
  if (answer.kind === 'answered') await changeEnvelope(world, vault.id, (stored) => finish(stored, answer.value))
}

/** @param challenge where one came with the pepper */
export const signInByKey = async (world: DeviceWorld, vault: OpenVault, challenge?: string): Promise<ServiceAnswer> => {
  const { id, signer } = vault
  const proof = signer && (await proofOf(world, id, signer, 'sign-in', challenge))
  if (!signer || proof === null) return { ok: false, code: 'offline' }
  const answer = await askToSignIn(world, { vault: id, proof }, '/api/sign-in/vault')
  if (answer.ok && epochOf(signer.until) - world.now() < ROTATED_BEFORE_MS) await rotated(world, vault, signer).catch(() => undefined)
  return answer
}
