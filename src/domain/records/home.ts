/** Settings, people, posts, shifts, files: records that nobody signs. */
import { epochOf } from '../dates.ts'
import { type PersonId, type PostId, type SettingId } from '../ids.ts'
import { sameJson } from '../json.ts'
import { type RecordAct } from './acts.ts'
import { applyPatch, settle } from './fields.ts'
import {
  doneBy,
  type FileState,
  type Folded,
  type Leave,
  type PersonState,
  type PolicyState,
  type PostState,
  refused,
  type SettingState,
  type ShiftState,
} from './record.ts'

const made = <S extends SettingState | PersonState | PolicyState | PostState | FileState | ShiftState>(state: S): Folded<S> => ({
  ok: true,
  state,
  competing: [],
})
const notForIt = refused({ code: 'act-not-for-kind' })
const unknown = refused({ code: 'record-unknown' })
const exists = refused({ code: 'record-exists' })

/** A setting's policies with one more, in the order in which they come into force; of one day, the one said last. */
export const withAdopted = (
  policies: SettingState['policies'],
  adopted: SettingState['policies'][number],
): SettingState['policies'] =>
  [...policies.filter(({ from }) => from !== adopted.from), adopted].sort((a, b) => (a.from < b.from ? -1 : 1))

export const foldSetting = (state: SettingState | null, act: RecordAct): Folded<SettingState> => {
  if (act.type === 'setting.open') {
    if (state) return exists
    return made({ ...act.payload, id: act.recordId as SettingId, revision: 1, kind: 'setting', roster: null, policies: [] })
  }
  if (!state) return unknown
  if (act.type === 'setting.adopt') {
    const policies = withAdopted(state.policies, { ...act.payload, ...doneBy(act) })
    return made({ ...state, policies, revision: state.revision + 1 })
  }
  if (act.type !== 'setting.roster') return notForIt
  // Rosters may arrive in any order: the one that reaches furthest says how far shifts are known.
  const further = state.roster === null || epochOf(act.payload.through) > epochOf(state.roster.through)
  const roster = further ? { ...act.payload, ...doneBy(act) } : state.roster
  return made({ ...state, roster, revision: state.revision + 1 })
}

/** A policy never changes: records are pinned to it. */
export const foldPolicy = (state: PolicyState | null, act: RecordAct): Folded<PolicyState> => {
  if (act.type !== 'policy.publish') return state ? notForIt : unknown
  if (state) return exists
  return made({ id: act.recordId, revision: 1, kind: 'policy', published: { ...act.payload, ...doneBy(act) } })
}

export const foldPerson = (state: PersonState | null, act: RecordAct): Folded<PersonState> => {
  if (act.type === 'person.add') {
    return state ? exists : made({ ...act.payload, id: act.recordId as PersonId, revision: 1, kind: 'person' })
  }
  if (!state) return unknown
  return act.type === 'person.amend' ? made({ ...state, ...act.payload, revision: state.revision + 1 }) : notForIt
}

const start = (act: RecordAct & { type: 'post.start' }): PostState => ({
  ...act.payload,
  id: act.recordId as PostId,
  revision: 1,
  kind: 'post',
  supervisorSince: null,
  earlierSupervisors: [],
  endReason: null,
  leave: [],
  asked: null,
  happened: [],
})

const supervise = (state: PostState, act: RecordAct & { type: 'post.supervise' }): Partial<PostState> => {
  const { supervisor, on } = act.payload
  if (supervisor === state.supervisor) return {}
  const before = state.supervisor === null ? [] : [{ supervisor: state.supervisor, until: on }]
  return {
    supervisor,
    supervisedSince: on,
    supervisorSince: state.supervisor === null ? null : on,
    earlierSupervisors: [...state.earlierSupervisors, ...before],
  }
}

const byDay = (a: Leave, b: Leave): number => (a.from < b.from || (a.from === b.from && a.id < b.id) ? -1 : 1)

const leave = (state: PostState, act: RecordAct & { type: 'post.leave' }): Partial<PostState> => {
  const { leave: id, from, until, cancelled } = act.payload
  const others = state.leave.filter((each) => each.id !== id)
  return { leave: cancelled ? others : [...others, { id, from, until, ...doneBy(act) }].sort(byDay) }
}

