/** A year's work of the small invented house, as its devices send it: agreeing, meeting, observing, counting shifts. */
import { v7 } from 'uuid'
import { expect } from 'vitest'
import { agreementFactsOf, type AgreementFacts, observationFactsOf, type ObservationFacts, sessionFactsOf, type SessionFacts } from '../../src/domain/facts.ts'
import { type PlainDate } from '../../src/domain/dates.ts'
import { type PostId, type RecordId } from '../../src/domain/ids.ts'
import { type Json } from '../../src/domain/json.ts'
import { plannedOf } from '../../src/domain/planned.ts'
import { Interval } from '../../src/domain/policy/durations.ts'
import { type Obligation } from '../../src/domain/policy/obligation.ts'
import { type PolicyPack } from '../../src/domain/policy/pack.ts'
import { type AgreementState, type ObservationState, type PostState, type SessionState, type SettingState, type ShiftState } from '../../src/domain/records/record.ts'
import { proposeDates } from '../../src/domain/schedule.ts'
import { factsByPost, type Known, obligationsOfPost } from '../../src/domain/today.ts'
import { agreedSessionId } from '../../src/protocol/derived-ids.ts'
import { agreementAnswers, applied } from './deeds.ts'
import { type Client, HOME, person, PINS, pinsOf, TOPICS } from './house.ts'

/** Two people and the post in which one supervises the other. */
export interface Pair {
  readonly supervisor: Client
  readonly worker: Client
  readonly post: PostId
}

type Scopes = ReadonlyMap<string, ReadonlyMap<string, Json>>
interface Body { readonly kind: string; readonly id: string }

const bodies = (scopes: Scopes, of: (scope: string) => boolean): readonly Body[] =>
  [...scopes].filter(([scope]) => of(scope)).flatMap(([, rows]) => [...rows.values()].filter((body) => body !== null) as unknown as Body[])

const known = (scopes: Scopes, rows: readonly Body[], facts: Pick<Known, 'sessionFacts' | 'agreementFacts' | 'observationFacts'>): Known => {
  const of = <T>(kind: string, from: readonly Body[]): T[] => from.filter((body) => body.kind === kind) as unknown as T[]
  const org = bodies(scopes, (scope) => scope === 'org')
  return {
    settings: new Map(of<SettingState>('setting', org).map((each) => [each.id, each])),
    packs: of<{ pack: PolicyPack }>('pack', org).map(({ pack }) => pack),
    posts: new Map(of<PostState>('post', rows).map((each) => [each.id, each])),
    shifts: of<ShiftState>('shift', rows),
    ...facts,
  }
}

/** What a manager's facts scope says. */
export const byFacts = (scopes: Scopes): Known => {
  const rows = bodies(scopes, (scope) => scope === `facts:${HOME}`)
  const of = <T>(kind: string): T[] => rows.filter((body) => body.kind === kind) as unknown as T[]
  return known(scopes, rows, {
    sessionFacts: of<SessionFacts>('session-facts'),
    agreementFacts: of<AgreementFacts>('agreement-facts'),
    observationFacts: of<ObservationFacts>('observation-facts'),
  })
}

/** What the whole records of the files of one or more people say; an observation still to be revealed is there as facts. */
export const byRecords = (all: readonly Scopes[]): Known => {
  const merged = new Map(all.flatMap((scopes) => bodies(scopes, (scope) => scope.startsWith('file:'))).map((body) => [body.id, body]))
  const rows = [...merged.values()]
  const of = <T>(kind: string): T[] => rows.filter((body) => body.kind === kind) as unknown as T[]
  return known(all[0]!, rows, {
    sessionFacts: of<SessionState>('session').map(sessionFactsOf),
    agreementFacts: of<AgreementState>('agreement').map(agreementFactsOf),
    observationFacts: [...of<ObservationState>('observation').map(observationFactsOf), ...of<ObservationFacts>('observation-facts')],
  })
}

/** What the policy asks in one post, as known. */
export const asked = (from: Known, post: PostId, asOf: PlainDate): readonly Obligation[] => {
  const found = from.posts.get(post)!
  return obligationsOfPost(found, from.settings.get(found.setting), from.packs, factsByPost(from, asOf)(post), asOf)
}

/** The facts scope and the whole records lead to the same, obligation by obligation and date by date. */
export const expectSame = (facts: Known, records: Known, asOf: PlainDate): void => {
  for (const [post, state] of records.posts) {
    expect(asked(facts, post, asOf)).toEqual(asked(records, post, asOf))
    const ahead = (from: Known) => {
      const { sessions, agreements } = factsByPost(from, asOf)(post)
      return plannedOf(state, sessions, agreements, asOf)
    }
    expect(ahead(facts)).toEqual(ahead(records))
  }
}

