/**
 * What the screens see (V2): the server's copy with this person's acts folded over it, in memory and never stored. Pure;
 * it remembers what it computed last, so that a change costs what it touches.
 */
import { agreementFactsOf, observationFactsOf, sessionFactsOf } from '../domain/facts.ts'
import { type RecordId } from '../domain/ids.ts'
import { type PolicyState } from '../domain/records/record.ts'
import { type RecordSync, type Snapshot } from './device.ts'
import { type SnapshotSource, type Unsent } from './fold-unsent.ts'
import { type Folding } from './folding.ts'
import { type Base, type Based, baseOf } from './held-base.ts'
import { createPacks, namedBy } from './held-packs.ts'

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

const valuesOf = <T extends { readonly id: string }>(map: ReadonlyMap<string, Based<T>>): Map<T['id'], T> => {
  const values = new Map<T['id'], T>()
  for (const { body } of map.values()) values.set(body.id, body)
  return values
}

const NOTHING_UNSENT: Unsent = { folded: new Map(), awaited: new Set(), quarantined: [] }

/**
 * Makes snapshots for one person. What has not changed since the last one is the very same object.
 *
 * @param folding what folds acts; asked for only where there are entries to fold, or something was handed over
 */
export const createSnapshots = (folding: () => Folding): ((source: SnapshotSource) => Snapshot) => {
  const packs = createPacks()
  const factsOfSession = factsKept(sessionFactsOf)
  const factsOfAgreement = factsKept(agreementFactsOf)
  const factsOfObservation = factsKept(observationFactsOf)
  let { folded } = NOTHING_UNSENT
  let base: Base | null = null
  /** Of which rows it is. */
  let version: number | null = null

  return (source) => {
    const { entries, rows, rowsVersion, state } = source
    const on: Base = base !== null && version === rowsVersion ? base : baseOf(rows)
    base = on
    version = rowsVersion
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
    const syncOf = new Map<RecordId, RecordSync>()
    for (const [record, sentAt] of Object.entries(state.sentAt)) syncOf.set(record as RecordId, { word: 'sent', sentAt, unsent: 0 })

    const shown = { policies, settings, people, posts, files, agreements, sessions, observations, referrals, shifts, caseLists, syncOf }
    const unsent = entries.length > 0 || state.carried.length > 0 ? folding().foldUnsent(source, on, shown, packs, folded) : NOTHING_UNSENT
    ;({ folded } = unsent)

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
      awaited: unsent.awaited,
      sessionFacts,
      agreementFacts,
      observationFacts,
      referrals,
      shifts: [...shifts.values()],
      caseLists,
      syncOf,
      quarantined: unsent.quarantined,
      recovered: [...on.recovered.values()].map(({ body }) => body),
    }
  }
}
