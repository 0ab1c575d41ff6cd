/**
 * Agreements, observations, files, posts, shifts, referrals: who may do what to them. The cells are written by hand from
 * the policy and security.md §5, not from the table they check.
 */
import { describe, expect, test } from 'vitest'
import { type AccessContext, objectionToAct } from '../../../src/domain/access.ts'
import { type ActId, type PersonId, type PostId, type RecordId, type SettingId } from '../../../src/domain/ids.ts'
import { DEEDS, type RecordAct } from '../../../src/domain/records/acts.ts'
import { type AgreementState, type FileState, type ObservationState, type PostState, type RecordState, type Referral, type SessionState, type SettingState } from '../../../src/domain/records/record.ts'
import { type RecordForm } from '../../../src/domain/records/content.ts'

const personId = (text: string): PersonId => text as PersonId
const [WORKER, BOSS, EARLIER, OBSERVER] = [personId('worker'), personId('boss'), personId('earlier'), personId('observer')]
const [MANAGER, SENIOR, ADMIN, STRANGER] = [personId('manager'), personId('senior'), personId('admin'), personId('stranger')]
const PEOPLE = { worker: WORKER, boss: BOSS, earlier: EARLIER, observer: OBSERVER, manager: MANAGER, senior: SENIOR, admin: ADMIN, stranger: STRANGER }
type Who = keyof typeof PEOPLE

const POST_ID = 'post' as PostId
const HOME_ID = 'home' as SettingId
const HOME = { kind: 'setting', id: HOME_ID, revision: 1, name: 'Home', managers: [MANAGER] } as unknown as SettingState
const POST = { kind: 'post', id: POST_ID, revision: 1, person: WORKER, setting: HOME_ID, supervisor: BOSS } as unknown as PostState

/** A form with a field of each voice and of each view. */
const FORM: RecordForm = {
  fieldOf: (name) =>
    ({
      mine: { voice: 'supervisee', class: 'A' }, theirs: { voice: 'supervisor', class: 'B' }, ours: { voice: 'both', class: 'B' },
      record: { voice: 'supervisor', class: 'B', view: 'observer' }, 'own-view': { voice: 'supervisee', class: 'B', view: 'supervisee' },
    } as const)[name],
  missing: () => [],
}

const signed = (kind: 'session' | 'agreement' | 'observation', supervisor: PersonId, referrals: readonly Partial<Referral>[] = []) =>
  ({ kind, id: 'record' as RecordId, revision: 1, post: POST_ID, setting: HOME_ID, supervisee: WORKER, supervisor, referrals, pins: {}, fields: {} })
const SESSION = signed('session', BOSS) as unknown as SessionState
const AGREEMENT = signed('agreement', BOSS) as unknown as AgreementState
/** Somebody other than the line manager observes. */
const OBSERVATION = signed('observation', OBSERVER) as unknown as ObservationState
const OLD_SESSION = signed('session', EARLIER) as unknown as SessionState
const REFERRED = signed('session', BOSS, [{ act: 'asked' as ActId, to: SENIOR }]) as unknown as SessionState
const REFERRED_OUTSIDE = signed('session', BOSS, [{ act: 'asked' as ActId, to: null }]) as unknown as SessionState
const FILE = { kind: 'file', id: 'file' as RecordId, revision: 1, post: POST_ID, setting: HOME_ID, person: WORKER, fields: {} } as unknown as FileState
const SHIFT = { kind: 'shift', id: 'shift' as RecordId, revision: 1, post: POST_ID, setting: HOME_ID, person: WORKER } as unknown as RecordState

const CASES = { kind: 'case-list', id: 'list' as RecordId, revision: 1, setting: HOME_ID, cases: [] } as unknown as RecordState

const doing = (kind: string, type: string, payload: unknown): RecordAct =>
  ({ actId: 'a', recordId: 'r', kind, actor: WORKER, deviceTime: '2026-06-01T10:00:00Z', type, ...(type === 'fields.edit' ? { patch: payload } : { payload }) }) as unknown as RecordAct
const edit = (kind: string, field: string): RecordAct => doing(kind, 'fields.edit', { [field]: { value: 'x', from: null } })
const pair = { post: POST_ID, setting: HOME_ID, supervisee: WORKER }
const observed = (observer: PersonId) => doing('observation', 'observation.plan', { ...pair, observer })
const shift = (claimed: boolean) => doing('shift', 'shift.log', { post: POST_ID, setting: HOME_ID, person: WORKER, claimed })

