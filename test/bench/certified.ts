/** Enrols a vault inside a page, with the service's half of it made there too. */
import { calculateJwkThumbprint, exportJWK, generateKeyPair, SignJWT } from 'jose'
import { PublicKey, TYP } from '../../src/protocol/keys.ts'
import { base64url, randomBytes } from '../../src/vault/bytes.ts'
import { beginEnrol, type Enrolling } from '../../src/vault/enrol.ts'
import { kdfInWorker } from '../../src/vault/kdf-in-worker.ts'
import { type Owner } from '../../src/vault/owner.ts'

const publicOf = async (key: CryptoKey): Promise<{ readonly kid: string; readonly key: PublicKey }> => {
  const { kty, crv, x, y } = await exportJWK(key)
  const parsed = PublicKey.parse({ kty, crv, x, y })
  return { key: parsed, kid: await calculateJwkThumbprint({ ...parsed }) }
}

export const pageService = async () => {
  const [certifying, sealing] = await Promise.all([generateKeyPair('ES256'), generateKeyPair('ECDH-ES', { crv: 'P-256' })])
  const [certify, seal] = await Promise.all([publicOf(certifying.publicKey), publicOf(sealing.publicKey)])
  const pepper = base64url(randomBytes(32))
  return {
    pepper,
    sealing,
    enrol: async (chosen: { readonly vault: string; readonly owner: Owner; readonly phrase: string; readonly pin: string }, device: string): ReturnType<Enrolling['finish']> => {
      const begun = await beginEnrol(chosen, kdfInWorker, () => performance.now())
      const { org, person, name } = chosen.owner
      const certificate = await new SignJWT({
        v: 1, kid: await calculateJwkThumbprint({ ...begun.key }), key: begun.key, org, person, name, device, method: 'key', record: null,
        from: '2026-06-10T09:00:00Z', until: '2027-06-10T09:00:00Z',
      })
        .setProtectedHeader({ alg: 'ES256', typ: TYP.certificate, kid: certify.kid })
        .sign(certifying.privateKey)
      return begun.finish({ pepper, certificate, keys: { seal, certify: [certify] } })
    },
  }
}
