/**
 * Who may change what, said a second time and by hand from the rules (A5, security.md section 5, SEF-App2.3, SSWB-4.22), and
 * not from the table that decides it: it looks only at a record before and after, and at who was signed in.
 */
import { type PersonId } from '../../src/domain/ids.ts'
import { sameJson, type Json } from '../../src/domain/json.ts'
import { type PolicyPack } from '../../src/domain/policy/pack.ts'
import {
  type FileState, type FormState, type ObservationState, type PostState, type RecordState, type SessionState, type SettingState, type ShiftState, type SignableState,
} from '../../src/domain/records/record.ts'

/** The people around a record, each as somebody was it before, after or during what was pushed. */
export interface Around {
  readonly person: PersonId
  readonly administrator: boolean
  /** Who manages a setting. */
  readonly managers: (setting: string) => ReadonlySet<string>
  /** Whose a post is, and who supervises it. */
  readonly worker: (post: string) => string | undefined
  readonly supervisors: (post: string) => ReadonlySet<string>
  readonly packOf: (pins: { readonly pack: string; readonly packVersion: number }) => PolicyPack | undefined
}

const differs = (a: unknown, b: unknown): boolean => !sameJson(JSON.parse(JSON.stringify(a ?? null)) as Json, JSON.parse(JSON.stringify(b ?? null)) as Json)

/** The names of what is another than before, less the counter of acts. */
const changedIn = (before: object | null, after: object): readonly string[] => {
  const names = new Set([...Object.keys(before ?? {}), ...Object.keys(after)])
  names.delete('revision')
  return [...names].filter((name) => differs(before?.[name as never], after[name as never]))
}

/** What of these may not be: a sentence about the first. */
const only = (changed: readonly string[], allowed: Readonly<Record<string, boolean>>): string | null => {
  const wrong = changed.find((name) => allowed[name] !== true)
  return wrong === undefined ? null : `changed ${wrong}`
}

const all = (names: readonly string[], may: boolean): Record<string, boolean> => Object.fromEntries(names.map((name) => [name, may]))

const settingRule = (before: SettingState | null, after: SettingState, at: Around): string | null => {
  if (!before) return at.administrator ? null : 'opened a setting'
  const manages = at.managers(after.id).has(at.person)
  if (!at.administrator && !manages) return 'touched a setting'
  return only(changedIn(before, after), { roster: true, policies: at.administrator })
}

const postRule = (before: PostState | null, after: PostState, at: Around): string | null => {
  if (after.person === after.supervisor) return 'made somebody their own supervisor'
  const home = at.administrator || at.managers(after.setting).has(at.person)
  if (!before) return home ? null : 'started a post'
  const manages = at.managers(after.setting).has(at.person)
  const worker = after.person === at.person
  const supervises = at.supervisors(after.id).has(at.person)
  if (!home && !worker && !supervises) return 'touched a post'
  return only(changedIn(before, after), {
    ...all(['title', 'group', 'employment', 'hours', 'employedOn', 'facts', 'staffNumber', 'until', 'endReason'], home),
    ...all(['supervisor', 'supervisedSince', 'supervisorSince', 'earlierSupervisors'], home),
    leave: worker || supervises || manages, asked: worker, happened: supervises || manages,
  })
}

/** What the home has logged is not a worker's to change; a claim is, while it is one. */
const shiftRule = (before: ShiftState | null, after: ShiftState, at: Around): string | null => {
  if (at.managers(after.setting).has(at.person)) return only(before ? changedIn(before, after) : [], all(['post', 'startedAt', 'endedAt', 'status', 'units', 'claimed', 'logged', 'earlier', 'voided'], true))
  if (after.person !== at.person) return 'touched a shift'
  if (!before) return after.claimed === true ? null : 'logged a shift of their own'
  const changed = changedIn(before, after)
  if (before.claimed !== true) return only(changed, {})
  const theirs = { ...all(['startedAt', 'endedAt', 'status', 'units', 'logged', 'earlier', 'voided'], true), post: at.worker(after.post) === at.person }
  return after.claimed === true ? only(changed, theirs) : 'took a claim for the home’s word'
}

interface Part {
  readonly supervisee: boolean
  readonly supervisor: boolean
}

/** Whether somebody in this part may write into a field: a supervisor as scribe, but never the other's own view of an observation. */
const mayWrite = (name: string, pack: PolicyPack | undefined, form: string, { supervisee, supervisor }: Part): boolean => {
  const first = name.split('.', 1)[0]
  const field = pack?.forms.find(({ id }) => id === form)?.sections.flatMap(({ fields }) => fields).find(({ key }) => key === name || key === first)
  if (field?.view === 'observer') return supervisor
  if (field?.view === 'supervisee') return supervisee
  if (supervisor) return true
  return first === 'when' ? false : supervisee && field?.voice !== 'supervisor'
}

