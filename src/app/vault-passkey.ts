/**
 * A passkey that opens a vault (K3): the browser's own, by fingerprint, face or the device's PIN, asked for what WebAuthn
 * calls PRF: 32 bytes that this passkey and nothing else makes of a salt. The service never hears of it.
 */
import { base64url, type Bytes, ofBase64url, randomBytes } from '../vault/bytes.ts'

export const CHALLENGE_BYTES = 32

export interface MadePasskey {
  /** The credential's id, base64url. */
  readonly credential: string
  readonly salt: Bytes
  readonly prf: Bytes
}

export interface VaultPasskeys {
  /** Whether this browser may be able to: it has an authenticator of its own that knows its person. */
  readonly possible: () => Promise<boolean>
  /** Makes one. Called upon a tap: browsers ask only then. @returns null when stopped, or without PRF */
  readonly make: (knownAs: string) => Promise<MadePasskey | null>
  /** @returns the bytes of whichever was used; null when stopped */
  readonly use: (
    known: readonly { readonly credential: string; readonly salt: Bytes }[],
  ) => Promise<{ readonly credential: string; readonly prf: Bytes } | null>
}

const bytesOf = (source: BufferSource): Bytes =>
  new Uint8Array(ArrayBuffer.isView(source) ? source.buffer.slice(source.byteOffset, source.byteOffset + source.byteLength) : source.slice(0))

export const prfOf = (credential: PublicKeyCredential): Bytes | null => {
  const first = credential.getClientExtensionResults().prf?.results?.first
  return first === undefined ? null : bytesOf(first)
}

export const askForPasskey: VaultPasskeys['use'] = async (known) => {
  try {
    const used = await navigator.credentials.get({
      publicKey: {
        challenge: randomBytes(CHALLENGE_BYTES),
        allowCredentials: known.map(({ credential }) => ({ type: 'public-key', id: ofBase64url(credential) })),
        userVerification: 'required',
        extensions: { prf: { evalByCredential: Object.fromEntries(known.map(({ credential, salt }) => [credential, { first: salt }])) } },
      },
    })
    if (!(used instanceof PublicKeyCredential)) return null
    const prf = prfOf(used)
    return prf && { credential: base64url(new Uint8Array(used.rawId)), prf }
  } catch {
    return null
  }
}

/** Got when one is to be made: what is needed first, whether one can be, is asked before. */
const making = () => import('./vault-passkey-made.ts')

export const vaultPasskeys: VaultPasskeys = {
  possible: async () => (await making()).possible(),
  make: async (knownAs) => (await making()).make(knownAs),
  use: askForPasskey,
}
