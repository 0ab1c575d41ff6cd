import { describe, expect, it } from 'vitest'
import { type ClockTime, daysBetween, type Instant, type PlainDate } from '../../src/domain/dates.ts'
import { isWorkingDay } from '../../src/domain/policy/holidays.ts'
import { type Duration } from '../../src/domain/policy/durations.ts'
import { AgreedDates, NamedManager } from '../../src/domain/policy/answer.ts'
import { packOf } from '../../src/domain/policy/packs.ts'
import { type AgreementState, type PostState } from '../../src/domain/records/record.ts'
import { factsOfPost, obligationsOfPost } from '../../src/domain/today.ts'
import { redated } from '../../src/queries/agreement-dates.ts'
import { draftMatterOf, drawUpActs, openDraftOf, policyEvery, prefillOf } from '../../src/queries/agreement-draft.ts'
import { type Snapshot } from '../../src/queries/device.ts'
import { sessionFor } from '../../src/queries/planned-session.ts'
import { ADE_POST, DANA, memoryDevice, SAM, SAM_POST } from '../memory-device.ts'
import { hold, planned } from '../features/sessions/seed.ts'
import { drawnUp, EXPECTATIONS, home, MORAG, signAs, stateOf } from '../features/agreements/seed.ts'

const day = (text: string): PlainDate => text as PlainDate
const every = (text: string): Duration => text as Duration

/** What the agreement of Sefton's form must say before it can be signed. */
const REQUIRED = [
  'tasks-workload', 'tasks-development', 'interruptions', 'every', 'minutes', 'recording', 'others',
  'expect-a', 'expect-b', 'expect-c', 'expect-d', 'expect-e', 'expect-f', 'named-manager', 'dates', 'review-on',
]

const required = (): readonly string[] =>
  (packOf('sefton')?.forms.find(({ id }) => id === 'supervision-agreement')?.sections ?? [])
    .flatMap(({ fields }) => fields)
    .flatMap((field) => (field.required ? [field.key] : []))

const filledIn = ({ fields }: AgreementState): readonly string[] => REQUIRED.filter((key) => fields[key] !== undefined)
const datesOf = ({ fields }: AgreementState): AgreedDates => AgreedDates.parse(fields['dates']?.value)

const withPost = (snapshot: Snapshot, change: Partial<PostState>): Snapshot => {
  const post = snapshot.posts.get(SAM_POST)
  if (!post) throw new Error('the post is on this device')
  return { ...snapshot, posts: new Map([...snapshot.posts, [SAM_POST, { ...post, ...change }]]) }
}

const drawnFrom = (snapshot: Snapshot, asOf = day('2026-06-10')) => {
  const made = drawUpActs(snapshot, SAM_POST, { asOf: () => asOf, newId: () => '01900000-0000-7000-8000-000000000101', me: { person: DANA } })
  if (typeof made === 'string') throw new Error(made)
  const edit = made.acts[1]
  if (edit?.type !== 'fields.edit') throw new Error('a draft is prefilled')
  return edit.patch
}

