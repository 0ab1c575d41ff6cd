/**
 * Pushes made and mutated at random, by people in every relation to what they push at: whatever comes, an answer in our
 * shape, never a fault of ours, and no change by somebody who may not make it. Who may is said by hand in `authority.ts`.
 */
import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { DEEDS } from '../../src/domain/records/acts.ts'
import { type SessionState } from '../../src/domain/records/record.ts'
import { type WireAct } from '../../src/protocol/act.ts'
import { ApiError } from '../../src/protocol/errors.ts'
import { PushAnswer, type Receipt } from '../../src/protocol/push.ts'
import { sealAct } from '../../src/protocol/seal-act.ts'
import { PUSH_MAX_ACTS, PUSH_MAX_BYTES } from '../../src/protocol/version.ts'
import { accountOf, isOpen } from '../../sync/storage/accounts.ts'
import { dump } from './asking.ts'
import { trespass } from './authority.ts'
import { applied } from './deeds.ts'
import { PAYLOADS } from './every-deed.ts'
import { actOf, anyValue, draw, type Draw } from './fuzz-acts.ts'
import { furnished, OTHER_ORG, orgOf, PEOPLE, World } from './fuzz-world.ts'
import { openHouse, ORG, person, post, send, TOPICS } from './house.ts'

const ACTS = Number(process.env['COUNTERSIGN_FUZZ'] ?? 1000)

/** Such keys are refused for the whole request: `tricks.test.ts`. */
const hasForbiddenKey = (act: WireAct): boolean => /"(?:__proto__|constructor|prototype)":/.test(JSON.stringify(act))

const expectWellFormed = (acts: readonly WireAct[], receipts: readonly Receipt[]): void => {
  expect(receipts.map(({ actId, hash }) => `${actId} ${hash}`)).toEqual(acts.map(({ actId, hash }) => `${actId} ${hash}`))
  // A retry is an act that made the code fail.
  expect(receipts.filter(({ outcome }) => outcome === 'retry')).toEqual([])
}

/** Looks at everything that has changed since, which is the doing of one person with these acts. */
const expectNoTrespass = async (world: World, key: string, acts: readonly WireAct[]): Promise<void> => {
  const changes = await world.changed(orgOf(key))
  const around = world.around(key, changes, acts)
  const wrong = changes.flatMap(({ before, after }) => {
    const what = trespass(before, after, around)
    return what === null ? [] : [`${key} ${what} (${after.kind} ${after.id})`]
  })
  expect(wrong).toEqual([])
  // Nothing of the other service, whatever was named.
  expect(await world.changed(orgOf(key) === ORG ? OTHER_ORG : ORG)).toEqual([])
}

/** As a device does, what is too large for one request goes in two (P1). */
const inRequests = (acts: readonly WireAct[]): readonly (readonly WireAct[])[] => {
  if (Buffer.byteLength(JSON.stringify({ acts })) <= PUSH_MAX_BYTES || acts.length < 2) return [acts]
  const half = Math.ceil(acts.length / 2)
  return [...inRequests(acts.slice(0, half)), ...inRequests(acts.slice(half))]
}

const pushed = async (world: World, key: string, draws: readonly Draw[]): Promise<void> => {
  const acts: WireAct[] = []
  for (const each of draws) {
    const act = actOf(world, key, each, acts)
    if (!hasForbiddenKey(act)) acts.push(act)
  }
  for (const each of inRequests(acts)) await pushedAtOnce(world, key, each)
}

const pushedAtOnce = async (world: World, key: string, acts: readonly WireAct[]): Promise<void> => {
  // An act of before may have ended this person's last post: who has left is signed in no more (J14), and changes nothing.
  const { storage, clock } = world.house.server.ports
  const open = await storage.snapshot(async (tx) => isOpen(tx, (await accountOf(tx, orgOf(key), person(key)))!, clock()))
  const answer = await world.client(key).request('POST', '/api/acts', { acts })
  world.acts += acts.length
  if (!open) {
    expect(answer.status).toBe(401)
    world.outcomes.set('signed-out', (world.outcomes.get('signed-out') ?? 0) + acts.length)
    await expectNoTrespass(world, key, [])
    return
  }
  expect([answer.status, answer.status === 200 ? '' : answer.text]).toEqual([200, ''])
  const { receipts } = PushAnswer.parse(answer.body)
  expectWellFormed(acts, receipts)
  for (const { outcome } of receipts) world.outcomes.set(outcome, (world.outcomes.get(outcome) ?? 0) + 1)
  await expectNoTrespass(world, key, acts)
}

