/**
 * The records that a batch of acts touches, in memory for one transaction: read in a few queries, changed act by act,
 * written at the end. An act that may not be applied changes nothing here, so it takes no other act with it.
 */
import { type OrgId, type PersonId } from '../../src/domain/ids.ts'
import { type RecordAct } from '../../src/domain/records/acts.ts'
import { type PolicyState, type PostState, type RecordState, type SettingState } from '../../src/domain/records/record.ts'
import { type KeyId } from '../../src/protocol/keys.ts'
import { type PersonKey, personKeysOf } from '../storage/person-keys.ts'
import { concerning, policiesOf, recordsOf } from '../storage/records.ts'
import { type Tx } from '../storage/storage.ts'
import { signingKids } from './signatures.ts'

export interface Board {
  readonly record: (id: string) => RecordState | null
  /** As it was before this batch. */
  readonly before: (id: string) => RecordState | null
  readonly put: (state: RecordState) => void
  readonly changed: () => readonly RecordState[]
  readonly post: (id: string) => PostState | null
  readonly setting: (id: string) => SettingState | null
  /** The service's own policies, with those of this batch. */
  readonly policies: () => readonly PolicyState[]
  /** A setting this person manages, whichever. */
  readonly managed: (person: PersonId) => SettingState | null
  /** The key of that name, whoever’s in the organisation it is. */
  readonly key: (kid: KeyId) => PersonKey | null
}

/** The posts and settings that an act's payload names. */
const namedIn = (act: RecordAct): readonly string[] => {
  if (!('payload' in act)) return []
  const { payload } = act
  return [...('post' in payload ? [payload.post] : []), ...('setting' in payload ? [payload.setting] : [])]
}

/** The posts and settings that a record belongs to. */
const namedBy = (state: RecordState): readonly string[] => [
  ...('post' in state ? [state.post] : []),
  ...('setting' in state ? [state.setting] : []),
]

/** Reads what these acts need: their records, the posts and settings they name, whether their actors manage any, the keys that signed. */
export const readBoard = async (tx: Tx, org: OrgId, acts: readonly RecordAct[]): Promise<Board> => {
  const stored = new Map<string, RecordState>()
  const asked = new Set<string>()
  const read = async (ids: readonly string[]): Promise<readonly RecordState[]> => {
    const wanted = [...new Set(ids)].filter((id) => !asked.has(id))
    for (const id of wanted) asked.add(id)
    const found = await recordsOf(tx, org, wanted)
    for (const state of found) stored.set(state.id, state)
    return found
  }
  let found = await read(acts.flatMap((act) => [act.recordId, ...namedIn(act)]))
  // A session names its post, a post its setting: two steps reach everything there is.
  for (let step = 0; step < 2 && found.length > 0; step += 1) found = await read(found.flatMap(namedBy))

  for (const policy of await policiesOf(tx, org)) stored.set(policy.id, policy)

  const managers = new Map<PersonId, SettingState | null>()
  for (const { actor } of acts.filter((act) => act.kind === 'person')) {
    if (managers.has(actor)) continue
    const { settings } = await concerning(tx, org, actor)
    managers.set(actor, settings[0] ?? null)
  }

  const keys = new Map((await personKeysOf(tx, org, signingKids(acts))).map((key) => [key.kid, key]))

  const now = new Map(stored)
  const changedIds = new Set<string>()
  const record = (id: string): RecordState | null => now.get(id) ?? null
  return {
    record,
    before: (id) => stored.get(id) ?? null,
    put: (state) => {
      now.set(state.id, state)
      changedIds.add(state.id)
    },
    changed: () => [...changedIds].flatMap((id) => now.get(id) ?? []),
    post: (id) => {
      const state = record(id)
      return state?.kind === 'post' ? state : null
    },
    setting: (id) => {
      const state = record(id)
      return state?.kind === 'setting' ? state : null
    },
    policies: () => [...now.values()].filter((state) => state.kind === 'policy'),
    managed: (person) =>
      managers.get(person) ??
      [...now.values()].find((state): state is SettingState => state.kind === 'setting' && state.managers.includes(person)) ??
      null,
    key: (kid) => keys.get(kid) ?? null,
  }
}
