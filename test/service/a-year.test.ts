/**
 * A year in the life of the home, as its devices would live it: every act over HTTP to the real server, the clock moving
 * from one day to the next, and what the policy asks looked at along the way.
 */
import { IDBFactory } from 'fake-indexeddb'
import { v7 } from 'uuid'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { type OpenDevice } from '../../src/app/device-open.ts'
import { addDays, addMonths, type ClockTime, daysBetween, epochOf, type Instant, londonInstant, type PlainDate, weekday } from '../../src/domain/dates.ts'
import { type ActId, PostId, type RecordId } from '../../src/domain/ids.ts'
import { Interval } from '../../src/domain/policy/durations.ts'
import { type Obligation, trackLabel } from '../../src/domain/policy/obligation.ts'
import { proposeDates } from '../../src/domain/schedule.ts'
import { type AgreementState, type ObservationState, type SessionState } from '../../src/domain/records/record.ts'
import { todayOf } from '../../src/domain/today.ts'
import { type QuarantineAnswer } from '../../src/protocol/changes.ts'
import { shiftId } from '../../src/protocol/derived-ids.ts'
import { canonicalJson } from '../../src/protocol/hash.ts'
import { sessionFor } from '../../src/queries/planned-session.ts'
import { signingActs } from '../../src/queries/signing.ts'
import { applied } from '../sync/deeds.ts'
import { type Client, EVERYBODY, HOME, type House, openHouse, ORG, person, post, signInAs } from '../sync/house.ts'
import { comesIn, world } from '../sync/world.ts'
import { agree, asked, byFacts, byRecords, expectSame, hold, observeFully, type Pair, planSession, shareAndSign } from '../sync/year.ts'

const BEGINS = '2025-06-02' as PlainDate
const ENDS = '2026-06-05' as PlainDate

let house: House
let now: Instant
let clients: Record<(typeof EVERYBODY)[number], Client>

beforeAll(async () => {
  now = londonInstant(BEGINS, '08:00' as ClockTime)
  house = await openHouse({ now, supervisedSince: BEGINS })
  clients = Object.fromEntries(await Promise.all(EVERYBODY.map(async (key) => [key, await house.signIn(key)]))) as typeof clients
  for (const client of Object.values(clients)) client.keepsWhatItPulled()
})
afterAll(() => house.close())

const today = (): PlainDate => now.slice(0, 10) as PlainDate
/** Who has left: their accounts are closed (J14). */
const gone = new Set<string>()
/** It is this day now; whoever was signed in yesterday signs in again. */
const becomes = async (day: PlainDate): Promise<void> => {
  if (day < today()) throw new Error(`${day} is over`)
  now = londonInstant(day, '17:00' as ClockTime)
  house.setClock(now)
  for (const client of Object.values(clients)) if (!gone.has(client.key)) client.cookie = (await house.signIn(client.key)).cookie
}
/** The first working day from a day on, as far as weekends go. */
const workday = (day: PlainDate): PlainDate => (weekday(day) > 5 ? workday(addDays(day, 1)) : day)

const facts = async () => byFacts(await clients.dana.everything())
const inPost = async (id: PostId, label: string): Promise<Obligation | undefined> =>
  asked(await facts(), id, today()).find((each) => trackLabel(each) === label)
const stateIn = async (id: PostId, label: string): Promise<string | undefined> => (await inPost(id, label))?.state

/** What is to happen on which day. */
const diary: { readonly day: PlainDate; readonly what: () => Promise<void> }[] = []
const on = (day: PlainDate, what: () => Promise<void>): void => {
  diary.push({ day, what })
}

/** How two people meet at present: under which agreement, which of its dates comes next. */
interface Meeting {
  readonly pair: Pair
  readonly agreement: RecordId
  readonly dates: readonly PlainDate[]
}
const meetings = new Map<string, Meeting>()
/** What is done to a session instead of holding it on its day; it says when the pair met. */
const otherwise = new Map<string, (meeting: Meeting, id: RecordId, day: PlainDate) => Promise<void>>()
const answers = new Map<string, Record<string, string>>()
const lastMet = new Map<string, PlainDate>()

