import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { addDays, type Instant, londonDay } from '../../src/domain/dates.ts'
import { type PolicyPack } from '../../src/domain/policy/pack.ts'
import { type Known, todayOf } from '../../src/domain/today.ts'
import { type AgreementFacts, type ObservationFacts, type SessionFacts } from '../../src/domain/facts.ts'
import { type PostState, type SessionState, type SettingState, type ShiftState } from '../../src/domain/records/record.ts'
import { type ChangesAnswer } from '../../src/protocol/changes.ts'
import { statusOf } from '../../src/domain/records/status.ts'
import { configFrom } from '../../sync/config.ts'
import { type StartedServer, startServer } from '../../sync/server.ts'
import { BROOK, demonstrationSignIns, HOME, personOf, postOf, SENIOR, STAFF } from '../../sync/services/demonstration/people.ts'
import { agreementIdOf, TO_SIGN_AGREEMENT, WITHOUT_AGREEMENT } from '../../sync/services/demonstration/agreements.ts'
import { CLAIMS_SHIFT, TO_REBOOK } from '../../sync/services/demonstration/matters.ts'
import { OBSERVED_SOON, TO_SIGN_OBSERVATION } from '../../sync/services/demonstration/observations.ts'
import { ASKS_FOR_CHANGE, DISAGREED, DISAGREES, sessionIdOf, WAITING_FOR } from '../../sync/services/demonstration/sessions.ts'
import { send, signInAs } from './house.ts'

const folder = mkdtempSync(path.join(tmpdir(), 'countersign-demo-'))
const now = '2026-11-24T09:30:00.000Z' as Instant
let server: StartedServer
const config = configFrom({ COUNTERSIGN_DATA: folder, COUNTERSIGN_PORT: '0', COUNTERSIGN_LOG: 'error', COUNTERSIGN_APP: path.join(folder, 'none') })

beforeAll(async () => {
  server = await startServer(config, { clock: () => now })
})
afterAll(async () => {
  await server.stop()
  rmSync(folder, { recursive: true, force: true })
})

interface Stored {
  readonly known: Known
  readonly sessions: readonly SessionState[]
}

const stored = async (): Promise<Stored> => {
  const rows = await server.ports.storage.snapshot((tx) => tx.selectFrom('scope_rows').select(['scope', 'body']).execute())
  const bodies = rows.map(({ scope, body }) => ({ scope, body: JSON.parse(body!) as { kind: string; id: string } }))
  const of = <T>(kind: string, scope: string): T[] =>
    bodies.filter((row) => row.body.kind === kind && row.scope.startsWith(scope)).map((row) => row.body as unknown as T)
  return {
    known: {
      settings: new Map(of<SettingState>('setting', 'org').map((each) => [each.id, each])),
      packs: of<{ pack: PolicyPack }>('pack', 'org').map(({ pack }) => pack),
      posts: new Map(of<PostState>('post', 'facts').map((each) => [each.id, each])),
      sessionFacts: of<SessionFacts>('session-facts', 'facts'),
      agreementFacts: of<AgreementFacts>('agreement-facts', 'facts'),
      observationFacts: of<ObservationFacts>('observation-facts', 'facts'),
      shifts: of<ShiftState>('shift', 'facts'),
    },
    sessions: of<SessionState>('session', 'file'),
  }
}

test('every demonstration sign-in works', async () => {
  expect(server.loadedDemonstration).toBe(true)
  for (const { username, password, knownAs } of demonstrationSignIns) {
    const { status, body } = await signInAs(server.address, username, password)
    expect([status, body.person, body.knownAs]).toEqual([200, personOf(username), knownAs])
  }
  const service = (await send(server.address, 'GET', '/api/service', {})).body
  expect(service).toMatchObject({ setUp: true, demonstration: demonstrationSignIns })
})

test('Today has something of everything: overdue, due, due soon and not due', async () => {
  const { known } = await stored()
  const lines = new Map(todayOf(known, londonDay(now)).map((line) => [line.post.id, line.oneToOne]))
  const stateOf = (key: string) => lines.get(postOf(key))?.state
  expect(lines.size).toBe(STAFF.length)
  expect(['kofi', 'tom', 'pete'].map(stateOf)).toEqual(['overdue', 'overdue', 'overdue'])
  expect(['bronwen', 'leo'].map(stateOf)).toEqual(['due', 'due'])
  expect(['sam', 'josh', 'grace', 'mina'].map(stateOf)).toEqual(['due-soon', 'due-soon', 'due-soon', 'due-soon'])
  expect(['dana', 'priya', 'ade', 'ellen', 'nadia', 'carl', 'priya-brook'].map(stateOf)).toEqual(Array.from({ length: 7 }, () => 'not-due'))
})

