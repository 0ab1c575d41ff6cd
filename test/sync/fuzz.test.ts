/** Pushes mutated at random: whatever comes, an answer in our shape, never a fault of ours, and nothing changed unasked. */
import * as fc from 'fast-check'
import { v7 } from 'uuid'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Instant } from '../../src/domain/dates.ts'
import { caseListId, shiftId } from '../../src/protocol/derived-ids.ts'
import { DEEDS } from '../../src/domain/records/acts.ts'
import { type WireAct } from '../../src/protocol/act.ts'
import { ApiError } from '../../src/protocol/errors.ts'
import { PushAnswer } from '../../src/protocol/push.ts'
import { sealAct } from '../../src/protocol/seal-act.ts'
import { agreementAnswers, applied, drawUp, observe, openFile, planObservation, reveal, signedAgreement } from './deeds.ts'
import { type Client, HOME, type House, lockedSession, openHouse, ORG, person, PINS, post, send } from './house.ts'

const RUNS = Number(process.env['COUNTERSIGN_FUZZ'] ?? 400)
let house: House
let dana: Client
let ade: Client
let lockedId: string
let plannedId: string
let agreementId: string
let observationId: string
let shiftRecord: string
let before: string

const files = async (): Promise<string> => JSON.stringify([...(await dana.everything())].map(([scope, rows]) => [scope, [...rows]]))

beforeAll(async () => {
  house = await openHouse()
  const sam = await house.signIn('sam')
  dana = await house.signIn('dana')
  ade = await house.signIn('ade')
  lockedId = await lockedSession(dana, sam)
  plannedId = v7()
  observationId = v7()
  shiftRecord = shiftId(ORG, person('sam'), HOME, SHIFT.startedAt as Instant)
  agreementId = await signedAgreement(dana, sam, '2026-06-02', agreementAnswers([{ on: '2026-07-01', at: null }]))
  applied(await dana.push(
    dana.plan(plannedId, 'sam'),
    planObservation(dana, 'sam', 'dana', observationId, '2026-06-02'),
    dana.act(shiftRecord, 'shift.log', SHIFT, 'shift'),
  ))
  before = await files()
})
afterAll(() => house.close())

const anyValue: fc.Arbitrary<unknown> = fc.oneof(
  fc.constantFrom(null, '', 0, -1, 1e308, true, [], {}, 'x'.repeat(300), '2026-02-30', '\u0000', '__proto__'),
  fc.jsonValue({ maxDepth: 2 }),
)

const SHIFT = { post: post('sam'), setting: HOME, person: person('sam'), startedAt: '2026-06-01T07:00:00Z', endedAt: null, status: 'worked', units: null }
const ON = '2026-06-02'

