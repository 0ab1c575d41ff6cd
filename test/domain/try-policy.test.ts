/** A policy tried before it is taken up says exactly what would be asked, and changes nothing that was asked before its day. */
import { describe, expect, test } from 'vitest'
import { type PlainDate } from '../../src/domain/dates.ts'
import { type PolicyPack } from '../../src/domain/policy/pack.ts'
import { shippedPacks } from '../../src/domain/policy/packs.ts'
import { type RecordAct } from '../../src/domain/records/acts.ts'
import { foldSetting } from '../../src/domain/records/home.ts'
import { type PostState, type SettingState } from '../../src/domain/records/record.ts'
import { factsByPost, type Known, obligationsOfPost } from '../../src/domain/today.ts'
import { type Candidate, settingWith, tryPolicy } from '../../src/domain/try-policy.ts'
import { seftonAsking, walesAsking } from './policy/own.ts'

const day = (text: string) => text as PlainDate
const home = {
  kind: 'setting', id: 'home', revision: 1, name: 'Home', residentialHome: false, pack: 'sefton', packVersion: 1, settings: {}, managers: [], roster: null, policies: [],
} as unknown as SettingState
const post = (id: string, change: Partial<PostState> = {}): PostState =>
  ({
    kind: 'post', id, revision: 1, person: `p-${id}`, setting: 'home', title: 'Social worker', group: 'social-worker', employment: 'permanent', hours: 'full-time',
    line: 'managerial', supervisor: 'dana', employedOn: '2020-01-06', supervisedSince: '2020-01-06', from: '2020-01-06', until: null, facts: {}, supervisorSince: null,
    earlierSupervisors: [], endReason: null, leave: [], asked: null, happened: [], ...change,
  }) as unknown as PostState

const held = (of: string, on: string) => ({ kind: 'session-facts', id: `s-${of}-${on}`, post: of, setting: 'home', status: 'locked', heldOn: on, plannedFor: on, minutes: 60, sharedOn: on, off: [] })
const agreed = (of: string, signedOn: string) => ({ kind: 'agreement-facts', id: `a-${of}`, post: of, setting: 'home', status: 'signed', signedOn, drawnUpOn: signedOn, every: null, minutes: null, reviewedOn: null, follows: null })

const known = (posts: readonly PostState[], sessions: readonly object[] = [], more: { packs?: readonly PolicyPack[]; agreements?: readonly object[] } = {}): Known =>
  ({
    posts: new Map(posts.map((each) => [each.id, each])), settings: new Map([[home.id, home]]), packs: more.packs ?? shippedPacks,
    sessionFacts: sessions, agreementFacts: more.agreements ?? [], observationFacts: [], shifts: [],
  }) as unknown as Known
const candidate = (change: Partial<Candidate> = {}): Candidate => ({ pack: 'havering', packVersion: 1, settings: {}, readings: {}, from: day('2026-06-01'), ...change })
const every = (interval: string, from = '2026-06-01') =>
  candidate({ pack: 'wales-model', settings: { oneToOne: { every: interval, citation: 'RISCA 2017' } }, from: day(from) })
const changes = (of: Known, tried: Candidate, asOf: string) =>
  tryPolicy(of, home, tried, day(asOf)).lines.map(({ post: { id }, before, after, change }) => [id, before?.due ?? null, after?.due ?? null, change])