const NOBODY: readonly Who[] = []
const PAIR: readonly Who[] = ['worker', 'boss']

/** What is done, to what, and everybody who may. */
const CELLS: readonly [string, RecordAct, RecordState | null, readonly Who[]][] = [
  ['say how far the roster is known', doing('setting', 'setting.roster', {}), HOME, ['manager', 'admin']],
  ['take up a policy in a setting', doing('setting', 'setting.adopt', {}), HOME, ['admin']],
  ['bring in a policy of the service’s own', doing('policy', 'policy.publish', {}), null, ['admin']],
  ['write in a policy that was brought in', edit('policy', 'ours'), null, NOBODY],
  ['put a person’s name right', doing('person', 'person.amend', {}), null, ['manager', 'admin']],
  ['put a post right', doing('post', 'post.amend', {}), POST, ['manager', 'admin']],
  ['give a post another supervisor', doing('post', 'post.supervise', {}), POST, ['manager', 'admin']],
  ['end a post', doing('post', 'post.end', {}), POST, ['manager', 'admin']],
  ['plan leave', doing('post', 'post.leave', {}), POST, ['worker', 'boss', 'manager']],
  ['write down that training was done', doing('post', 'post.happened', {}), POST, ['boss', 'manager']],
  ['say “I am overdue”', doing('post', 'post.ask', {}), POST, ['worker']],

  ['log a shift as worked', shift(false), null, ['manager']],
  ['claim a shift', shift(true), null, ['worker', 'manager']],
  ['confirm a claimed shift', shift(false), SHIFT, ['manager']],
  ['void a shift', doing('shift', 'record.void', {}), SHIFT, ['manager']],

  ['begin the case list of a setting', doing('case-list', 'cases.list', { setting: HOME_ID, cases: [] }), null, ['manager']],
  ['change the case list of a setting', doing('case-list', 'cases.list', { setting: HOME_ID, cases: [] }), CASES, ['manager']],
  ['write in a case list as in a form', edit('case-list', 'ours'), CASES, NOBODY],

  ['begin a file', doing('file', 'file.open', { post: POST_ID, setting: HOME_ID, person: WORKER }), null, PAIR],
  ['write the front sheet', edit('file', 'mine'), FILE, PAIR],
  ['settle two versions in a file', doing('file', 'field.settle', { field: 'ours' }), FILE, PAIR],

  ['draw up an agreement', doing('agreement', 'agreement.draw-up', { ...pair, supervisor: BOSS }), null, ['boss']],
  ['draw up an agreement in another’s name', doing('agreement', 'agreement.draw-up', { ...pair, supervisor: EARLIER }), null, NOBODY],
  ['write what both agree', edit('agreement', 'ours'), AGREEMENT, PAIR],
  ['write what the supervisor expects', edit('agreement', 'theirs'), AGREEMENT, ['boss']],
  ['sign an agreement as supervisor', doing('agreement', 'record.sign', { role: 'supervisor' }), AGREEMENT, ['boss']],
  ['sign an agreement as supervisee', doing('agreement', 'record.sign', { role: 'supervisee' }), AGREEMENT, ['worker']],
  ['note that it was reviewed', doing('agreement', 'agreement.review', {}), AGREEMENT, ['boss']],

  ['plan a session', doing('session', 'session.plan', { ...pair, supervisor: BOSS }), null, PAIR],
  ['plan a session with an earlier supervisor', doing('session', 'session.plan', { ...pair, supervisor: EARLIER }), null, NOBODY],
  ['call a session off', doing('session', 'session.cancel', {}), SESSION, PAIR],
  ['note that somebody did not come', doing('session', 'session.miss', {}), SESSION, ['boss']],
  ['give it a new date', doing('session', 'session.rebook', {}), SESSION, ['boss']],
  ['prepare in the worker’s voice', edit('session', 'mine'), SESSION, PAIR],
  ['write in the session of an earlier supervisor', edit('session', 'ours'), OLD_SESSION, ['worker']],
  ['call off the session of an earlier supervisor', doing('session', 'session.cancel', {}), OLD_SESSION, ['worker']],

  ['ask for a change before signing', doing('session', 'record.respond', {}), SESSION, ['worker']],
  ['answer that', doing('session', 'record.answer', {}), SESSION, ['boss']],
  ['agree that it may be passed on', doing('session', 'record.pass-on', {}), SESSION, PAIR],
  ['refer a disagreement', doing('session', 'record.refer', { to: SENIOR }), SESSION, PAIR],
  ['refer it to one of the two', doing('session', 'record.refer', { to: BOSS }), SESSION, NOBODY],
  ['resolve what was referred to somebody here', doing('session', 'record.resolve', { referral: 'asked' }), REFERRED, ['senior']],
  ['write down how somebody outside resolved it', doing('session', 'record.resolve', { referral: 'asked' }), REFERRED_OUTSIDE, ['boss']],
  ['write in a record of which only a referral is theirs', edit('session', 'ours'), REFERRED, PAIR],
  ['keep that the worker typed their name under it', doing('session', 'record.acknowledge', { role: 'supervisee' }), SESSION, ['boss']],
  ['keep that of what an earlier supervisor held', doing('session', 'record.acknowledge', { role: 'supervisee' }), OLD_SESSION, NOBODY],
  ['keep that under an agreement', doing('agreement', 'record.acknowledge', { role: 'supervisee' }), AGREEMENT, ['boss']],
  ['keep that under an observation', doing('observation', 'record.acknowledge', { role: 'supervisee' }), OBSERVATION, ['observer']],
  ['sign it', doing('session', 'record.sign', { role: 'supervisor' }), REFERRED, ['boss']],

  ['plan that another manager observes', observed(OBSERVER), null, ['boss', 'manager']],
  ['plan to be observed by oneself', observed(WORKER), null, NOBODY],
  ['say when the visit was', doing('observation', 'observation.observe', {}), OBSERVATION, ['observer']],
  ['reveal both views', doing('observation', 'observation.reveal', {}), OBSERVATION, ['observer']],
  ['write what was seen', edit('observation', 'record'), OBSERVATION, ['observer']],
  ['write one’s own view of being observed', edit('observation', 'own-view'), OBSERVATION, ['worker']],
  ['write what both conclude', edit('observation', 'ours'), OBSERVATION, ['worker', 'observer']],
  ['sign an observation as observer', doing('observation', 'record.sign', { role: 'supervisor' }), OBSERVATION, ['observer']],
  ['sign an observation as who was observed', doing('observation', 'record.sign', { role: 'supervisee' }), OBSERVATION, ['worker']],
  ['add to a locked observation', doing('observation', 'record.addendum', {}), OBSERVATION, ['worker', 'observer']],
  ['share what an earlier supervisor left', doing('session', 'record.share', {}), OLD_SESSION, ['boss']],
  ['void what an earlier supervisor left', doing('session', 'record.void', {}), OLD_SESSION, ['boss']],
  ['sign what an earlier supervisor held', doing('session', 'record.sign', { role: 'supervisor' }), OLD_SESSION, NOBODY],
  ['void an observation', doing('observation', 'record.void', {}), OBSERVATION, ['observer']],
]

