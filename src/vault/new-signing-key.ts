/** A signing key made on the device, and what the service certified (G2). */
import * as z from 'zod/mini'
import { Certificate, type KeyId, PublicKey, type ServiceKeys, TYP } from '../protocol/keys.ts'
import { type Owner } from './owner.ts'
import { type Secrets } from './secrets.ts'
import { ES256 } from './signing-key.ts'
import { VaultError } from './vault-error.ts'

export interface NewSigningKey {
  readonly kid: KeyId
  readonly key: PublicKey
  /** Can be exported until it is sealed, and is let go of then. */
  readonly privateKey: CryptoKey
}

export const newSigningKey = async (): Promise<NewSigningKey> => {
  const { keyIdOf } = await import('./jws.ts')
  const pair = await crypto.subtle.generateKey(ES256, true, ['sign', 'verify'])
  const { kty, crv, x, y } = await crypto.subtle.exportKey('jwk', pair.publicKey)
  const key = PublicKey.parse({ kty, crv, x, y })
  return { kid: await keyIdOf(key), key, privateKey: pair.privateKey }
}

/**
 * What the service certified, looked at before it is kept: offline, a device would go on signing with a key that nobody knows.
 *
 * @throws VaultError certificate-wrong
 */
export const certified = async (
  { key, kid }: NewSigningKey,
  owner: Owner,
  { certificate, keys }: { readonly certificate: string; readonly keys: ServiceKeys },
): Promise<Secrets['signing']> => {
  const { verified } = await import('./jws.ts')
  const said = z.safeParse(Certificate, await verified(certificate, TYP.certificate, keys.certify)).data
  const ours =
    said?.kid === kid && said.key.x === key.x && said.key.y === key.y && said.method === 'key' && said.person === owner.person && said.org === owner.org
  if (!said || !ours) throw new VaultError('certificate-wrong')
  return { kid, certificate, until: said.until }
}
