/**
 * What the screens see (V2): the server's copy with this person's acts folded over it, in memory and never stored. Pure;
 * it remembers what it computed last, so that a change costs what it touches.
 */
import { type PersonName, type ScopeBody, type SessionFacts, sessionFactsOf } from '../domain/access.ts'
import { type Instant } from '../domain/dates.ts'
import { type PersonId, type PostId, type RecordId, type SettingId } from '../domain/ids.ts'
import { PolicyPack } from '../domain/policy/pack.ts'
import { type RecordAct } from '../domain/records/acts.ts'
import { fold, type FormLookup } from '../domain/records/fold.ts'
import { sessionFormOf } from '../domain/records/forms.ts'
import { factsOf } from '../domain/records/policy-input.ts'
import {
  type PostState,
  type RecordState,
  type SessionState,
  type SettingState,
  type ShiftState,
} from '../domain/records/record.ts'
import { type SkipReason } from '../outbox/round.ts'
import { readAct } from '../protocol/act.ts'
import { type Entry } from '../store/entry.ts'
import { type HeldRow } from '../store/person-store.ts'
import { isUnsent } from '../store/ports.ts'
import { type SyncState } from '../store/state.ts'
import { packFor } from '../domain/today.ts'
import { type QuarantinedAct, type RecordSync, type Snapshot } from './device.ts'

export interface SnapshotSource {
  readonly person: PersonId
  readonly rows: ReadonlyMap<string, HeldRow>
  /** Another number each time the rows have changed. */
  readonly rowsVersion: number
  readonly entries: readonly Entry[]
  readonly state: SyncState
  /** The names of the entries in a request now. */
  readonly inFlight: ReadonlySet<string>
  readonly skipped: ReadonlyMap<string, SkipReason>
}

interface Based<T> {
  readonly body: T
  readonly seq: number
}

interface Base {
  readonly settings: Map<SettingId, Based<SettingState>>
  readonly people: Map<PersonId, Based<PersonName>>
  readonly posts: Map<PostId, Based<PostState>>
  readonly sessions: Map<RecordId, Based<SessionState>>
  readonly facts: Map<RecordId, Based<SessionFacts>>
  readonly shifts: Map<RecordId, Based<ShiftState>>
  readonly packs: PolicyPack[]
}

const KINDS: ReadonlySet<string> = new Set([
  'setting',
  'person-name',
  'post',
  'session',
  'session-facts',
  'shift',
  'pack',
] satisfies ScopeBody['kind'][])

/** What a row holds, or null for a kind this version does not know: it is kept, and not shown (I9). */
const bodyOf = ({ row: { body } }: HeldRow): ScopeBody | null => {
  if (typeof body !== 'object' || body === null || !('kind' in body)) return null
  return typeof body.kind === 'string' && KINDS.has(body.kind) ? (body as unknown as ScopeBody) : null
}

/** The newest of the copies that several scopes hold of one record. */
const keep = <K, T>(map: Map<K, Based<T>>, key: K, body: T, seq: number): void => {
  if ((map.get(key)?.seq ?? -1) < seq) map.set(key, { body, seq })
}

const valuesOf = <K, T>(map: ReadonlyMap<K, Based<T>>): Map<K, T> => {
  const values = new Map<K, T>()
  for (const [key, { body }] of map) values.set(key, body)
  return values
}

/** Where in a record an act has already been applied: the server's answer was lost, but the row has come. */
const holds = (state: RecordState | null, actId: string): boolean => {
  if (!state || (state.kind !== 'session' && state.kind !== 'shift')) return false
  if (state.voided?.act === actId) return true
  if (state.kind === 'shift') return false
  return (
    state.held?.act === actId ||
    state.shared?.act === actId ||
    [...state.signatures, ...state.unsetSignatures, ...state.addenda].some(({ act }) => act === actId) ||
    Object.values(state.fields).some(({ act }) => act === actId) ||
    Object.values(state.competing).some((versions) => versions.some(({ act }) => act === actId))
  )
}

/** What has not been sent shows where it stands; what was sent, when. */
const syncOf = ({ entries, inFlight, state }: SnapshotSource): Map<RecordId, RecordSync> => {
  const sync = new Map<RecordId, RecordSync>()
  for (const [record, sentAt] of Object.entries(state.sentAt)) {
    sync.set(record as RecordId, { word: 'sent', sentAt, unsent: 0 })
  }
  for (const entry of entries) {
    const { recordId } = entry.act
    const known: RecordSync = sync.get(recordId) ?? { word: 'sent', sentAt: null, unsent: 0 }
    if (!isUnsent(entry)) {
      const sentAt: Instant | null = entry.receipt?.at ?? known.sentAt
      sync.set(recordId, { ...known, sentAt })
      continue
    }
    const word = inFlight.has(entry.entry) || known.word === 'sending' ? 'sending' : 'on-device'
    sync.set(recordId, { ...known, word, unsent: known.unsent + 1 })
  }
  return sync
}

const quarantinedOf = ({ entries, skipped }: SnapshotSource): readonly QuarantinedAct[] =>
  entries.flatMap((entry): QuarantinedAct[] => {
    const { act, receipt, state } = entry
    const skip = isUnsent(entry) ? skipped.get(entry.entry) : undefined
    const kept = state === 'quarantined' && receipt !== null && !receipt.withdrawn
    if (!skip && !kept) return []
    return [
      {
        actId: act.actId,
        recordId: act.recordId,
        kind: act.kind,
        type: act.type,
        body: act.patch ?? act.payload ?? null,
        at: act.deviceTime,
        code: skip ?? receipt?.reason?.code ?? 'unknown',
        fields: receipt?.reason?.fields ?? [],
      },
    ]
  })

