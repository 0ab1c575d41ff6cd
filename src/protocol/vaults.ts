/** A person's vault on a device, as far as the service knows of it (K3, K6, A1): enrolling, the pepper, the lease, revoking. */
import * as z from 'zod/mini'
import { Instant } from '../domain/dates.ts'
import { DeviceId, OrgId, PersonId } from '../domain/ids.ts'
import { CompactJws, PublicKey, ServiceKeys } from './keys.ts'

/** 128 random bits: the name of a vault (`randomName`). It is on the device's disk and nowhere else. */
export const VaultId = z.string().check(z.regex(/^[\w-]{22}$/))
/** 256 bits, base64url: a pepper, what proves a PIN, a challenge. */
const Bits256 = z.string().check(z.regex(/^[\w-]{43}$/))

/** Whether others use this device too: what it may keep and how soon it locks (K5). */
export const DeviceKind = z.enum(['shared', 'personal'])
export type DeviceKind = z.infer<typeof DeviceKind>

/**
 * `POST /api/vaults`: enrols a vault of the person signed in. `pin` is what proves its PIN, stretched on the device: the
 * service never has the PIN, nor anything it could be tried against without the device's salt.
 */
export const EnrolRequest = z.strictObject({
  vault: VaultId,
  deviceId: DeviceId,
  kind: DeviceKind,
  key: PublicKey,
  pin: Bits256,
  /** The person's earlier vault on this device, which this one takes the place of: its pepper goes, its key still delivers. */
  replaces: z.nullable(VaultId),
})
export type EnrolRequest = z.infer<typeof EnrolRequest>

/** The organisation's word on how long a device may show records without contact (K6): the payload of a JWS. */
export const Lease = z.strictObject({
  v: z.literal(1),
  org: OrgId,
  person: PersonId,
  vault: VaultId,
  at: Instant,
  /** Days offline after which nothing is shown; 1 to 30. */
  readDays: z.int().check(z.minimum(1), z.maximum(30)),
  /** Days offline after which the wraps are destroyed. */
  wipeDays: z.int().check(z.minimum(1), z.maximum(400)),
})
export type Lease = z.infer<typeof Lease>

export const EnrolAnswer = z.strictObject({
  pepper: Bits256,
  certificate: CompactJws,
  lease: CompactJws,
  keys: ServiceKeys,
  serverTime: Instant,
})
export type EnrolAnswer = z.infer<typeof EnrolAnswer>

/** `POST /api/vaults/pin`: another PIN, with a new pepper; the vault's key proves that it is open (`proof`, purpose `pin`). */
export const PinRequest = z.strictObject({ vault: VaultId, pin: Bits256, proof: CompactJws })
export type PinRequest = z.infer<typeof PinRequest>
export const PinAnswer = z.strictObject({ pepper: Bits256, serverTime: Instant })
export type PinAnswer = z.infer<typeof PinAnswer>

/** `POST /api/vaults/key`: the yearly rotation (G2); the key before proves it (purpose `rotate`). */
export const RotateRequest = z.strictObject({ vault: VaultId, key: PublicKey, proof: CompactJws })
export type RotateRequest = z.infer<typeof RotateRequest>
export const RotateAnswer = z.strictObject({ certificate: CompactJws, keys: ServiceKeys, serverTime: Instant })
export type RotateAnswer = z.infer<typeof RotateAnswer>

/** `POST /api/vaults/pepper`, by anybody who has the device: five wrong ones and the pepper is gone (K3). */
export const PepperRequest = z.strictObject({ vault: VaultId, pin: Bits256 })
export type PepperRequest = z.infer<typeof PepperRequest>
export const PepperAnswer = z.discriminatedUnion('outcome', [
  z.strictObject({ outcome: z.literal('right'), pepper: Bits256, challenge: Bits256, serverTime: Instant }),
  z.strictObject({ outcome: z.literal('wrong'), left: z.int().check(z.minimum(1)), serverTime: Instant }),
  /** Too many wrong ones, or never any: another way in is needed. An unknown vault is answered so too. */
  z.strictObject({ outcome: z.literal('gone'), serverTime: Instant }),
  /** The device was reported lost, or its vault ended: it destroys its wraps. */
  z.strictObject({ outcome: z.literal('revoked'), serverTime: Instant }),
])
export type PepperAnswer = z.infer<typeof PepperAnswer>

/** `POST /api/vaults/challenge`: something to sign, once, within minutes. */
export const ChallengeRequest = z.strictObject({ vault: VaultId })
export type ChallengeRequest = z.infer<typeof ChallengeRequest>
export const ChallengeAnswer = z.strictObject({ challenge: Bits256, serverTime: Instant })
export type ChallengeAnswer = z.infer<typeof ChallengeAnswer>

/** What the vault's key signs to prove itself (`TYP.proof`). */
export const Proof = z.strictObject({
  v: z.literal(1),
  challenge: Bits256,
  vault: VaultId,
  purpose: z.enum(['sign-in', 'deposit', 'pin', 'rotate']),
})
export type Proof = z.infer<typeof Proof>

/** `POST /api/sign-in/vault`: an unlocked vault signs in afresh, without a code (A1). Answers `SignInAnswer`. */
export const VaultSignInRequest = z.strictObject({ vault: VaultId, proof: CompactJws })
export type VaultSignInRequest = z.infer<typeof VaultSignInRequest>

/** `GET /api/vaults`: the vaults of oneself and, for those who manage a setting or administer, of its people. */
export const VaultLine = z.strictObject({
  vault: VaultId,
  deviceId: DeviceId,
  person: PersonId,
  kind: DeviceKind,
  since: Instant,
  lastSeen: Instant,
  revokedAt: z.nullable(Instant),
  revokedBy: z.nullable(PersonId),
})
export type VaultLine = z.infer<typeof VaultLine>
export const VaultsAnswer = z.strictObject({ vaults: z.array(VaultLine), serverTime: Instant })
export type VaultsAnswer = z.infer<typeof VaultsAnswer>

/** `POST /api/vaults/revoke`: every vault on the device that the asker may revoke, with their keys, peppers and sign-ins. */
export const RevokeRequest = z.strictObject({ deviceId: DeviceId, reason: z.enum(['lost', 'stolen', 'no-longer-used']) })
export type RevokeRequest = z.infer<typeof RevokeRequest>
