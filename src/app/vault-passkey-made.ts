/** Makes a passkey that opens a vault (K3), with the browser's own authenticator. */
import { base64url, randomBytes } from '../vault/bytes.ts'
import { CHALLENGE_BYTES, prfOf, askForPasskey, type VaultPasskeys } from './vault-passkey.ts'

const SALT_BYTES = 32
const USER_BYTES = 16
/** ES256, and RS256 for Windows Hello. */
const ALGORITHMS = [-7, -257]

export const possible: VaultPasskeys['possible'] = async () => {
  if (typeof PublicKeyCredential === 'undefined') return false
  return PublicKeyCredential.isUserVerifyingPlatformAuthenticatorAvailable().catch(() => false)
}

export const make: VaultPasskeys['make'] = async (knownAs) => {
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
    const prf = prfOf(made) ?? (await askForPasskey([{ credential, salt }]))?.prf
    return prf ? { credential, salt, prf } : null
  } catch {
    return null
  }
}