describe('drawing up an agreement (SEF-8.1, J7)', () => {
  it('asks for these fields, and fills in at least 70 % of them', async () => {
    expect(required()).toEqual(REQUIRED)
    const dana = home()
    const state = await stateOf(dana, await drawnUp(dana))
    const filled = filledIn(state)
    expect(REQUIRED.filter((key) => !filled.includes(key))).toEqual(['expect-a', 'expect-b', 'expect-c', 'expect-d'])
    expect(filled.length / REQUIRED.length).toBeGreaterThanOrEqual(0.7)
  })

  it('offers the policy’s words for the post: another workload for an agency worker', async () => {
    const dana = home()
    const sam = (await stateOf(dana, await drawnUp(dana))).fields['tasks-workload']?.value
    const ade = (await stateOf(dana, await drawnUp(dana, {}, {}, ADE_POST))).fields['tasks-workload']?.value
    expect(sam).toMatch(/key work/)
    expect(ade).toMatch(/shifts booked/)
  })

  it('proposes the interval of the person’s own rule', async () => {
    const snapshot = await home().snapshot()
    expect(drawnFrom(snapshot)['every']?.value).toBe('P1M')
    // In the first six months of residential work it is the fortnight (SEF-3.17).
    expect(drawnFrom(withPost(snapshot, { employedOn: day('2026-05-04'), supervisedSince: day('2026-05-04') }))['every']?.value).toBe('P2W')
    // A newly qualified social worker is seen every week to begin with (SEF-3.12), for 90 minutes.
    const qualified = drawnFrom(withPost(snapshot, { group: 'social-worker', employedOn: day('2026-06-01'), supervisedSince: day('2026-06-01'), facts: { newlyQualified: 'social-worker', residentialHome: false } }))
    expect([qualified['every']?.value, qualified['minutes']?.value]).toEqual(['P1W', 90])
  })

  it('takes for a rule that counts shifts the backstop behind it (SEF-3.2)', async () => {
    const dana = home()
    const state = await stateOf(dana, await drawnUp(dana, {}, {}, ADE_POST))
    expect(state.fields['every']?.value).toBe('P8W')
    expect(state.fields['minutes']?.value).toBe(60)
  })

  it('takes the next shorter option where the form does not offer the policy’s interval', async () => {
    const snapshot = await home().snapshot()
    const varied = withPost(snapshot, { facts: { variations: [{ every: 'P19D', from: '2026-01-01', reason: 'new to nights' }] } })
    expect(drawnFrom(varied)['every']?.value).toBe('P2W')
  })

  it('names another manager of the home, and nobody where there is none', async () => {
    const dana = home()
    expect(NamedManager.parse((await stateOf(dana, await drawnUp(dana))).fields['named-manager']?.value)).toEqual({ person: MORAG, name: 'Morag Ellery' })
    const alone = memoryDevice(DANA)
    const state = await stateOf(alone, await drawnUp(alone))
    expect(state.fields['named-manager']).toBeUndefined()
  })

  it('then names whom the supervisor named in the last agreement that was signed', async () => {
    const dana = memoryDevice(DANA)
    const manager = { person: null, name: 'Morag Ellery' }
    const first = await drawnUp(dana, { ...EXPECTATIONS, 'named-manager': manager })
    await signAs(dana, first, 'supervisor')
    await signAs(dana.as(SAM), first, 'supervisee')
    const other = await stateOf(dana, await drawnUp(dana, {}, {}, ADE_POST))
    expect(other.fields['named-manager']?.value).toEqual(manager)
  })

  it('is refused to anybody but the supervisor, for an unknown post and without the policy', async () => {
    const dana = home()
    const snapshot = await dana.snapshot()
    expect(drawUpActs(await dana.as(SAM).snapshot(), SAM_POST, dana.as(SAM))).toBe('not-the-supervisor')
    expect(drawUpActs({ ...snapshot, posts: new Map() }, SAM_POST, dana)).toBe('post-unknown')
    expect(drawUpActs({ ...snapshot, packs: [] }, SAM_POST, dana)).toBe('no-policy')
  })

  it('finds the draft that is open, and none once it is void', async () => {
    const dana = home()
    expect(openDraftOf(await dana.snapshot(), SAM_POST)).toBeNull()
    const recordId = await drawnUp(dana)
    expect(openDraftOf(await dana.snapshot(), SAM_POST)?.id).toBe(recordId)
    await dana.act({ recordId, kind: 'agreement', type: 'record.void', payload: { reason: 'made-by-mistake', note: '', on: dana.asOf() } })
    expect(openDraftOf(await dana.snapshot(), SAM_POST)).toBeNull()
  })
})