const sameList = (a: readonly unknown[], b: readonly unknown[]): boolean =>
  a.length === b.length && a.every((each, i) => each === b[i])

/** Makes snapshots for one person. What has not changed since the last one is the very same object. */
export const createSnapshots = (): ((source: SnapshotSource) => Snapshot) => {
  const packs = new WeakMap<HeldRow, PolicyPack | null>()
  const facts = new WeakMap<SessionState, SessionFacts>()
  let folded = new Map<RecordId, { base: RecordState | null; acts: readonly unknown[]; state: RecordState | null }>()
  let base: { readonly version: number; readonly of: Base } | null = null

  const packOf = (held: HeldRow, pack: unknown): PolicyPack | null => {
    let parsed = packs.get(held)
    if (parsed === undefined) {
      parsed = PolicyPack.safeParse(pack).data ?? null
      packs.set(held, parsed)
    }
    return parsed
  }

  const baseOf = (rows: ReadonlyMap<string, HeldRow>): Base => {
    const made: Base = {
      settings: new Map(),
      people: new Map(),
      posts: new Map(),
      sessions: new Map(),
      facts: new Map(),
      shifts: new Map(),
      packs: [],
    }
    for (const held of rows.values()) {
      const body = bodyOf(held)
      if (!body) continue
      const { seq } = held.row
      if (body.kind === 'setting') keep(made.settings, body.id, body, seq)
      else if (body.kind === 'person-name') keep(made.people, body.id, body, seq)
      else if (body.kind === 'post') keep(made.posts, body.id, body, seq)
      else if (body.kind === 'session') keep(made.sessions, body.id, body, seq)
      else if (body.kind === 'session-facts') keep(made.facts, body.id, body, seq)
      else if (body.kind === 'shift') keep(made.shifts, body.id, body, seq)
      else {
        const pack = packOf(held, body.pack)
        if (pack) made.packs.push(pack)
      }
    }
    return made
  }

  const factsFor = (session: SessionState): SessionFacts => {
    let known = facts.get(session)
    if (!known) {
      known = sessionFactsOf(session)
      facts.set(session, known)
    }
    return known
  }

  return (source) => {
    const { person, entries, state } = source
    if (base?.version !== source.rowsVersion) base = { version: source.rowsVersion, of: baseOf(source.rows) }
    const on = base.of
    const settings = valuesOf(on.settings)
    const people = valuesOf(on.people)
    const posts = valuesOf(on.posts)
    const sessions = valuesOf(on.sessions)
    const shifts = valuesOf(on.shifts)

    const lookupFor = (postId: PostId | null): FormLookup => (pins) => {
      const pack = packFor(on.packs, pins)
      const post = postId && posts.get(postId)
      if (!pack || !post) return undefined
      try {
        return sessionFormOf(pack, pins, factsOf(post, settings.get(post.setting)))
      } catch {
        // Facts of another version of the engine: the server, which has them, decides what is missing.
        return undefined
      }
    }

    const byRecord = new Map<RecordId, Entry[]>()
    for (const entry of entries) {
      if (entry.state === 'quarantined') continue
      const seq = entry.confirmedSeq
      if (seq !== null && seq <= state.pulledThrough) continue
      const group = byRecord.get(entry.act.recordId)
      if (group) group.push(entry)
      else byRecord.set(entry.act.recordId, [entry])
    }

    const baseFor = (id: RecordId): Based<RecordState> | null =>
      on.sessions.get(id) ??
      on.shifts.get(id) ??
      on.posts.get(id as PostId) ??
      on.settings.get(id as SettingId) ??
      null

    const apply = (from: RecordState | null, entry: Entry): RecordState | null => {
      if (entry.attempts > 0 && holds(from, entry.act.actId)) return from
      const read = readAct(entry.act, person)
      if (!read.ok) return from
      const act: RecordAct = read.act
      const postId = from?.kind === 'session' ? from.post : act.type === 'session.plan' ? act.payload.post : null
      const result = fold(from, act, lookupFor(postId))
      // What cannot be applied here, the server will judge: it stays in the outbox and is not shown.
      return result.ok ? result.state : from
    }

    const foldedNow: typeof folded = new Map()
    for (const [id, group] of byRecord) {
      const under = baseFor(id)
      // Confirmed acts are folded on until the row that has them is here, else the screen would flicker back.
      const live = group.filter(({ confirmedSeq }) => confirmedSeq === null || confirmedSeq > (under?.seq ?? 0))
      if (live.length === 0) continue
      const acts = live.map(({ act }) => act)
      const known = folded.get(id)
      const same = known && known.base === (under?.body ?? null) && sameList(known.acts, acts)
      const result = same ? known.state : live.reduce(apply, under?.body ?? null)
      foldedNow.set(id, { base: under?.body ?? null, acts, state: result })
      if (!result) continue
      if (result.kind === 'session') sessions.set(result.id, result)
      else if (result.kind === 'shift') shifts.set(result.id, result)
      else if (result.kind === 'post') posts.set(result.id, result)
      else if (result.kind === 'setting') settings.set(result.id, result)
      else {
        const { id, revision, name, knownAs } = result
        if (!people.has(id)) people.set(id, { kind: 'person-name', id, revision, name, knownAs })
      }
    }
    folded = foldedNow

    const sessionFacts = valuesOf(on.facts)
    for (const [id, session] of sessions) sessionFacts.set(id, factsFor(session))
    return {
      settings,
      people,
      packs: on.packs,
      posts,
      sessions,
      sessionFacts,
      shifts: [...shifts.values()],
      syncOf: syncOf(source),
      quarantined: quarantinedOf(source),
    }
  }
}
