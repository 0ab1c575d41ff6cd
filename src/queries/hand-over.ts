/** Handing the device to the other of a pair, to sign one record (G4), as the screens ask for it. */
import { type PersonId, type RecordId } from '../domain/ids.ts'

export interface Handing {
  readonly record: RecordId
  readonly kind: 'session' | 'agreement' | 'observation'
  readonly to: PersonId
  readonly knownAs: string
}

export interface HandOver {
  /** Whether this person has a vault here that they can unlock. */
  readonly knows: (person: PersonId) => Promise<boolean>
  /** Saves what is typed, locks the screen, and shows the door of this person, for this record alone. @throws DeviceError unsaved-text */
  readonly begin: (handing: Handing) => Promise<void>
}
