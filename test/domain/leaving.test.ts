import { describe, expect, test } from 'vitest'
import { PlainDate } from '../../src/domain/dates.ts'
import { closedFrom, lastDayOf, leavingOf } from '../../src/domain/leaving.ts'
import { type PostState, type SettingState } from '../../src/domain/records/record.ts'
import { ADE, DANA, SAM } from '../memory-device.ts'

const day = (text: string) => PlainDate.parse(text)
const post = (until: string | null, endReason: PostState['endReason'], person = SAM) =>
  ({ kind: 'post', person, until: until && day(until), endReason }) as PostState
const managed = { kind: 'setting', managers: [SAM] as readonly unknown[] } as SettingState

describe('J14: the last day of who leaves', () => {
  test.each<[string, readonly PostState[], readonly SettingState[], string | null]>([
    ['a post that ends because they leave', [post('2026-06-05', 'left')], [], '2026-06-05'],
    ['a post that has no end', [post(null, null)], [], null],
    ['a post whose end was known from the start, and nobody says that another follows', [post('2026-06-05', null)], [], '2026-06-05'],
    ['a move: another post is to come', [post('2026-06-05', 'moved')], [], null],
    ['another kind of employment: another post is to come', [post('2026-06-05', 'other-employment')], [], null],
    ['two posts that end: the later', [post('2026-06-05', 'left'), post('2026-07-01', 'left')], [], '2026-07-01'],
    ['moved once, and left the last post', [post('2025-01-05', 'moved'), post('2026-07-01', 'left')], [], '2026-07-01'],
    ['left one, and moves on from the other', [post('2025-01-05', 'left'), post('2026-07-01', 'moved')], [], null],
    ['two that end on one day, one of them a move', [post('2026-07-01', 'left'), post('2026-07-01', 'moved')], [], null],
    ['another post elsewhere', [post('2026-06-05', 'left'), post(null, null)], [], null],
    ['somebody else’s post does not keep it open', [post('2026-06-05', 'left'), post(null, null, ADE)], [], '2026-06-05'],
    ['managing a setting', [post('2026-06-05', 'left')], [managed], null],
    ['no post at all', [], [], null],
    ['only posts that they supervise', [post('2026-06-05', 'left', ADE)], [], null],
  ])('%s', (_name, posts, settings, lastDay) => {
    expect(lastDayOf(SAM, posts, settings)).toBe(lastDay)
  })

  test('a setting that somebody else manages keeps nobody', () => {
    expect(lastDayOf(SAM, [post('2026-06-05', 'left')], [{ ...managed, managers: [DANA] }])).toBe('2026-06-05')
  })

  test('the account closes on the day after, or after the day until which an administrator keeps it open', () => {
    expect(leavingOf(null, day('2026-07-01'))).toBeNull()
    const closes = (keptOpen: string | null) => closedFrom(leavingOf(day('2026-06-05'), keptOpen === null ? null : day(keptOpen))!)
    expect(closes(null)).toBe('2026-06-06')
    expect(closes('2026-07-01')).toBe('2026-07-02')
    expect(closes('2026-06-01')).toBe('2026-06-06')
  })
})