/** Values that are new: each is its writer's, and of a field that is theirs to write. Of the devices they were written on none goes. */
const fieldsRule = (before: FormState | null, after: FormState, part: Part, at: Around): string | null => {
  const known = before?.devices ?? []
  if (differs(known, (after.devices ?? []).slice(0, known.length))) return 'changed a device'
  const names = new Set([...Object.keys(after.fields), ...Object.keys(after.competing), ...Object.keys(before?.fields ?? {}), ...Object.keys(before?.competing ?? {})])
  for (const name of names) {
    const old = new Set([before?.fields[name], ...(before?.competing[name] ?? [])].map((version) => version?.act))
    const now = [after.fields[name], ...(after.competing[name] ?? [])].flatMap((version) => version ?? [])
    if (before?.fields[name] && !after.fields[name]) return `took ${name} away`
    if (!differs(before?.fields[name], after.fields[name]) && !differs(before?.competing[name] ?? [], after.competing[name] ?? [])) continue
    if (now.some(({ act, by }) => !old.has(act) && by !== at.person)) return `wrote ${name} as somebody else`
    if (!mayWrite(name, at.packOf(after.pins), after.pins.form, part)) return `wrote ${name}`
  }
  return null
}

const fileRule = (before: FileState | null, after: FileState, at: Around): string | null => {
  const part = { supervisee: at.worker(after.post) === at.person, supervisor: at.supervisors(after.post).has(at.person) }
  if (!part.supervisee && !part.supervisor) return 'touched a file'
  return (before && only(changedIn(before, after), all(['fields', 'competing', 'devices'], true))) ?? fieldsRule(before, after, part, at)
}

const signatureRule = (before: SignableState | null, after: SignableState, part: Part, at: Around): string | null => {
  const old = new Set([...(before?.signatures ?? []), ...(before?.unsetSignatures ?? [])].map(({ act }) => act))
  const now = [...after.signatures, ...after.unsetSignatures]
  if ([...old].some((act) => !now.some((each) => each.act === act))) return 'threw a signature away'
  for (const { act, by, sign } of now) {
    if (old.has(act)) continue
    if (by !== at.person) return 'signed as somebody else'
    if (sign.role === 'supervisee' ? !part.supervisee : !part.supervisor) return `signed as ${sign.role}`
  }
  if (!after.locked) return null
  const roles = new Set(after.signatures.map(({ sign }) => sign.role))
  const signers = new Set(after.signatures.map(({ by }) => by))
  const contents = new Set(after.signatures.map(({ sign }) => sign.contentHash))
  return roles.size === 2 && signers.size === 2 && contents.size === 1 ? null : 'locked what two people have not signed alike'
}

/** What is said of a record by one and answered by another, or put to a third. */
const saidRule = (before: SignableState | null, after: SignableState, part: Part, successor: boolean, at: Around): string | null => {
  for (const response of after.responses) {
    const old = before?.responses.find(({ act }) => act === response.act)
    if (!old && (response.by !== at.person || !part.supervisee)) return 'responded'
    if (differs({ ...old, answer: null }, { ...response, answer: null }) && old) return 'changed a response'
    if (differs(old?.answer, response.answer) && (response.answer?.by !== at.person || !part.supervisor)) return 'answered a response'
  }
  for (const referral of after.referrals) {
    const old = before?.referrals.find(({ act }) => act === referral.act)
    if (!old && (referral.by !== at.person || !(part.supervisee || part.supervisor))) return 'referred it'
    if (!old && (referral.to === after.supervisee || referral.to === after.supervisor) && referral.to !== null) return 'referred it to one of the two'
    if (differs({ ...old, resolved: null }, { ...referral, resolved: null }) && old) return 'changed a referral'
    if (!differs(old?.resolved, referral.resolved)) continue
    const resolver = referral.to === null ? part.supervisor || successor : referral.to === at.person
    if (old?.resolved || referral.resolved?.by !== at.person || !resolver) return 'resolved a referral'
  }
  const typed = before?.acknowledged ?? []
  const keptAs = (each: object): object => ({ ...each, changedSince: true })
  if (differs(typed.map(keptAs), after.acknowledged.slice(0, typed.length).map(keptAs))) return 'changed a typed name'
  if (typed.some(({ changedSince }, index) => changedSince && after.acknowledged[index]?.changedSince === false)) return 'gave a typed name its worth back'
  if (after.acknowledged.slice(typed.length).some(({ by }) => by !== at.person)) return 'typed a name as somebody else'
  const passed = before?.passedOn ?? []
  if (differs(passed, after.passedOn.slice(0, passed.length))) return 'changed who passed it on'
  if (after.passedOn.slice(passed.length).some(({ by }) => by !== at.person)) return 'passed it on as somebody else'
  const addenda = before?.addenda ?? []
  if (differs(addenda, after.addenda.slice(0, addenda.length))) return 'changed an addendum'
  const added = after.addenda.slice(addenda.length)
  if (added.some(({ by }) => by !== at.person) || (added.length > 0 && !(after.locked && (part.supervisee || part.supervisor)))) return 'added to it'
  return after.responses.length < (before?.responses.length ?? 0) || after.referrals.length < (before?.referrals.length ?? 0) ? 'took away what was said' : null
}

