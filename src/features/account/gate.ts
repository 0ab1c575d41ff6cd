/** What the door asks of this browser and the service, as a port: `app` answers it with vaults, tests with a fake. */
import { type Device } from '../../queries/device.ts'
import { type Handing } from '../../queries/hand-over.ts'
import { type KeepsNothing } from '../../queries/keeps-nothing.ts'
import { type Enrolment, type NewPin } from '../shared/enrolment.ts'
import { type Offers } from '../shared/offers.ts'

/** Somebody of this device's lock screen: a first name and a count, nothing more (K4). */
export interface KnownPerson {
  readonly id: string
  readonly knownAs: string
  /** Acts that neither they nor anybody else have delivered. */
  readonly waiting: number
  /** `password`: the first cipher, to be moved. `wiped`: only what waits is here still, sealed. */
  readonly state: 'enrolled' | 'password' | 'wiped'
  /** A PIN may open it, with a connection. */
  readonly pin: boolean
  /** A passkey of this device opens it. */
  readonly passkey: boolean
}

/** With what somebody unlocks their vault (K3). */
export type Secret =
  | { readonly by: 'pin'; readonly pin: string }
  /** As typed. */
  | { readonly by: 'phrase'; readonly phrase: string }
  | { readonly by: 'passkey' }
  /** Of the first cipher. */
  | { readonly by: 'password'; readonly password: string }

/** An unlocked device that says when its keys are gone. */
export interface OpenedDevice extends Device {
  /** Called once the keys are gone, whoever asked for it: `byItself` since nobody was there. @returns what stops that */
  readonly whenLocked: (listener: (byItself: boolean) => void) => () => void
  /** Called once only the PIN stands before it, whoever asked for it (K5): this device shows nothing more. @returns what stops that */
  readonly whenScreenLocked: (listener: (lock: ScreenLock, byItself: boolean) => void) => () => void
  /** Called once the device is on its way to somebody else, to sign one record (G4). @returns what stops that */
  readonly whenHandedOver: (listener: (handed: HandedOver) => void) => () => void
  /** Takes in what was kept under an earlier password. @returns how many changes; null when the password isn't theirs */
  readonly adoptEarlier: (password: string) => Promise<number | null>
}

/** A device whose screen is locked: its vault is there still, and its PIN opens it with no connection (K5). */
export interface ScreenLock {
  readonly knownAs: string
  readonly waiting: number
  /** `pin-gone` after five wrong ones: everything is dropped, and the door's ways are what is left. */
  readonly tryPin: (pin: string) => Promise<Opened | Extract<GateRefusal, { kind: 'pin-wrong' | 'pin-gone' | 'no-storage' | 'no-memory' }>>
  /** Drops everything and goes to the door. Does nothing where that has happened by itself. */
  readonly toDoor: () => void
}

/** A device that is handed over to sign one record (G4): behind `lock` it comes back to whose it was. */
export interface HandedOver extends Handing {
  readonly lock: ScreenLock
  /** Whom it is handed to, as the lock screen knows them; null where they are gone from this device. */
  readonly person: () => Promise<KnownPerson | null>
  /** Shows the record to whom it was handed, unlocked. Rejects where it is not theirs. */
  readonly give: (to: OpenedDevice) => Promise<void>
  /** Locks theirs, with what they did kept for who takes the device back. */
  readonly takeBack: (from: OpenedDevice) => Promise<void>
  /** It is back: what they did is shown at once. */
  readonly back: (first: OpenedDevice) => Promise<void>
}

/** How a try to unlock or sign in ends. */
export type GateAnswer =
  /** `keptEarlier`: changes that wait under an earlier password of this person. */
  | { readonly kind: 'open'; readonly device: OpenedDevice; readonly keptEarlier: number }
  | { readonly kind: 'wrong' }
  | { readonly kind: 'pin-wrong'; readonly left: number }
  /** Five wrong ones, or the service let go of it: the other ways are left (K3). */
  | { readonly kind: 'pin-gone' }
  /** A PIN opens a vault only together with what the service keeps of it. */
  | { readonly kind: 'pin-needs-connection' }
  | { readonly kind: 'phrase-wrong' }
  /** The browser's own question was stopped, or no passkey of this device opens this vault. */
  | { readonly kind: 'passkey-stopped' }
  /** What opened the records is destroyed (K6): too long without contact, or the device was reported lost. */
  | { readonly kind: 'wiped'; readonly why: 'lease' | 'revoked' }
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
  /** Signed in in full, and enrolled on this device already: they unlock what is here, or, their words forgotten, enrol anew. */
  | { readonly kind: 'known'; readonly person: KnownPerson; readonly enrolment: Enrolment<Opened> }
  /** Signed in in full, or unlocked by the first cipher's password: four words and a PIN are made (K3). */
  | { readonly kind: 'enrol'; readonly enrolment: Enrolment<Opened> }
  | { readonly kind: 'new-pin'; readonly newPin: NewPin<Opened> }

/** The steps whose pages come later; whom the door knows, it asks itself. */
export type LaterStep = Exclude<DoorStep, { kind: 'known' }>

export interface Gate {
  /** Why this window keeps nothing: who signs in reads, and writes nothing down (V7). */
  readonly keepsNothing: KeepsNothing | null
  /** What is wrong with the storage as a whole; `tab-out-of-date` is told before it closes, and what is returned is waited for (V6). */
  readonly storage: {
    readonly trouble: () => 'other-tab-open' | 'tab-out-of-date' | null
    readonly watch: (listener: (trouble: 'other-tab-open' | 'tab-out-of-date' | null) => unknown) => () => void
  }
  readonly people: () => Promise<readonly KnownPerson[]>
  /** Opens what is on this device. By the four words, a passkey or a password it needs no connection; by a PIN it does. */
  readonly unlock: (id: string, secret: Secret) => Promise<GateAnswer>
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
export type Wiped = Extract<GateAnswer, { kind: 'wiped' }>
