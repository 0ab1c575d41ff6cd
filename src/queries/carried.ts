/** A record that a colleague handed over on this device, as it stands before the server's own row holds all of it (G4). */
import { type PostId, type RecordId } from '../domain/ids.ts'
import { type FormLookup, fold, postIdOf } from '../domain/records/fold.ts'
import { type RecordState } from '../domain/records/record.ts'
import { readAct } from '../protocol/read-act.ts'
import { type Carried } from '../store/state.ts'

/** Worked out once for what it is laid over. */
const known = new WeakMap<Carried, { readonly under: RecordState | null; readonly state: RecordState | null }>()

export const recordOf = ({ acts, row }: Carried): RecordId | undefined => acts[0]?.act.recordId ?? (row?.row.id as RecordId | undefined)

/**
 * @param theirs what the colleague's copy of the row holds, if they had one
 * @param under  the row of this person's own, if there is one
 * @param there  whether a state has an act in it already
 */
export const carriedOver = (
  carried: Carried,
  theirs: RecordState | null,
  under: RecordState | null,
  lookupFor: (post: PostId | null) => FormLookup,
  there: (state: unknown, actId: string) => boolean,
): RecordState | null => {
  const before = known.get(carried)
  if (before?.under === under && before) return before.state
  const from = (theirs?.revision ?? 0) > (under?.revision ?? 0) ? theirs : under
  // Acts of one record go in order: a row that has one of them has those before it too.
  const rest = carried.acts.slice(carried.acts.findLastIndex(({ act }) => there(from, act.actId)) + 1)
  const state = rest.reduce<RecordState | null>((base, { act: wire, actor }) => {
    const read = readAct(wire, actor)
    if (!read.ok) return base
    const result = fold(base, read.act, lookupFor(postIdOf(base, read.act)))
    return result.ok ? result.state : base
  }, from)
  known.set(carried, { under, state })
  return state
}
