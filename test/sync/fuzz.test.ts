/** Pushes mutated at random: whatever comes, an answer in our shape, never a fault of ours, and nothing changed unasked. */
import * as fc from 'fast-check'
import { v7 } from 'uuid'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type WireAct } from '../../src/protocol/act.ts'
import { ApiError } from '../../src/protocol/errors.ts'
import { PushAnswer } from '../../src/protocol/push.ts'
import { sealAct } from '../../src/protocol/seal-act.ts'
import { type Client, type House, lockedSession, openHouse, send } from './house.ts'

const RUNS = Number(process.env['COUNTERSIGN_FUZZ'] ?? 400)
let house: House
let dana: Client
let ade: Client
let lockedId: string
let before: string

const files = async (): Promise<string> => JSON.stringify([...(await dana.everything())].map(([scope, rows]) => [scope, [...rows]]))

beforeAll(async () => {
  house = await openHouse()
  const sam = await house.signIn('sam')
  dana = await house.signIn('dana')
  ade = await house.signIn('ade')
  lockedId = await lockedSession(dana, sam)
  before = await files()
})
afterAll(() => house.close())

const anyValue: fc.Arbitrary<unknown> = fc.oneof(
  fc.constantFrom(null, '', 0, -1, 1e308, true, [], {}, 'x'.repeat(300), '2026-02-30', '\u0000', '__proto__'),
  fc.jsonValue({ maxDepth: 2 }),
)

/** A well-formed act of each kind, of Ade on Sam's locked session or on nothing. */
const acts = (): readonly WireAct[] => [
  ade.edit(lockedId, { feeling: 'fuzzed' }),
  ade.hold(lockedId),
  ade.share(lockedId),
  ade.act(lockedId, 'record.void', { reason: 'wrong-date', note: '', on: '2026-06-03' }),
  ade.act(lockedId, 'record.addendum', { text: 'x', on: '2026-06-03' }),
  ade.act(lockedId, 'record.sign', { role: 'supervisee', content: {} }),
  ade.plan(v7(), 'sam'),
  ade.act(v7(), 'person.add', { name: 'X', knownAs: 'X', staffNumber: null }, 'person'),
]

const PATHS = ['actId', 'recordId', 'kind', 'type', 'patch', 'payload', 'hash', 'schema', 'deviceId', 'deviceTime', 'more'] as const

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
