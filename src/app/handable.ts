/** What the start knows of records handed over on a device (G4): what is done with them is got when it is wanted. */
import { type PersonId, type RecordId } from '../domain/ids.ts'
import { type OpenedDevice } from '../features/account/gate.ts'
import { type Carried } from '../store/state.ts'

export const getHandOver = () => import('./hand-over.ts')

/** Gets it before it is wanted: it must be here when there is no connection. */
export const preloadHandOver = (): void => {
  getHandOver().catch(() => undefined)
}

/** What an open device does with records handed over. */
interface Handable {
  readonly person: PersonId
  readonly take: (carried: Carried) => Promise<void>
  readonly done: (record: RecordId) => Promise<Carried>
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
