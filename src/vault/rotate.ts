/** The yearly rotation of a person's signing key (G2): another key, certified; the one before has proved it. */
import { type PublicKey } from '../protocol/keys.ts'
import { type RotateAnswer } from '../protocol/vaults.ts'
import { type Envelope, envelopeOf } from './envelope.ts'
import { certified, newSigningKey } from './new-signing-key.ts'
import { type OpenVault, signingKeysOf } from './open-vault.ts'
import { openSecrets, sealSecrets } from './secrets.ts'
import { sealSigningKey } from './signing-key.ts'

export interface Rotation {
  /** To be certified; the vault's signer proves it (purpose `rotate`). */
  readonly key: PublicKey
  /**
   * @param stored as it is kept now
   * @returns the envelope to keep instead; `open` signs with the new key, and seals to the service's keys of now, from then on
   * @throws VaultError certificate-wrong, envelope-unreadable, locked
   */
  readonly finish: (stored: unknown, answer: Pick<RotateAnswer, 'certificate' | 'keys'>) => Promise<Envelope>
}

export const rotateKey = async (open: OpenVault): Promise<Rotation> => {
  const signingKey = await newSigningKey()
  return {
    key: signingKey.key,
    finish: async (stored, { certificate, keys }) => {
      const envelope = envelopeOf(stored)
      const { vaultKey, change } = open.held()
      const signing = await certified(signingKey, open.owner, { certificate, keys })
      const secrets = { ...(await openSecrets(open.cipher, open.id, envelope.secrets)), signing, keys }
      const sealed = await sealSigningKey(vaultKey, open.id, signingKey.kid, signingKey.privateKey)
      const changed = { ...envelope, signing: sealed, secrets: await sealSecrets(open.cipher, open.id, secrets) }
      change({ keys: await signingKeysOf(vaultKey, open.id, secrets, sealed), service: keys })
      return changed
    },
  }
}
