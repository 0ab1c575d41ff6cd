/** What goes from one person's store into another's when a record is handed over on one device, and back (G4). */
import { type DeviceId, OrgId, type PersonId, type RecordId } from '../domain/ids.ts'
import { type HandedOver, type ScreenLock } from '../features/account/gate.ts'
import { type Handing, type HandOver } from '../queries/hand-over.ts'
import { type PersonStore } from '../store/person-store.ts'
import { type Carried, type SyncState } from '../store/state.ts'
import { isLegacy } from '../vault/password-envelope.ts'
import { type DeviceLocks } from './device-locks.ts'
import { type DeviceWorld } from './device-world.ts'
import { handableOf } from './handable.ts'
import { ownerDigest, vaultsOf, vaultsOnDevice } from './vaults.ts'

/** The record as its person has it: the server's copy, and their own acts that it may not have yet. */
export const handedFrom = (store: PersonStore, person: PersonId, record: RecordId): Carried => {
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
export const keepHanded = (store: PersonStore, carried: Carried): Promise<void> =>
  store.applyRows(() => ({ put: [], remove: [], state: withHanded(store.state(), carried) }))

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
      const { person, take } = handableOf(to)
      if (person !== handing.to) throw new Error('the record is for somebody else')
      await take(given)
    },
    takeBack: async (from) => {
      const { acts } = await handableOf(from).done(handing.record)
      answered = { row: null, acts, until: given.until + acts.length, over: true }
      await from.lock()
    },
    back: async (first) => {
      if (answered && answered.acts.length > 0) await handableOf(first).take(answered)
    },
  }
}

/** @param open @throws DeviceError locked @param listening who is told, in place of those who hear of locks */
export const handOverOf = ({
  world,
  store,
  person,
  deviceId,
  org,
  open,
  save,
  lockFor,
  listening,
}: {
  readonly world: DeviceWorld
  readonly store: PersonStore
  readonly person: PersonId
  readonly deviceId: DeviceId
  readonly org: string
  readonly open: () => void
  readonly save: DeviceLocks['saveWhatIsTyped']
  readonly lockFor: DeviceLocks['lockFor']
  readonly listening: () => readonly ((handed: HandedOver) => void)[]
}): HandOver => {
  const digestOf = (other: PersonId): Promise<string> => ownerDigest(deviceId, { org: OrgId.parse(org), person: other })
  return {
    knows: async (other) => {
      const { current } = await vaultsOf(world.storage, await digestOf(other))
      return current !== undefined && !isLegacy(current.envelope)
    },
    begin: async (handing) => {
      open()
      // What is typed is part of what is handed.
      await save()
      const told = listening()
      const given = handedFrom(store, person, handing.record)
      const owner = await digestOf(handing.to)
      await lockFor((lock) => {
        for (const tell of told) tell(handedOver(world, { handing, lock, given, owner }))
      })
    },
  }
}
