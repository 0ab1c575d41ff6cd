/** What a device asks of the world, as ports: the browser's are in device-browser.ts, tests bring their own. */
import { type Clock, type Doorbell, type Fetch, type OpenStream, type Random, type Room, type RoundLock, type Surroundings, type Timers } from '../outbox/ports.ts'
import { type DeviceStorage } from '../store/ports.ts'
import { type Kdf } from '../vault/kdf.ts'
import { type Keeping } from '../vault/kept-key.ts'
import { type IdleWorld } from './idle.ts'
import { type KeepsNothing } from '../queries/keeps-nothing.ts'
import { type VaultPasskeys } from './vault-passkey.ts'

export interface DeviceWorld {
  readonly storage: DeviceStorage
  /** Why this window keeps nothing, so that it takes no entries (V7); null where it keeps what it is given. */
  readonly keepsNothing: KeepsNothing | null
  readonly kdf: Kdf
  /** Where a vault's key is while only the screen is locked (K5). */
  readonly keeping: Keeping
  readonly passkeys: VaultPasskeys
  /** Whether somebody is there, and at what. */
  readonly presence: Pick<IdleWorld, 'listen' | 'inSession'>
  readonly fetch: Fetch
  /** Where it is told that something changed (L6); left out, it only asks every so often. */
  readonly stream?: OpenStream
  readonly timers: Timers
  readonly now: Clock
  readonly random: Random
  readonly room: Room
  readonly lock: RoundLock
  readonly surroundings: Surroundings
  /** Between the tabs that have this vault open. */
  readonly doorbell: (vault: string) => Doorbell
  /** A UUID version 7. */
  readonly newId: () => string
}
