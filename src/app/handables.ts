/** Which open devices take records that are handed over (G4). What is done with them is in hand-over.ts, got when it is wanted. */
import { type PersonId } from '../domain/ids.ts'
import { type OpenedDevice } from '../features/account/gate.ts'
import { type PersonStore } from '../store/person-store.ts'

/** What an open device does with records handed over. */
export interface Handable {
  readonly person: PersonId
  readonly store: PersonStore
  /** @param over it is back with whose it is @param keep keeps it in the store */
  readonly take: (over: boolean, keep: () => Promise<void>) => Promise<void>
}
const handables = new WeakMap<OpenedDevice, Handable>()

/** Said once of each device that is opened. */
export const isHandable = (device: OpenedDevice, handable: Handable): void => {
  handables.set(device, handable)
}

export const handableOf = (device: OpenedDevice): Handable => {
  const known = handables.get(device)
  if (!known) throw new Error('a device is opened by openDevice')
  return known
}