const dayOf = ({ event }: PostState['happened'][number]): string => (event.type === 'absence' ? event.from : event.on)

const happened = (state: PostState, act: RecordAct & { type: 'post.happened' }): Partial<PostState> => {
  const { withdrawn, ...said } = act.payload
  const others = state.happened.filter((each) => each.happened !== said.happened)
  if (withdrawn) return { happened: others }
  const all = [...others, { ...said, ...doneBy(act) }]
  return { happened: all.sort((a, b) => (`${dayOf(a)}${a.happened}` < `${dayOf(b)}${b.happened}` ? -1 : 1)) }
}

export const foldPost = (state: PostState | null, act: RecordAct): Folded<PostState> => {
  if (act.type === 'post.start') return state ? exists : made(start(act))
  if (!state) return unknown
  const next = (change: Partial<PostState>): Folded<PostState> =>
    made({ ...state, ...change, revision: state.revision + 1 })
  if (act.type === 'post.amend') {
    const { on: _, ...amended } = act.payload
    return next(amended)
  }
  if (act.type === 'post.supervise') return next(supervise(state, act))
  if (act.type === 'post.end') {
    const { until, reason } = act.payload
    return next({ until, endReason: until === null ? null : reason })
  }
  if (act.type === 'post.leave') return next(leave(state, act))
  if (act.type === 'post.happened') return next(happened(state, act))
  return act.type === 'post.ask' ? next({ asked: { ...act.payload, ...doneBy(act) } }) : notForIt
}

/** What a roster entry says, without who logged it. */
const entryOf = ({ startedAt, endedAt, status, units, claimed }: ShiftState) => ({
  startedAt,
  endedAt,
  status,
  units,
  claimed: claimed ?? false,
})

const correct = (state: ShiftState, act: RecordAct & { type: 'shift.log' }): Folded<ShiftState> => {
  const entry = { ...act.payload, claimed: act.payload.claimed ?? false }
  const revision = state.revision + 1
  // A worker's claim of what the home has logged already, or the same again, changes nothing.
  const same = state.post === entry.post && sameJson(entryOf(state), entryOf({ ...state, ...entry }))
  const nothingNew = (entry.claimed && !state.claimed) || (!state.voided && same)
  if (nothingNew) return made({ ...state, revision })
  const earlier = [...state.earlier, { ...entryOf(state), logged: state.logged }]
  const { post, startedAt, endedAt, status, units, claimed } = entry
  return made({ ...state, post, startedAt, endedAt, status, units, claimed, logged: doneBy(act), earlier, voided: null, revision })
}

/** A shift keeps its person and its home: an entry of another person or home is another shift. */
export const foldShift = (state: ShiftState | null, act: RecordAct): Folded<ShiftState> => {
  if (act.type === 'shift.log') {
    if (!state) {
      const claimed = act.payload.claimed ?? false
      const logged = doneBy(act)
      return made({ ...act.payload, claimed, id: act.recordId, revision: 1, kind: 'shift', logged, earlier: [], voided: null })
    }
    const same = state.person === act.payload.person && state.setting === act.payload.setting
    return same ? correct(state, act) : exists
  }
  if (!state) return unknown
  if (act.type !== 'record.void') return notForIt
  return made({ ...state, voided: { ...act.payload, ...doneBy(act) }, revision: state.revision + 1 })
}

export const foldFile = (state: FileState | null, act: RecordAct): Folded<FileState> => {
  if (act.type === 'file.open') {
    if (state) return state.post === act.payload.post ? made({ ...state, revision: state.revision + 1 }) : exists
    return made({ ...act.payload, kind: 'file', id: act.recordId, revision: 1, fields: {}, competing: {} })
  }
  if (!state) return unknown
  const revision = state.revision + 1
  if (act.type === 'fields.edit') {
    const { competed, changed: _, ...written } = applyPatch(state, act.patch, act)
    return { ok: true, state: { ...state, ...written, revision }, competing: competed }
  }
  if (act.type !== 'field.settle') return notForIt
  const settled = settle(state, act.payload, act)
  if (!settled) return refused({ code: 'versions-unknown' })
  const { competed, ...written } = settled
  return { ok: true, state: { ...state, ...written, revision }, competing: competed }
}