/** What no push may touch, whoever pushes. */
const untouchable = async (world: World): Promise<string> => {
  const tables = JSON.parse(await dump(world.house)) as [string, unknown][]
  return JSON.stringify(tables.filter(([name]) => ['accounts', 'sign_ins', 'duties', 'calendar_feeds', 'devices'].includes(name)))
}

interface Run<T> {
  readonly of: fc.Arbitrary<T>
  readonly runs: number
  readonly seed: number | undefined
}

/**
 * Not made smaller when it fails: each push stands on those before it. The seed brings all of it back
 * (`COUNTERSIGN_FUZZ_SEED`); what it found is then kept as a test of its own, with few acts, in `forged.test.ts`.
 */
const fuzzed = async <T>({ of, runs, seed }: Run<T>, work: (world: World, drawn: T) => Promise<void>): Promise<World> => {
  const world = await furnished()
  try {
    const before = await untouchable(world)
    const details = await fc.check(fc.asyncProperty(of, (drawn) => work(world, drawn)), { numRuns: runs, endOnFailure: true, ...(seed === undefined ? {} : { seed }) })
    const error = details.errorInstance instanceof Error ? (details.errorInstance.stack ?? '') : ''
    expect(details.failed ? `seed ${details.seed}, run ${details.numRuns}: ${error}` : '').toBe('')
    expect(await untouchable(world)).toBe(before)
    expect(world.house.logs.filter((line) => line.includes('"err"'))).toEqual([])
    return world
  } finally {
    await world.house.close()
  }
}

const SEED = process.env['COUNTERSIGN_FUZZ_SEED']
const batches = (acts: number): fc.Arbitrary<{ readonly key: (typeof PEOPLE)[number]; readonly draws: readonly Draw[] }> => {
  const size = Math.min(PUSH_MAX_ACTS, acts)
  return fc.record({ key: fc.constantFrom(...PEOPLE), draws: fc.array(draw, { minLength: size, maxLength: size }) })
}

test('every deed there is takes part', () => {
  expect(Object.keys(PAYLOADS).sort()).toEqual(Object.keys(DEEDS).sort())
})

test.each([
  ['the same each time', Math.min(ACTS, 1000), 1],
  ['others each time', ACTS, SEED === undefined ? undefined : Number(SEED)],
] as const)('fuzzed pushes, %s (%i acts): no 5xx, no unauthorised change', { timeout: 600_000 }, async (_which, acts, seed) => {
  const world = await fuzzed({ of: batches(acts), runs: Math.ceil(acts / PUSH_MAX_ACTS) + 1, seed }, (on, { key, draws }) => pushed(on, key, draws))
  const outcomes = Object.fromEntries(world.outcomes)
  console.info(`fuzzed pushes: ${world.acts} acts by ${PEOPLE.length} people, ${JSON.stringify(outcomes)}, ${world.of(ORG).size + world.of(OTHER_ORG).size} records`)
  expect(world.acts).toBeGreaterThanOrEqual(acts)
  // Neither is everything refused, nor is everything let through.
  for (const outcome of ['applied', 'quarantined']) expect([outcome, (outcomes[outcome] ?? 0) > acts / 100]).toEqual([outcome, true])
})

const PARTS = ['actId', 'recordId', 'kind', 'type', 'patch', 'payload', 'hash', 'schema', 'deviceId', 'deviceTime', 'more'] as const
const envelope = fc.record({ key: fc.constantFrom(...PEOPLE), drawn: draw, part: fc.constantFrom(...PARTS), value: anyValue, sealed: fc.boolean(), cut: fc.nat() })