/** A well-formed act of each kind, of Ade on Sam's records, on the home or on nothing. */
const acts = (): readonly WireAct[] => [
  ade.edit(lockedId, { feeling: 'fuzzed' }),
  ade.hold(lockedId),
  ade.share(lockedId),
  ade.act(lockedId, 'record.void', { reason: 'wrong-date', note: '', on: '2026-06-03' }),
  ade.act(lockedId, 'record.addendum', { text: 'x', on: '2026-06-03' }),
  ade.act(lockedId, 'record.sign', { role: 'supervisee', content: {} }),
  ade.plan(v7(), 'sam'),
  ade.act(v7(), 'person.add', { name: 'X', knownAs: 'X', staffNumber: null }, 'person'),
  ade.act(v7(), 'setting.open', { name: 'X', residentialHome: true, pack: 'sefton', packVersion: 1, settings: {}, managers: [person('ade')] }, 'setting'),
  ade.act(v7(), 'post.start', { person: person('ade'), setting: HOME, title: 'X', group: 'residential', employment: 'permanent', hours: null, line: 'managerial', supervisor: person('ade'), employedOn: ON, supervisedSince: null, from: ON, until: null, facts: {} }, 'post'),
  ade.act(plannedId, 'field.settle', { field: 'feeling', value: 'x', from: null, settles: [v7()] }),
  ade.act(HOME, 'setting.roster', { through: '2026-06-01T00:00:00Z', rows: 1, on: ON }, 'setting'),
  ade.act(person('sam'), 'person.amend', { name: 'X', knownAs: 'X', staffNumber: null }, 'person'),
  ade.act(post('sam'), 'post.amend', { title: 'X', group: 'residential', employment: 'agency', hours: null, employedOn: ON, facts: {}, on: ON }, 'post'),
  ade.act(post('sam'), 'post.supervise', { supervisor: person('ade'), on: ON }, 'post'),
  ade.act(post('sam'), 'post.end', { until: ON, reason: 'left', on: ON }, 'post'),
  ade.act(post('sam'), 'post.leave', { leave: v7(), from: ON, until: ON, cancelled: false }, 'post'),
  ade.act(post('sam'), 'post.ask', { note: 'x', on: ON }, 'post'),
  ade.act(post('sam'), 'post.happened', { happened: v7(), event: { type: 'training', on: ON }, withdrawn: false, on: ON }, 'post'),
  ade.act(HOME, 'setting.adopt', { pack: 'havering', packVersion: 1, settings: {}, readings: {}, from: ON, reason: '', on: ON }, 'setting'),
  ade.act(v7(), 'policy.publish', { pack: { id: 'own' }, on: ON }, 'policy'),
  ade.act(shiftRecord, 'shift.log', { ...SHIFT, status: 'absent' }, 'shift'),
  ade.act(shiftRecord, 'shift.log', { ...SHIFT, claimed: true }, 'shift'),
  openFile(ade, 'sam', v7()),
  drawUp(ade, 'sam', v7(), ON),
  ade.act(agreementId, 'agreement.review', { on: ON, note: '' }, 'agreement'),
  ade.act(plannedId, 'session.plan', { post: post('sam'), setting: HOME, supervisee: person('sam'), supervisor: person('dana'), plannedFor: ON, at: null, agreed: null, pins: PINS }),
  ade.act(plannedId, 'session.cancel', { plannedFor: '2026-06-01', reason: 'other', note: 'x', on: ON }),
  ade.act(plannedId, 'session.miss', { plannedFor: '2026-06-01', who: 'supervisee', note: 'x', on: ON }),
  ade.act(plannedId, 'session.rebook', { plannedFor: ON, at: '10:00', on: ON }),
  planObservation(ade, 'sam', 'ade', v7(), ON),
  observe(ade, observationId, ON),
  reveal(ade, observationId, ON),
  ade.act(lockedId, 'record.respond', { ask: 'change', field: null, text: 'x', on: ON }),
  ade.act(lockedId, 'record.answer', { response: v7(), outcome: 'seen', text: '', on: ON }),
  ade.act(lockedId, 'record.refer', { about: 'x', to: person('ade'), name: 'Ade', on: ON }),
  ade.act(lockedId, 'record.resolve', { referral: v7(), text: 'x', on: ON }),
  ade.act(caseListId(HOME), 'cases.list', { setting: HOME, cases: [{ reference: 'LF-01', names: ['X'] }] }, 'case-list'),
]

const PATHS = ['actId', 'recordId', 'kind', 'type', 'patch', 'payload', 'hash', 'schema', 'deviceId', 'deviceTime', 'more'] as const

test('every deed there is takes part', () => {
  const types = new Set(acts().map(({ type }) => type))
  expect(Object.keys(DEEDS).filter((type) => !types.has(type))).toEqual([])
})

test(`fuzzed pushes (${RUNS}): no 5xx, no unauthorised change`, { timeout: 600_000 }, async () => {
  await fc.assert(
    fc.asyncProperty(fc.nat(), fc.constantFrom(...PATHS), anyValue, fc.boolean(), fc.nat(), async (which, path, value, resealed, cut) => {
      const all = acts()
      const mutated = { ...all[which % all.length]!, [path]: value }
      const act = resealed && path !== 'hash' ? sealAct(mutated) : mutated
      const whole = JSON.stringify({ acts: [act] })
      const body = cut % 10 === 0 ? whole.slice(0, cut % whole.length) : whole
      const answer = await send(house.address, 'POST', '/api/acts', ade.headers, body)
      const shape = answer.status === 200 ? PushAnswer : ApiError
      expect([answer.status < 500, shape.safeParse(answer.body).success]).toEqual([true, true])
      const receipts = answer.status === 200 ? PushAnswer.parse(answer.body).receipts : []
      expect(receipts.filter(({ outcome }) => outcome === 'applied' || outcome === 'competing' || outcome === 'retry')).toEqual([])
    }),
    { numRuns: RUNS },
  )
  expect(await files()).toBe(before)
})
