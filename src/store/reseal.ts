/** Entries sealed anew for another vault of the same person: adopted from an earlier one, or moved with all the rest. */
import { type WireAct } from '../protocol/act.ts'
import { type Bytes, randomName } from '../vault/bytes.ts'
import { type Cipher } from '../vault/cipher.ts'
import { type Entry } from './entry.ts'
import { type MovedRow } from './ports.ts'
import { bodyPlace, receiptPlace, sealJson } from './sealing.ts'

/** What makes an act deliverable by anyone (K7), with the author's key; null where there is none. */
export type Seal = ((act: WireAct) => Promise<Bytes>) | null

/** A seal that fails costs no save: its author can send the act all the same. */
export const sealedOr = async (seal: Seal, act: WireAct): Promise<Bytes | null> => {
  try {
    return seal ? await seal(act) : null
  } catch {
    return null
  }
}

/** @param cipher the vault's they go to */
export const resealed = (entries: readonly Entry[], cipher: Cipher, seal: Seal): Promise<readonly MovedRow[]> =>
  Promise.all(
    entries.map(async ({ seq, act, receipt }): Promise<MovedRow> => {
      const entry = randomName()
      return {
        seq,
        entry,
        body: await sealJson(cipher, bodyPlace(entry), { act }),
        sealed: await sealedOr(seal, act),
        receipt: receipt && (await sealJson(cipher, receiptPlace(entry), receipt)),
      }
    }),
  )
