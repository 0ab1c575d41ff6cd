/**
 * Keys on the wire (K7, G2): a person's signing key, its certificate, and the service's own keys. Everything signed is a
 * compact JWS (RFC 7515) with ES256; `typ` in its header says what it is, so that none can be taken for another.
 */
import * as z from 'zod/mini'
import { Instant } from '../domain/dates.ts'
import { DeviceId, OrgId, PersonId, RecordId } from '../domain/ids.ts'

/** The JWK thumbprint (RFC 7638) of a key, base64url of SHA-256. */
export const KeyId = z.string().check(z.regex(/^[\w-]{43}$/))
export type KeyId = z.infer<typeof KeyId>

const Coordinate = z.string().check(z.regex(/^[\w-]{43}$/))

/** A public key on P-256 as a JWK, and nothing else: what a device sends never holds a private part. */
export const PublicKey = z.strictObject({ kty: z.literal('EC'), crv: z.literal('P-256'), x: Coordinate, y: Coordinate })
export type PublicKey = z.infer<typeof PublicKey>

/** A compact JWS, or a compact JWE. */
export const CompactJws = z.string().check(z.regex(/^[\w-]+\.[\w-]+\.[\w-]+$/), z.maxLength(20_000))
export type CompactJws = string
export const CompactJwe = z.string().check(z.regex(/^[\w-]+\.[\w-]*\.[\w-]+\.[\w-]+\.[\w-]+$/), z.maxLength(700_000))
export type CompactJwe = string

/** What each kind of JWS says it is. */
export const TYP = {
  act: 'countersign-act+jws',
  certificate: 'countersign-certificate+jws',
  lease: 'countersign-lease+jws',
  proof: 'countersign-proof+jws',
  receipt: 'countersign-receipt+jws',
  signature: 'countersign-signature+jws',
  export: 'countersign-export+jws',
} as const

/** The service's word that a key is a person's (G2): the payload of a JWS under the service's certifying key. */
export const Certificate = z.strictObject({
  v: z.literal(1),
  kid: KeyId,
  key: PublicKey,
  org: OrgId,
  person: PersonId,
  /** As the service knew it when it certified. */
  name: z.string(),
  /** Of which device; that of a link's key is made up for it. */
  device: DeviceId,
  /** `key`: made at enrolment. `link`: good for one signature on one record. */
  method: z.enum(['key', 'link']),
  record: z.nullable(RecordId),
  from: Instant,
  /** Signatures made later than this do not count: yearly rotation. */
  until: Instant,
})
export type Certificate = z.infer<typeof Certificate>

/** The service's own public keys, published (G6). */
export const ServiceKeys = z.strictObject({
  /** To which acts are sealed (K7): JWE with ECDH-ES and A256GCM. */
  seal: z.strictObject({ kid: KeyId, key: PublicKey }),
  /** Under which it certifies, gives leases and signs receipts; the first is the one in use. */
  certify: z.array(z.strictObject({ kid: KeyId, key: PublicKey })).check(z.minLength(1)),
})
export type ServiceKeys = z.infer<typeof ServiceKeys>

/** `GET /api/keys`: for anybody, so that a record verifies without us (G6). */
export const KeysAnswer = z.strictObject({ service: z.string(), keys: ServiceKeys, serverTime: Instant })
export type KeysAnswer = z.infer<typeof KeysAnswer>
