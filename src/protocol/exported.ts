/**
 * A signed record as one file that verifies without us (G6): `exported` under the service's seal, as canonical JSON (RFC 8785)
 * and nothing around it, so that every byte counts.
 */
import * as z from 'zod/mini'
import { Instant, PlainDate } from '../domain/dates.ts'
import { ActId, DeviceId, OrgId, PersonId, RecordId } from '../domain/ids.ts'
import { Json } from '../domain/json.ts'
import { Text } from '../domain/policy/text.ts'
import { Sha256 } from '../domain/records/deeds/common.ts'
import { Salt, SignAnswer, SignRole, VoidReason } from '../domain/records/deeds/signed.ts'
import { AuditHead } from './audit.ts'
import { CompactJws, KeyId, PublicKey } from './keys.ts'

/** A field of the content as it was signed, or, where it is withheld, its digest alone: the hash over all of them stays what it is (G1). */
const ExportedField = z.union([z.strictObject({ salt: Salt, value: Json }), z.strictObject({ digest: Sha256 })])
export type ExportedField = z.infer<typeof ExportedField>

/** What one or more signatures are on. */
const ExportedContent = z.strictObject({ hash: Sha256, fields: z.record(z.string(), ExportedField) })
export type ExportedContent = z.infer<typeof ExportedContent>

/** Salted where a key signed. Withheld, the digest is left of it, and of one that was never salted nothing. */
const ExportedComment = z.nullable(
  z.union([z.strictObject({ salt: z.nullable(Salt), text: z.string() }), z.strictObject({ digest: z.nullable(Sha256) })]),
)

const ExportedSignature = z.strictObject({
  act: ActId,
  by: PersonId,
  /** By the device's clock. */
  at: Instant,
  deviceId: DeviceId,
  role: SignRole,
  answer: SignAnswer,
  comment: ExportedComment,
  statement: z.string(),
  language: z.enum(['en', 'cy']),
  method: z.enum(['key', 'link', 'sign-in']),
  formVersion: z.int(),
  on: PlainDate,
  contentHash: Sha256,
  previous: z.nullable(Sha256),
  /** What the next one and the receipt call it (`signatureHash`). */
  hash: Sha256,
  /** What the key signed, and what certifies that key; null of one from before there were keys. */
  proof: z.nullable(CompactJws),
  certificate: z.nullable(CompactJws),
  /** `SignatureReceipt` under one of the service's keys. */
  receipt: CompactJws,
  /** Null where it counts; why, where it is kept without counting (P7). */
  because: z.nullable(z.enum(['edited-after', 'other-content', 'signed-again', 'answers-missing', 'competing-open', 'record-closed'])),
})
export type ExportedSignature = z.infer<typeof ExportedSignature>

/** As what a field was asked, so that words can be put to it without the policy. */
const AskedOf = z.strictObject({
  /** Its place among the others, as the form asks. */
  at: z.int().check(z.minimum(0)),
  label: Text,
  /** `what`, `who`, `by` …, as a reading has it (`domain/reading.ts`). */
  part: z.string(),
  type: z.string(),
  options: z.array(z.strictObject({ key: z.string(), label: Text })),
})
export type AskedOf = z.infer<typeof AskedOf>

const Named = z.strictObject({ id: PersonId, name: z.string() })

export const Exported = z.strictObject({
  v: z.literal(1),
  kind: z.literal('countersign-record'),
  org: OrgId,
  service: z.string(),
  madeAt: Instant,
  record: z.strictObject({
    id: RecordId,
    kind: z.enum(['session', 'agreement', 'observation']),
    locked: z.boolean(),
    voided: z.nullable(z.strictObject({ on: PlainDate, reason: VoidReason })),
  }),
  people: z.strictObject({ supervisor: Named, supervisee: Named }),
  contents: z.array(ExportedContent),
  /** In the order in which they arrived. */
  signatures: z.array(ExportedSignature),
  /** What was added once it was locked: nobody's key is under it. Null where it is withheld. */
  additions: z.array(z.strictObject({ by: PersonId, at: Instant, text: z.nullable(z.string()) })),
  /** Since when keys that signed here are believed no longer. */
  revocations: z.array(z.strictObject({ kid: KeyId, at: Instant })),
  /** The service's own keys, by which it certifies: the first was in use when this was made. */
  keys: z.array(z.strictObject({ kid: KeyId, key: PublicKey })),
  asked: z.record(z.string(), AskedOf),
  /** The names of what is withheld, in their order; `comment` and `additions` for those. */
  withheld: z.array(z.string()),
})
export type Exported = z.infer<typeof Exported>

export const ExportFile = z.strictObject({ exported: Exported, seal: CompactJws })
export type ExportFile = z.infer<typeof ExportFile>

/** The payload of the seal (`TYP.export`). */
export const ExportSeal = z.strictObject({ v: z.literal(1), org: OrgId, record: RecordId, at: Instant, digest: Sha256 })
export type ExportSeal = z.infer<typeof ExportSeal>

/** The payload of the service's receipt for a signature (`TYP.receipt`, G3). */
export const SignatureReceipt = z.strictObject({
  v: z.literal(1),
  org: OrgId,
  record: RecordId,
  act: ActId,
  by: PersonId,
  /** Its hash, of every byte of it (`signatureHash`). */
  signature: Sha256,
  contentHash: Sha256,
  /** When the service had it. */
  at: Instant,
  /** Where its audit chain stood with it (A8); none of those from before it was said. */
  audit: z.nullable(AuditHead),
})
export type SignatureReceipt = z.infer<typeof SignatureReceipt>

/** `POST /api/records/:id/export`: `personal` withholds class A and words of no class; else the names of what is withheld. */
export const ExportRequest = z.strictObject({
  withhold: z.union([z.literal('personal'), z.array(z.string().check(z.maxLength(160))).check(z.maxLength(2000))]),
})
export type ExportRequest = z.infer<typeof ExportRequest>

export const ExportAnswer = z.strictObject({
  /** What to call the file. */
  file: z.string(),
  /** The file, byte for byte. */
  text: z.string(),
  serverTime: Instant,
})
export type ExportAnswer = z.infer<typeof ExportAnswer>

/** What stands for the comments and the additions among names that are withheld. */
export const COMMENT = 'comment'
export const ADDITIONS = 'additions'
