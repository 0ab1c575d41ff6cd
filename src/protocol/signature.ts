/** What a signature's key signs (G1): the payload of the JWS in `record.sign`'s `proof`. */
import * as z from 'zod/mini'
import { Instant, PlainDate } from '../domain/dates.ts'
import { DeviceId, PersonId, RecordId } from '../domain/ids.ts'
import { Sha256 } from '../domain/records/deeds/common.ts'
import { SignAnswer, SignRole } from '../domain/records/deeds/signed.ts'

export const SignaturePayload = z.strictObject({
  v: z.literal(1),
  recordId: RecordId,
  contentHash: Sha256,
  previous: z.nullable(Sha256),
  signer: PersonId,
  role: SignRole,
  answer: SignAnswer,
  /** The digest of the comment as of a field named `comment`, salted: a redacted copy can withhold it. */
  comment: z.nullable(Sha256),
  statement: z.string(),
  language: z.enum(['en', 'cy']),
  on: PlainDate,
  deviceTime: Instant,
  deviceId: DeviceId,
  formVersion: z.int(),
  method: z.enum(['key', 'link']),
})
export type SignaturePayload = z.infer<typeof SignaturePayload>
