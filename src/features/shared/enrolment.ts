/**
 * What enrolling asks of this browser and the service, as a port (K3, K5): `app` answers it with the vault, tests with a
 * fake. Of a device that is opened it knows nothing but that it is: `Open` is the door's.
 */
import { type DeviceKind } from '../../queries/vault-here.ts'

/** Why a person is not enrolled, or has no new PIN: nothing is changed, and they can try again. */
export type EnrolRefusal =
  | { readonly kind: 'offline' }
  | { readonly kind: 'server-trouble' }
  | { readonly kind: 'throttled'; readonly seconds: number }
  /** The service wants to see a full sign-in of the last minutes. */
  | { readonly kind: 'sign-in-not-fresh' }
  /** The account was closed meanwhile. */
  | { readonly kind: 'closed' }
  /** The browser's own question was stopped, or what it made can't open a vault. Nothing else was begun. */
  | { readonly kind: 'passkey-stopped' }
  | { readonly kind: 'no-storage' }
  | { readonly kind: 'no-memory' }

/** What a person decides in the three pages. */
export interface Enrolled {
  readonly kind: DeviceKind
  readonly phrase: string
  readonly pin: string
  /** Only of a personal device, and where `passkeyPossible`. */
  readonly passkey: boolean
}

/** Somebody has signed in in full on a device where they have no vault yet, or the first cipher's, or have forgotten their words. */
export interface Enrolment<Open> {
  /** A first name, for the card. */
  readonly knownAs: string
  /** Null: nobody has said on this device yet, or it was one person's alone and this is another. */
  readonly deviceKind: DeviceKind | null
  /** Whether this browser may be able to unlock by fingerprint or face. Asked of it before, so that no page waits. */
  readonly passkeyPossible: boolean
  /** Four words, anew with each call. */
  readonly newPhrase: () => Promise<string>
  /** Six digits that many people choose. */
  readonly weakPin: (pin: string) => boolean
  /** Makes the passkey first, where one is wanted, since browsers ask for it only on a tap; then the vault. */
  readonly finish: (chosen: Enrolled) => Promise<Open | EnrolRefusal>
  /** Opens what is here as it is. Not null only offline, for somebody of the first cipher. */
  readonly later: (() => Promise<Open | EnrolRefusal>) | null
}

/** Unlocked by the four words, online, where the PIN is gone (K3): another is chosen at once. */
export interface NewPin<Open> {
  readonly knownAs: string
  readonly weakPin: (pin: string) => boolean
  readonly finish: (pin: string) => Promise<Open | EnrolRefusal>
  /** Opens without one; Account keeps offering it. */
  readonly later: () => Promise<Open | EnrolRefusal>
}
