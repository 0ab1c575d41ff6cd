/**
 * Other ways into a vault that is there: another PIN, other words, a passkey. The vault key is wrapped anew and nothing under it
 * changes; for that the four words are asked for again. Whoever has both a copy of the old envelope and the old words opens
 * that still: words that others know call for a new vault.
 */
import { type Bytes, randomBytes } from './bytes.ts'
import { derived } from './derive.ts'
import { type Envelope, envelopeOf, phraseWrapOf, type Wrap } from './envelope.ts'
import { type Kdf } from './kdf.ts'
import { type OpenVault } from './open-vault.ts'
import { normalPhrase } from './phrase.ts'
import { openSecrets, sealSecrets } from './secrets.ts'
import { stretchedPin } from './stretched-pin.ts'
import { phraseKekOf, type StoredVault } from './unlock.ts'
import { kekOf, SALT_BYTES, toWrap, wrapped } from './wrap.ts'

type ByPhrase = StoredVault & { readonly phrase: string }

const keyToWrap = async ({ vault, phrase }: Omit<ByPhrase, 'stored'>, envelope: Envelope, kdf: Kdf): Promise<CryptoKey> =>
  toWrap(vault, phraseWrapOf(envelope), await phraseKekOf(envelope, phrase, kdf))

const without = ({ wraps }: Envelope, gone: (wrap: Wrap) => boolean): readonly Wrap[] => wraps.filter((wrap) => !gone(wrap))

export interface PinChange {
  /** For `POST /api/vaults/pin`, which answers with a new pepper. */
  readonly proof: string
  /**
   * @param stored as it is kept now: another tab may have rotated the key meanwhile
   * @returns the envelope to keep instead; `open` knows the new PIN from then on
   * @throws VaultError envelope-unreadable, locked
   */
  readonly finish: (stored: unknown, pepper: string) => Promise<Envelope>
}

/**
 * Another PIN, or one where there is none any more.
 *
 * @param open the vault, which has to prove itself to the service as well
 * @throws VaultError secret-wrong, envelope-unreadable, kdf-failed
 */
export const changePin = async (
  { open, stored, phrase, pin }: { readonly open: OpenVault; readonly stored: unknown; readonly phrase: string; readonly pin: string },
  kdf: Kdf,
): Promise<PinChange> => {
  const vault = open.id
  const envelope = envelopeOf(stored)
  const key = await keyToWrap({ vault, phrase }, envelope, kdf)
  const { cost } = phraseWrapOf(envelope)
  const salt = randomBytes(SALT_BYTES)
  const stretched = await stretchedPin(await derived(kdf, pin, salt, cost))
  return {
    proof: stretched.proof,
    finish: async (now, pepper) => {
      const envelope = envelopeOf(now)
      const kek = await kekOf('pin', stretched.with(pepper))
      const byPin = await wrapped(vault, { method: 'pin', kdf: 'argon2id', cost, salt }, kek, key)
      const check = { salt, cost, check: stretched.check }
      const secrets = await openSecrets(open.cipher, vault, envelope.secrets)
      const sealed = await sealSecrets(open.cipher, vault, { ...secrets, pin: check })
      open.held().change({ pin: check })
      return { ...envelope, wraps: [...without(envelope, ({ method }) => method === 'pin'), byPin], secrets: sealed }
    },
  }
}

/** @returns the envelope to keep instead @throws VaultError secret-wrong, envelope-unreadable, kdf-failed */
export const changePhrase = async ({ vault, stored, phrase, next }: ByPhrase & { readonly next: string }, kdf: Kdf): Promise<Envelope> => {
  const envelope = envelopeOf(stored)
  const key = await keyToWrap({ vault, phrase }, envelope, kdf)
  const { cost } = phraseWrapOf(envelope)
  const salt = randomBytes(SALT_BYTES)
  const kek = await kekOf('phrase', await derived(kdf, normalPhrase(next), salt, cost))
  const byPhrase = await wrapped(vault, { method: 'phrase', kdf: 'argon2id', cost, salt }, kek, key)
  return { ...envelope, wraps: [byPhrase, ...without(envelope, ({ method }) => method === 'phrase')] }
}

/**
 * @param credential its id, base64url; one that is there already is wrapped anew
 * @param salt       what its PRF was evaluated over
 * @param prf        what that gave; wiped
 * @returns the envelope to keep instead
 * @throws VaultError secret-wrong, envelope-unreadable, kdf-failed
 */
export const addPasskey = async (
  { vault, stored, phrase, credential, salt, prf }: ByPhrase & { readonly credential: string; readonly salt: Bytes; readonly prf: Bytes },
  kdf: Kdf,
): Promise<Envelope> => {
  const envelope = envelopeOf(stored)
  const key = await keyToWrap({ vault, phrase }, envelope, kdf)
  const byPasskey = await wrapped(vault, { method: 'passkey', credential, salt }, await kekOf('passkey', prf, salt), key)
  const others = withoutPasskey(envelope, credential)
  return { ...others, wraps: [...others.wraps, byPasskey] }
}

/** @throws VaultError envelope-unreadable */
export const withoutPasskey = (stored: unknown, credential: string): Envelope => {
  const envelope = envelopeOf(stored)
  return { ...envelope, wraps: [...without(envelope, (wrap) => wrap.method === 'passkey' && wrap.credential === credential)] }
}
