/** Proving that a vault is open (A1): its key signs something that the service made up, for one purpose, once, within minutes. */
import { type z } from 'zod/mini'
import { type Instant } from '../../src/domain/dates.ts'
import { kidIn, readJws } from '../../src/protocol/jws.ts'
import { type CompactJws, TYP } from '../../src/protocol/keys.ts'
import { Proof } from '../../src/protocol/vaults.ts'
import { type RandomToken } from '../clock.ts'
import { readBody } from '../http/json-body.ts'
import { type Challenge, putChallenge, takeChallenge } from '../storage/challenges.ts'
import { personKeysOf } from '../storage/person-keys.ts'
import { type Seal } from '../storage/server-key.ts'
import { type Tx } from '../storage/storage.ts'
import { isLive, type Vault, vaultNamed } from '../storage/vaults.ts'

/** Long enough to type a PIN again; what is found in a log or a cache later is worth nothing. */
const LASTS_MS = 5 * 60_000
const CHALLENGE_BYTES = 32

export interface Asked {
  readonly vault: string
  readonly proof: CompactJws
}
export type NotProved = 'vault-unknown' | 'device-revoked' | 'proof-refused'

export interface Proofs {
  /** Something for this vault's key to sign, whatever for. */
  readonly challenge: (tx: Tx, vault: Vault, at: Instant) => Promise<string>
  /** Uses the challenge up that was signed. */
  readonly prove: (tx: Tx, asked: Asked & { readonly purpose: Proof['purpose'] }, at: Instant) => Promise<{ readonly ok: true; readonly vault: Vault } | { readonly ok: false; readonly code: NotProved }>
}

/** What was signed, read as strictly as a request's body (A4). @returns null where it is not that */
export const readSigned = <T extends z.ZodMiniType>(schema: T, bytes: Uint8Array | null): z.infer<T> | null => {
  if (bytes === null) return null
  try {
    return schema.safeParse(readBody(bytes)).data ?? null
  } catch {
    return null
  }
}

const challengeOf = (name: string, { org, person }: Vault): Challenge => ({ kind: 'vault', name, whose: { org, person } })

export const proofsOf = ({ seal, random }: { readonly seal: Seal; readonly random: RandomToken }): Proofs => {
  /** What a key of this vault's signed, which is neither revoked nor over. */
  const signedBy = async (tx: Tx, vault: Vault, proof: CompactJws, at: Instant): Promise<Proof | null> => {
    const kid = kidIn(proof)
    const [key] = kid === null ? [] : await personKeysOf(tx, vault.org, [kid])
    // One that was rotated is good until its certificate is over: the answer that certified the next may have been lost.
    if (key?.vault !== vault.id || key.revokedAt !== null || key.until <= at) return null
    return readSigned(Proof, await readJws(proof, TYP.proof, key))
  }
  return {
    challenge: async (tx, vault, at) => {
      const challenge = random(CHALLENGE_BYTES)
      await putChallenge(tx, seal, challengeOf(challenge, vault), { text: vault.id, at, lastsMs: LASTS_MS })
      return challenge
    },
    prove: async (tx, { vault: id, proof, purpose }, at) => {
      const vault = await vaultNamed(tx, id)
      if (vault?.revokedAt) return { ok: false, code: 'device-revoked' }
      if (!vault || !isLive(vault)) return { ok: false, code: 'vault-unknown' }
      const signed = await signedBy(tx, vault, proof, at)
      if (signed?.vault !== id || signed.purpose !== purpose) return { ok: false, code: 'proof-refused' }
      // Only who has the key uses a challenge up.
      const asked = await takeChallenge(tx, seal, challengeOf(signed.challenge, vault), at)
      return asked === id ? { ok: true, vault } : { ok: false, code: 'proof-refused' }
    },
  }
}
