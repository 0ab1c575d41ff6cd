/** What was kept of a vault's keys while the account's password opened it (version 1): still read, to be migrated. */
import * as z from 'zod/mini'
import { KdfCost } from './kdf.ts'
import { SealedBytes } from './sealed-bytes.ts'

export const PasswordWrap = z.strictObject({
  method: z.literal('password'),
  kdf: z.literal('argon2id'),
  cost: KdfCost,
  salt: SealedBytes,
  /** The vault key under the password's key. */
  key: SealedBytes,
})
export type PasswordWrap = z.infer<typeof PasswordWrap>

/** A wrap of a kind this version does not know is kept as it is. */
const OtherWrap = z.looseObject({ method: z.string().check(z.refine((method) => method !== 'password')) })

export const PasswordEnvelope = z.strictObject({
  v: z.literal(1),
  wraps: z.array(z.union([PasswordWrap, OtherWrap])).check(z.minLength(1)),
  /** Whose vault it is (`Owner`), sealed under the vault key. */
  owner: SealedBytes,
})
export type PasswordEnvelope = z.infer<typeof PasswordEnvelope>

/** Whether a vault is one of before, which its password opens once more, for its keys to be made anew. */
export const isLegacy = (stored: unknown): boolean => PasswordEnvelope.safeParse(stored).success
