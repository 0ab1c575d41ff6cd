/** Opens a vault (K3): by its four words or a passkey with no connection, by its PIN with the service's pepper. */
import { type Bytes } from './bytes.ts'
import { derived } from './derive.ts'
import { type Envelope, envelopeOf, phraseWrapOf, type Wrap } from './envelope.ts'
import { type Kdf } from './kdf.ts'
import { openVault, type OpenVault } from './open-vault.ts'
import { normalPhrase } from './phrase.ts'
import { stretchedPin } from './stretched-pin.ts'
import { VaultError } from './vault-error.ts'
import { kekOf, toUse } from './wrap.ts'

/** A vault and what is kept of it. */
export interface StoredVault {
  readonly vault: string
  readonly stored: unknown
}

const openedBy = async (vault: string, envelope: Envelope, wrap: Wrap, kek: CryptoKey): Promise<OpenVault> =>
  openVault(await toUse(vault, wrap, kek), vault, envelope)

/** The key of the four words. @throws VaultError envelope-unreadable, kdf-failed */
export const phraseKekOf = async (envelope: Envelope, phrase: string, kdf: Kdf): Promise<CryptoKey> => {
  const { salt, cost } = phraseWrapOf(envelope)
  return kekOf('phrase', await derived(kdf, normalPhrase(phrase), salt, cost))
}

/** @throws VaultError secret-wrong, envelope-unreadable, kdf-failed */
export const unlockWithPhrase = async ({ vault, stored, phrase }: StoredVault & { readonly phrase: string }, kdf: Kdf): Promise<OpenVault> => {
  const envelope = envelopeOf(stored)
  return openedBy(vault, envelope, phraseWrapOf(envelope), await phraseKekOf(envelope, phrase, kdf))
}

export interface PinBegun {
  /** For `POST /api/vaults/pepper`, which answers with the pepper if the PIN is right. */
  readonly proof: string
  /** @throws VaultError secret-wrong, envelope-unreadable */
  readonly finish: (pepper: string) => Promise<OpenVault>
}

/** @throws VaultError pin-gone, envelope-unreadable, kdf-failed */
export const beginPin = async ({ vault, stored, pin }: StoredVault & { readonly pin: string }, kdf: Kdf): Promise<PinBegun> => {
  const envelope = envelopeOf(stored)
  const wrap = envelope.wraps.find((each) => each.method === 'pin')
  if (!wrap) throw new VaultError('pin-gone')
  const stretched = await stretchedPin(await derived(kdf, pin, wrap.salt, wrap.cost))
  return {
    proof: stretched.proof,
    finish: async (pepper) => openedBy(vault, envelope, wrap, await kekOf('pin', stretched.with(pepper))),
  }
}

/**
 * @param credential the passkey that answered
 * @param prf        what its PRF gave over the salt of `passkeysOf`; wiped
 * @throws VaultError secret-wrong, envelope-unreadable
 */
export const unlockWithPasskey = async (
  { vault, stored, credential, prf }: StoredVault & { readonly credential: string; readonly prf: Bytes },
): Promise<OpenVault> => {
  const envelope = envelopeOf(stored)
  const wrap = envelope.wraps.find((each) => each.method === 'passkey' && each.credential === credential)
  if (!wrap) throw new VaultError('secret-wrong')
  return openedBy(vault, envelope, wrap, await kekOf('passkey', prf, wrap.salt))
}
