import { expect, test } from 'vitest'
import { type PlainDate } from '../../src/domain/dates.ts'
import { type SessionFacts } from '../../src/domain/facts.ts'
import { type PersonId, type PostId, type SettingId } from '../../src/domain/ids.ts'
import { packOf } from '../../src/domain/policy/packs.ts'
import { type PostState, type SettingState } from '../../src/domain/records/record.ts'
import { todayOf } from '../../src/domain/today.ts'

const havering = packOf('havering')!
const HOME = 'home-1' as SettingId
const TODAY = '2026-06-15' as PlainDate
const setting: SettingState = {
  kind: 'setting', id: HOME, revision: 1, name: 'Team', residentialHome: false, pack: havering.id, packVersion: havering.version, settings: {}, managers: [], roster: null, policies: [],
}
const post = (id: string): PostState => ({
  kind: 'post', id: id as PostId, revision: 1, person: `person-${id}` as PersonId, setting: HOME, title: 'Social worker', group: 'social-worker', employment: 'permanent',
  hours: 'full-time', line: 'managerial', supervisor: 'dana' as PersonId, employedOn: '2020-01-06' as PlainDate, supervisedSince: null, from: '2020-01-06' as PlainDate,
  until: null, facts: {}, supervisorSince: null, earlierSupervisors: [], endReason: null, leave: [], asked: null, happened: [],
})
const heldOn = (postId: string, on: string): SessionFacts =>
  ({ kind: 'session-facts', id: `s-${postId}`, post: postId, setting: HOME, status: 'locked', heldOn: on, minutes: 60, sharedOn: on, off: [], agreed: null, plannedFor: on }) as unknown as SessionFacts

test('HAV-4.2a: a line manager sees everyone against the frequencies of the policy, those who have waited too long first', () => {
  const last = { fine: '2026-06-12', late: '2026-05-01', later: '2026-04-01', soon: '2026-05-18', due: '2026-05-15' }
  const lines = todayOf(
    {
      settings: new Map([[HOME, setting]]),
      packs: [havering],
      posts: new Map(Object.keys(last).map((id) => [id as PostId, post(id)])),
      sessionFacts: Object.entries(last).map(([id, on]) => heldOn(id, on)),
      agreementFacts: [],
      observationFacts: [],
      shifts: [],
    },
    TODAY,
  )
  expect(lines.map(({ post: { id }, oneToOne }) => [id, oneToOne?.state, oneToOne?.due])).toEqual([
    ['later', 'overdue', '2026-05-01'],
    ['late', 'overdue', '2026-06-01'],
    ['due', 'due', '2026-06-15'],
    ['soon', 'due-soon', '2026-06-18'],
    ['fine', 'not-due', '2026-07-12'],
  ])
})
