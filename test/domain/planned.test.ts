import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { addDays, type ClockTime, dayFromNumber, dayNumber, daysBetween, PlainDate } from '../../src/domain/dates.ts'
import { type AgreementFacts, type SessionFacts } from '../../src/domain/facts.ts'
import { type PersonId, type PostId, type RecordId, type SettingId } from '../../src/domain/ids.ts'
import { inForce, type Planned, plannedOf, toRebook } from '../../src/domain/planned.ts'

const day = (text: string): PlainDate => PlainDate.parse(text)
const TODAY = day('2026-06-10')
const DANA = 'dana' as PersonId
const PRIYA = 'priya' as PersonId
const SAM = 'sam' as PersonId
const post = { supervisor: DANA, until: null }
const at = '14:00' as ClockTime

const session = (id: string, change: Partial<SessionFacts>): SessionFacts => ({
  kind: 'session-facts', id: id as RecordId, revision: 1, post: 'post' as PostId, setting: 'home' as SettingId, supervisee: SAM, supervisor: DANA,
  status: 'planned', plannedFor: TODAY, at: null, agreed: null, off: [], heldOn: null, minutes: null, sharedOn: null, nextOn: null, nextAt: null, ...change,
})
const held = (id: string, on: string, change: Partial<SessionFacts> = {}): SessionFacts =>
  session(id, { status: 'locked', plannedFor: day(on), heldOn: day(on), minutes: 60, sharedOn: day(on), ...change })

const agreement = (id: string, dates: readonly string[], change: Partial<AgreementFacts> = {}): AgreementFacts => ({
  kind: 'agreement-facts', id: id as RecordId, revision: 1, post: 'post' as PostId, setting: 'home' as SettingId, supervisee: SAM, supervisor: DANA,
  status: 'signed', follows: null, drawnUpOn: day('2026-05-01'), every: null, minutes: null, dates: dates.map((on) => ({ on: day(on), at })), reviewOn: null,
  signedOn: day('2026-05-01'), reviewedOn: null, ...change,
})
const agreed = (id: string, on: string) => ({ agreement: id as RecordId, on: day(on) })

const said = (planned: readonly Planned[]): readonly string[] =>
  planned.map(({ on, session: made, agreement: by }) => `${on} ${made ?? '-'} ${by ?? '-'}`)
const ahead = (sessions: readonly SessionFacts[], agreements: readonly AgreementFacts[], asOf = TODAY) => said(plannedOf(post, sessions, agreements, asOf))

