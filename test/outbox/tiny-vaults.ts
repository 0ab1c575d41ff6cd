/** The tiny server's part in vaults: certificates, peppers and sign-ins by a vault's key. Its keys are real. */
import { compactVerify, exportJWK, generateKeyPair } from 'jose'
import { type Instant, instantOf } from '../../src/domain/dates.ts'
import { DeviceId, OrgId, type PersonId } from '../../src/domain/ids.ts'
import { keyIdOf, signJws } from '../../src/protocol/jws.ts'
import { PublicKey, type ServiceKeys, TYP } from '../../src/protocol/keys.ts'
import { EnrolRequest, PepperRequest, PinRequest, Proof, VaultSignInRequest } from '../../src/protocol/vaults.ts'
import { base64url, randomBytes } from '../../src/vault/bytes.ts'

const DAY_MS = 24 * 60 * 60_000
const TRIES = 5

interface TinyVault {
  readonly person: PersonId
  readonly key: PublicKey
  pin: string
  pepper: string
  tries: number
}

/** What a route answers: a status and a body. */
export interface Said {
  readonly status: number
  readonly body: unknown
}

export interface TinyVaults {
  readonly handle: (path: string, body: string, signedIn: PersonId | null) => Promise<Said | { readonly signsIn: PersonId } | null>
  /** A lease of now, for this vault. */
  readonly lease: (vault: string) => Promise<string>
  readonly revoked: Set<string>
  readonly vaults: ReadonlyMap<string, TinyVault>
}

const secret = (): string => base64url(randomBytes(32))

const pair = async (alg: 'ES256' | 'ECDH-ES') => {
  const { privateKey, publicKey } = await generateKeyPair(alg, { crv: 'P-256', extractable: true })
  const { kty, crv, x, y } = await exportJWK(publicKey)
  const key = PublicKey.parse({ kty, crv, x, y })
  return { privateKey, key, kid: await keyIdOf(key) }
}

export const tinyVaults = (org: string, now: () => number, nameOf: (person: PersonId) => string): TinyVaults => {
  const keys = Promise.all([pair('ES256'), pair('ECDH-ES')])
  const vaults = new Map<string, TinyVault>()
  const challenges = new Set<string>()
  const revoked = new Set<string>()
  const at = (ms = 0): Instant => instantOf(now() + ms)
  const serviceKeys = async (): Promise<ServiceKeys> => {
    const [certify, seal] = await keys
    return { seal: { kid: seal.kid, key: seal.key }, certify: [{ kid: certify.kid, key: certify.key }] }
  }
  const signed = async (typ: typeof TYP.certificate | typeof TYP.lease, payload: object): Promise<string> => {
    const [certify] = await keys
    return signJws(typ, JSON.parse(JSON.stringify(payload)), { kid: certify.kid, key: certify.privateKey })
  }
  const challenge = (): string => {
    const made = secret()
    challenges.add(made)
    return made
  }
  const isProved = async (id: string, proof: string, purpose: string): Promise<boolean> => {
    const vault = vaults.get(id)
    if (!vault) return false
    const { payload } = await compactVerify(proof, vault.key, { algorithms: ['ES256'] })
    const said = Proof.parse(JSON.parse(new TextDecoder().decode(payload)))
    return said.vault === id && said.purpose === purpose && challenges.delete(said.challenge)
  }
  const lease = async (vault: string): Promise<string> => {
    const { person } = vaults.get(vault)!
    return signed(TYP.lease, { v: 1, org, person, vault, at: at(), readDays: 7, wipeDays: 60 })
  }
  return {
    vaults,
    revoked,
    lease,
    handle: async (path, body, signedIn) => {
      const refused = (status: number, code: string): Said => ({ status, body: { error: { code, message: 'a sentence', requestId: 'r' } } })
      const said = (answer: object): Said => ({ status: 200, body: { ...answer, serverTime: at() } })
      const json: unknown = JSON.parse(body === '' ? '{}' : body)
      switch (path) {
        case '/api/vaults': {
          if (signedIn === null) return refused(401, 'sign-in-needed')
          const asked = EnrolRequest.parse(json)
          const pepper = secret()
          vaults.set(asked.vault, { person: signedIn, key: asked.key, pin: asked.pin, pepper, tries: 0 })
          const certificate = await signed(TYP.certificate, {
            v: 1, kid: await keyIdOf(asked.key), key: asked.key, org: OrgId.parse(org), person: signedIn, name: nameOf(signedIn), device: DeviceId.parse(asked.deviceId),
            method: 'key', record: null, from: at(), until: at(365 * DAY_MS),
          })
          return said({ pepper, certificate, lease: await lease(asked.vault), keys: await serviceKeys() })
        }
        case '/api/vaults/challenge':
          return said({ challenge: challenge() })
        case '/api/vaults/pepper': {
          const asked = PepperRequest.parse(json)
          const vault = vaults.get(asked.vault)
          if (revoked.has(asked.vault)) return said({ outcome: 'revoked' })
          if (!vault || vault.tries >= TRIES) return said({ outcome: 'gone' })
          if (vault.pin === asked.pin) {
            vault.tries = 0
            return said({ outcome: 'right', pepper: vault.pepper, challenge: challenge() })
          }
          vault.tries += 1
          return said(vault.tries >= TRIES ? { outcome: 'gone' } : { outcome: 'wrong', left: TRIES - vault.tries })
        }
        case '/api/vaults/pin': {
          const asked = PinRequest.parse(json)
          const vault = vaults.get(asked.vault)
          if (!vault || signedIn !== vault.person || !(await isProved(asked.vault, asked.proof, 'pin'))) return refused(403, 'proof-refused')
          Object.assign(vault, { pin: asked.pin, pepper: secret(), tries: 0 })
          return said({ pepper: vault.pepper })
        }
        case '/api/sign-in/vault': {
          const asked = VaultSignInRequest.parse(json)
          if (revoked.has(asked.vault)) return refused(403, 'device-revoked')
          const vault = vaults.get(asked.vault)
          if (!vault || !(await isProved(asked.vault, asked.proof, 'sign-in'))) return refused(403, 'proof-refused')
          return { signsIn: vault.person }
        }
        default:
          return null
      }
    },
  }
}
