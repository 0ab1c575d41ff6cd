/** What a signature's key signs (G1): the payload of the JWS in `record.sign`'s `proof`. */
import * as z from 'zod/mini'
import { Instant, PlainDate } from '../domain/dates.ts'
import { DeviceId, PersonId, RecordId } from '../domain/ids.ts'
import { Sha256 } from '../domain/records/deeds/common.ts'
import { type RecordSign, SignAnswer, SignRole } from '../domain/records/deeds/signed.ts'
import { fieldDigest } from './signed-content.ts'

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

/** Who signs, on which device, when by its clock, and by which kind of key. */
export type Signing = Pick<SignaturePayload, 'signer' | 'deviceId' | 'deviceTime' | 'method'>

/** What is signed but for the content itself, of which the hash is. */
export type ToSign = Omit<RecordSign, 'content' | 'method' | 'proof'>

/** Null where there is no comment; a comment without a salt could be guessed at, and is nothing a key signs. */
export const commentDigest = ({ comment, commentSalt }: Pick<RecordSign, 'comment' | 'commentSalt'>): string | null =>
  comment === null || commentSalt === undefined || commentSalt === null ? null : fieldDigest('comment', commentSalt, comment)

/**
 * The payload that says what a signature says: for who signs, and for who checks it field by field. The names stand in the order
 * of RFC 8785, so that it is canonical however it is written.
 */
export const signaturePayloadOf = (recordId: RecordId, sign: ToSign, { signer, deviceId, deviceTime, method }: Signing): SignaturePayload => {
  const { role, answer, contentHash, previous, statement, language, formVersion, on } = sign
  return {
    answer, comment: commentDigest(sign), contentHash, deviceId, deviceTime, formVersion, language, method, on, previous, recordId, role, signer, statement, v: 1,
  }
}
