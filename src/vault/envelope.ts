/**
 * What is kept of a vault's keys (K1, K3): wraps of the vault key, each under another secret, and what they open. All of it
 * may be read, copied and changed by whoever has the disk: each part is bound to its place, and none lets a PIN be tried.
 */
import * as z from 'zod/mini'
import { type Bytes } from './bytes.ts'
import { KdfCost } from './kdf.ts'
import { SealedBytes } from './sealed-bytes.ts'
import { VaultError } from './vault-error.ts'

/** The four words open it, with no connection, always. */
export const PhraseWrap = z.strictObject({
  method: z.literal('phrase'),
  kdf: z.literal('argon2id'),
  cost: KdfCost,
  salt: SealedBytes,
  /** The vault key: 12 bytes nonce, ciphertext with tag. */
  key: SealedBytes,
})
export type PhraseWrap = z.infer<typeof PhraseWrap>

/** The PIN opens it together with the pepper, which is with the service (K3): without that, a million PINs fall in minutes. */
export const PinWrap = z.strictObject({
  method: z.literal('pin'),
  kdf: z.literal('argon2id'),
  cost: KdfCost,
  salt: SealedBytes,
  key: SealedBytes,
})
export type PinWrap = z.infer<typeof PinWrap>

/** A passkey's PRF opens it, with no connection. */
export const PasskeyWrap = z.strictObject({
  method: z.literal('passkey'),
  /** The credential's id, base64url. */
  credential: z.string().check(z.regex(/^[\w-]+$/)),
  /** What the PRF is evaluated over. */
  salt: SealedBytes,
  key: SealedBytes,
})
export type PasskeyWrap = z.infer<typeof PasskeyWrap>

export type Wrap = PhraseWrap | PinWrap | PasskeyWrap

export const Envelope = z.strictObject({
  v: z.literal(2),
  wraps: z.array(z.discriminatedUnion('method', [PhraseWrap, PinWrap, PasskeyWrap])).check(z.minLength(1)),
  /** Whose vault it is (`Owner`), sealed under the state key. */
  owner: SealedBytes,
  /** What comes with the vault being open (`Secrets`), sealed under the state key. */
  secrets: SealedBytes,
  /** The signing key's private part, wrapped under a key of its own: no script ever has its bytes. */
  signing: SealedBytes,
})
export type Envelope = z.infer<typeof Envelope>

/** @throws VaultError envelope-unreadable, of a vault of before as well (`isLegacy`) */
export const envelopeOf = (stored: unknown): Envelope => {
  const envelope = Envelope.safeParse(stored)
  if (!envelope.success) throw new VaultError('envelope-unreadable')
  return envelope.data
}

const wrapsOf = (stored: unknown): readonly Wrap[] => Envelope.safeParse(stored).data?.wraps ?? []

/** @throws VaultError envelope-unreadable */
export const phraseWrapOf = (envelope: Envelope): PhraseWrap => {
  const wrap = envelope.wraps.find((each) => each.method === 'phrase')
  if (!wrap) throw new VaultError('envelope-unreadable')
  return wrap
}

/** Whether a PIN, with the service's pepper, may open it. */
export const hasPin = (stored: unknown): boolean => wrapsOf(stored).some(({ method }) => method === 'pin')

/** For asking the browser: each credential, and what its PRF is evaluated over. */
export const passkeysOf = (stored: unknown): readonly { readonly credential: string; readonly salt: Bytes }[] =>
  wrapsOf(stored)
    .filter((wrap) => wrap.method === 'passkey')
    .map(({ credential, salt }) => ({ credential, salt }))

/** Where the service says that the pepper is gone: the lock screen no longer offers the PIN. @throws VaultError envelope-unreadable */
export const withoutPin = (stored: unknown): Envelope => {
  const envelope = envelopeOf(stored)
  return { ...envelope, wraps: envelope.wraps.filter(({ method }) => method !== 'pin') }
}