const about = ({ supervisor, worker, post }: Pair) => ({ post, setting: HOME, supervisee: person(worker.key), supervisor: person(supervisor.key) })

/** An agreement drawn up and signed by both on a day, with a year of dates. @returns it and its dates */
export const agree = async (
  pair: Pair, on: PlainDate, every: string, from: PlainDate, follows: string | null = null,
): Promise<{ readonly id: RecordId; readonly dates: readonly PlainDate[] }> => {
  const { supervisor, worker } = pair
  const id = v7() as RecordId
  const dates = proposeDates({ from, every: Interval.parse(every), closureDays: [], away: [] }).map((each) => each.on)
  const answers = agreementAnswers(dates.map((each) => ({ on: each, at: '14:00' })), { every, 'named-manager': { person: person('olu'), name: 'olu Example' } })
  const { 'expect-a': a, 'expect-b': b, 'expect-f': f, ...theirs } = answers
  const written = (client: Client, values: Record<string, Json>) =>
    client.act(id, 'fields.edit', Object.fromEntries(Object.entries(values).map(([field, value]) => [field, { value, from: null }])), 'agreement')
  applied(await supervisor.push(
    supervisor.act(id, 'agreement.draw-up', { ...about(pair), follows, on, pins: pinsOf('supervision-agreement') }, 'agreement'),
    written(supervisor, theirs),
  ))
  applied(await worker.push(written(worker, { 'expect-a': a!, 'expect-b': b!, 'expect-f': f! })))
  applied(await supervisor.push(await supervisor.sign(id, 'supervisor', { on })))
  applied(await worker.push(await worker.sign(id, 'supervisee', { on })))
  return { id, dates }
}

/** The act that makes a session: of an agreed date, by whichever of the two; or of another day. */
export const planSession = (pair: Pair, by: Client, on: PlainDate, agreement: RecordId | null) => {
  const id = agreement ? agreedSessionId(agreement, on) : (v7() as RecordId)
  const agreed = agreement ? { agreement, on } : null
  return { id, act: by.act(id, 'session.plan', { ...about(pair), plannedFor: on, at: '14:00', agreed, pins: PINS }) }
}

/** A session held on a day: prepared by the worker, written by the supervisor. */
export const hold = async ({ supervisor, worker }: Pair, id: RecordId, on: PlainDate): Promise<void> => {
  applied(await worker.push(worker.edit(id, { feeling: `How ${worker.key} is on ${on}`, 'agenda.a1.text': 'The rota' })))
  applied(await supervisor.push(
    supervisor.edit(id, { ...TOPICS, 'feeling-comments': 'Heard.' }),
    supervisor.act(id, 'session.hold', { on, start: '14:00', end: '15:30', place: 'Office', mode: 'in-person' }),
  ))
}

/** Shared and signed by the supervisor on one day, by the worker on another. */
export const shareAndSign = async (
  { supervisor, worker }: Pair, id: RecordId, on: PlainDate, answer: Record<string, Json> = {},
): Promise<void> => {
  applied(await supervisor.push(supervisor.act(id, 'record.share', { on }), await supervisor.sign(id, 'supervisor', { on })))
  applied(await worker.push(await worker.sign(id, 'supervisee', { on, ...answer })))
}

/** An observation from its plan to both signatures, each view written apart. */
export const observeFully = async ({ supervisor, worker, post }: Pair, on: PlainDate, revealedOn: PlainDate): Promise<RecordId> => {
  const id = v7() as RecordId
  const act = (client: Client, type: string, payload: unknown) => client.act(id, type, payload, 'observation')
  const write = (client: Client, values: Record<string, Json>) =>
    act(client, 'fields.edit', Object.fromEntries(Object.entries(values).map(([field, value]) => [field, { value, from: null }])))
  applied(await supervisor.push(
    act(supervisor, 'observation.plan', { post, setting: HOME, supervisee: person(worker.key), observer: person(supervisor.key), plannedFor: on, at: '10:00', pins: pinsOf('direct-observation') }),
    write(supervisor, { 'plan.venue': 'Kitchen', 'plan.nature': 'Tea time', 'plan.looking-for': 'Choices' }),
    act(supervisor, 'observation.observe', { on, start: '16:00', end: null }),
    write(supervisor, { record: 'Seen with patience.' }),
    act(supervisor, 'observation.observe', { on, start: '16:00', end: '17:00' }),
  ))
  applied(await worker.push(write(worker, { 'own-view': 'I kept calm.' })))
  applied(await supervisor.push(
    act(supervisor, 'observation.reveal', { on: revealedOn }),
    write(supervisor, { 'went-well': 'Patience', 'to-improve': 'Say it aloud' }),
  ))
  applied(await supervisor.push(await supervisor.sign(id, 'supervisor', { on: revealedOn })))
  applied(await worker.push(await worker.sign(id, 'supervisee', { on: revealedOn })))
  return id
}
