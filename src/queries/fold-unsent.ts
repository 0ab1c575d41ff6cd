/**
 * Folds what a person has not in the rows yet, and what a colleague has handed to them, over the server's copies (V2). Got with
 * what folds acts: where there is none of it, nothing here is needed.
 */
import { type Instant } from '../domain/dates.ts'
import { type PersonId, type PostId, type RecordId, type SettingId } from '../domain/ids.ts'
import { type PersonName, type ReferralBody } from '../domain/projections.ts'
import { type RecordAct } from '../domain/records/acts.ts'
import { fold, type FormLookup, postIdOf } from '../domain/records/fold.ts'
import { recordFormOf } from '../domain/records/forms.ts'
import { factsOf } from '../domain/records/policy-input.ts'
import {
  type AgreementState, type CaseListState, doneBy, type FileState, type ObservationState, type PolicyState, type PostState, type RecordState, type SessionState, type SettingState, type ShiftState,
} from '../domain/records/record.ts'
import { unreachable } from '../domain/unreachable.ts'
import { readAct } from '../protocol/read-act.ts'
import { type SkipReason } from '../outbox/round.ts'
import { type Entry } from '../store/entry.ts'
import { type HeldRow } from '../store/person-rows.ts'
import { isUnsent } from '../store/ports.ts'
import { type SyncState } from '../store/state.ts'
import { type QuarantinedAct, type RecordSync } from './device.ts'
import { type Base, type Based, bodyOf } from './held-base.ts'
import { type Packs } from './held-packs.ts'

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

/** Whether an act has already been applied to a state: the server's answer was lost, but the row has come. */
const holds = (state: unknown, actId: string): boolean => {
  if (typeof state !== 'object' || state === null) return false
  if ('act' in state && state.act === actId) return true
  return Object.values(state).some((part) => holds(part, actId))
}

/** What has not been sent shows where it stands; what was sent, when. @param sync when what the rows have was sent; changed */
const putUnsent = (sync: Map<RecordId, RecordSync>, { entries, inFlight }: SnapshotSource): void => {
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
}

