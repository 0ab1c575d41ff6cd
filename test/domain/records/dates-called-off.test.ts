/** Sessions called off, missed, and booked again (SEF-3.3, SEF-3.4), and how long one took. */
import { describe, expect, test } from 'vitest'
import { type ClockTime, type PlainDate } from '../../../src/domain/dates.ts'
import { sessionFactsOf } from '../../../src/domain/facts.ts'
import { type RecordId } from '../../../src/domain/ids.ts'
import { obligations } from '../../../src/domain/policy/obligations.ts'
import { packOf } from '../../../src/domain/policy/packs.ts'
import { eventsOf } from '../../../src/domain/records/policy-input.ts'
import { type SessionState } from '../../../src/domain/records/record.ts'
import { statusOf } from '../../../src/domain/records/status.ts'
import { act, DANA, edit, hold, plan, SAM, session, step } from './session-acts.ts'

const day = (text: string) => text as PlainDate
const at = (text: string) => text as ClockTime
const cancel = (by = DANA, plannedFor = '2026-06-01') =>
  act(by, { type: 'session.cancel', payload: { plannedFor: day(plannedFor), reason: 'incident', note: 'a fire alarm', on: day('2026-05-31') } })
const miss = () => act(DANA, { type: 'session.miss', payload: { plannedFor: day('2026-06-01'), who: 'supervisee', note: '', on: day('2026-06-01') } })
const rebook = (to: string) => act(DANA, { type: 'session.rebook', payload: { plannedFor: day(to), at: at('10:00'), on: day('2026-06-02') } })
const refusal = (state: SessionState, next: ReturnType<typeof act>): string | null => {
  const folded = step(state, next)
  return folded.ok ? null : folded.refusal.code
}
const events = (state: SessionState) => eventsOf({ happened: [] }, { sessions: [sessionFactsOf(state)], observations: [], shifts: [] })

describe('a session that is called off', () => {
  test('keeps its preparation, and is planned again once it has a new date', () => {
    const off = session(edit(SAM, 'worker', 'what I want to talk about'), cancel())
    expect(statusOf(off)).toBe('cancelled')
    const again = session(edit(SAM, 'worker', 'what I want to talk about'), cancel(), rebook('2026-06-08'))
    expect([statusOf(again), again.plannedFor, again.at]).toEqual(['planned', '2026-06-08', '10:00'])
    expect(again.fields['worker']?.value).toBe('what I want to talk about')
    expect(again.off).toMatchObject([{ kind: 'cancelled', plannedFor: '2026-06-01', reason: 'incident', rebooked: { on: '2026-06-02', for: '2026-06-08' } }])
  })

  test('counts to the policy with the day it was called off and the day it was booked again; never as held', () => {
    expect(events(session(cancel()))).toEqual([{ type: 'cancelled', id: 'session-1', on: '2026-05-31', plannedOn: '2026-06-01' }])
    expect(events(session(cancel(), rebook('2026-06-08')))).toEqual([
      { type: 'cancelled', id: 'session-1', on: '2026-05-31', plannedOn: '2026-06-01', rebookedOn: '2026-06-02', rebookedFor: '2026-06-08' },
    ])
  })

  test('twice has an event for each date, under names of their own', () => {
    const twice = session(cancel(), rebook('2026-06-08'), cancel(DANA, '2026-06-08'))
    expect(events(twice)).toMatchObject([{ id: 'session-1', plannedOn: '2026-06-01' }, { id: 'session-1.2', plannedOn: '2026-06-08' }])
  })

  test('what a manager sees of it is the reason’s key and the days, never what was written', () => {
    expect(JSON.stringify(sessionFactsOf(session(cancel())))).not.toContain('fire alarm')
  })

  test('by both at once is called off once; and a cancellation of the date before does not touch the new one', () => {
    const both = session(cancel(DANA), cancel(SAM))
    expect(both.off).toHaveLength(1)
    const late = session(cancel(DANA), rebook('2026-06-08'), cancel(SAM, '2026-06-01'))
    expect([statusOf(late), late.plannedFor, late.off.length]).toEqual(['planned', '2026-06-08', 1])
  })

  test('nothing is booked again that was not called off, and nothing called off that was held', () => {
    expect(refusal(session(), rebook('2026-06-08'))).toBe('session-not-off')
    expect(refusal(session(hold()), cancel())).toBe('session-held')
    expect(refusal(session(hold()), miss())).toBe('session-held')
  })

  test('that was held all the same is held: it happened', () => {
    const held = session(cancel(SAM), hold())
    expect(statusOf(held)).toBe('held')
    expect(events(held)).toMatchObject([{ type: 'one-to-one', on: '2026-06-01' }, { type: 'cancelled', heldOn: '2026-06-01' }])
  })

  test('that was held without a new date having been said was rearranged by being held, and nothing is left to rebook (SEF-3.4)', () => {
    const held = session(cancel(SAM), hold())
    expect(events(held)[1]).toMatchObject({ rebookedOn: '2026-06-01', rebookedFor: '2026-06-01', heldOn: '2026-06-01' })
    const input = { settings: {}, agreement: {}, facts: { group: 'residential', employment: 'permanent', employedOn: day('2026-01-05') }, events: events(held), asOf: day('2026-06-30') } as const
    const rearrange = obligations(packOf('sefton')!, input as never).filter(({ track }) => track === 'rearrange')
    expect(rearrange.map(({ state }) => state)).toEqual(['met'])
    // A date that was rebooked keeps the day on which it was.
    expect(events(session(cancel(), rebook('2026-06-08'), hold()))[1]).toMatchObject({ rebookedOn: '2026-06-02', rebookedFor: '2026-06-08' })
  })
})

test('a missed session moves no clock, and says who was not there', () => {
  const missed = session(miss())
  expect([statusOf(missed), missed.off[0]?.reason]).toEqual(['missed', 'supervisee'])
  expect(events(missed)).toEqual([{ type: 'missed', id: 'session-1', on: '2026-06-01' }])
})

describe('a date of an agreement is one session, whoever takes it up first', () => {
  const agreed = { agreement: '00000000-0000-4000-8000-000000000001' as RecordId, on: day('2026-06-01') }
  const taken = (by = DANA) => {
    const planned = plan()
    if (planned.type !== 'session.plan') throw new Error('a plan')
    return { ...planned, actor: by, payload: { ...planned.payload, agreed } }
  }
  test('the second plan says nothing new; another plan under its id is refused', () => {
    const first = step(null, taken())
    if (!first.ok) throw new Error('refused')
    const second = step(first.state as SessionState, taken(SAM))
    expect(second).toMatchObject({ ok: true, state: { ...first.state, revision: 2 } })
    expect(refusal(first.state as SessionState, plan())).toBe('record-exists')
  })
})

describe('how long it took', () => {
  const heldFor = (payload: { on: string; start: string; end: string; endOn?: string }): number | undefined =>
    session(act(DANA, { type: 'session.hold', payload: { place: '', mode: 'in-person', ...payload } as never })).held?.minutes
  test.each([
    ['an hour', { on: '2026-06-01', start: '14:00', end: '15:00' }, 60],
    ['past midnight', { on: '2026-06-01', start: '23:30', end: '00:30', endOn: '2026-06-02' }, 60],
    ['the night the clocks go forward', { on: '2026-03-29', start: '00:30', end: '02:30' }, 60],
    ['the night the clocks go back', { on: '2026-10-25', start: '00:30', end: '02:30' }, 180],
  ])('%s', (_name, held, minutes) => {
    expect(heldFor(held)).toBe(minutes)
  })
})
