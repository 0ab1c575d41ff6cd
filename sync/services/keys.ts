/**
 * The service's own keys (G2, K7). With one it says whose a person's key is, how long a vault may show records, and when it
 * received what; to the other, acts are sealed which nobody who carries them can read.
 */
import { compactDecrypt, decodeProtectedHeader, exportJWK, generateKeyPair, importJWK, type JWK } from 'jose'
import { type OrgId, type PersonId } from '../../src/domain/ids.ts'
import { type Json } from '../../src/domain/json.ts'
import { keyIdOf, signJws, type SigningKey, type Typ } from '../../src/protocol/jws.ts'
import { type Certificate, type CompactJws, type KeyId, PublicKey, type ServiceKeys, TYP } from '../../src/protocol/keys.ts'
import { type Clock } from '../clock.ts'
import { addPersonKey, keysOfPerson, type PersonKey, setCertificate } from '../storage/person-keys.ts'
import { type Seal } from '../storage/server-key.ts'
import { addServiceKey, type KeyUse, type ServiceKey, serviceKeysIn } from '../storage/service-keys.ts'
import { type Storage, type Tx } from '../storage/storage.ts'

/** What is to be certified: whose key, since when and until when. */
export type ToCertify = Omit<PersonKey, 'kid' | 'certificate' | 'revokedAt'> & { readonly name: string }

export interface Keys {
  readonly published: ServiceKeys
  /** Signs what the service itself says. */
  readonly sign: (typ: Typ, payload: Json) => Promise<CompactJws>
  /**
   * Certifies that a key is a person's, and keeps that for ever (G2).
   *
   * @returns null where the key is somebody's already, or no key
   */
  readonly certify: (tx: Tx, of: ToCertify) => Promise<{ readonly kid: KeyId; readonly certificate: CompactJws } | null>
  /** Certifies a person's keys anew without their name: what they signed of other people's still verifies once they are erased (W4). */
  readonly forgetName: (tx: Tx, org: OrgId, person: PersonId) => Promise<void>
  /** Opens what was sealed to the service (K7). @returns null where it does not open */
  readonly unseal: (sealed: string) => Promise<Uint8Array | null>
}

const ALG = { certify: 'ES256', seal: 'ECDH-ES' } as const satisfies Record<KeyUse, string>

/** Its public part, and no more. */
const publicOf = ({ kty, crv, x, y }: JWK): PublicKey => PublicKey.parse({ kty, crv, x, y })

const newKey = async (use: KeyUse): Promise<ServiceKey> => {
  const { privateKey } = await generateKeyPair(ALG[use], { crv: 'P-256', extractable: true })
  const secret = await exportJWK(privateKey)
  const key = publicOf(secret)
  return { kid: await keyIdOf(key), use, key, secret }
}

/** Whether the service's keys can be opened: with another server key every certificate and sealed act would be lost. */
export const serviceKeysFit = async (tx: Tx, seal: Seal): Promise<boolean> => {
  try {
    await serviceKeysIn(tx, seal)
    return true
  } catch {
    return false
  }
}

/** Whether a key sent by a device is one: a point of the curve, written in the one way that gives it its name. */
const isKey = async (key: PublicKey): Promise<boolean> => {
  const written = [key.x, key.y].every((part) => Buffer.from(part, 'base64url').toString('base64url') === part)
  return written && (await importJWK({ ...key }, ALG.certify).then(() => true, () => false))
}

/** All keys of the service, made now where there are none: of two servers that start at once, the second finds the first's. */
const allKeys = async ({ storage, seal, clock }: KeysPorts): Promise<readonly ServiceKey[]> => {
  const fresh = { certify: await newKey('certify'), seal: await newKey('seal') }
  return storage.write(async (tx) => {
    const there = await serviceKeysIn(tx, seal)
    for (const use of ['certify', 'seal'] as const) {
      if (!there.some((key) => key.use === use)) await addServiceKey(tx, seal, fresh[use], clock())
    }
    return serviceKeysIn(tx, seal)
  })
}

export interface KeysPorts {
  readonly storage: Storage
  readonly seal: Seal
  readonly clock: Clock
}

/**
 * Opens the service's keys, making them the first time.
 *
 * @throws Error when they were sealed under another server key (`serviceKeysFit`)
 */
export const openKeys = async (ports: KeysPorts): Promise<Keys> => {
  const all = await allKeys(ports)
  const of = (use: KeyUse): readonly [ServiceKey, ...ServiceKey[]] => {
    const [first, ...rest] = all.filter((key) => key.use === use)
    if (!first) throw new Error(`the service has no key to ${use} with`)
    return [first, ...rest]
  }
  const said = ({ kid, key }: ServiceKey) => ({ kid, key })
  const [certifying, ...earlier] = of('certify')
  const sealing = new Map<unknown, SigningKey>()
  for (const { kid, secret } of of('seal')) sealing.set(kid, await importJWK(secret, ALG.seal))
  const signing = { kid: certifying.kid, key: await importJWK(certifying.secret, ALG.certify) }
  const sign: Keys['sign'] = (typ, payload) => signJws(typ, payload, signing)

  const certificateOf = (kid: KeyId, { org, person, name, device, method, record, key, from, until }: Omit<ToCertify, 'vault'>): Promise<CompactJws> => {
    const certificate: Certificate = { v: 1, kid, key, org, person, name, device, method, record, from, until }
    return sign(TYP.certificate, certificate)
  }

  return {
    published: { seal: said(of('seal')[0]), certify: [said(certifying), ...earlier.map(said)] },
    sign,
    certify: async (tx, asked) => {
      if (!(await isKey(asked.key))) return null
      const { name: _, ...kept } = asked
      const kid = await keyIdOf(asked.key)
      const certificate = await certificateOf(kid, asked)
      return (await addPersonKey(tx, { ...kept, kid, certificate })) ? { kid, certificate } : null
    },
    forgetName: async (tx, org, person) => {
      for (const key of await keysOfPerson(tx, org, person)) await setCertificate(tx, org, key.kid, await certificateOf(key.kid, { ...key, name: '' }))
    },
    unseal: async (sealed) => {
      try {
        const secret = sealing.get(decodeProtectedHeader(sealed).kid)
        if (!secret) return null
        const opened = await compactDecrypt(sealed, secret, { keyManagementAlgorithms: [ALG.seal], contentEncryptionAlgorithms: ['A256GCM'], maxDecompressedLength: 0 })
        return opened.plaintext
      } catch {
        return null
      }
    },
  }
}
