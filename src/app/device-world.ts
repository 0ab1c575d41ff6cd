/** What a device asks of the world, as ports: the browser's are in device-browser.ts, tests bring their own. */
import { type Clock, type Doorbell, type Fetch, type Random, type Room, type RoundLock, type Surroundings, type Timers } from '../outbox/ports.ts'
import { type DeviceStorage } from '../store/ports.ts'
import { type Kdf } from '../vault/kdf.ts'

export interface DeviceWorld {
  readonly storage: DeviceStorage
  readonly kdf: Kdf
  readonly fetch: Fetch
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
