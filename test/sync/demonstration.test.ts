import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Instant, londonDay } from '../../src/domain/dates.ts'
import { type PolicyPack } from '../../src/domain/policy/pack.ts'
import { type Known, todayOf } from '../../src/domain/today.ts'
import { type AgreementFacts, type ObservationFacts, type SessionFacts } from '../../src/domain/facts.ts'
import { type PostState, type SessionState, type SettingState, type ShiftState } from '../../src/domain/records/record.ts'
import { statusOf } from '../../src/domain/records/status.ts'
import { configFrom } from '../../sync/config.ts'
import { type StartedServer, startServer } from '../../sync/server.ts'
import { demonstrationSignIns, personOf, postOf, STAFF } from '../../sync/services/demonstration/people.ts'
import { sessionIdOf, WAITING_FOR } from '../../sync/services/demonstration/sessions.ts'
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
  expect(['ade', 'bronwen', 'leo'].map(stateOf)).toEqual(['due', 'due', 'due'])
  expect(['sam', 'josh', 'grace', 'mina'].map(stateOf)).toEqual(['due-soon', 'due-soon', 'due-soon', 'due-soon'])
  expect(['dana', 'priya', 'ellen', 'nadia', 'carl'].map(stateOf)).toEqual(Array.from({ length: 5 }, () => 'not-due'))
})

test('SEF-3.17, SEF-3.18: agency workers stand at 16, 13 and 18 shifts; the casual starter’s fortnight comes before the sixteenth', async () => {
  const { known } = await stored()
  const lines = new Map(todayOf(known, londonDay(now)).map((line) => [line.post.id, line.oneToOne]))
  const counted = (key: string) => (lines.get(postOf(key)) as { count?: number } | null | undefined)?.count
  expect(['ade', 'grace', 'pete', 'mina'].map(counted)).toEqual([16, 13, 18, 9])
  expect(lines.get(postOf('mina'))).toMatchObject({ rule: 'SEF-3.17', due: '2026-11-26' })
  expect(lines.get(postOf('ade'))).toMatchObject({ rule: 'SEF-3.18' })
})

test('every session is signed by both and locked, but one that waits for a countersignature; Sam and Ade have a clean start', async () => {
  const { sessions } = await stored()
  expect(sessions.length).toBeGreaterThan(60)
  const open = sessions.filter((session) => statusOf(session) !== 'locked')
  expect(open.map(({ supervisee }) => supervisee)).toEqual([personOf(WAITING_FOR)])
  expect(open.map(statusOf)).toEqual(['part-signed'])
  for (const key of ['sam', 'ade']) expect(sessions.filter(({ id }) => [1, 2, 3].some((number) => id === sessionIdOf(key, number)))).toHaveLength(3)
  const states = new Set(sessions.flatMap(({ fields }) => Object.entries(fields).filter(([name]) => /^updates\..*\.state$/.test(name)).map(([, { value }]) => value as string)))
  expect(states).toEqual(new Set(['done', 'in-progress']))
})

test('nothing of the demonstration is in the future, and nights cross midnight', async () => {
  const { known } = await stored()
  const shifts = [...known.shifts]
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