describe('the dates it proposes (SEF-8.0, SEF-8.2)', () => {
  it('are a year of working days ahead, none on leave of either of the two', async () => {
    const dana = home()
    await dana.act({ recordId: SAM_POST, kind: 'post', type: 'post.leave', payload: { leave: '01900000-0000-7000-8000-000000000201', from: day('2026-07-06'), until: day('2026-07-17'), cancelled: false } })
    const dates = datesOf(await stateOf(dana, await drawnUp(dana)))
    expect(dates.length).toBeGreaterThanOrEqual(12)
    for (const { on } of dates) {
      expect(on > '2026-06-10' && on <= '2027-06-10').toBe(true)
      expect(isWorkingDay(on, [])).toBe(true)
      expect(on >= '2026-07-06' && on <= '2026-07-17').toBe(false)
    }
  })

  it('begin with the next working day where a session is overdue, and never in the past', async () => {
    const dana = home()
    const [first] = datesOf(await stateOf(dana, await drawnUp(dana)))
    expect(first?.on).toBe('2026-06-11')
  })

  it('begin with what the two have planned already, as they planned it, and go on from there', async () => {
    // A Sunday, as a home plans them: it is not moved, and nothing is proposed before it.
    const dana = home('2026-11-22T09:00:00Z' as Instant)
    await planned(dana, day('2026-11-22'))
    const dates = datesOf(await stateOf(dana, await drawnUp(dana)))
    expect(dates.slice(0, 2).map(({ on }) => on)).toEqual(['2026-11-22', '2026-12-22'])
    expect(dates.at(-1)?.on.slice(0, 7)).toBe('2027-11')
  })

  it('are never before the day it is drawn up, even where the last day in time was yesterday', async () => {
    // Held on 22 October: a month later is a Sunday, and the working day before it is Friday 20 November.
    const dana = home('2026-11-21T09:00:00Z' as Instant)
    await hold(dana, await planned(dana, day('2026-10-22')), day('2026-10-22'))
    expect(datesOf(await stateOf(dana, await drawnUp(dana)))[0]?.on).toBe('2026-11-23')
  })

  it('change with the interval, and keep a date that somebody moved', async () => {
    const dana = home()
    const state = await stateOf(dana, await drawnUp(dana))
    const matter = draftMatterOf(await dana.snapshot(), state)
    if (!matter) throw new Error('the draft has its policy')
    const dates = datesOf(state)
    const moved = dates.map((each, index) => (index === 2 ? { on: day('2026-08-19'), at: null } : each))
    const { dates: now, kept } = redated(moved, matter.dates, every('P1M'), every('P2W'))
    expect(kept).toEqual([{ on: '2026-08-19', at: null }])
    expect(now).toContainEqual({ on: '2026-08-19', at: null })
    expect(now.length).toBeGreaterThanOrEqual(25)
    // What was kept stands for the proposed date beside it: no two are within a week.
    expect(now.slice(1).every(({ on }, index) => daysBetween(now[index]?.on ?? on, on) >= 7)).toBe(true)
    // And back again, nothing but what a person moved is different.
    expect(redated(now, matter.dates, every('P2W'), every('P1M')).dates.map(({ on }) => on)).toEqual(moved.map(({ on }) => on))
  })
})

