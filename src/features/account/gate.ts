/** What the door asks of this browser and the service, as a port: `app` answers it with vaults, tests with a fake. */
import { type Device } from '../../queries/device.ts'

/** Somebody who has records on this device: a first name and a count, nothing more (K4). */
export interface KnownPerson {
  readonly id: string
  readonly knownAs: string
  readonly waiting: number
}

/** One made-up sign-in of the demonstration. */
export interface DemonstrationSignIn {
  readonly username: string
  readonly password: string
  readonly knownAs: string
  readonly post: string
  /** Of another service than the first: shown apart, so that the list stays short. */
  readonly elsewhere?: true
}

/** An unlocked device that says when its keys are gone. */
export interface OpenedDevice extends Device {
  /** Called once the keys are gone, whoever asked for it. @returns what stops that */
  readonly whenLocked: (listener: () => void) => () => void
  /** Takes in what was kept under an earlier password. @returns how many changes; null when the password isn't theirs */
  readonly adoptEarlier: (password: string) => Promise<number | null>
}

/** How a try to unlock or sign in ends. */
export type GateAnswer =
  /** `keptEarlier`: changes that wait under an earlier password of this person. */
  | { readonly kind: 'open'; readonly device: OpenedDevice; readonly keptEarlier: number }
  | { readonly kind: 'wrong' }
  /** The password was right; the account is disabled, or its person has left. */
  | { readonly kind: 'closed' }
  | { readonly kind: 'throttled'; readonly seconds: number }
  | { readonly kind: 'offline' }
  | { readonly kind: 'server-trouble' }
  /** This browser window keeps nothing: private, or storage refused. */
  | { readonly kind: 'no-storage' }
  /** Unlocking somebody whose records are no longer here. */
  | { readonly kind: 'not-here' }
  /** The browser lends too little memory to derive the key. */
  | { readonly kind: 'no-memory' }
  /** There is more to do before the door opens. */
  | { readonly kind: 'more'; readonly step: DoorStep }

/** What is still to be done at the door. Its pages come when they are needed. */
export type DoorStep =
  /** The password is right, and a code is asked for. */
  | { readonly kind: 'code'; readonly username: string; readonly password: string }
  /** A second factor is set before anything else; `person` is signed in to do that and nothing more. */
  | { readonly kind: 'second-factor'; readonly username: string; readonly password: string; readonly person: string }
  /** @param needed the password was right, and is not enough */
  | { readonly kind: 'passkey'; readonly needed: boolean }
  /** Back from the work account's own sign-in. */
  | { readonly kind: 'work'; readonly outcome: string }

/** What the door offers beside user name and password. */
export interface Offers {
  readonly ways: readonly ('passkey' | 'work')[]
  /** The made-up people to sign in as; null anywhere but in a demonstration. */
  readonly demonstration: readonly DemonstrationSignIn[] | null
}

export interface Gate {
  readonly people: () => Promise<readonly KnownPerson[]>
  /** Opens what is on this device; needs no connection. */
  readonly unlock: (id: string, password: string) => Promise<GateAnswer>
  /** Signs in to the service and gives this device what the person may read. */
  readonly signIn: (username: string, password: string) => Promise<GateAnswer>
  /** Null offline. */
  readonly offers: () => Promise<Offers | null>
  /** Goes to the work account's own sign-in. */
  readonly toWork: () => void
  /** How that ended, told once: null where one does not come from there. */
  readonly fromWork: () => string | null
}

export type Opened = Extract<GateAnswer, { kind: 'open' }>
export type More = Extract<GateAnswer, { kind: 'more' }>
export type GateRefusal = Exclude<GateAnswer, Opened | More>