/** The pair meets on its dates, one after the other, until the meeting is another or there is none. */
const meetNext = (key: string, number: number): void => {
  const meeting = meetings.get(key)
  const day = meeting?.dates[number]
  if (!meeting || day === undefined || day > ENDS) return
  const { pair, agreement } = meeting
  const name = `${key}#${number}`
  on(addDays(day, -1), async () => {
    if (meetings.get(key) !== meeting) return
    // By turns the worker or the supervisor takes up the date first; every third time both do, neither seeing the other.
    const first = number % 3 === 0 ? [pair.worker, pair.supervisor] : [number % 2 === 0 ? pair.worker : pair.supervisor]
    for (const by of first) applied(await by.push(planSession(pair, by, day, agreement).act))
  })
  const { id } = planSession(pair, pair.worker, day, agreement)
  on(day, async () => {
    if (meetings.get(key) !== meeting) return
    const other = otherwise.get(name)
    await (other ? other(meeting, id, day) : met(key, id, day, answers.get(name)))
    meetNext(key, number + 1)
  })
}

/** Held, and two working days later shared and signed by both: the clock moves, the record is in time. */
const met = async (key: string, id: RecordId, day: PlainDate, answer: Record<string, string> = {}): Promise<void> => {
  const { pair } = meetings.get(key)!
  await hold(pair, id, day)
  lastMet.set(key, day)
  const due = await inPost(pair.post, 'one-to-one')
  expect([key, due?.state, due?.reasons[0]?.anchor]).toEqual([key, 'not-due', day])
  expect(await stateIn(pair.post, `record:${id}`)).toBe('not-due')
  const shared = workday(addDays(day, 2))
  on(shared, async () => {
    await shareAndSign(pair, id, shared, answer)
    expect(await stateIn(pair.post, `record:${id}`)).toBe('met')
  })
}

const pairOf = (supervisor: keyof typeof clients, worker: keyof typeof clients, id = post(worker)): Pair => ({
  supervisor: clients[supervisor], worker: clients[worker], post: id,
})

const agreesOn = async (key: string, pair: Pair, every: string, from: PlainDate, follows: string | null = null): Promise<Meeting> => {
  const { id, dates } = await agree(pair, today(), every, from, follows)
  const meeting = { pair, agreement: id, dates }
  meetings.set(key, meeting)
  meetNext(key, 0)
  return meeting
}

const logShifts = async (postId: PostId, days: readonly PlainDate[], change: object = {}): Promise<void> => {
  const { dana } = clients
  applied(await dana.push(...days.map((day) => {
    const startedAt = londonInstant(day, '07:00' as ClockTime)
    const payload = { post: postId, setting: HOME, person: person('ade'), startedAt, endedAt: londonInstant(day, '15:00' as ClockTime), status: 'worked', units: null, ...change }
    return dana.act(shiftId(ORG, person('ade'), HOME, startedAt), 'shift.log', payload, 'shift')
  })))
}

const everyThird = (from: PlainDate, count: number): readonly PlainDate[] => Array.from({ length: count }, (_, n) => addDays(from, 2 * n))