describe('dates of the agreement in force (SEF-8.0)', () => {
  test('those from today on lie ahead, with their time', () => {
    const dates = plannedOf(post, [], [agreement('a', ['2026-06-09', '2026-06-10', '2026-07-08'])], TODAY)
    expect(dates).toEqual([
      { on: '2026-06-10', at: '14:00', session: null, agreement: 'a' },
      { on: '2026-07-08', at: '14:00', session: null, agreement: 'a' },
    ])
  })

  test('a date taken up is its session, once', () => {
    const made = session('s', { plannedFor: day('2026-07-08'), agreed: agreed('a', '2026-07-08') })
    expect(ahead([made], [agreement('a', ['2026-07-08', '2026-08-05'])])).toEqual(['2026-07-08 s a', '2026-08-05 - a'])
  })

  test('a date taken up and moved is where it was moved to, and the next one stays however near', () => {
    const moved = session('s', { plannedFor: day('2026-08-03'), agreed: agreed('a', '2026-07-08') })
    expect(ahead([moved], [agreement('a', ['2026-07-08', '2026-08-05'])])).toEqual(['2026-08-03 s a', '2026-08-05 - a'])
  })

  test('a date taken up and cancelled is not offered a second time; it is to be rebooked', () => {
    const off = session('s', { status: 'cancelled', plannedFor: day('2026-07-08'), agreed: agreed('a', '2026-07-08') })
    expect(ahead([off], [agreement('a', ['2026-07-08', '2026-08-05'])])).toEqual(['2026-08-05 - a'])
    expect(toRebook(post, [off]).map(({ id }) => id)).toEqual(['s'])
  })

  test('a date on which a session was held is over, whether or not that session names it', () => {
    const dates = [agreement('a', ['2026-06-10', '2026-07-08'])]
    expect(ahead([held('s', '2026-06-10')], dates)).toEqual(['2026-07-08 - a'])
    expect(ahead([held('s', '2026-06-09', { agreed: agreed('a', '2026-06-10') })], dates)).toEqual(['2026-07-08 - a'])
  })

  test('where the session of a date is void, another can be made for it, under an id of its own', () => {
    const wrong = session('s', { status: 'void', plannedFor: day('2026-07-08'), agreed: agreed('a', '2026-07-08') })
    expect(ahead([wrong], [agreement('a', ['2026-07-08', '2026-08-05'])])).toEqual(['2026-07-08 - -', '2026-08-05 - a'])
    const again = session('t', { plannedFor: day('2026-07-08') })
    expect(ahead([wrong, again], [agreement('a', ['2026-07-08', '2026-08-05'])])).toEqual(['2026-07-08 t -', '2026-08-05 - a'])
  })

  test('a session made for a date of the agreement before stands for the same date of the one that replaced it', () => {
    const made = session('s', { plannedFor: day('2026-07-08'), agreed: agreed('a', '2026-07-08') })
    const both = [
      agreement('a', ['2026-07-08', '2026-08-05']),
      agreement('b', ['2026-07-08', '2026-08-06'], { follows: 'a' as RecordId, signedOn: day('2026-06-01') }),
    ]
    expect(ahead([made], both)).toEqual(['2026-07-08 s a', '2026-08-06 - b'])
  })

  test('an agreement with another supervisor gives none, nor do sessions planned with them', () => {
    const before = { supervisor: PRIYA }
    expect(ahead([session('s', { ...before, plannedFor: day('2026-06-20') })], [agreement('a', ['2026-07-08'], before)])).toEqual([])
  })

  test('an agreement gives none before both have signed, and none from before an amendment', () => {
    const draft = agreement('b', ['2026-06-15'], { status: 'part-signed', signedOn: null, follows: 'a' as RecordId })
    const first = agreement('a', ['2026-07-08'])
    expect(ahead([], [first, draft])).toEqual(['2026-07-08 - a'])
    const amended = { ...draft, status: 'signed', signedOn: day('2026-06-01') } as const
    expect(ahead([], [amended, first])).toEqual(['2026-06-15 - b'])
    expect(inForce([first, { ...amended, signedOn: addDays(TODAY, 1) }], TODAY)?.id).toBe('a')
    expect(inForce([first, { ...amended, status: 'void' }], TODAY)?.id).toBe('a')
  })

  test('of two signed on one day the one that amends the other is in force, whatever their ids and their order', () => {
    const [first, amended] = [agreement('z', ['2026-07-08']), agreement('m', ['2026-06-15'], { follows: 'z' as RecordId })]
    const again = agreement('a', ['2026-06-22'], { follows: 'm' as RecordId })
    expect(inForce([first, amended], TODAY)?.id).toBe('m')
    expect([[first, amended, again], [again, amended, first]].map((all) => inForce(all, TODAY)?.id)).toEqual(['a', 'a'])
    expect(inForce([amended, { ...again, status: 'void' }], TODAY)?.id).toBe('m')
  })

  test('a post that ends has no dates after its last day; a session planned after it is not hidden', () => {
    const ends = { ...post, until: day('2026-07-08') }
    const dates = [agreement('a', ['2026-07-08', '2026-08-05'])]
    expect(said(plannedOf(ends, [], dates, TODAY))).toEqual(['2026-07-08 - a'])
    const late = session('s', { plannedFor: day('2026-08-05'), agreed: agreed('a', '2026-08-05') })
    expect(said(plannedOf(ends, [late], dates, TODAY))).toEqual(['2026-07-08 - a', '2026-08-05 s a'])
    expect(said(plannedOf(ends, [held('t', '2026-06-05', { nextOn: day('2026-07-15') })], [], TODAY))).toEqual([])
  })

  test('weekly dates all stay: none is near enough to the next to be the same meeting', () => {
    const weekly = ['2026-06-10', '2026-06-17', '2026-06-24', '2026-07-01']
    expect(ahead([], [agreement('a', weekly)])).toHaveLength(4)
    const one = session('s', { plannedFor: day('2026-06-18') })
    expect(ahead([one], [agreement('a', weekly)])).toEqual(['2026-06-10 - a', '2026-06-18 s -', '2026-06-24 - a', '2026-07-01 - a'])
  })
})

describe('the date said at the last session (SEF-3.3)', () => {
  const last = (nextOn: string, change: Partial<SessionFacts> = {}) =>
    held('s', '2026-06-05', { nextOn: day(nextOn), nextAt: '09:30' as ClockTime, ...change })

  test('stands alone where nothing else is planned, with its time', () => {
    expect(plannedOf(post, [last('2026-07-01')], [], TODAY)).toEqual([{ on: '2026-07-01', at: '09:30', session: null, agreement: null }])
  })

  test('takes the place of an agreed date within three days; the same day is that date of the agreement', () => {
    const dates = [agreement('a', ['2026-07-01', '2026-07-29'])]
    expect(ahead([last('2026-07-03')], dates)).toEqual(['2026-07-03 - -', '2026-07-29 - a'])
    expect(ahead([last('2026-07-01')], dates)).toEqual(['2026-07-01 - a', '2026-07-29 - a'])
    expect(ahead([last('2026-07-05')], dates)).toEqual(['2026-07-01 - a', '2026-07-05 - -', '2026-07-29 - a'])
  })

  test('a session planned within three days of it stands for it', () => {
    expect(ahead([last('2026-07-03'), session('t', { plannedFor: day('2026-07-01') })], [])).toEqual(['2026-07-01 t -'])
  })

  test('only the last session’s counts, only while it lies ahead, and only this supervisor’s', () => {
    expect(ahead([held('r', '2026-05-01', { nextOn: day('2026-06-20') }), held('s', '2026-06-05')], [])).toEqual([])
    expect(ahead([last('2026-06-09')], [])).toEqual([])
    expect(ahead([last('2026-07-01', { supervisor: PRIYA })], [])).toEqual([])
    expect(ahead([last('2026-07-01', { status: 'void' })], [])).toEqual([])
  })
})

