/**
 * Makes a vault (K1, K3): a random vault key, wrapped under the four words and under the PIN with the service's pepper, and a
 * signing key that the service certifies. In two halves, with the service's answer between them.
 */
import { type PublicKey } from '../protocol/keys.ts'
import { type EnrolAnswer } from '../protocol/vaults.ts'
import { randomBytes } from './bytes.ts'
import { cipherOf } from './cipher.ts'
import { calibrated, derived } from './derive.ts'
import { type Envelope } from './envelope.ts'
import { type Kdf } from './kdf.ts'
import { certified, newSigningKey } from './new-signing-key.ts'
import { type OpenVault, openVault, sealOwner } from './open-vault.ts'
import { type Owner } from './owner.ts'
import { normalPhrase } from './phrase.ts'
import { sealSecrets } from './secrets.ts'
import { sealSigningKey } from './signing-key.ts'
import { stretchedPin } from './stretched-pin.ts'
import { kekOf, newVaultKey, SALT_BYTES, toUse, wrapped } from './wrap.ts'

export interface Enrolling {
  /** To be certified. */
  readonly key: PublicKey
  /** What proves the PIN to the service. */
  readonly pin: string
  /** @throws VaultError certificate-wrong: what the service answered is not for this key and person */
  readonly finish: (
    answer: Pick<EnrolAnswer, 'pepper' | 'certificate' | 'keys'>,
  ) => Promise<{ readonly envelope: Envelope; readonly open: OpenVault }>
}

/**
 * @param vault its random name
 * @param now   milliseconds, to find what key derivation costs here
 * @throws VaultError kdf-failed
 */
export const beginEnrol = async (
  { vault, owner, phrase, pin }: { readonly vault: string; readonly owner: Owner; readonly phrase: string; readonly pin: string },
  kdf: Kdf,
  now: () => number,
): Promise<Enrolling> => {
  const salts = { phrase: randomBytes(SALT_BYTES), pin: randomBytes(SALT_BYTES) }
  const { bytes, cost } = await calibrated(kdf, normalPhrase(phrase), salts.phrase, now)
  const phraseKek = await kekOf('phrase', bytes)
  const stretched = await stretchedPin(await derived(kdf, pin, salts.pin, cost))
  const signingKey = await newSigningKey()
  return {
    key: signingKey.key,
    pin: stretched.proof,
    finish: async ({ pepper, certificate, keys }) => {
      const signing = await certified(signingKey, owner, { certificate, keys })
      const pinKek = await kekOf('pin', stretched.with(pepper))
      const key = await newVaultKey()
      const head = { kdf: 'argon2id', cost } as const
      const byPhrase = await wrapped(vault, { ...head, method: 'phrase', salt: salts.phrase }, phraseKek, key)
      const byPin = await wrapped(vault, { ...head, method: 'pin', salt: salts.pin }, pinKek, key)
      const vaultKey = await toUse(vault, byPhrase, phraseKek)
      const cipher = await cipherOf(vaultKey, owner.person, 2)
      const envelope: Envelope = {
        v: 2,
        wraps: [byPhrase, byPin],
        owner: await sealOwner(vaultKey, vault, 2, owner),
        secrets: await sealSecrets(cipher, vault, { signing, keys, pin: { salt: salts.pin, cost, check: stretched.check } }),
        signing: await sealSigningKey(vaultKey, vault, signingKey.kid, signingKey.privateKey),
      }
      return { envelope, open: await openVault(vaultKey, vault, envelope) }
    },
  }
}