describe('trying a policy', () => {
  test('says of each person what is asked and what would be, the differences first', () => {
    const of = known([post('kim'), post('lee'), post('max')], [held('kim', '2026-06-01'), held('lee', '2026-06-08')])
    expect(changes(of, every('P2W'), '2026-06-10')).toEqual([
      ['kim', '2026-07-01', '2026-06-15', 'sooner'],
      ['lee', '2026-07-08', '2026-06-22', 'sooner'],
      // Due long before the policy changed, so due by the one of its time.
      ['max', '2020-02-06', '2020-02-06', 'same'],
    ])
    expect(changes(of, every('P3M'), '2026-06-10').map(([id, , due, change]) => [id, due, change])).toEqual([
      ['kim', '2026-09-01', 'later'], ['lee', '2026-09-08', 'later'], ['max', '2020-02-06', 'same'],
    ])
    expect(changes(of, every('P1M'), '2026-06-10').map(([id, , , change]) => [id, change])).toEqual([['kim', 'rule'], ['lee', 'rule'], ['max', 'same']])
  })

  test('a policy that cannot date it takes the date away, and one that can gives it', () => {
    const of = known([post('kim')], [held('kim', '2026-06-01')])
    const undated = candidate({ pack: 'wales-model' })
    expect(changes(of, undated, '2026-06-10')).toEqual([['kim', '2026-07-01', null, 'goes']])
    const without = { ...home, pack: 'wales-model' }
    expect(tryPolicy(of, without, every('P1M'), day('2026-06-10')).lines.map(({ change }) => change)).toEqual(['appears'])
  })

  test('is exactly what would be asked once it is taken up', () => {
    const posts = [post('kim'), post('lee', { group: 'residential' }), post('max', { line: 'professional' })]
    const of = known(posts, [held('kim', '2026-05-04'), held('lee', '2026-05-28')], { agreements: [agreed('kim', '2026-01-05')] })
    const tried = candidate({ from: day('2026-06-08') })
    const act = { type: 'setting.adopt', kind: 'setting', recordId: 'home', actId: 'act', actor: 'olu', deviceTime: '2026-06-02T09:00:00Z', payload: { ...tried, reason: '', on: '2026-06-02' } }
    const folded = foldSetting(home, act as unknown as RecordAct)
    if (!folded.ok) throw new Error('it can be taken up')
    for (const asOf of ['2026-06-07', '2026-06-08', '2026-07-20']) {
      const factsOf = factsByPost(of, day(asOf))
      for (const { post: each, after } of tryPolicy(of, home, tried, day(asOf)).lines) {
        const all = obligationsOfPost(each, folded.state, of.packs, factsOf(each.id), day(asOf))
        expect(after).toEqual(all.find(({ track }) => track === 'one-to-one') ?? null)
      }
    }
  })

  test('before its first day it is not in force and nothing differs; once another has taken its place, what fell due while it was', () => {
    const of = known([post('kim')], [held('kim', '2026-06-01')])
    const early = tryPolicy(of, home, every('P2W', '2026-06-15'), day('2026-06-14'))
    expect([early.inForce, early.lines.map(({ change }) => change)]).toEqual([false, ['same']])
    expect(tryPolicy(of, home, every('P2W', '2026-06-15'), day('2026-06-15')).inForce).toBe(true)
    const planned = settingWith(home, candidate({ from: day('2026-06-20') }))
    const late = tryPolicy(of, planned, every('P2W', '2026-06-15'), day('2026-06-20'))
    expect([late.inForce, late.lines.map(({ before, after }) => [before?.due, after?.due])]).toEqual([false, [['2026-07-01', '2026-06-15']]])
  })

  test('counts who would be late, and who is', () => {
    const of = known([post('kim'), post('lee')], [held('kim', '2026-05-25'), held('lee', '2026-06-05')])
    expect(tryPolicy(of, home, every('P1W'), day('2026-06-10')).late).toEqual({ before: 0, after: 1 })
  })

  test('HAV-7.1: a new policy asks for agreements to be reviewed where it says so, and the trial counts them', () => {
    const of = known([post('kim'), post('lee')], [held('kim', '2026-06-01')], { agreements: [agreed('kim', '2026-01-05')] })
    const trial = tryPolicy(of, home, candidate(), day('2026-06-10'))
    expect(trial.others.get('agreement-review')).toBe(1)
    expect(trial.lines.find(({ post: { id } }) => (id as string) === 'kim')?.others).toContain('agreement-review')
    expect([...trial.others.keys()]).not.toContain('policy-review')
  })

  test('is of the current posts of that setting alone', () => {
    const gone = post('gone', { until: day('2026-05-31') })
    const other = post('other', { setting: 'elsewhere' } as unknown as Partial<PostState>)
    const later = post('later', { from: day('2026-07-01') })
    expect(changes(known([post('kim'), gone, other, later]), every('P2W'), '2026-06-10').map(([id]) => id)).toEqual(['kim'])
  })
})

describe('a reading changed with a date', () => {
  const residential = post('kim', { group: 'residential' })
  const weekly = candidate({
    pack: 'sefton', from: day('2026-06-01'), readings: { 'SEF-AMB-1': { reading: 'weekly', reason: 'As the inspector reads it.', on: day('2026-05-28') } },
  })
  const asked = (sessions: readonly object[], asOf: string) => changes(known([residential], sessions, { packs: [seftonAsking, walesAsking] }), weekly, asOf)[0]

  test('leaves what was due before that day as it was, until it is done', () => {
    expect(asked([held('kim', '2026-04-20')], '2026-05-31')).toEqual(['kim', '2026-05-20', '2026-05-20', 'same'])
    expect(asked([held('kim', '2026-04-20')], '2026-06-10')).toEqual(['kim', '2026-05-20', '2026-05-20', 'same'])
    expect(asked([held('kim', '2026-04-20'), held('kim', '2026-06-05')], '2026-06-10')).toEqual(['kim', '2026-07-05', '2026-06-12', 'sooner'])
  })

  test('dates by the new reading from that day on', () => {
    expect(asked([held('kim', '2026-05-28')], '2026-05-31')).toEqual(['kim', '2026-06-28', '2026-06-28', 'same'])
    expect(asked([held('kim', '2026-05-28')], '2026-06-01')).toEqual(['kim', '2026-06-28', '2026-06-04', 'sooner'])
  })
})
