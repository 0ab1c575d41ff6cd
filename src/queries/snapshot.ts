/**
 * What the screens see (V2): the server's copy with this person's acts folded over it, in memory and never stored. Pure;
 * it remembers what it computed last, so that a change costs what it touches.
 */
import { agreementFactsOf, observationFactsOf, sessionFactsOf } from '../domain/facts.ts'
import { type Instant } from '../domain/dates.ts'
import { type PersonId, type PostId, type RecordId } from '../domain/ids.ts'
import { type ReferralBody, type ScopeBody } from '../domain/projections.ts'
import { type RecordAct } from '../domain/records/acts.ts'
import { withDefaults } from '../domain/records/defaults.ts'
import { type FormLookup } from '../domain/records/fold.ts'
import { factsOf } from '../domain/records/policy-input.ts'
import { doneBy, type PolicyState, type RecordState } from '../domain/records/record.ts'
import { unreachable } from '../domain/unreachable.ts'
import { type SkipReason } from '../outbox/round.ts'
import { type Entry } from '../store/entry.ts'
import { type HeldRow } from '../store/person-rows.ts'
import { isUnsent } from '../store/ports.ts'
import { type SyncState } from '../store/state.ts'
import { type QuarantinedAct, type RecordSync, type Snapshot } from './device.ts'
import { type Folding } from './folding.ts'
import { createPacks, namedBy } from './held-packs.ts'

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

type Kind = ScopeBody['kind']
type BodyOf<K extends Kind> = Extract<ScopeBody, { kind: K }>
/** The server's copies by kind and id. */
type Base = { readonly [K in Kind]: Map<string, Based<BodyOf<K>>> }

const emptyBase = (): Base => ({
  erased: new Map(),
  pack: new Map(),
  setting: new Map(),
  'person-name': new Map(),
  post: new Map(),
  file: new Map(),
  agreement: new Map(),
  session: new Map(),
  observation: new Map(),
  'agreement-facts': new Map(),
  'session-facts': new Map(),
  'observation-facts': new Map(),
  referral: new Map(),
  shift: new Map(),
  'case-list': new Map(),
})
const KINDS: ReadonlySet<string> = new Set(Object.keys(emptyBase()))

const upgraded = new WeakMap<HeldRow, ScopeBody>()

/** What a row holds, or null for a kind this version does not know: it is kept, and not shown (I9). */
const bodyOf = (held: HeldRow): ScopeBody | null => {
  const known = upgraded.get(held)
  if (known) return known
  const { body } = held.row
  if (typeof body !== 'object' || body === null || !('kind' in body)) return null
  if (typeof body.kind !== 'string' || !KINDS.has(body.kind)) return null
  const whole = withDefaults(body as unknown as ScopeBody)
  upgraded.set(held, whole)
  return whole
}

/** Takes in a row, unless another scope has a newer copy of the record. */
const keep = <K extends Kind>(map: Map<string, Based<BodyOf<K>>>, id: string, body: BodyOf<K>, seq: number): void => {
  if ((map.get(id)?.seq ?? -1) < seq) map.set(id, { body, seq })
}

const valuesOf = <T extends { readonly id: string }>(map: ReadonlyMap<string, Based<T>>): Map<T['id'], T> => {
  const values = new Map<T['id'], T>()
  for (const { body } of map.values()) values.set(body.id, body)
  return values
}

