/** Keys of the people who share a device, certified by the service, with which their acts are sealed for others to deliver (P9). */
import { exportJWK, generateKeyPair, importJWK } from 'jose'
import { type Instant } from '../../src/domain/dates.ts'
import { keyIdOf } from '../../src/protocol/jws.ts'
import { PublicKey } from '../../src/protocol/keys.ts'
import { type Seal } from '../../src/store/reseal.ts'
import { type Signer, signerOf } from '../../src/vault/signer.ts'
import { type Keys } from '../../sync/services/keys.ts'
import { type Tx } from '../../sync/storage/storage.ts'
import { deviceIdOf } from './chance.ts'
import { BROWSERS, PEOPLE, type PersonKey } from './people.ts'

/** The name of a person's vault on a device: 22 characters, as a random one has. */
export const vaultOf = (browser: number, key: PersonKey): string => `vault-${browser}-${key}`.padEnd(22, '-')

const FROM = '2026-01-01T00:00:00.000Z' as Instant
const UNTIL = '2036-01-01T00:00:00.000Z' as Instant

export interface Sealing {
  /** Null on a device of one person's own: nobody else would deliver it. */
  readonly of: (browser: number, key: PersonKey) => Seal
  /** How many acts are being sealed now: WebCrypto answers when it likes. */
  readonly busy: () => number
}

/** Makes the keys and has the service certify them. */
export const certifySealing = async (tx: Tx, keys: Keys): Promise<Sealing> => {
  const signers = new Map<string, Signer>()
  let busy = 0
  const { seal } = keys.published
  const sealsTo = await importJWK({ ...seal.key }, 'ECDH-ES')
  if (sealsTo instanceof Uint8Array) throw new TypeError('a public key is no secret')
  const service = { kid: seal.kid, key: sealsTo }
  for (const [browser, people] of BROWSERS.entries()) {
    if (people.length === 1) continue
    for (const who of people) {
      const { privateKey, publicKey } = await generateKeyPair('ES256')
      const { kty, crv, x, y } = await exportJWK(publicKey)
      const key = PublicKey.parse({ kty, crv, x, y })
      const vault = vaultOf(browser, who)
      const { org, id: person } = PEOPLE[who]
      const certified = await keys.certify(tx, { org, key, person, method: 'key', record: null, vault, device: deviceIdOf(browser + 1), from: FROM, until: UNTIL, name: who })
      if (!certified) throw new Error('a key is certified once')
      const held = { key: privateKey, kid: await keyIdOf(key), certificate: certified.certificate, until: UNTIL, service }
      signers.set(vault, signerOf(() => held, { org, person, vault }))
    }
  }
  return {
    of: (browser, key) => {
      const signer = signers.get(vaultOf(browser, key))
      if (!signer) return null
      return async (act) => {
        busy += 1
        try {
          return await signer.seal(act)
        } finally {
          busy -= 1
        }
      }
    },
    busy: () => busy,
  }
}