test('SEF-3.17, SEF-3.18: agency workers stand at 11, 13 and 18 shifts, the claimed one not counted; the casual starter’s fortnight comes before the sixteenth', async () => {
  const { known } = await stored()
  const lines = new Map(todayOf(known, londonDay(now)).map((line) => [line.post.id, line.oneToOne]))
  const counted = (key: string) => (lines.get(postOf(key)) as { count?: number } | null | undefined)?.count
  expect(['ade', 'grace', 'pete', 'mina'].map(counted)).toEqual([11, 13, 18, 9])
  expect(lines.get(postOf('mina'))).toMatchObject({ rule: 'SEF-3.17', due: '2026-11-26' })
  expect(lines.get(postOf('pete'))).toMatchObject({ rule: 'SEF-3.18' })
})

test('every session is signed by both and locked, but those that wait for something; Sam and Ade have a clean start', async () => {
  const { sessions } = await stored()
  expect(sessions.length).toBeGreaterThan(60)
  const open = sessions.filter((session) => statusOf(session) !== 'locked')
  expect(new Map(open.map((session) => [session.supervisee, statusOf(session)]))).toEqual(
    new Map([[personOf(WAITING_FOR), 'part-signed'], [personOf(ASKS_FOR_CHANGE), 'part-signed'], [personOf(TO_REBOOK), 'cancelled']]),
  )
  for (const key of ['sam', 'ade']) expect(sessions.filter(({ id }) => [1, 2, 3].some((number) => id === sessionIdOf(key, number)))).toHaveLength(3)
  const states = new Set(sessions.flatMap(({ fields }) => Object.entries(fields).filter(([name]) => /^updates\..*\.state$/.test(name)).map(([, { value }]) => value as string)))
  expect(states).toEqual(new Set(['done', 'in-progress']))
})

const lineOf = (known: Known, key: string) => todayOf(known, londonDay(now)).find(({ post }) => post.id === postOf(key))!

test('SEF-8.0: nearly everybody has an agreement with dates for the year ahead; one waits for a signature, one person has none', async () => {
  const { known } = await stored()
  const agreements = [...known.agreementFacts.values()]
  const ahead = addDays(londonDay(now), 270)
  for (const { key } of STAFF) {
    const own = agreements.filter(({ post }) => post === postOf(key))
    expect(own.filter(({ status }) => status === 'signed')).toHaveLength(key === WITHOUT_AGREEMENT ? 0 : 1)
    if (key === WITHOUT_AGREEMENT) continue
    expect(own[0]!.dates.some(({ on }) => on > ahead)).toBe(true)
    expect(lineOf(known, key).planned.some(({ agreement }) => agreement !== null)).toBe(true)
  }
  const waiting = agreements.filter(({ status }) => status === 'part-signed')
  expect(waiting.map(({ id, follows }) => [id, follows])).toEqual([[agreementIdOf(TO_SIGN_AGREEMENT, 2), agreementIdOf(TO_SIGN_AGREEMENT, 1)]])
  expect(lineOf(known, WITHOUT_AGREEMENT).others.find(({ track }) => track === 'agreement')?.state).toBe('overdue')
})

test('SEF-4.6: an observation is planned for this week, one is to be signed, one person’s year is over, the others’ are signed', async () => {
  const { known } = await stored()
  const open = [...known.observationFacts.values()].filter(({ status }) => status !== 'locked')
  expect(new Map(open.map(({ post, status }) => [post, status]))).toEqual(new Map([[postOf(OBSERVED_SOON), 'planned'], [postOf(TO_SIGN_OBSERVATION), 'revealed']]))
  expect(open.find(({ status }) => status === 'planned')?.plannedFor).toBe(addDays(londonDay(now), 2))
  expect([...known.observationFacts.values()].filter(({ status }) => status === 'locked').length).toBeGreaterThan(8)
  const overdue = STAFF.filter(({ key }) => lineOf(known, key).others.some(({ track, state }) => track === 'observation' && state === 'overdue'))
  expect(overdue.map(({ key }) => key)).toEqual(['tom'])
})