describe('an amendment', () => {
  it('a date that was moved since comes with the day it was moved to, and one called off does not come back', async () => {
    const dana = home()
    const sam = dana.as(SAM)
    const at = '14:00' as ClockTime
    const agreed = ['2026-06-24', '2026-07-08', '2026-07-22', '2026-08-05'].map((on) => ({ on: day(on), at }))
    const first = await drawnUp(dana, { ...EXPECTATIONS, every: 'P2W', dates: agreed })
    await signAs(dana, first, 'supervisor')
    await signAs(sam, first, 'supervisee')
    const takeUp = async (on: string) => {
      const made = sessionFor(await dana.snapshot(), SAM_POST, { on: day(on), at, session: null, agreement: first }, dana)
      if (typeof made === 'string') throw new Error(made)
      const record = { recordId: made.recordId, kind: 'session' } as const
      const cancel = { ...record, type: 'session.cancel', payload: { plannedFor: day(on), reason: 'incident', note: '', on: day('2026-06-10') } } as const
      await dana.acts([...made.acts, cancel])
      return record
    }
    const moved = await takeUp('2026-06-24')
    await dana.act({ ...moved, type: 'session.rebook', payload: { plannedFor: day('2026-06-29'), at, on: day('2026-06-10') } })
    await takeUp('2026-07-08')
    const dates = datesOf(await stateOf(dana, await drawnUp(dana, {}, { follows: first })))
    expect(dates.slice(0, 3).map(({ on }) => on)).toEqual(['2026-06-29', '2026-07-22', '2026-08-05'])
  })

  it('begins with the words, the length, the manager and the dates still ahead of the agreement it follows', async () => {
    const dana = home()
    const first = await drawnUp(dana, { ...EXPECTATIONS, every: 'P2W', minutes: 90, others: 'Nobody else.' })
    await signAs(dana, first, 'supervisor')
    await signAs(dana.as(SAM), first, 'supervisee')
    dana.setClock('2026-12-10T09:00:00Z' as Instant)
    const second = await stateOf(dana, await drawnUp(dana, {}, { follows: first }))
    expect(second.follows).toBe(first)
    expect(Object.fromEntries(['expect-a', 'every', 'minutes', 'others', 'review-on'].map((key) => [key, second.fields[key]?.value]))).toEqual({
      'expect-a': EXPECTATIONS['expect-a'], every: 'P2W', minutes: 90, others: 'Nobody else.', 'review-on': '2027-12-10',
    })
    const before = datesOf(await stateOf(dana, first)).filter(({ on }) => on > '2026-12-10')
    expect(datesOf(second)).toEqual(expect.arrayContaining(before))
    expect(datesOf(second).at(-1)?.on.slice(0, 7)).toMatch(/2027-1[12]/)
  })
})

describe('once both have signed', () => {
  it('the policy’s agreement is met, and the agreed interval is the target (C7)', async () => {
    const dana = home()
    await hold(dana, await planned(dana, day('2026-06-03')), day('2026-06-03'))
    const recordId = await drawnUp(dana, { ...EXPECTATIONS, every: 'P2W' })
    const read = async () => {
      const snapshot = await dana.snapshot()
      const post = snapshot.posts.get(SAM_POST)
      if (!post) throw new Error('the post is on this device')
      const facts = factsOfPost(snapshot, SAM_POST, dana.asOf())
      const all = obligationsOfPost(post, snapshot.settings.get(post.setting), snapshot.packs, facts, dana.asOf())
      return { agreement: all.find(({ track }) => track === 'agreement'), oneToOne: all.find(({ track }) => track === 'one-to-one') }
    }
    const before = await read()
    expect(before.agreement?.state).toBe('overdue')
    await signAs(dana, recordId, 'supervisor')
    expect((await read()).agreement?.state).toBe('overdue')
    await signAs(dana.as(SAM), recordId, 'supervisee')
    const after = await read()
    expect(after.agreement?.state).toBe('met-late')
    expect(after.oneToOne?.agreedEvery).toBe('P2W')
    expect([before.oneToOne?.due, after.oneToOne?.due]).toEqual(['2026-07-03', '2026-07-03'])
    expect([before.oneToOne?.target, after.oneToOne?.target]).toEqual(['2026-07-03', '2026-06-17'])
  })
})

describe('what the screen says was filled in', () => {
  it('is what filling in again gives, and the policy’s longest interval is known', async () => {
    const dana = home()
    const state = await stateOf(dana, await drawnUp(dana, { others: 'Only inspectors.' }))
    const matter = draftMatterOf(await dana.snapshot(), state)
    if (!matter) throw new Error('the draft has its policy')
    const again = prefillOf(matter)
    expect(Object.keys(again).filter((key) => JSON.stringify(again[key]) !== JSON.stringify(state.fields[key]?.value))).toEqual(['others'])
    expect(policyEvery(matter)).toBe('P1M')
  })
})
