/** The case list of a setting (W6): what its acts make of it, and who receives it. */
import { describe, expect, test } from 'vitest'
import { type Instant, type PlainDate } from '../../../src/domain/dates.ts'
import { type ActId, type PersonId, type PostId, type SettingId } from '../../../src/domain/ids.ts'
import { caseScopesOf, projectionsOf } from '../../../src/domain/projections.ts'
import { type RecordAct } from '../../../src/domain/records/acts.ts'
import { CasesList, type ListedCase } from '../../../src/domain/records/deeds/cases.ts'
import { fold } from '../../../src/domain/records/fold.ts'
import { type CaseListState, type PostState, type RecordState, type SettingState } from '../../../src/domain/records/record.ts'
import { caseListId } from '../../../src/protocol/derived-ids.ts'

const HOME = '00000000-0000-4000-8000-000000000001' as SettingId
const OTHER = '00000000-0000-4000-8000-000000000002' as SettingId
const person = (text: string): PersonId => text as PersonId

let count = 0
const listing = (cases: readonly ListedCase[], setting = HOME): RecordAct => ({
  actId: `act-${(count += 1)}` as ActId, recordId: caseListId(HOME), kind: 'case-list', actor: person('dana'), deviceTime: '2026-06-01T10:00:00Z' as Instant,
  type: 'cases.list', payload: { setting, cases: [...cases] },
})
const after = (...acts: readonly RecordAct[]): CaseListState => {
  let state: RecordState | null = null
  for (const act of acts) {
    const folded = fold(state, act, () => undefined)
    if (!folded.ok) throw new Error(folded.refusal.code)
    state = folded.state
  }
  return state as unknown as CaseListState
}
const inShort = ({ cases }: CaseListState): readonly string[] => cases.map(({ reference, names }) => `${reference}: ${names.join(', ')}`)

describe('the list of one setting', () => {
  test('W6: cases are kept one by one: two managers with no connection undo nothing of each other', () => {
    const [first, hers, his] = [
      listing([{ reference: 'LF-02', names: ['May Whitfield'] }, { reference: 'LF-01', names: ['Jayden Marsh'] }]),
      listing([{ reference: 'LF-03', names: ['Kian Young'] }]),
      listing([{ reference: 'LF-01', names: ['Jayden Marsh', 'Jay'] }]),
    ]
    const both = ['LF-01: Jayden Marsh, Jay', 'LF-02: May Whitfield', 'LF-03: Kian Young']
    expect(inShort(after(first, hers, his))).toEqual(both)
    expect(inShort(after(first, his, hers))).toEqual(both)
  })

  test('a case with no names is off the list, and can be put back', () => {
    const listed = listing([{ reference: 'LF-01', names: ['Jayden Marsh'] }])
    const off = listing([{ reference: 'LF-01', names: [] }])
    expect(inShort(after(listed, off))).toEqual([])
    expect(inShort(after(listed, off, listed))).toEqual(['LF-01: Jayden Marsh'])
    expect(after(listed, off).revision).toBe(2)
  })

  test('it says who said so and when, of each case', () => {
    expect(after(listing([{ reference: 'LF-01', names: ['Jayden Marsh'] }])).cases[0]).toMatchObject({ by: 'dana', at: '2026-06-01T10:00:00Z' })
  })

  test('it is one setting’s for good, and takes no other act', () => {
    const list = after(listing([{ reference: 'LF-01', names: ['Jayden Marsh'] }]))
    expect(fold(list, listing([{ reference: 'LF-09', names: ['X'] }], OTHER), () => undefined)).toEqual({ ok: false, refusal: { code: 'record-exists' } })
    const edit = { ...listing([]), type: 'fields.edit', patch: { x: { value: 'y', from: null } } } as unknown as RecordAct
    expect(fold(list, edit, () => undefined)).toEqual({ ok: false, refusal: { code: 'act-not-for-kind' } })
    expect(fold(null, edit, () => undefined)).toEqual({ ok: false, refusal: { code: 'record-unknown' } })
  })

  test.each([
    ['no case', []],
    ['a blank reference', [{ reference: ' ', names: ['X'] }]],
    ['a reference too long', [{ reference: 'x'.repeat(41), names: ['X'] }]],
    ['a blank name', [{ reference: 'LF-01', names: ['X', ''] }]],
    ['a name too long', [{ reference: 'LF-01', names: ['x'.repeat(81)] }]],
    ['too many names', [{ reference: 'LF-01', names: Array.from({ length: 13 }, (_, n) => `X${n}`) }]],
    ['too many cases', Array.from({ length: 201 }, (_, n) => ({ reference: `LF-${n}`, names: ['X'] }))],
    ['something more', [{ reference: 'LF-01', names: ['X'], born: '2012-04-03' }]],
  ])('A4: %s is refused', (_, cases) => {
    expect(CasesList.safeParse({ setting: HOME, cases }).success).toBe(false)
    expect(CasesList.safeParse({ setting: HOME, cases: [{ reference: 'LF-01', names: ['X'] }] }).success).toBe(true)
  })
})

describe('W6, K8: who receives it', () => {
  const setting = { kind: 'setting', id: HOME, managers: ['manager'] } as unknown as SettingState
  const post = (change: Partial<PostState>): PostState =>
    ({ kind: 'post', id: 'post' as PostId, person: person('worker'), supervisor: person('boss'), setting: HOME, from: '2026-01-05', until: null, ...change }) as unknown as PostState
  const scopes = (who: string, change: Partial<PostState> = {}, asOf = '2026-06-01') => caseScopesOf(person(who), [post(change)], [setting], asOf as PlainDate)

  test.each([['worker', 1], ['boss', 1], ['manager', 1], ['stranger', 0]])('the %s of a post there: %i list', (who, lists) => {
    expect(scopes(who)).toEqual(lists === 1 ? [`cases:${HOME}`] : [])
  })

  test.each([
    ['the last day of the post', '2026-05-31', 1], ['the day after', '2026-06-01', 0], ['the first day', '2026-01-05', 1], ['the day before it', '2026-01-04', 0],
  ])('%s: %i list for worker and supervisor, and the manager’s own', (_, asOf, lists) => {
    const until = '2026-05-31' as PlainDate
    for (const who of ['worker', 'boss']) expect(scopes(who, { until }, asOf)).toHaveLength(lists)
    expect(scopes('manager', { until }, asOf)).toHaveLength(1)
  })

  test('D: it is in no scope but its own: not in the one that everybody has, nor among the facts', () => {
    const list = after(listing([{ reference: 'LF-01', names: ['Jayden Marsh'] }]))
    expect(projectionsOf(list, null)).toEqual([{ scope: `cases:${HOME}`, body: list }])
  })
})