test(`fuzzed envelopes (${Math.ceil(ACTS / 20)}): no 5xx, and nothing of what is refused`, { timeout: 600_000 }, async () => {
  const statuses = new Set<number>()
  await fuzzed({ of: envelope, runs: Math.ceil(ACTS / 20), seed: undefined }, async (world, { key, drawn, part, value, sealed, cut }) => {
    const made = { ...actOf(world, key, drawn, []), [part]: value }
    const act = sealed && part !== 'hash' ? sealAct(made) : made
    const whole = JSON.stringify({ acts: [act] })
    const seq = world.seqs.get(orgOf(key))
    const answer = await send(world.house.address, 'POST', '/api/acts', world.client(key).headers, cut % 10 === 0 ? whole.slice(0, cut % whole.length) : whole)
    statuses.add(answer.status)
    expect([answer.status < 500, (answer.status === 200 ? PushAnswer : ApiError).safeParse(answer.body).success]).toEqual([true, true])
    if (answer.status === 200) expectWellFormed([act], PushAnswer.parse(answer.body).receipts)
    await expectNoTrespass(world, key, [act])
    expect(answer.status === 200 || world.seqs.get(orgOf(key)) === seq).toBe(true)
  })
  expect(statuses).toEqual(new Set([200, 400]))
})

test('what looks for an unauthorised change finds one: what was done, put down to others', async () => {
  const house = await openHouse({ administrator: 'kofi' })
  try {
    const world = new World(house)
    const [dana, sam] = await Promise.all([house.signIn('dana'), house.signIn('sam')])
    await world.changed(ORG)
    /** What the last change was to each of these people: nothing wrong, or what. */
    const judged = async (...keys: readonly string[]): Promise<readonly (string | null)[]> => {
      const changes = await world.changed(ORG)
      return keys.map((key) => changes.map(({ before, after }) => trespass(before, after, world.around(key, changes, []))).find((what) => what !== null) ?? null)
    }
    const id = world.newId()
    applied(await dana.push(dana.plan(id, 'sam')))
    expect(await judged('dana', 'sam', 'ade', 'olu', 'kofi')).toEqual([null, null, 'made a session', 'made a session', 'made a session'])
    applied(await dana.push(dana.edit(id, TOPICS)))
    expect(await judged('dana', 'sam', 'ade', 'olu', 'kofi')).toEqual([null, 'wrote topic.1 as somebody else', 'touched a session', 'touched a session', 'touched a session'])
    applied(await dana.push(dana.hold(id), dana.share(id)))
    expect(await judged('dana', 'sam', 'priya')).toEqual([null, 'changed shared', 'touched a session'])
    applied(await dana.push(await dana.sign(id, 'supervisor')))
    expect(await judged('dana', 'sam')).toEqual([null, 'signed as somebody else'])
    applied(await sam.push(await sam.sign(id, 'supervisee')))
    expect(await judged('sam', 'dana')).toEqual([null, 'signed as somebody else'])
    applied(await sam.push(sam.act(id, 'record.addendum', { text: 'x', on: '2026-06-02' })))
    expect(await judged('sam', 'dana', 'ade')).toEqual([null, 'added to it', 'touched a session'])
    const locked = world.of(ORG).get(id) as SessionState
    const around = world.around('dana', [], [])
    expect(trespass(locked, { ...locked, fields: {} }, around)).toBe('changed fields of a locked record')
    expect(trespass(locked, { ...locked, held: null }, around)).toBe('changed held of a locked record')
    expect(trespass(locked, { ...locked, supervisor: person('dana'), supervisee: person('ade') }, around)).toBe('changed supervisee')
    expect(trespass({ ...locked, locked: false, signatures: [] }, { ...locked, signatures: locked.signatures.slice(0, 1) }, around)).toBe('locked what two people have not signed alike')
    applied(await dana.push(dana.act(post('sam'), 'post.supervise', { supervisor: person('priya'), on: '2026-06-02' }, 'post')))
    expect(await judged('dana', 'kofi', 'sam', 'priya', 'olu')).toEqual([null, null, 'changed supervisor', 'changed supervisor', 'touched a post'])
    applied(await dana.push(dana.act(person('sam'), 'person.amend', { name: 'X', knownAs: 'X', staffNumber: null }, 'person')))
    expect(await judged('dana', 'olu', 'kofi', 'sam')).toEqual([null, null, null, 'touched a person'])
  } finally {
    await house.close()
  }
})