test('a year in the life of the home runs without a dead end', { timeout: 300_000 }, async () => {
  const { dana, ade, sam, kofi, olu } = clients
  const adePermanent = PostId.parse(v7())

  // June: everybody agrees. The agreed four weeks are the target, the policy's month is the limit (C7).
  on(BEGINS, async () => {
    expect([await stateIn(post('sam'), 'agreement'), await stateIn(post('sam'), 'observation')]).toEqual(['not-due', 'overdue'])
    await agreesOn('sam', pairOf('dana', 'sam'), 'P4W', BEGINS)
    await agreesOn('priya', pairOf('dana', 'priya'), 'P4W', BEGINS)
    await agreesOn('kofi', pairOf('priya', 'kofi'), 'P4W', BEGINS)
    expect(await stateIn(post('sam'), 'agreement')).toBe('met')
    expect(await inPost(post('sam'), 'one-to-one')).toMatchObject({ target: '2025-06-30', due: '2025-07-02', state: 'not-due', agreedEvery: 'P4W' })
    // Nobody has agreed with Ade, who is paid by the shift.
    expect(await inPost(post('ade'), 'agreement')).toMatchObject({ state: 'not-due', due: '2025-06-30' })
  })
  on(addDays(BEGINS, 29), async () => {
    expect(await stateIn(post('ade'), 'agreement')).toBe('overdue')
    await agree(pairOf('dana', 'ade'), today(), 'P8W', today())
    expect(await stateIn(post('ade'), 'agreement')).toBe('met-late')
  })

  // July, August: sixteen shifts make a session due, the seventeenth is one too many; a session begins the count anew.
  const metAde = '2025-07-02' as PlainDate
  const adeMeets = async (day: PlainDate): Promise<void> => {
    const pair = pairOf('dana', 'ade')
    const { id, act } = planSession(pair, dana, day, null)
    applied(await dana.push(act))
    await hold(pair, id, day)
    await shareAndSign(pair, id, day)
  }
  on(metAde, () => adeMeets(metAde))
  const shifts = everyThird(addDays(metAde, 1), 17)
  on(shifts[11]!, async () => {
    await logShifts(post('ade'), shifts.slice(0, 11))
    expect(await inPost(post('ade'), 'one-to-one')).toMatchObject({ state: 'not-due', count: 11 })
    // The twelfth is Ade's word until the home has logged it.
    const startedAt = londonInstant(shifts[11]!, '07:00' as ClockTime)
    const claim = { post: post('ade'), setting: HOME, person: person('ade'), startedAt, endedAt: londonInstant(shifts[11]!, '15:00' as ClockTime), status: 'worked', units: null, claimed: true }
    applied(await ade.push(ade.act(shiftId(ORG, person('ade'), HOME, startedAt), 'shift.log', claim, 'shift')))
    expect(await inPost(post('ade'), 'one-to-one')).toMatchObject({ count: 11 })
    await logShifts(post('ade'), [shifts[11]!])
    expect(await inPost(post('ade'), 'one-to-one')).toMatchObject({ state: 'due-soon', count: 12 })
  })
  on(shifts[15]!, async () => {
    await logShifts(post('ade'), shifts.slice(12, 16))
    expect(await inPost(post('ade'), 'one-to-one')).toMatchObject({ state: 'due', count: 16, rule: 'SEF-3.18' })
  })
  const seventeenth = addDays(shifts[16]!, 1)
  on(seventeenth, async () => {
    await logShifts(post('ade'), [shifts[16]!])
    applied(await dana.push(dana.act(HOME, 'setting.roster', { through: now, rows: 17, on: today() }, 'setting')))
    expect(await inPost(post('ade'), 'one-to-one')).toMatchObject({ state: 'overdue', count: 17 })
    await adeMeets(seventeenth)
    expect(await inPost(post('ade'), 'one-to-one')).toMatchObject({ state: 'not-due', count: 0 })
  })

  // September: Sam is observed. October: Ade becomes permanent, a new post with a clock of its own.
  on('2025-09-10' as PlainDate, async () => {
    await observeFully(pairOf('dana', 'sam'), '2025-09-09' as PlainDate, today())
    expect(await inPost(post('sam'), 'observation')).toMatchObject({ state: 'not-due', due: '2026-09-09' })
  })
  const permanentFrom = '2025-10-01' as PlainDate
  on(permanentFrom, async () => {
    const started = {
      person: person('ade'), setting: HOME, title: 'Residential worker', group: 'residential', employment: 'permanent', hours: 'full-time', line: 'managerial',
      supervisor: person('dana'), employedOn: permanentFrom, supervisedSince: permanentFrom, from: permanentFrom, until: null, facts: {},
    }
    applied(await dana.push(
      dana.act(post('ade'), 'post.end', { until: addDays(permanentFrom, -1), reason: 'other-employment', on: today() }, 'post'),
      dana.act(adePermanent, 'post.start', started, 'post'),
    ))
    const lines = new Map(todayOf(await facts(), today()).map((line) => [line.post.id, line]))
    expect([lines.has(post('ade')), lines.get(adePermanent)?.oneToOne?.rule]).toEqual([false, 'SEF-3.17'])
    await agreesOn('ade', pairOf('dana', 'ade', adePermanent), 'P2W', permanentFrom)
  })
  on(addDays(permanentFrom, 60), async () => {
    await observeFully(pairOf('dana', 'ade', adePermanent), addDays(today(), -3), today())
  })

  // November: Kofi is observed. December: Sam's session is called off and rebooked within five working days (SEF-3.4).
  on('2025-11-20' as PlainDate, async () => {
    await observeFully(pairOf('priya', 'kofi'), '2025-11-18' as PlainDate, today())
  })
  otherwise.set('sam#6', async ({ pair }, id, day) => {
    applied(await sam.push(sam.act(id, 'session.cancel', { plannedFor: day, reason: 'supervisee-absent', note: 'Ill since the morning.', on: day })))
    expect(await stateIn(pair.post, `rearrange:${id}`)).toBe('not-due')
    expect(todayOf(await facts(), day).find((line) => line.post.id === pair.post)?.toRebook).toHaveLength(1)
    const again = workday(addDays(day, 2))
    applied(await dana.push(dana.act(id, 'session.rebook', { plannedFor: again, at: '09:30', on: day })))
    expect(await stateIn(pair.post, `rearrange:${id}`)).toBe('met')
    on(again, () => met('sam', id, again))
  })

  // January: Kofi does not agree, refers it to the senior manager named in the agreement, who resolves it (SEF-8.4).
  answers.set('kofi#7', { answer: 'disagree', comment: 'The late handover was not mine.' })
  let disputed: RecordId
  otherwise.set('kofi#7', async (_meeting, id, day) => {
    disputed = id
    await met('kofi', id, day, answers.get('kofi#7'))
    on(workday(addDays(day, 5)), async () => {
      const refer = kofi.act(id, 'record.refer', { about: 'Whose handover it was', to: person('olu'), name: 'olu Example', on: today() })
      applied(await kofi.push(refer))
      const seen = [...(await olu.everything())].find(([scope]) => scope.startsWith('mine:'))![1].get(id)
      expect(seen).toMatchObject({ kind: 'referral', referrals: [{ about: 'Whose handover it was', resolved: null }] })
      applied(await olu.push(olu.act(id, 'record.resolve', { referral: refer.actId, text: 'Both were heard. The record stays.', on: today() })))
    })
  })

  // February: Dana supervises Kofi from now on. A new relationship: the agreement is reviewed at once, by a new one (SEF-2.5).
  on('2026-02-09' as PlainDate, async () => {
    const before = meetings.get('kofi')!
    meetings.delete('kofi')
    applied(await dana.push(dana.act(post('kofi'), 'post.supervise', { supervisor: person('dana'), on: today() }, 'post')))
    expect(await inPost(post('kofi'), 'agreement-review')).toMatchObject({ state: 'due', due: today() })
    await agreesOn('kofi', pairOf('dana', 'kofi'), 'P4W', lastMet.get('kofi')!, before.agreement)
    expect(await stateIn(post('kofi'), 'agreement-review')).toBe('not-due')
    await observeFully(pairOf('dana', 'priya'), '2026-02-06' as PlainDate, today())
  })

  // April: Sam leaves; what is kept of him is kept for seven years (SEF-10).
  const left = '2026-04-24' as PlainDate
  on(left, async () => {
    meetings.delete('sam')
    applied(await dana.push(dana.act(post('sam'), 'post.end', { until: left, reason: 'left', on: left }, 'post')))
    expect(await inPost(post('sam'), 'retention')).toMatchObject({ due: addMonths(left, 84), state: 'not-due' })
    expect([...(await sam.everything()).keys()]).toContain(`file:${post('sam')}`)
    gone.add('sam')
  })
  on(addDays(left, 1), async () => {
    expect(todayOf(await facts(), today()).some((line) => line.post.id === post('sam'))).toBe(false)
    expect([...(await dana.everything()).keys()]).toContain(`file:${post('sam')}`)
    expect(await signInAs(house.address, 'sam', 'pw-sam')).toMatchObject({ status: 403, body: { error: { code: 'account-closed' } } })
  })

  // May: Priya's phone is without a connection for a fortnight, and sends everything at the end.
  const away = { offline: false }
  let phone: OpenDevice
  let offlineSession: RecordId
  otherwise.set('priya#11', async ({ pair }, id, day) => {
    offlineSession = id
    applied(await dana.push(
      dana.edit(id, { 'feeling-comments': 'Said in the room.' }),
      dana.act(id, 'session.hold', { on: day, start: '14:00', end: '15:30', place: 'Office', mode: 'in-person' }),
    ))
    const back = addDays(day, 4)
    on(back, async () => {
      away.offline = false
      const { unsent } = phone.sync()
      expect(unsent).toBeGreaterThan(2)
      expect(await phone.signInAgain({ by: 'password', password: 'pw-priya' })).toBeNull()
      await vi.waitFor(() => expect(phone.sync().word).toBe('sent'), { timeout: 20_000 })
      await phone.sendNow()
      const here = (await phone.snapshot()).sessions.get(id)!
      expect([here.fields['feeling']?.value, here.fields['feeling-comments']?.value, here.held?.on]).toEqual(['Written on a hill.', 'Said in the room.', day])
      expect(canonicalJson(JSON.parse(JSON.stringify(here)))).toBe(canonicalJson(JSON.parse(JSON.stringify(await dana.session(id)))))
      expect((await phone.snapshot()).quarantined).toEqual([])

      applied(await dana.push(dana.act(id, 'record.share', { on: today() }), await dana.sign(id, 'supervisor', { on: today() })))
      expect(await stateIn(pair.post, `record:${id}`)).toBe('met')
      await phone.sendNow()
      const choice = { role: 'supervisee', answer: 'agree', comment: null, statement: 'This is a fair record.', language: 'en' } as const
      await phone.acts(await signingActs((await phone.snapshot()).sessions.get(id)!, choice, phone))
      await phone.sendNow()
      await vi.waitFor(() => expect(phone.sync().word).toBe('sent'), { timeout: 20_000 })
      expect((await dana.session(id)).locked).toBe(true)
      await phone.lock()
    })
  })
  const offlineFrom = addDays(proposeDates({ from: BEGINS, every: Interval.parse('P4W'), closureDays: [], away: [] })[11]!.on, -10)
  on(offlineFrom, async () => {
    const place = world(house, new IDBFactory(), { now: () => epochOf(now), offline: () => away.offline })
    phone = (await comesIn(place, 'priya', 'pw-priya', { kind: 'personal' })).device
    await vi.waitFor(() => expect(phone.sync().lastVerified).not.toBeNull(), { timeout: 20_000 })
    away.offline = true
  })
  on(addDays(offlineFrom, 3), async () => {
    const meeting = meetings.get('priya')!
    const snapshot = await phone.snapshot()
    const planned = { on: meeting.dates[11]!, at: '14:00' as ClockTime, session: null, agreement: meeting.agreement }
    const made = sessionFor(snapshot, post('priya'), planned, phone)
    if (typeof made === 'string') throw new Error(made)
    await phone.acts(made.acts)
    await phone.edit({ recordId: made.recordId, kind: 'session', values: { feeling: 'Written on a hill.' }, left: true })
    const leave = { leave: v7(), from: addDays(today(), 40), until: addDays(today(), 45), cancelled: false }
    await phone.act({ recordId: post('priya'), kind: 'post', type: 'post.leave', payload: leave })
    expect(phone.sync()).toMatchObject({ word: 'on-device', unsent: 3 })
  })

  // At the end of each month nothing is in quarantine, and the facts say what the whole records say.
  for (let month = 1; month <= 12; month += 1) {
    on(addDays(addMonths(BEGINS, month), -1), async () => {
      for (const client of Object.values(clients).filter(({ key }) => !gone.has(key))) {
        expect((await client.request<QuarantineAnswer>('GET', '/api/quarantine')).body.items).toEqual([])
      }
      const scopes = await Promise.all([dana, clients.priya].map((client) => client.everything()))
      expectSame(byFacts(scopes[0]!), byRecords(scopes), today())
    })
  }

  while (diary.length > 0) {
    diary.sort((a, b) => (a.day < b.day ? -1 : a.day > b.day ? 1 : 0))
    const { day, what } = diary.shift()!
    if (day > today() || day === BEGINS) await becomes(day)
    await what()
  }

  // The year is over. Whatever was signed is locked; the year's sessions are there; nobody is behind.
  const scopes = await Promise.all([dana, clients.priya].map((client) => client.everything()))
  const whole = [...new Map(scopes.flatMap((each) => [...each].flatMap(([scope, rows]) => (scope.startsWith('file:') ? [...rows] : [])))).values()]
  const signable = (whole as unknown as (SessionState | AgreementState | ObservationState)[]).filter(({ kind }) => kind === 'session' || kind === 'agreement' || kind === 'observation')
  expect(signable.filter(({ locked }) => !locked).map(({ id, kind }) => [id, kind])).toEqual([])
  const held = signable.filter((each): each is SessionState => each.kind === 'session')
  expect(held.filter(({ post: of }) => of === post('priya')).length).toBeGreaterThanOrEqual(12)
  expect(held.filter(({ post: of }) => of === post('sam')).length).toBeGreaterThanOrEqual(10)
  expect(held.some(({ id }) => id === offlineSession)).toBe(true)
  expect(held.find(({ id }) => id === disputed)?.referrals[0]?.resolved?.by).toBe(person('olu'))
  expect(held.flatMap(({ off }) => off.map(({ kind, rebooked }) => [kind, rebooked !== null]))).toEqual([['cancelled', true]])
  expect(signable.filter(({ kind }) => kind === 'observation')).toHaveLength(4)
  expect(signable.filter((each) => each.kind === 'agreement' && each.post === post('kofi'))).toHaveLength(2)
  expect(held.every(({ held: when, shared }) => when && shared && daysBetween(when.on, shared.on) <= 7)).toBe(true)
  const open = todayOf(await facts(), today()).map(({ post: each, oneToOne }) => [each.id, oneToOne?.state])
  expect(open.filter(([, state]) => state === 'overdue')).toEqual([])
  // What was pulled bit by bit in a year is what somebody gets who begins today (I3).
  for (const client of [dana, kofi, clients.priya, olu]) {
    const fresh = await (await house.signIn(client.key)).everything()
    const sorted = (scopes: ReadonlyMap<string, ReadonlyMap<string, unknown>>) =>
      new Map([...scopes].map(([scope, rows]) => [scope, new Map([...rows].filter(([, body]) => body !== null).sort(([a], [b]) => (a < b ? -1 : 1)))]))
    expect(sorted(await client.everything())).toEqual(sorted(fresh))
  }
  const acts = await house.server.ports.storage.snapshot((tx) => tx.selectFrom('acts').select('act_id').execute())
  expect(new Set(acts.map(({ act_id }) => act_id as ActId)).size).toBeGreaterThan(400)
})
