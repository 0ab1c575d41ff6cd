/** What is kept of a vault's keys: wraps of the vault key, each under another secret, and who it is, sealed. */
import * as z from 'zod/mini'
import { Duty } from '../domain/duties.ts'
import { type Bytes } from './bytes.ts'
import { KdfCost } from './kdf.ts'

const Sealed = z.custom<Bytes>((value) => value instanceof Uint8Array)

export const PasswordWrap = z.strictObject({
  method: z.literal('password'),
  kdf: z.literal('argon2id'),
  cost: KdfCost,
  salt: Sealed,
  /** The vault key under the password's key. */
  key: Sealed,
})
export type PasswordWrap = z.infer<typeof PasswordWrap>

/** A wrap of a kind this version does not know (a passkey, a phrase, a PIN with pepper) is kept as it is. */
const OtherWrap = z.looseObject({ method: z.string().check(z.refine((method) => method !== 'password')) })

export const Envelope = z.strictObject({
  v: z.literal(1),
  wraps: z.array(z.union([PasswordWrap, OtherWrap])).check(z.minLength(1)),
  /** Whose vault it is (`Owner`), sealed under the vault key. */
  owner: Sealed,
})
export type Envelope = z.infer<typeof Envelope>

/** Whose vault it is: read after unlocking, never before. */
export const Owner = z.strictObject({
  org: z.string(),
  person: z.string(),
  username: z.string(),
  name: z.string(),
  knownAs: z.string(),
  administrator: z.boolean(),
  /** As of the last sign-in; an envelope of before says nothing of them. */
  duties: z._default(z.array(Duty), []),
})
export type Owner = z.infer<typeof Owner>
