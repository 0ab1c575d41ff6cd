/** One record of a snapshot by its id, whatever its kind. */
import { type PostId, type RecordId, type SettingId } from '../domain/ids.ts'
import { type FormState, type RecordState } from '../domain/records/record.ts'
import { type Snapshot } from './device.ts'

/** @returns what finds a record's state, with the unsent acts folded in; null for one that is not here */
export const recordIn = (shown: Snapshot): ((id: RecordId) => RecordState | null) => {
  let loose: ReadonlyMap<string, RecordState> | null = null
  const others = (): ReadonlyMap<string, RecordState> =>
    (loose ??= new Map<string, RecordState>(
      [...shown.shifts, ...shown.files.values(), ...shown.caseLists.values()].map((state) => [state.id, state]),
    ))
  return (id) =>
    shown.sessions.get(id) ??
    shown.agreements.get(id) ??
    shown.observations.get(id) ??
    shown.posts.get(id as PostId) ??
    shown.settings.get(id as SettingId) ??
    others().get(id) ??
    null
}

/** The answers of a record with a form; null where it is not here or has none. */
export const formIn = (shown: Snapshot, id: RecordId): FormState | null => {
  const state = recordIn(shown)(id)
  return state && 'fields' in state ? state : null
}