/** Whether an act has already been applied to a state: the server's answer was lost, but the row has come. */
const holds = (state: unknown, actId: string): boolean => {
  if (typeof state !== 'object' || state === null) return false
  if ('act' in state && state.act === actId) return true
  return Object.values(state).some((part) => holds(part, actId))
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

/** Nothing is called sent while part of it is only here, be it a colleague's part. */
const withHanded = (sync: Map<RecordId, RecordSync>, onDevice: ReadonlySet<RecordId>): ReadonlyMap<RecordId, RecordSync> => {
  for (const id of onDevice) {
    if ((sync.get(id)?.word ?? 'sent') === 'sent') sync.set(id, { word: 'on-device', sentAt: null, unsent: 0 })
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

/** The facts of a whole record, worked out once for each state of it. */
const factsKept = <S extends object, F>(of: (state: S) => F): ((state: S) => F) => {
  const known = new WeakMap<S, F>()
  return (state) => {
    const kept = known.get(state)
    if (kept !== undefined) return kept
    const made = of(state)
    known.set(state, made)
    return made
  }
}

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

/**
 * Makes snapshots for one person. What has not changed since the last one is the very same object.
 *
 * @param folding what folds acts; asked for only where there are entries to fold
 */
export const createSnapshots = (folding: () => Folding): ((source: SnapshotSource) => Snapshot) => {
  const packs = createPacks()
  const factsOfSession = factsKept(sessionFactsOf)
  const factsOfAgreement = factsKept(agreementFactsOf)
  const factsOfObservation = factsKept(observationFactsOf)
  let folded = new Map<RecordId, { base: RecordState | null; acts: readonly unknown[]; state: RecordState | null }>()
  let base: { readonly version: number; readonly of: Base } | null = null

  const baseOf = (rows: ReadonlyMap<string, HeldRow>, version: number): NonNullable<typeof base> => {
    const of = emptyBase()
    for (const held of rows.values()) {
      const body = bodyOf(held)
      if (!body) continue
      // Every version of a pack is kept: records are pinned to the one they were made under.
      const id = body.kind === 'pack' ? held.row.id : body.id
      keep(of[body.kind] as Map<string, Based<ScopeBody>>, id, body, held.row.seq)
    }
    return { version, of }
  }

  return (source) => {
    const { person, entries, state } = source
    if (base?.version !== source.rowsVersion) base = baseOf(source.rows, source.rowsVersion)
    const { of: on } = base
    const policies: PolicyState[] = []
    const settings = valuesOf(on.setting)
    const people = valuesOf(on['person-name'])
    const posts = valuesOf(on.post)
    const files = new Map([...on.file.values()].map(({ body }) => [body.post, body]))
    const agreements = valuesOf(on.agreement)
    const sessions = valuesOf(on.session)
    const observations = valuesOf(on.observation)
    const referrals = valuesOf(on.referral)
    const shifts = valuesOf(on.shift)
    const caseLists = valuesOf(on['case-list'])

    const lookupFor = (postId: PostId | null): FormLookup => (pins) => {
      const pack = packs.find(on.pack, policies, pins)
      const post = postId && posts.get(postId)
      if (!pack || !post) return undefined
      try {
        return folding().recordFormOf(pack, pins, factsOf(post, settings.get(post.setting)))
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
      const read = folding().readAct(act, actor, receipt?.at)
      return read.ok ? read.act : null
    }
    const apply = (from: RecordState | null, done: Done): RecordState | null => {
      const act = actOf(done)
      if (!act) return from
      const { fold, postIdOf } = folding()
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
    const foldedNow: typeof folded = new Map()
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
      const before = folded.get(id)
      const same = before && before.base === (under?.body ?? null) && sameList(before.acts, acts)
      const result = same ? before.state : all.reduce<RecordState | null>(apply, under?.body ?? null)
      foldedNow.set(id, { base: under?.body ?? null, acts, state: result })
      if (result) show(result)
      if (result?.kind === 'observation' && result.revealed && !on.observation.get(id)?.body.revealed) awaited.add(id)
    }
    folded = foldedNow

    const sessionFacts = valuesOf(on['session-facts'])
    for (const [id, session] of sessions) sessionFacts.set(id, factsOfSession(session))
    const agreementFacts = valuesOf(on['agreement-facts'])
    for (const [id, agreement] of agreements) agreementFacts.set(id, factsOfAgreement(agreement))
    const observationFacts = valuesOf(on['observation-facts'])
    for (const [id, observation] of observations) observationFacts.set(id, factsOfObservation(observation))
    return {
      settings,
      people,
      packs: packs.named(on.pack, policies, namedBy(settings.values(), agreements.values(), sessions.values(), observations.values(), files.values())),
      allPacks: () => packs.all(on.pack, policies),
      posts,
      files,
      agreements,
      sessions,
      observations,
      awaited,
      sessionFacts,
      agreementFacts,
      observationFacts,
      referrals,
      shifts: [...shifts.values()],
      caseLists,
      syncOf: withHanded(syncOf(source), onDevice),
      quarantined: quarantinedOf(source),
    }
  }
}
