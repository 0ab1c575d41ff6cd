/** This person's vault on this device, as an unlocked device tells of it (K3–K6). */
import { type Instant } from '../domain/dates.ts'
import { type DeviceId } from '../domain/ids.ts'
import { type DeviceKind } from '../protocol/vaults.ts'

export type { DeviceKind }

/**
 * How long this device may still show records (K6): the whole days left, 0 on the last one, once it is worth saying; that
 * it may show none until it has been in contact; that its clock went back, with the same effect; null while all is well.
 */
export type LeaseNotice = number | 'reading-blocked' | 'clock-back' | null

/** How a change to this person's vault here ended; nothing is changed unless it is `done`. */
export type VaultChange =
  | 'done'
  | 'phrase-wrong'
  | 'offline'
  | 'server-trouble'
  | 'throttled'
  | 'sign-in-needed'
  | 'passkey-stopped'
  | 'no-storage'
  | 'no-memory'

export interface VaultHere {
  readonly kind: DeviceKind
  readonly since: Instant
  readonly deviceId: DeviceId
  /** A passkey opens it. */
  readonly passkey: () => boolean
  /** One could: a personal device, and a browser that may be able to. */
  readonly passkeyPossible: boolean
  /** There is no PIN any more: another should be chosen. */
  readonly pinGone: () => boolean
  /** `Device.subscribe` tells, as of `sync`, when it changes. */
  readonly lease: () => LeaseNotice
  /** Four words, anew with each call. */
  readonly newPhrase: () => Promise<string>
  /** The vault's key is wrapped again, so the words are asked for. Needs a connection. */
  readonly changePin: (phrase: string, pin: string) => Promise<VaultChange>
  readonly changePhrase: (phrase: string, next: string) => Promise<VaultChange>
  readonly addPasskey: (phrase: string) => Promise<VaultChange>
}