test('a session whose day went by and that was neither held nor called off comes first: it must not vanish', () => {
  expect(ahead([session('s', { plannedFor: day('2026-06-01') })], [agreement('a', ['2026-07-08'])])).toEqual(['2026-06-01 s -', '2026-07-08 - a'])
})

test('to rebook: called off or missed with this supervisor, the oldest first', () => {
  const off = (id: string, status: SessionFacts['status'], on: string, change: Partial<SessionFacts> = {}) => session(id, { status, plannedFor: day(on), ...change })
  const all = [off('b', 'missed', '2026-06-04'), off('a', 'cancelled', '2026-06-01'), off('c', 'cancelled', '2026-06-02', { supervisor: PRIYA }), off('d', 'planned', '2026-06-01'), off('e', 'void', '2026-06-01')]
  expect(toRebook(post, all).map(({ id }) => id)).toEqual(['a', 'b'])
})

const date = fc.integer({ min: -20, max: 60 }).map((days) => dayFromNumber(dayNumber(TODAY) + days))
const anyAgreement = fc.record({ dates: fc.uniqueArray(date, { maxLength: 8 }), mine: fc.boolean() }).map(({ dates, mine }) =>
  agreement('a', dates, { supervisor: mine ? DANA : PRIYA }))
const anySession = fc.record({
  on: date, mine: fc.boolean(), nextOn: fc.option(date), agreed: fc.boolean(),
  status: fc.constantFrom<SessionFacts['status']>('planned', 'cancelled', 'missed', 'held', 'locked', 'void'),
})
const anyFacts = fc.tuple(fc.array(anySession, { maxLength: 6 }), anyAgreement).map(([list, about]) => ({
  about,
  sessions: list.map(({ on, mine, nextOn, agreed: takes, status }, index) =>
    session(`s${index}`, {
      status, plannedFor: on, supervisor: mine ? DANA : PRIYA, nextOn,
      heldOn: status === 'held' || status === 'locked' ? on : null,
      // Every date of an agreement has one session at the most.
      agreed: takes && about.dates[index] ? agreed('a', about.dates[index].on) : null,
    })),
}))

describe('whatever is planned, agreed and said', () => {
  test('each planned session with this supervisor is there once, and none of another’s', () => {
    fc.assert(fc.property(anyFacts, ({ sessions, about }) => {
      const made = plannedOf(post, sessions, [about], TODAY).flatMap((each) => each.session ?? [])
      const expected = sessions.filter(({ status, supervisor }) => status === 'planned' && supervisor === DANA).map(({ id }) => id)
      expect([...made].sort()).toEqual([...expected].sort())
    }))
  })

  test('they are in order, nothing without a session is past, and no agreed date is offered twice or after it was taken up', () => {
    fc.assert(fc.property(anyFacts, ({ sessions, about }) => {
      const planned = plannedOf(post, sessions, [about], TODAY)
      const days = planned.map(({ on }) => on)
      expect(days).toEqual([...days].sort())
      const open = planned.filter((each) => each.session === null)
      expect(open.every(({ on }) => on >= TODAY)).toBe(true)
      const offered = open.flatMap(({ on, agreement: by }) => (by === null ? [] : [on]))
      expect(new Set(offered).size).toBe(offered.length)
      const taken = new Set(sessions.flatMap((each) => (each.agreed ? [each.agreed.on] : [])))
      expect(offered.filter((on) => taken.has(on))).toEqual([])
    }))
  })

  test('a date that only was said or agreed is never within three days of a session planned freely', () => {
    fc.assert(fc.property(anyFacts, ({ sessions, about }) => {
      const planned = plannedOf(post, sessions, [about], TODAY)
      const free = planned.filter((each) => each.session !== null && each.agreement === null)
      const open = planned.filter((each) => each.session === null)
      for (const one of open) for (const other of free) expect(Math.abs(daysBetween(one.on, other.on))).toBeGreaterThan(3)
    }))
  })
})
