import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { policyOn } from '../../src/domain/adopted.ts'
import { addDays, type Instant, londonDay, PlainDate } from '../../src/domain/dates.ts'
import { type SettingId } from '../../src/domain/ids.ts'
import { Employment, Group } from '../../src/domain/policy/facts.ts'
import { type TrackName } from '../../src/domain/policy/obligation.ts'
import { type PolicyPack } from '../../src/domain/policy/pack.ts'
import { type Known, todayOf } from '../../src/domain/today.ts'
import { type AgreementFacts, type ObservationFacts, type SessionFacts } from '../../src/domain/facts.ts'
import { type AgreementState, type PostState, type SessionState, type SettingState, type ShiftState } from '../../src/domain/records/record.ts'
import { type ChangesAnswer } from '../../src/protocol/changes.ts'
import { statusOf } from '../../src/domain/records/status.ts'
import { isCurrent } from '../../src/domain/records/policy-input.ts'
import { configFrom } from '../../sync/config.ts'
import { type StartedServer, startServer } from '../../sync/server.ts'
import { BROOK, demonstrationSignIns, HOME, personOf, postOf, SENIOR, STAFF } from '../../sync/services/demonstration/people.ts'
import { agreementIdOf, TO_SIGN_AGREEMENT, WITHOUT_AGREEMENT } from '../../sync/services/demonstration/agreements.ts'
import { LEAVERS } from '../../sync/services/demonstration/leavers.ts'
import { CLAIMS_SHIFT, TO_REBOOK } from '../../sync/services/demonstration/matters.ts'
import { OBSERVED_SOON, TO_SIGN_OBSERVATION } from '../../sync/services/demonstration/observations.ts'
import { OTHER_SERVICES } from '../../sync/services/demonstration/other-services.ts'
import { DAY_CENTRE } from '../../sync/services/demonstration/day-centre.ts'
import { PRACTICE_TEAM } from '../../sync/services/demonstration/practice-team.ts'
import { PROVIDER } from '../../sync/services/demonstration/provider.ts'
import { SOCIAL_WORK } from '../../sync/services/demonstration/social-work.ts'
import { type Service } from '../../sync/services/demonstration/service.ts'
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
  readonly agreements: readonly AgreementState[]
}

interface Kept {
  readonly scope: string
  readonly body: { readonly kind: string; readonly id: string; readonly setting?: SettingId }
}

const readRows = async (): Promise<readonly Kept[]> => {
  const rows = await server.ports.storage.snapshot((tx) => tx.selectFrom('scope_rows').select(['scope', 'body']).execute())
  return rows.map(({ scope, body }) => ({ scope, body: JSON.parse(body!) as Kept['body'] }))
}
/** Nothing is written between loads, so it is read once after each. */
const read = new Map<StartedServer, Promise<readonly Kept[]>>()

