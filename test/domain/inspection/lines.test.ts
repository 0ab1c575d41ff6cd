/** Whether each session was kept in time, as the policy asked on its day: by the monthly rule of a residential worker (SEF-AMB-1). */
import { expect, test } from 'vitest'
import { type PlainDate } from '../../../src/domain/dates.ts'
import { type SessionFacts } from '../../../src/domain/facts.ts'
import { lineOf } from '../../../src/domain/inspection/lines.ts'
import { packOf } from '../../../src/domain/policy/packs.ts'
import { NO_STANDING } from '../../../src/domain/records/policy-input.ts'
import { type PostState, type SettingState } from '../../../src/domain/records/record.ts'

const day = (text: string): PlainDate => text as PlainDate
const HOME = { kind: 'setting', id: 'home', name: 'Home', residentialHome: true, pack: 'sefton', packVersion: packOf('sefton')!.version, settings: {}, managers: [], policies: [] } as unknown as SettingState
const post = (since: string, facts = {}): PostState =>
  ({
    id: 'post', person: 'sam', setting: 'home', group: 'residential', employment: 'permanent', hours: 'full-time', line: 'managerial', supervisor: 'dana', employedOn: since,
    supervisedSince: since, from: since, until: null, facts, supervisorSince: null, earlierSupervisors: [], happened: [], leave: [],
  }) as unknown as PostState
const held = (on: string, change = {}): SessionFacts => ({ id: on, status: 'locked', heldOn: on, minutes: 60, sharedOn: on, off: [], ...change }) as unknown as SessionFacts

const kept = (of: PostState, sessions: readonly SessionFacts[], began: string | null) =>
  lineOf(of, {
    setting: HOME, packs: [packOf('sefton')!], from: day('2026-01-01'), until: day('2026-06-10'), asOf: day('2026-06-10'), numberOf: () => 1, began: began === null ? null : day(began),
    factsOf: () => ({ standing: NO_STANDING, sessions, agreements: [], observations: [], shifts: [] }),
  }).held.map(({ on, kept: how, due }) => `${on} ${how} ${due}`)

test('SEF-AMB-1: in time within a month of the one before, late after, by what was known on the day', () => {
  const sessions = [held('2026-01-12'), held('2026-02-10'), held('2026-05-20')]
  const lines = kept(post('2024-01-08'), sessions, '2025-12-01')
  expect(lines.map((line) => line.split(' ')[1])).toEqual(['first', 'in-time', 'late'])
  expect(lines[2]).toBe('2026-05-20 late 2026-03-10')
})

test('the first session of somebody who began after the records did is judged from their first day', () => {
  expect(kept(post('2026-01-12'), [held('2026-04-20')], '2025-12-01')[0]).toMatch(/^2026-04-20 late/)
  expect(kept(post('2026-01-12'), [held('2026-01-20')], '2025-12-01')[0]).toMatch(/^2026-01-20 in-time/)
})

test('C10: a session in an absence that excuses is excused, not late; what is void is no session', () => {
  const away = { excused: [{ from: '2026-04-01', until: '2026-06-01', reason: 'long-term', authorisedBy: 'x' }] }
  const sessions = [held('2026-01-12'), held('2026-05-20'), held('2026-05-25', { status: 'void' })]
  expect(kept(post('2024-01-08', away), sessions, '2026-01-12').map((line) => line.split(' ')[1])).toEqual(['first', 'excused'])
})
