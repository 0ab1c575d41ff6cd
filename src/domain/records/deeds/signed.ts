/** Deeds about any record that two people sign: share, respond, sign, disagree, add, void. */
import * as z from 'zod/mini'
import { PlainDate } from '../../dates.ts'
import { ActId, PersonId } from '../../ids.ts'
import { Json } from '../../json.ts'
import { FieldName, Name, Note, Sha256, Words } from './common.ts'

export const RecordShare = z.strictObject({ on: PlainDate })
export type RecordShare = z.infer<typeof RecordShare>

/** The supervisee says something about the record, or asks for a change, before signing (SEF-App3.5). */
export const RecordRespond = z.strictObject({
  ask: z.enum(['comment', 'change']),
  /** The field it is about; null is the whole record. */
  field: z.nullable(FieldName),
  text: Words,
  on: PlainDate,
})
export type RecordRespond = z.infer<typeof RecordRespond>

/** The supervisor's answer to a response. */
export const RecordAnswer = z.strictObject({
  response: ActId,
  outcome: z.enum(['amended', 'kept', 'seen']),
  text: Note,
  on: PlainDate,
})
export type RecordAnswer = z.infer<typeof RecordAnswer>

/** The two cannot agree: one of them refers it to the senior manager named in the agreement (SEF-8.4). */
export const RecordRefer = z.strictObject({
  about: Words,
  /** Null where the manager has no place in this service; the name is then all there is. */
  to: z.nullable(PersonId),
  name: Name,
  on: PlainDate,
})
export type RecordRefer = z.infer<typeof RecordRefer>

/** How the disagreement was resolved, kept on the record and nowhere else (SEF-8.4, SEF-App1.3). */
export const RecordResolve = z.strictObject({ referral: ActId, text: Words, on: PlainDate })
export type RecordResolve = z.infer<typeof RecordResolve>

/** One of the two agrees that what was said may go to the managers above; both have to (SEF-5.7, SSWB-4.14). */
export const RecordPassOn = z.strictObject({ why: Words, on: PlainDate })
export type RecordPassOn = z.infer<typeof RecordPassOn>

export const SignRole = z.enum(['supervisor', 'supervisee'])
export type SignRole = z.infer<typeof SignRole>
export const SignAnswer = z.enum(['agree', 'agree-with-comment', 'disagree'])
export type SignAnswer = z.infer<typeof SignAnswer>

/** 128 random bits, base64url. */
export const Salt = z.string().check(z.regex(/^[A-Za-z0-9_-]{22}$/))

/** The very words that somebody was shown above their name. */
const Statement = z.string().check(z.minLength(1), z.maxLength(2000))

/** The signed content: each field's value with its salt (G1). */
export const SignedContent = z.record(
  z.string().check(z.maxLength(160)),
  z.strictObject({ salt: Salt, value: Json }),
)
export type SignedContent = z.infer<typeof SignedContent>

/** A signature carries the whole content it is on (P7, G1). The signer is the one signed in, never named here. */
export const RecordSign = z
  .strictObject({
    role: SignRole,
    answer: SignAnswer,
    comment: z.nullable(z.string().check(z.maxLength(4000))),
    content: SignedContent,
    contentHash: Sha256,
    /** The hash of the signature before this one on the record, or null. */
    previous: z.nullable(Sha256),
    statement: Statement,
    language: z.enum(['en', 'cy']),
    /** `sign-in`: what was signed before there were keys, and stays what it is. */
    method: z.enum(['sign-in', 'key', 'link']),
    formVersion: z.int().check(z.minimum(1)),
    on: PlainDate,
    /** A compact JWS of the signer's key over all of this (`SignaturePayload`): of `key` and `link`, and of no other. */
    proof: z.exactOptional(z.string().check(z.regex(/^[\w-]+\.[\w-]+\.[\w-]+$/), z.maxLength(20_000))),
    /** With which the comment is hashed in `proof`; null where there is no comment. */
    commentSalt: z.exactOptional(z.nullable(Salt)),
  })
  .check(
    z.refine((sign) => (sign.method === 'sign-in') === (sign.proof === undefined), { path: ['proof'], message: 'proof-missing' }),
    // Without a salt a comment that is withheld could be guessed at.
    z.refine((sign) => (sign.proof === undefined ? sign.commentSalt === undefined : (sign.comment === null) === ((sign.commentSalt ?? null) === null)), {
      path: ['commentSalt'],
      message: 'salt-missing',
    }),
    z.refine((sign) => sign.answer === 'agree' || (sign.comment !== null && sign.comment.trim() !== ''), {
      path: ['comment'],
      message: 'comment-missing',
    }),
  )
export type RecordSign = z.infer<typeof RecordSign>

/**
 * On the supervisor's device the supervisee, who has no key there, types their name under what they were shown (G4). It is the
 * supervisor's act and never the other's signature: that is still waited for.
 */
export const RecordAcknowledge = z.strictObject({ name: Name, role: z.literal('supervisee'), words: Statement, on: PlainDate })
export type RecordAcknowledge = z.infer<typeof RecordAcknowledge>

export const RecordAddendum = z.strictObject({
  text: z.string().check(z.minLength(1), z.maxLength(10_000)),
  on: PlainDate,
})
export type RecordAddendum = z.infer<typeof RecordAddendum>

export const VoidReason = z.enum(['wrong-person', 'wrong-date', 'made-by-mistake'])
export type VoidReason = z.infer<typeof VoidReason>
export const RecordVoid = z.strictObject({
  reason: VoidReason,
  note: z.string().check(z.maxLength(2000)),
  on: PlainDate,
})
export type RecordVoid = z.infer<typeof RecordVoid>

/** A person's choice between competing versions of a field; it names the versions it settles (P6). */
export const FieldSettle = z.strictObject({
  field: FieldName,
  value: Json,
  from: z.nullable(ActId),
  settles: z.array(ActId).check(z.minLength(1), z.maxLength(50)),
})
export type FieldSettle = z.infer<typeof FieldSettle>
