/**
 * A passkey that opens a vault (K3): the browser's own, by fingerprint, face or the device's PIN, asked for what WebAuthn
 * calls PRF: 32 bytes that this passkey and nothing else makes of a salt. The service never hears of it.
 */
import { base64url, type Bytes, randomBytes } from '../vault/bytes.ts'

const SALT_BYTES = 32
const CHALLENGE_BYTES = 32
const USER_BYTES = 16
/** ES256, and RS256 for Windows Hello. */
const ALGORITHMS = [-7, -257]

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
  new Uint8Array(ArrayBuffer.isView(source) ? source.buffer.slice(source.byteOffset, source.byteOffset + source.byteLength) as ArrayBuffer : source.slice(0))

const fromBase64url = (text: string): Bytes =>
  Uint8Array.from(atob(text.replaceAll('-', '+').replaceAll('_', '/')), (character) => character.codePointAt(0) ?? 0)

const prfOf = (credential: PublicKeyCredential): Bytes | null => {
  const first = credential.getClientExtensionResults().prf?.results?.first
  return first === undefined ? null : bytesOf(first)
}

const use: VaultPasskeys['use'] = async (known) => {
  try {
    const used = await navigator.credentials.get({
      publicKey: {
        challenge: randomBytes(CHALLENGE_BYTES),
        allowCredentials: known.map(({ credential }) => ({ type: 'public-key', id: fromBase64url(credential) })),
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

export const vaultPasskeys: VaultPasskeys = {
  possible: async () => {
    if (typeof PublicKeyCredential === 'undefined') return false
    return PublicKeyCredential.isUserVerifyingPlatformAuthenticatorAvailable().catch(() => false)
  },
  make: async (knownAs) => {
    const salt = randomBytes(SALT_BYTES)
    try {
      const made = await navigator.credentials.create({
        publicKey: {
          challenge: randomBytes(CHALLENGE_BYTES),
          rp: { name: 'Countersign' },
          // A first name at most: the browser shows it when it asks (K4).
          user: { id: randomBytes(USER_BYTES), name: knownAs, displayName: knownAs },
          pubKeyCredParams: ALGORITHMS.map((alg) => ({ type: 'public-key', alg })),
          authenticatorSelection: { authenticatorAttachment: 'platform', residentKey: 'discouraged', userVerification: 'required' },
          extensions: { prf: { eval: { first: salt } } },
        },
      })
      if (!(made instanceof PublicKeyCredential) || made.getClientExtensionResults().prf?.enabled !== true) return null
      const credential = base64url(new Uint8Array(made.rawId))
      // Many browsers make the bytes only when the passkey is used.
      const prf = prfOf(made) ?? (await use([{ credential, salt }]))?.prf
      return prf ? { credential, salt, prf } : null
    } catch {
      return null
    }
  },
  use,
}
