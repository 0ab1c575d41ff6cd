/** Makes a pack for an inspection of one setting and some dates (W3), from the records as they are. Pure: nothing is read here. */
import { type Instant, londonDay, type PlainDate } from '../dates.ts'
import { packOn, policyOn } from '../adopted.ts'
import { agreementFactsOf, observationFactsOf, sessionFactsOf } from '../facts.ts'
import { type ActId, type PersonId } from '../ids.ts'
import { type PolicyPack } from '../policy/pack.ts'
import { type PersonState, type PostState, type SettingState, type ShiftState, type SignableState } from '../records/record.ts'
import { factsByPost } from '../today.ts'
import { type Identify } from './identifiers.ts'
import { lineOf, ranWithin } from './lines.ts'
import { maskingOf } from './masking.ts'
import { type InspectionPack, type PackRecord, type ReaderName } from './pack.ts'
import { dayOfRecord, packRecordOf, peopleIn, redactionsFor } from './records.ts'
import { rolesOf } from './roles.ts'

export interface PackInput {
  /** The service's own name. */
  readonly service: string
  readonly setting: SettingState
  readonly packs: readonly PolicyPack[]
  readonly from: PlainDate
  readonly until: PlainDate
  readonly madeAt: Instant
  readonly madeBy: PersonId
  readonly for: ReaderName
  readonly opensUntil: Instant
  /** In which words the inspector asked for concerns; null where they did not. */
  readonly concerns: string | null
  /** Further words to hide. */
  readonly alsoHide: readonly string[]
  /** Everybody in the service: anybody may be named in a record. */
  readonly people: readonly PersonState[]
  /** Of the setting, those that are over among them. */
  readonly posts: readonly PostState[]
  /** Everything that was ever signed, or is to be, in the setting. */
  readonly records: readonly SignableState[]
  readonly shifts: readonly ShiftState[]
  /** What stands in class D fields anywhere in the service. */
  readonly references: Iterable<string>
  readonly identify: Identify
  readonly receivedAt: ReadonlyMap<ActId, Instant>
  readonly audit: InspectionPack['audit']
}

export interface MadePack {
  readonly pack: InspectionPack
  /** Whose supervision is in it, and under which titles of forms: each of them sees who read it (W2). */
  readonly subjects: ReadonlyMap<PersonId, readonly string[]>
}

const keyed = <T extends { readonly id: string }>(items: readonly T[]): ReadonlyMap<string, T> => new Map(items.map((each) => [each.id, each]))

const factsIn = (records: readonly SignableState[]) => ({
  sessionFacts: records.flatMap((state) => (state.kind === 'session' ? [sessionFactsOf(state)] : [])),
  agreementFacts: records.flatMap((state) => (state.kind === 'agreement' ? [agreementFactsOf(state)] : [])),
  observationFacts: records.flatMap((state) => (state.kind === 'observation' ? [observationFactsOf(state)] : [])),
})

const policyOf = ({ setting, packs }: PackInput, asOf: PlainDate): InspectionPack['policy'] => {
  const policy = packOn(packs, setting, asOf)
  if (!policy) return null
  const { readings } = policyOn(setting, asOf)
  return {
    name: policy.name,
    organisation: policy.organisation,
    version: policy.version,
    readings: policy.ambiguities.flatMap(({ id, says: asks, reading, readings: all }) => {
      const chosen = all.find(({ key }) => key === (readings[id] ?? reading))
      return chosen ? [{ id, asks, says: chosen.says }] : []
    }),
  }
}

/** Titles of the sections of each person's records that are open to the inspector, in order, each once. */
const subjectsOf = (records: readonly (readonly [PersonId, PackRecord])[], others: readonly PersonId[]): ReadonlyMap<PersonId, readonly string[]> => {
  const sections = new Map<PersonId, Set<string>>(others.map((person) => [person, new Set()]))
  for (const [person, record] of records) {
    const titles = sections.get(person) ?? new Set()
    sections.set(person, titles)
    for (const { title, answers } of record.sections) if (answers.some(({ shown }) => shown === 'whole')) titles.add(title.en)
  }
  return new Map([...sections].map(([person, titles]) => [person, [...titles]]))
}

export const makePack = (input: PackInput): MadePack => {
  const { setting, packs, from, until, madeAt, madeBy, records, posts } = input
  const asOf = londonDay(madeAt)
  const postOf = keyed(posts)
  const inside = records
    .flatMap((state) => {
      const post = postOf.get(state.post)
      const on = dayOfRecord(state)
      return post && state.setting === setting.id && from <= on && on <= until ? [{ state, post, on }] : []
    })
    .sort((a, b) => (a.on === b.on ? (a.state.id < b.state.id ? -1 : 1) : a.on < b.on ? -1 : 1))
  const running = posts.filter((post) => post.setting === setting.id && ranWithin(post, input))
  const shown = [
    madeBy,
    ...running.flatMap(({ person, supervisor, earlierSupervisors }) => [person, ...(supervisor ? [supervisor] : []), ...earlierSupervisors.map((each) => each.supervisor)]),
    ...inside.flatMap(({ state }) => peopleIn(state)),
  ]
  const { numberOf, people } = rolesOf(shown, posts, setting)
  const masking = maskingOf({
    people: input.people.map(({ id, name, knownAs, staffNumber }) => ({ name, knownAs, staffNumber, number: numberOf(id) })),
    references: input.references,
    identify: input.identify,
    alsoHide: input.alsoHide,
  })
  const inForce = packOn(packs, setting, asOf)
  const known = { posts: new Map(posts.map((post) => [post.id, post])), shifts: input.shifts, ...factsIn(records) }
  const factsOf = factsByPost(known, asOf)
  const began = known.sessionFacts.flatMap(({ heldOn, status }) => (heldOn !== null && status !== 'void' ? [heldOn] : [])).sort()[0] ?? null
  const packRecords = inside.map(({ state, post }, index) =>
    [state.supervisee, packRecordOf(state, post, index + 1, { ...input, inForce, requested: input.concerns !== null, masking, numberOf })] as const,
  )
  const used = new Set(packRecords.flatMap(([, { sections }]) => sections.flatMap(({ answers }) => answers.flatMap(({ rule }) => rule ?? []))))
  const redactions = redactionsFor(inForce ? [...packs, inForce] : packs)
  return {
    pack: {
      service: input.service,
      setting: setting.name,
      policy: policyOf(input, asOf),
      from,
      until,
      madeAt,
      madeBy: numberOf(madeBy) ?? 1,
      for: input.for,
      opensUntil: input.opensUntil,
      concerns: input.concerns === null ? null : masking.text(input.concerns),
      people: [...people(masking.words)],
      lines: running
        .map((post) => lineOf(post, { setting, packs, from, until, asOf, numberOf, began, factsOf: ({ id }) => factsOf(id) }))
        .sort((a, b) => a.person - b.person || Number(a.professional) - Number(b.professional)),
      records: packRecords.map(([, record]) => record),
      rules: [...new Map(redactions.filter(({ rule }) => used.has(rule)).map(({ rule, says }) => [rule, says]))].map(([id, says]) => ({ id, says })),
      audit: input.audit,
    },
    subjects: subjectsOf(packRecords, running.map(({ person }) => person)),
  }
}
