/** `GET /api/records/:id/signatures`: what became of the keys that signed a record, for the two whose record it is (G2, G3). */
import * as z from 'zod/mini'
import { Instant } from '../domain/dates.ts'
import { ActId } from '../domain/ids.ts'

const SignatureKey = z.strictObject({
  /** The act that signed. */
  act: ActId,
  /** Signatures made later than this do not count. */
  until: Instant,
  /** Since when the key is believed no longer; what had arrived by then stands. */
  revokedAt: z.nullable(Instant),
})

/** Signatures with no key of the signer's own are not among them. */
export const SignatureKeysAnswer = z.strictObject({ signatures: z.array(SignatureKey), serverTime: Instant })
export type SignatureKeysAnswer = z.infer<typeof SignatureKeysAnswer>