const madeRule = (after: SignableState, at: Around): string | null => {
  const worker = at.worker(after.post)
  if (after.supervisee !== worker) return 'made a record of somebody else’s post'
  if (after.supervisor === worker) return 'made a record of one person alone'
  const supervises = at.supervisors(after.post).has(at.person)
  if (after.kind === 'observation') return supervises || after.supervisor === at.person || at.managers(after.setting).has(at.person) ? null : 'planned an observation'
  if (!at.supervisors(after.post).has(after.supervisor)) return 'made a record for another supervisor'
  return (after.kind === 'session' && worker === at.person) || (supervises && after.supervisor === at.person) ? null : `made a ${after.kind}`
}

/** In a session only its supervisor says that it was held or missed; both may call it off. */
const sessionRule = (before: SessionState | null, after: SessionState, { supervisor }: Part): string | null => {
  if (supervisor) return null
  const old = before?.off.length ?? 0
  if (after.off.slice(old).some(({ kind }) => kind === 'missed')) return 'said that somebody did not come'
  return before && differs(before.off, after.off.slice(0, old)) ? 'changed a date that was off' : null
}

const signableRule = (before: SignableState | null, after: SignableState, at: Around): string | null => {
  const present = at.supervisors(after.post).has(at.person)
  const observation = after.kind === 'observation'
  const part = { supervisee: at.worker(after.post) === at.person, supervisor: after.supervisor === at.person && (observation || present) }
  const successor = !observation && present && after.supervisor !== at.person
  const manages = observation && at.managers(after.setting).has(at.person)
  const referee = after.referrals.some(({ to }) => to === at.person)
  const made = before ? null : madeRule(after, at)
  if (made) return made
  if (!part.supervisee && !part.supervisor && !successor && !referee && !manages && !(observation && present)) return `touched a ${after.kind}`
  const changed = before ? changedIn(before, after) : []
  const pair = part.supervisee || part.supervisor
  const { supervisor } = part
  const may: Record<string, boolean> = {
    ...all(['fields', 'competing', 'devices', 'asShared', 'signatures', 'unsetSignatures', 'locked', 'addenda', 'responses', 'passedOn'], pair),
    referrals: pair || successor || referee,
    ...all(['shared', 'voided'], supervisor || successor),
    // A change to what is in the record takes the worth from a typed name too, whoever makes it.
    acknowledged: supervisor || after.acknowledged.length === (before?.acknowledged.length ?? 0),
    ...all(['held', 'reviews', 'observed', 'revealed'], supervisor),
    off: pair,
    ...all(['plannedFor', 'at'], supervisor || manages || (observation && present)),
  }
  const wrong = only(changed, may)
  if (wrong) return wrong
  if (before?.locked) {
    const kept = new Set(['fields', 'competing', 'devices', 'asShared', 'signatures', 'held', 'observed', 'plannedFor', 'at', 'off', 'locked'])
    const broken = changed.find((name) => kept.has(name))
    if (broken !== undefined) return `changed ${broken} of a locked record`
  }
  if (before?.voided) {
    const broken = changed.find((name) => name !== 'unsetSignatures')
    if (broken !== undefined) return `changed ${broken} of a void record`
  }
  if (after.voided && !before?.voided && after.voided.by !== at.person) return 'voided as somebody else'
  return (
    fieldsRule(before, after, part, at) ??
    signatureRule(before, after, part, at) ??
    saidRule(before, after, part, successor, at) ??
    (after.kind === 'session' ? sessionRule(before as SessionState | null, after, part) : null)
  )
}

/**
 * Whether a record became what it is by somebody who may not.
 *
 * @returns what they did that was not theirs to do; null where it was
 */
export const trespass = (before: RecordState | null, after: RecordState, at: Around): string | null => {
  if (before && before.kind !== after.kind) return 'made another kind of it'
  switch (after.kind) {
    case 'setting':
      return settingRule(before as SettingState | null, after, at)
    case 'policy':
      return at.administrator && !before ? null : 'touched a policy'
    case 'person':
      return at.administrator || at.managers('any').has(at.person) ? null : 'touched a person'
    case 'post':
      return postRule(before as PostState | null, after, at)
    case 'case-list':
      return at.managers(after.setting).has(at.person) ? null : 'touched a case list'
    case 'file':
      return fileRule(before as FileState | null, after, at)
    case 'shift':
      return shiftRule(before as ShiftState | null, after, at)
    case 'session':
    case 'agreement':
      return signableRule(before as SignableState | null, after, at)
    case 'observation':
      return signableRule(before as ObservationState | null, after, at)
    default:
      return after satisfies never
  }
}
