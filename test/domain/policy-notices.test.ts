import { describe, expect, test } from 'vitest'
import { type PlainDate } from '../../src/domain/dates.ts'
import { type PolicyNotice, policyNotices, reviewNotice } from '../../src/domain/policy-notices.ts'
import { shippedPacks } from '../../src/domain/policy/packs.ts'
import { type SettingState } from '../../src/domain/records/record.ts'
import { like, shipped, walesAsking } from './policy/own.ts'

const day = (text: string) => text as PlainDate
const setting = (id: string, pack: string, settings: object = {}): SettingState =>
  ({ kind: 'setting', id, revision: 1, name: id, residentialHome: false, pack, packVersion: 1, settings, managers: [], roster: null, policies: [] }) as unknown as SettingState
const kinds = (notices: readonly PolicyNotice[]) => notices.map((notice) => [notice.kind, 'setting' in notice ? notice.setting.id : notice.pack.id])

describe('what the owner of policies should look at', () => {
  test('WOK-0.1: a policy past its own review date, from the day after it', () => {
    expect(reviewNotice(shipped('wokingham'), day('2021-10-31'))).toBeNull()
    expect(reviewNotice(shipped('wokingham'), day('2021-11-01'))).toMatchObject({ kind: 'past-review', on: '2021-10-31' })
  })

  test('SEF-0.1: a policy that names no review date; WAL: one that says nothing of a review', () => {
    expect(reviewNotice(shipped('sefton'), day('2026-06-10'))).toMatchObject({ kind: 'no-review-date' })
    expect(reviewNotice(like('wales-model', { tracks: {} }), day('2026-06-10'))).toBeNull()
  })

  test('each policy in force is named once, however many homes work by it', () => {
    const packs = shippedPacks.map((pack) => ({ ...pack, settings: [] }))
    expect(kinds(policyNotices([setting('a', 'sefton'), setting('b', 'sefton'), setting('c', 'havering')], packs, day('2026-06-10')))).toEqual([
      ['no-review-date', 'sefton'], ['past-review', 'havering'],
    ])
  })

  test('WAL-6a: a home whose policy asks for settings that are not chosen, and one whose policy is not here', () => {
    const chosen = { oneToOne: { every: 'P3M', citation: 'RISCA 2017' }, retention: 'P7Y' }
    const notices = policyNotices([setting('a', 'wales-model'), setting('b', 'wales-model', chosen), setting('c', 'lost')], [{ ...walesAsking, tracks: {} }], day('2026-06-10'))
    expect(kinds(notices)).toEqual([['settings-missing', 'a'], ['policy-not-here', 'c']])
    expect(notices[0]).toMatchObject({ asked: [{ key: 'oneToOne' }, { key: 'retention' }] })
  })
})
