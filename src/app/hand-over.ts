/** What goes from one person's store into another's when a record is handed over on one device, and back (G4). */
import { type PersonId, type RecordId } from '../domain/ids.ts'
import { type HandedOver, type OpenedDevice, type ScreenLock } from '../features/account/gate.ts'
import { type Handing } from '../queries/hand-over.ts'
import { type PersonStore } from '../store/person-store.ts'
import { type Carried, type SyncState } from '../store/state.ts'
import { isLegacy } from '../vault/password-envelope.ts'
import { type DeviceLocks } from './device-locks.ts'
import { type DeviceWorld } from './device-world.ts'
import { handableOf } from './handables.ts'
import { vaultsOf, vaultsOnDevice } from './vaults.ts'

/** The record as its person has it: the server's copy, and their own acts that it may not have yet. */
const handedFrom = (store: PersonStore, person: PersonId, record: RecordId): Carried => {
  const [row = null] = [...store.rows.values()].filter(({ row: { id, body } }) => id === record && body !== null).sort((a, b) => b.row.seq - a.row.seq)
  const acts = store
    .entries()
    .filter(({ act, state }) => act.recordId === record && state !== 'quarantined')
    .map(({ act }) => ({ act, actor: person }))
  return { row, acts, until: (row?.row.revision ?? 0) + acts.length, over: false }
}

const recordOf = ({ acts, row }: Carried): string | undefined => acts[0]?.act.recordId ?? row?.row.id

const withHanded = (state: SyncState, carried: Carried): SyncState => ({
  ...state,
  carried: [...state.carried.filter((each) => recordOf(each) !== recordOf(carried)), carried],
})

/** Keeps what was handed, sealed like everything else, in the place of what was handed of the same record before. */
const take = (to: OpenedDevice, carried: Carried): Promise<void> => {
  const { store, take } = handableOf(to)
  return take(carried.over, () => store.applyRows(() => ({ put: [], remove: [], state: withHanded(store.state(), carried) })))
}

/** @param given the record as it was handed over @param owner the digest of whose vault the other's is */
const handedOver = (
  world: DeviceWorld,
  { handing, lock, given, owner }: { readonly handing: Handing; readonly lock: ScreenLock; readonly given: Carried; readonly owner: string },
): HandedOver => {
  let answered: Carried | null = null
  return {
    ...handing,
    lock,
    person: async () => {
      const { current } = await vaultsOf(world.storage, owner)
      return (await vaultsOnDevice(world.storage)).find(({ id }) => id === current?.id) ?? null
    },
    give: async (to) => {
      if (handableOf(to).person !== handing.to) throw new Error('the record is for somebody else')
      await take(to, given)
    },
    takeBack: async (from) => {
      const { store, person } = handableOf(from)
      const { acts } = handedFrom(store, person, handing.record)
      answered = { row: null, acts, until: given.until + acts.length, over: true }
      await from.lock()
    },
    back: async (first) => {
      if (answered && answered.acts.length > 0) await take(first, answered)
    },
  }
}

/** Whether whose vault that is can unlock it here. @param owner the digest of whose it is */
export const knowsHere = async ({ storage }: DeviceWorld, owner: string): Promise<boolean> => {
  const { current } = await vaultsOf(storage, owner)
  return current !== undefined && !isLegacy(current.envelope)
}

/**
 * Saves what is typed, locks the screen and tells that the device is with the other.
 *
 * @param owner the digest of whose vault the other's is
 * @throws DeviceError unsaved-text
 */
export const beginHandOver = async (
  world: DeviceWorld,
  { store, person, handing, owner, lockFor, tell }: {
    readonly store: PersonStore
    readonly person: PersonId
    readonly handing: Handing
    readonly owner: string
    readonly lockFor: DeviceLocks['lockFor']
    readonly tell: (handed: HandedOver) => void
  },
): Promise<void> => {
  const given = handedFrom(store, person, handing.record)
  await lockFor((lock) => tell(handedOver(world, { handing, lock, given, owner })))
}