/** What the server keeps of some settings, and of the service as a whole. */
const stored = async (settings: readonly SettingId[] = [HOME, BROOK]): Promise<Stored> => {
  const reading = read.get(server) ?? readRows()
  read.set(server, reading)
  const bodies = await reading
  const wanted = ({ kind, id, setting = id as SettingId }: Kept['body']): boolean => kind === 'pack' || settings.includes(setting)
  const of = <T>(kind: string, scope: string): T[] =>
    bodies.filter(({ body, ...row }) => body.kind === kind && wanted(body) && row.scope.startsWith(scope)).map((row) => row.body as unknown as T)
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
    agreements: of<AgreementState>('agreement', 'file'),
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

test('the senior manager of both homes has their facts, one file beside those of two who left, and the referrals; who manages one home has that one’s', async () => {
  const scopesOf = async (username: string) => {
    const { body, headers } = await signInAs(server.address, username, `larkfield-${username}-1`)
    const signedIn = { cookie: headers.get('set-cookie')!.split(';', 1)[0]!, 'x-principal': body.person, 'content-type': 'application/json' }
    const answer = await send(server.address, 'POST', '/api/changes', signedIn, JSON.stringify({ cursors: {}, unsent: { count: 0, oldest: null } }))
    return (answer.body as ChangesAnswer).scopes
  }
  const morgan = await scopesOf('morgan')
  expect(morgan.map(({ scope }) => scope).sort()).toEqual(['org', `mine:${personOf('morgan')}`, `facts:${HOME}`, `facts:${BROOK}`, `cases:${HOME}`, `cases:${BROOK}`, `file:${postOf('priya-brook')}`, ...LEAVERS.map(({ key }) => `file:${postOf(key)}`)].sort())
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

const EVERYWHERE = [HOME, BROOK, ...OTHER_SERVICES.map(({ setting }) => setting)]
const linesOf = async ({ setting }: Service) => todayOf((await stored([setting])).known, londonDay(now))
const lineFor = async (service: Service, key: string) => (await linesOf(service)).find(({ post }) => post.id === postOf(key))!

test('every group and every kind of employment of the facts has a current post', async () => {
  const { known } = await stored(EVERYWHERE)
  const current = [...known.posts.values()].filter((post) => isCurrent(post, londonDay(now)))
  expect(new Set(current.map(({ group }) => group))).toEqual(new Set(Group.options))
  expect(new Set(current.map(({ employment }) => employment))).toEqual(new Set(Employment.options))
  const inSefton = current.filter(({ setting }) => known.settings.get(setting)?.pack === 'sefton')
  const table = Group.options.filter((group) => !['practitioner', 'day-opportunities', 'apprentice', 'admin'].includes(group))
  expect(new Set(inSefton.map(({ group }) => group))).toEqual(new Set(table))
})

test('every policy that ships has a setting, plainly a demonstration', async () => {
  const { known } = await stored(EVERYWHERE)
  expect(new Set([...known.settings.values()].map(({ pack }) => pack))).toEqual(new Set(known.packs.map(({ id }) => id)))
  expect([...known.settings.values()].filter(({ name }) => !name.endsWith('(demonstration)'))).toEqual([])
})

test.each(OTHER_SERVICES.map((service) => [service.name, service] as const))(
  '%s has somebody overdue, due soon and not due, and nobody whose interval is not set up',
  async (_, service) => {
    const states = (await linesOf(service)).map(({ oneToOne }) => oneToOne?.state)
    expect(states).toEqual(expect.arrayContaining(['overdue', 'due-soon', 'not-due']))
    expect(states).not.toContain('not-set-up')
    expect(states).not.toContain(undefined)
  },
)

test('each policy with forms has locked sessions and agreements on its own, and one session that waits for the supervisee', async () => {
  for (const { setting, pack: id } of OTHER_SERVICES) {
    const { known, sessions, agreements } = await stored([setting])
    const forms = known.packs.find((pack) => pack.id === id)!.forms.filter(({ record }) => record === 'session' || record === 'agreement')
    const onOwn = [...sessions, ...agreements].filter(({ pins }) => pins.pack === id && forms.some((form) => form.id === pins.form))
    expect(onOwn).toHaveLength(sessions.length + agreements.length)
    for (const { record } of forms) {
      expect(onOwn.filter((each) => each.kind === record && each.locked).length).toBeGreaterThan(2)
    }
    const open = sessions.filter(({ locked }) => !locked)
    expect(open.map((session) => statusOf(session))).toEqual(forms.some(({ record }) => record === 'session') ? ['part-signed'] : [])
    expect([...sessions, ...agreements].flatMap(({ unsetSignatures }) => unsetSignatures)).toEqual([])
  }
})

test('SSWB-1.2, HAV-4.2b: a professional line has a clock of its own beside the managerial one', async () => {
  for (const [service, key] of [[PRACTICE_TEAM, 'rory'], [DAY_CENTRE, 'saffron']] as const) {
    const lines = (await linesOf(service)).filter(({ post }) => post.person === personOf(key))
    expect(new Map(lines.map(({ post, oneToOne }) => [post.line, oneToOne?.state]))).toEqual(new Map([['managerial', 'not-due'], ['professional', 'overdue']]))
    expect(new Set(lines.map(({ post }) => post.supervisor)).size).toBe(2)
  }
})

test('HAV-5.5: a meeting of three is asked of who has a professional line, and of nobody else', async () => {
  const asked = (await linesOf(DAY_CENTRE)).filter(({ others }) => others.some(({ track }) => track === 'three-way'))
  expect(asked.map(({ post }) => post.id)).toEqual([postOf('saffron')])
})

test('HAV-App3: the day centre has somebody of each row of its table', async () => {
  const rules = new Set((await linesOf(DAY_CENTRE)).flatMap(({ oneToOne }) => [oneToOne?.rule, ...(oneToOne?.also ?? [])]))
  expect([...rules]).toEqual(expect.arrayContaining(['0', 'a', 'c', 'd', 'e', 'f', 'h', 'i'].map((row) => `HAV-App3.${row}`)))
})

test('HAV-App1.6: of two people whose supervisor is away, the one with no cover named waits for it', async () => {
  const coverOf = async (key: string) => (await lineFor(DAY_CENTRE, key)).others.find(({ track }) => track === 'cover')?.state
  expect([await coverOf('tess'), await coverOf('rohan')]).toEqual(['overdue', undefined])
})

test('HAV-6.1.10: the day centre has chosen a reading, with its reason, and it holds: no shortest length for the administrator', async () => {
  const { known } = await stored([DAY_CENTRE.setting])
  const { chosen } = policyOn(known.settings.get(DAY_CENTRE.setting)!, londonDay(now))
  expect(chosen['HAV-AMB-6']).toMatchObject({ reading: 'quarterly-any-length', reason: expect.stringContaining('six hours') as string })
  expect((await lineFor(DAY_CENTRE, 'bettina')).oneToOne).toMatchObject({ rule: 'HAV-App3.h', minutes: null })
})

test('WOK-A14: one one-to-one of the Wokingham team is to be escalated; WOK-A2: who has five supervisees nears the limit', async () => {
  const lines = await linesOf(SOCIAL_WORK)
  expect(lines.filter(({ oneToOne }) => oneToOne?.state === 'escalate').map(({ post }) => post.id)).toEqual([postOf('leila')])
  const capacity = (await lineFor(SOCIAL_WORK, 'jonas')).others.find(({ track }) => track === 'capacity')
  expect(capacity).toMatchObject({ done: 5, state: 'due-soon' })
  const rules = new Set(lines.flatMap(({ oneToOne }) => [oneToOne?.rule, ...(oneToOne?.also ?? [])]))
  expect([...rules]).toEqual(expect.arrayContaining(['WOK-A16', 'WOK-A16a', 'WOK-A16b', 'WOK-A16c', 'WOK-A17']))
})

test('WAL-6a: the Welsh provider’s interval says where it stands, and another one is in force from the first of next month', async () => {
  const { known } = await stored([PROVIDER.setting])
  const setting = known.settings.get(PROVIDER.setting)!
  const intervalOn = (day: PlainDate) => policyOn(setting, day).settings.oneToOne
  expect(intervalOn(londonDay(now))).toEqual({ every: 'P3M', citation: expect.stringContaining('regulation 36') as string })
  expect(intervalOn(PlainDate.parse('2026-11-30'))).toMatchObject({ every: 'P3M' })
  expect(intervalOn(PlainDate.parse('2026-12-01'))).toMatchObject({ every: 'P2M' })
})

test('what happened beside sessions is there in each service: groups, quotas, audits, training, reviews', async () => {
  const { known } = await stored(EVERYWHERE)
  const types = new Set([...known.posts.values()].flatMap(({ happened }) => happened.map(({ event }) => event.type)))
  const said = ['absence', 'appraisal', 'asye-review', 'audit', 'group', 'observation-done', 'record-audit', 'self-evaluation', 'supervision-observed', 'team-meeting', 'three-way', 'training']
  expect([...types].sort()).toEqual(said)
  const openOf = async (service: Service, track: TrackName, state: string) =>
    (await linesOf(service)).filter(({ others }) => others.some((one) => one.track === track && one.state === state)).map(({ post }) => post.id)
  expect(await openOf(DAY_CENTRE, 'group', 'overdue')).toEqual(expect.arrayContaining([postOf('tess')]))
  expect(await openOf(PRACTICE_TEAM, 'training', 'overdue')).toEqual([postOf('noor')])
  expect(await openOf(SOCIAL_WORK, 'record-audit', 'overdue')).toEqual([postOf('jonas')])
})

test('each other service has a manager and one of the people they supervise who can sign in', async () => {
  const elsewhere = new Set(demonstrationSignIns.filter(({ elsewhere: other }) => other).map(({ username }) => username))
  // Two of each, and who looks at the quality of all and does human resources for all.
  expect(elsewhere.size).toBe(OTHER_SERVICES.length * 2 + 2)
  for (const { manager, members } of OTHER_SERVICES) {
    expect(elsewhere.has(manager)).toBe(true)
    expect(members.filter(({ key, supervisor }) => supervisor === manager && elsewhere.has(key))).toHaveLength(1)
  }
})

test('W2: the senior manager has a duty for both homes, and two with no post one for the whole service; all are written down', async () => {
  const dutiesFor = async (username: string) => (await signInAs(server.address, username, `larkfield-${username}-1`)).body.duties
  expect(new Set((await dutiesFor('morgan')).map(({ duty, setting }) => `${duty} ${setting}`))).toEqual(new Set([`senior-manager ${HOME}`, `senior-manager ${BROOK}`]))
  expect(await dutiesFor('wren')).toEqual([{ duty: 'quality-assurance', setting: null, until: null }])
  expect(await dutiesFor('dana')).toEqual([])
  const written = await server.ports.storage.snapshot((tx) => tx.selectFrom('audit').select(['actor', 'subject']).where('what', '=', 'duty-given').execute())
  expect(await dutiesFor('hazel')).toEqual([{ duty: 'human-resources', setting: null, until: null }])
  expect(written).toHaveLength(4)
  expect(new Set(written.map(({ actor }) => actor))).toEqual(new Set([personOf('dana')]))
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