test('a session waits for a new date, a change is asked for, disagreements stand with the named manager, a shift is claimed', async () => {
  const { known, sessions } = await stored()
  expect(lineOf(known, TO_REBOOK).toRebook).toHaveLength(1)
  const asked = sessions.flatMap(({ responses }) => responses)
  expect(asked.map(({ ask, by, answer }) => [ask, by, answer])).toEqual([['change', personOf(ASKS_FOR_CHANGE), null]])
  const referrals = new Map(sessions.flatMap(({ supervisee, referrals: all }) => all.map((each) => [supervisee, each] as const)))
  expect([...referrals.values()].map(({ to }) => to)).toEqual([personOf(SENIOR.key), personOf(SENIOR.key)])
  expect([referrals.get(personOf(DISAGREED))?.resolved?.by, referrals.get(personOf(DISAGREES))?.resolved]).toEqual([personOf(SENIOR.key), null])
  const claimed = [...known.shifts.values()].filter((shift) => shift.claimed)
  expect(claimed.map(({ person }) => person)).toEqual([personOf(CLAIMS_SHIFT)])
  expect([...known.settings.values()].map(({ roster }) => roster?.on)).toEqual([londonDay(now), londonDay(now)])
  expect([...known.posts.values()].every(({ staffNumber }) => typeof staffNumber === 'string')).toBe(true)
})

test('the senior manager of both homes has their facts, one file and the referrals; who manages one home has that one’s', async () => {
  const scopesOf = async (username: string) => {
    const { body, headers } = await signInAs(server.address, username, `larkfield-${username}-1`)
    const signedIn = { cookie: headers.get('set-cookie')!.split(';', 1)[0]!, 'x-principal': body.person, 'content-type': 'application/json' }
    const answer = await send(server.address, 'POST', '/api/changes', signedIn, JSON.stringify({ cursors: {}, unsent: { count: 0, oldest: null } }))
    return (answer.body as ChangesAnswer).scopes
  }
  const morgan = await scopesOf('morgan')
  expect(morgan.map(({ scope }) => scope).sort()).toEqual(['org', `mine:${personOf('morgan')}`, `facts:${HOME}`, `facts:${BROOK}`, `file:${postOf('priya-brook')}`].sort())
  const mine = morgan.find(({ scope }) => scope.startsWith('mine:'))!.rows.map(({ body }) => (body as { kind: string }).kind)
  expect(mine.sort()).toEqual(['observation', 'referral', 'referral'])
  const dana = (await scopesOf('dana')).map(({ scope }) => scope).filter((scope) => scope.startsWith('facts:'))
  expect(dana).toEqual([`facts:${HOME}`])
  const priya = (await scopesOf('priya')).map(({ scope }) => scope)
  expect(priya).toEqual(expect.arrayContaining([`file:${postOf('priya')}`, `file:${postOf('priya-brook')}`]))
})

test('nothing of the demonstration is in the future, and nights cross midnight', async () => {
  const { known } = await stored()
  const shifts = [...known.shifts.values()]
  expect(shifts.filter(({ status, startedAt }) => status !== 'planned' && startedAt > now)).toEqual([])
  expect(shifts.some(({ startedAt, endedAt }) => endedAt && endedAt.slice(0, 10) > startedAt.slice(0, 10))).toBe(true)
  const ahead = await server.ports.storage.snapshot((tx) => tx.selectFrom('acts').select('act_id').where('device_time', '>', now).execute())
  expect(ahead).toEqual([])
})

test('it is loaded once; one that was cut short is begun again', async () => {
  await server.stop()
  server = await startServer(config, { clock: () => now })
  expect(server.loadedDemonstration).toBe(false)
  await server.ports.storage.write(async (tx) => {
    await tx.deleteFrom('accounts').execute()
    await tx.deleteFrom('records').where('kind', '=', 'session').execute()
  })
  await server.stop()
  server = await startServer(config, { clock: () => now })
  expect(server.loadedDemonstration).toBe(true)
  expect((await stored()).sessions.length).toBeGreaterThan(60)
})