/** Nothing is called sent while part of it is only here, be it a colleague's part. */
const putHanded = (sync: Map<RecordId, RecordSync>, onDevice: ReadonlySet<RecordId>): void => {
  for (const id of onDevice) {
    if ((sync.get(id)?.word ?? 'sent') === 'sent') sync.set(id, { word: 'on-device', sentAt: null, unsent: 0 })
  }
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

/** An act with whose it is; without, the reader's own. */
type Done = Pick<Entry, 'act'> & { readonly actor?: PersonId; readonly receipt?: Entry['receipt'] }

type Handed = SyncState['carried'][number]

/** What was handed over on this device, by record; of several the last one, which has it all. */
const handedIn = (carried: SyncState['carried']): ReadonlyMap<RecordId, Handed> =>
  new Map(
    carried.flatMap((each): [RecordId, Handed][] => {
      const id = each.acts[0]?.act.recordId ?? (each.row?.row.id as RecordId | undefined)
      return id === undefined ? [] : [[id, each]]
    }),
  )

const BODIES: ReadonlySet<string> = new Set(['session', 'agreement', 'observation'])

/**
 * What is under a person's own acts on a record that a colleague has handed to them, or they to a colleague (G4): the newer of
 * the server's two copies, and over it the colleague's acts which it has not; only the server's once that has all of it.
 */
const underHanded = (
  here: Based<RecordState> | null,
  handed: Handed | undefined,
): { readonly under: Based<RecordState> | null; readonly acts: readonly Done[] } => {
  if (!handed || (here && here.body.revision >= handed.until)) return { under: here, acts: [] }
  const body = handed.row && bodyOf(handed.row)
  const given = handed.row && body && BODIES.has(body.kind) ? { body: body as RecordState, seq: handed.row.row.seq } : null
  const under = given && given.seq > (here?.seq ?? 0) ? given : here
  return { under, acts: handed.acts.filter(({ act }) => !holds(under?.body, act.actId)) }
}

/** A disagreement that the reader has answered and not yet sent: the record itself is not here to fold it into. */
const resolvedHere = (body: ReferralBody, acts: readonly RecordAct[]): ReferralBody => ({
  ...body,
  referrals: body.referrals.map((each) => {
    const answer = acts.find((act) => act.type === 'record.resolve' && act.payload.referral === each.act)
    if (answer?.type !== 'record.resolve') return each
    const { referral: _, ...resolved } = answer.payload
    return { ...each, resolved: { ...resolved, ...doneBy(answer) } }
  }),
})

/** What a record came to, and of what: the same once more while neither has changed. */
export interface FoldedRecord {
  readonly base: RecordState | null
  readonly acts: readonly unknown[]
  readonly state: RecordState | null
}
export type Folded = ReadonlyMap<RecordId, FoldedRecord>

/** What is shown, by id; changed in place. */
export interface Shown {
  readonly policies: PolicyState[]
  readonly settings: Map<SettingId, SettingState>
  readonly people: Map<PersonId, PersonName>
  readonly posts: Map<PostId, PostState>
  readonly files: Map<PostId, FileState>
  readonly agreements: Map<RecordId, AgreementState>
  readonly sessions: Map<RecordId, SessionState>
  readonly observations: Map<RecordId, ObservationState>
  readonly referrals: Map<RecordId, ReferralBody>
  readonly shifts: Map<RecordId, ShiftState>
  readonly caseLists: Map<RecordId, CaseListState>
  readonly syncOf: Map<RecordId, RecordSync>
}

export interface Unsent {
  /** For the next time. */
  readonly folded: Folded
  readonly awaited: ReadonlySet<RecordId>
  readonly quarantined: readonly QuarantinedAct[]
}

/**
 * @param on     the server's copies
 * @param shown  what is shown of them
 * @param before what was folded the last time
 */
export const foldUnsent = (source: SnapshotSource, on: Base, shown: Shown, { find }: Pick<Packs, 'find'>, before: Folded): Unsent => {
  const { person, entries, state } = source
  const { policies, settings, people, posts, files, agreements, sessions, observations, referrals, shifts, caseLists, syncOf } = shown

  const lookupFor = (postId: PostId | null): FormLookup => (pins) => {
    const pack = find(on.pack, policies, pins)
    const post = postId && posts.get(postId)
    if (!pack || !post) return undefined
    try {
      return recordFormOf(pack, pins, factsOf(post, settings.get(post.setting)))
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
    on.session.get(id) ??
    on.shift.get(id) ??
    on.agreement.get(id) ??
    on.observation.get(id) ??
    on.post.get(id) ??
    on.file.get(id) ??
    on.setting.get(id) ??
    on['case-list'].get(id) ??
    null

  const actOf = ({ act, actor = person, receipt }: Done): RecordAct | null => {
    const read = readAct(act, actor, receipt?.at)
    return read.ok ? read.act : null
  }
  const apply = (from: RecordState | null, done: Done): RecordState | null => {
    const act = actOf(done)
    if (!act) return from
    const result = fold(from, act, lookupFor(postIdOf(from, act)))
    // What cannot be applied here, the server will judge: it stays in the outbox and is not shown.
    return result.ok ? result.state : from
  }

  const show = (result: RecordState): void => {
    switch (result.kind) {
      case 'session':
        sessions.set(result.id, result)
        break
      case 'agreement':
        agreements.set(result.id, result)
        break
      case 'observation':
        observations.set(result.id, result)
        break
      case 'shift':
        shifts.set(result.id, result)
        break
      case 'post':
        posts.set(result.id, result)
        break
      case 'file':
        files.set(result.post, result)
        break
      case 'setting':
        settings.set(result.id, result)
        break
      case 'case-list':
        caseLists.set(result.id, result)
        break
      case 'policy':
        policies.push(result)
        break
      case 'person': {
        const { id, revision, name, knownAs } = result
        if (!people.has(id)) people.set(id, { kind: 'person-name', id, revision, name, knownAs })
        break
      }
      default:
        unreachable(result)
    }
  }

  const handed = handedIn(state.carried)
  /** Of these a colleague's acts are on this device, and not in the server's copy yet. */
  const onDevice = new Set<RecordId>()
  const awaited = new Set<RecordId>()
  const folded = new Map<RecordId, FoldedRecord>()
  for (const id of new Set([...byRecord.keys(), ...handed.keys()])) {
    const here = baseFor(id)
    const { under, acts: theirs } = underHanded(here, handed.get(id))
    if (theirs.length > 0) onDevice.add(id)
    const group = byRecord.get(id) ?? []
    // Confirmed acts are folded on until the row that has them is here, else the screen would flicker back.
    const waiting = group.filter(({ confirmedSeq }) => confirmedSeq === null || confirmedSeq > (under?.seq ?? 0))
    // Acts of one record go in order: the row that has one of them has those before it too, whatever it shows of them.
    const there = waiting.findLastIndex(({ attempts, act }) => attempts > 0 && holds(under?.body, act.actId))
    const live = waiting.slice(there + 1)
    if (live.length === 0 && theirs.length === 0 && under === here) continue
    const referral = under ? undefined : referrals.get(id)
    if (referral) {
      referrals.set(id, resolvedHere(referral, live.flatMap((entry) => actOf(entry) ?? [])))
      continue
    }
    const all: readonly Done[] = handed.get(id)?.over ? [...live, ...theirs] : [...theirs, ...live]
    const acts = all.map(({ act }) => act)
    const last = before.get(id)
    const same = last && last.base === (under?.body ?? null) && sameList(last.acts, acts)
    const result = same ? last.state : all.reduce<RecordState | null>(apply, under?.body ?? null)
    folded.set(id, { base: under?.body ?? null, acts, state: result })
    if (result) show(result)
    if (result?.kind === 'observation' && result.revealed && !on.observation.get(id)?.body.revealed) awaited.add(id)
  }
  putUnsent(syncOf, source)
  putHanded(syncOf, onDevice)
  return { folded, awaited, quarantined: quarantinedOf(source) }
}
