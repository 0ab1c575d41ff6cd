/**
 * The last resort for what is not sent (T5): a file of the sealed acts of this device, which anybody who signs in can hand
 * in elsewhere (P9). Nobody but the service can read it (K7); the acts stay in the outbox until their receipts (V3).
 */
import { type DeviceErrorCode } from './device-error.ts'

export interface UnsentWork {
  readonly text: string
  /** How many acts are in it: this person's, and those of others on this device. */
  readonly sealed: number
  /** How many could not be sealed, so that only their author can send them, from here. */
  readonly unsealed: number
}

export interface HandedIn {
  /** The service has them; those that it had before too (P4). */
  readonly taken: number
  /** The service can't read them: changed, or sealed to another service. */
  readonly unreadable: number
  /** Not handed in. */
  readonly left: number
  /** Why some are left. */
  readonly problem: DeviceErrorCode | null
}

export interface UnsentFiles {
  /** @throws what the storage throws */
  readonly make: () => Promise<UnsentWork>
  /** Delivers what is in a file, with this person's sign-in. @returns null where the file is another one */
  readonly handIn: (text: string) => Promise<HandedIn | null>
}
