/** What goes from one person's store into another's when a record is handed over on one device, and back (G4). */
import { type PersonId, type RecordId } from '../domain/ids.ts'
import { type PersonStore } from '../store/person-store.ts'
import { type Carried, type SyncState } from '../store/state.ts'

/** The record as its person has it: the server's copy, and their own acts that it may not have yet. */
export const handedFrom = (store: PersonStore, person: PersonId, record: RecordId): Carried => {
  const [row = null] = [...store.rows.values()].filter(({ row: { id, body } }) => id === record && body !== null).sort((a, b) => b.row.seq - a.row.seq)
  const acts = store
    .entries()
    .filter(({ act, state }) => act.recordId === record && state !== 'quarantined')
    .map(({ act }) => ({ act, actor: person }))
  return { row, acts, until: (row?.row.revision ?? 0) + acts.length }
}

const recordOf = ({ acts, row }: Carried): string | undefined => acts[0]?.act.recordId ?? row?.row.id

/** With what was handed, in the place of what was handed of the same record before. */
export const withHanded = (state: SyncState, carried: Carried): SyncState => ({
  ...state,
  carried: [...state.carried.filter((each) => recordOf(each) !== recordOf(carried)), carried],
})