const contextOf = (person: PersonId): AccessContext => ({ person, administrator: person === ADMIN, post: POST, setting: HOME, form: FORM })

describe('A5: who may do what', () => {
  test.each(CELLS)('%s', (_name, act, state, may) => {
    const can = (Object.keys(PEOPLE) as Who[]).filter((who) => objectionToAct(act, state, contextOf(PEOPLE[who])) === null)
    expect(can.sort()).toEqual([...may].sort())
  })

  test('every deed there is has a cell, here or beside this', () => {
    // access.test.ts has the cells of these.
    const elsewhere = new Set(['setting.open', 'person.add', 'post.start', 'session.hold', 'record.share'])
    const here = new Set<string>(CELLS.map(([, { type }]) => type))
    expect(Object.keys(DEEDS).filter((type) => !here.has(type) && !elsewhere.has(type))).toEqual([])
  })

  test('an agency worker’s manager in another home may not log under this one’s post', () => {
    const elsewhere = { ...HOME, id: 'other' as SettingId, managers: [STRANGER] }
    expect(objectionToAct(shift(false), null, { ...contextOf(MANAGER), setting: elsewhere })).toEqual({ code: 'not-allowed' })
    expect(objectionToAct(shift(false), null, { ...contextOf(STRANGER), setting: elsewhere })).toBeNull()
  })
})
