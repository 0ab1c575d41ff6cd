/** The service as a vault knows it: its keys, its certificates, and the pepper it keeps for a PIN. */
import { compactDecrypt, CompactSign, compactVerify, exportJWK, generateKeyPair, importJWK } from 'jose'
import { DeviceId, OrgId, PersonId } from '../../src/domain/ids.ts'
import { Instant } from '../../src/domain/dates.ts'
import { type Certificate, PublicKey, type ServiceKeys, TYP } from '../../src/protocol/keys.ts'
import { base64url, randomBytes, textOf, utf8 } from '../../src/vault/bytes.ts'
import { beginEnrol } from '../../src/vault/enrol.ts'
import { type Envelope } from '../../src/vault/envelope.ts'
import { type Kdf } from '../../src/vault/kdf.ts'
import { type OpenVault } from '../../src/vault/open-vault.ts'
import { fakeKdf } from '../outbox/sim.ts'

export const ORG = OrgId.parse('00000000-0000-4000-8000-000000000001')
export const SAM = PersonId.parse('00000000-0000-4000-8000-000000000012')
export const DANA = PersonId.parse('00000000-0000-4000-8000-000000000011')
export const UNTIL = Instant.parse('2027-06-10T09:00:00Z')
export const owner = (person: PersonId = SAM, name = 'Sam Oyelaran') =>
  ({ org: ORG, person, username: 'sam', name, knownAs: 'Sam', administrator: false, duties: [] as never[] })
export const PHRASE = 'abacus drop-down yo-yo zoom'
export const PIN = '804915'
export const VAULT = 'v-0000000000000000000a'

const newKey = async (alg: 'ES256' | 'ECDH-ES') => {
  const pair = await generateKeyPair(alg, { extractable: true, ...(alg === 'ES256' ? {} : { crv: 'P-256' }) })
  const { kty, crv, x, y } = await exportJWK(pair.publicKey)
  return { kid: base64url(randomBytes(32)), key: PublicKey.parse({ kty, crv, x, y }), privateKey: pair.privateKey }
}

export const testService = async () => {
  const [certifying, sealing] = await Promise.all([newKey('ES256'), newKey('ECDH-ES')])
  const keys: ServiceKeys = {
    seal: { kid: sealing.kid, key: sealing.key },
    certify: [{ kid: certifying.kid, key: certifying.key }],
  }
  const sign = (typ: string, payload: unknown): Promise<string> =>
    new CompactSign(utf8(JSON.stringify(payload))).setProtectedHeader({ alg: 'ES256', typ, kid: certifying.kid }).sign(certifying.privateKey)
  const kidOf = async ({ crv, kty, x, y }: PublicKey): Promise<string> =>
    base64url(new Uint8Array(await crypto.subtle.digest('SHA-256', utf8(JSON.stringify({ crv, kty, x, y })))))
  const certify = async (key: PublicKey, changed: Partial<Certificate> = {}): Promise<string> =>
    sign(TYP.certificate, {
      v: 1, kid: await kidOf(key), key, org: ORG, person: SAM, name: 'Sam Oyelaran', device: DeviceId.parse('00000000-0000-4000-8000-000000000041'),
      method: 'key', record: null, from: Instant.parse('2026-06-10T09:00:00Z'), until: UNTIL, ...changed,
    } satisfies Certificate)
  return {
    keys,
    sign,
    certify,
    pepper: () => base64url(randomBytes(32)),
    /** Opens what was sealed to it. @returns the JWS inside; rejects where it was sealed to another */
    unseal: async (sealed: Uint8Array) => {
      const { plaintext, protectedHeader } = await compactDecrypt(textOf(sealed), sealing.privateKey)
      return { jws: textOf(plaintext), header: protectedHeader }
    },
  }
}
export type TestService = Awaited<ReturnType<typeof testService>>

/** What a JWS says, verified under that key. */
export const readJws = async (jws: string, key: PublicKey): Promise<{ readonly header: { readonly typ?: string; readonly kid?: string; readonly alg: string }; readonly payload: unknown }> => {
  const { payload, protectedHeader } = await compactVerify(jws, await importJWK({ ...key }, 'ES256'), { algorithms: ['ES256'] })
  return { header: protectedHeader, payload: JSON.parse(textOf(payload)) as unknown }
}

export interface EnrolledVault {
  readonly vault: string
  readonly stored: Envelope
  readonly open: OpenVault
  readonly pepper: string
  /** What proved the PIN. */
  readonly proof: string
  readonly key: PublicKey
}

export const enrolled = async (
  service: TestService,
  { vault = VAULT, person = SAM, phrase = PHRASE, pin = PIN, kdf = fakeKdf, now = () => 0 }:
    { readonly vault?: string; readonly person?: PersonId; readonly phrase?: string; readonly pin?: string; readonly kdf?: Kdf; readonly now?: () => number } = {},
): Promise<EnrolledVault> => {
  const begun = await beginEnrol({ vault, owner: owner(person), phrase, pin }, kdf, now)
  const pepper = service.pepper()
  const { envelope, open } = await begun.finish({ pepper, certificate: await service.certify(begun.key, { person }), keys: service.keys })
  // As IndexedDB gives it back.
  return { vault, stored: structuredClone(envelope), open, pepper, proof: begun.pin, key: begun.key }
}
