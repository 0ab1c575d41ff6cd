/** The cells of the access table, written by hand from security.md §5 and the protocol, not from the table they check. */
import { describe, expect, test } from 'vitest'
import { type AccessContext, objectionToAct } from '../../../src/domain/access.ts'
import { projectionsOf, scopesOf } from '../../../src/domain/projections.ts'
import { type PersonId, type PostId, type RecordId, type SettingId } from '../../../src/domain/ids.ts'
import { type RecordAct } from '../../../src/domain/records/acts.ts'
import { type PostState, type RecordState, type SessionState, type SettingState } from '../../../src/domain/records/record.ts'
import { DANA, edit, FORM, hold, locked, plan, SAM, session, share, sign, act } from '../records/session-acts.ts'

const MANAGER = 'manager' as PersonId
const STRANGER = 'stranger' as PersonId
const ADMIN = 'admin' as PersonId

const HOME: SettingState = {
  kind: 'setting', id: 'home-1' as SettingId, revision: 1, name: 'Home', residentialHome: true, pack: 'sefton', packVersion: 1, settings: {}, managers: [MANAGER], roster: null, policies: [],
}
const POST = {
  kind: 'post', id: 'post-1' as PostId, revision: 1, person: SAM, setting: HOME.id, supervisor: DANA, title: 'Worker', group: 'residential',
  employment: 'permanent', hours: null, line: 'managerial', employedOn: '2024-01-01', supervisedSince: null, from: '2024-01-01', until: null, facts: {},
} as unknown as PostState

const as = (person: PersonId, change: Partial<AccessContext> = {}): AccessContext => ({
  person, administrator: person === ADMIN, post: POST, setting: HOME, form: FORM, ...change,
})
const other = (kind: string, type: string, payload: unknown): RecordAct =>
  ({ actId: 'a', recordId: 'r', kind, actor: SAM, deviceTime: '2026-06-01T10:00:00Z', type, payload }) as unknown as RecordAct

const settle = (field: string) => act(SAM, { type: 'field.settle', payload: { field, value: 'x', from: null, settles: ['y' as never] } })
const addendum = act(SAM, { type: 'record.addendum', payload: { text: 'x', on: '2026-06-03' as never } })
const voided = act(DANA, { type: 'record.void', payload: { reason: 'wrong-date', note: '', on: '2026-06-03' as never } })
const state = session(edit(DANA, 'needed', 'a'), hold())
const shift = other('shift', 'shift.log', { post: POST.id, setting: HOME.id, person: SAM })

type Who = 'supervisee' | 'supervisor' | 'manager' | 'administrator' | 'stranger'
const PEOPLE: Record<Who, PersonId> = { supervisee: SAM, supervisor: DANA, manager: MANAGER, administrator: ADMIN, stranger: STRANGER }

/** For each act: who may. Everybody else may not. */
const CELLS: readonly [string, RecordAct, RecordState | null, readonly Who[]][] = [
  ['plan a session', plan(), null, ['supervisee', 'supervisor']],
  ['write in the supervisee’s voice', edit(SAM, 'worker', 'x'), state, ['supervisee', 'supervisor']],
  ['write what belongs to both', edit(SAM, 'both', 'x'), state, ['supervisee', 'supervisor']],
  ['write in the supervisor’s voice', edit(SAM, 'boss', 'x'), state, ['supervisor']],
  ['write a field the form does not have', edit(SAM, 'unheard-of', 'x'), state, ['supervisor']],
  ['settle what belongs to both', settle('both'), state, ['supervisee', 'supervisor']],
  ['settle in the supervisor’s voice', settle('boss'), state, ['supervisor']],
  ['say that it was held', hold(), state, ['supervisor']],
  ['share', share(), state, ['supervisor']],
  ['sign as the supervisor', sign(state, 'supervisor'), state, ['supervisor']],
  ['sign as the supervisee', sign(state, 'supervisee'), state, ['supervisee']],
  ['add to a locked record', addendum, locked(), ['supervisee', 'supervisor']],
  ['void', voided, state, ['supervisor']],
  ['log a shift', shift, null, ['manager']],
  ['void a shift', other('shift', 'record.void', { reason: 'wrong-date', note: '', on: '2026-06-03' }), null, ['manager']],
  ['start a post', other('post', 'post.start', { person: SAM, setting: HOME.id }), null, ['manager', 'administrator']],
  ['add a person', other('person', 'person.add', { name: 'X' }), null, ['manager', 'administrator']],
  ['open a setting', other('setting', 'setting.open', { name: 'X' }), null, ['administrator']],
  ['edit a setting', { ...edit(SAM, 'name', 'x'), kind: 'setting' }, HOME, []],
  ['edit a post', { ...edit(SAM, 'title', 'x'), kind: 'post' }, POST, []],
  ['hold a shift', { ...hold(), kind: 'shift' }, null, []],
  ['plan a person', { ...plan(), kind: 'person' }, null, []],
]

describe('A5: who may do what', () => {
  test.each(CELLS)('%s', (_name, doing, on, may) => {
    const can = (Object.keys(PEOPLE) as Who[]).filter((who) => objectionToAct(doing, on, as(PEOPLE[who])) === null)
    expect(can).toEqual((Object.keys(PEOPLE) as Who[]).filter((who) => may.includes(who)))
  })

  test('a supervisor who has handed the post over may no longer write in the records of before', () => {
    const handedOver = { ...POST, supervisor: MANAGER }
    expect(objectionToAct(edit(DANA, 'boss', 'x'), state, as(DANA, { post: handedOver }))).toEqual({ code: 'not-allowed' })
    expect(objectionToAct(edit(MANAGER, 'boss', 'x'), state, as(MANAGER, { post: handedOver }))).toEqual({ code: 'not-allowed' })
  })

  test('WOK-4.5: a session is planned for the post as it is, by its own supervisor', () => {
    const foreign = (change: object) => ({ ...plan(), payload: { ...(plan() as { payload: object }).payload, ...change } }) as RecordAct
    for (const change of [{ supervisee: STRANGER }, { setting: 'elsewhere' }, { supervisor: STRANGER }]) {
      expect(objectionToAct(foreign(change), null, as(DANA))).toEqual({ code: 'not-the-supervisor' })
    }
  })

  test('a shift names the person of its post', () => {
    expect(objectionToAct(other('shift', 'shift.log', { post: POST.id, setting: HOME.id, person: STRANGER }), null, as(MANAGER))).toEqual({ code: 'post-unknown' })
    expect(objectionToAct(shift, null, as(MANAGER, { post: null }))).toEqual({ code: 'post-unknown' })
  })

  test('who is not the supervisor is told which fields are not theirs', () => {
    expect(objectionToAct(edit(SAM, 'boss', 'x'), state, as(SAM))).toEqual({ code: 'not-your-field', fields: ['boss'] })
  })
})

describe('W1, K8: who receives what', () => {
  test('SSWB-4.25, WOK-7.3, HAV-9.1, HAV-9.2: each person: the service, the files they are half of, the facts of what they manage', () => {
    const scopes = (person: PersonId) => [...scopesOf(person, [POST], [HOME])]
    expect(scopes(SAM)).toEqual(['org', 'mine:sam', 'file:post-1'])
    expect(scopes(DANA)).toEqual(['org', 'mine:dana', 'file:post-1'])
    expect(scopes(MANAGER)).toEqual(['org', 'mine:manager', 'facts:home-1'])
    expect(scopes(STRANGER)).toEqual(['org', 'mine:stranger'])
  })

  test('a session is whole in the file and bare facts in the setting: no answer, no signature, no draft', () => {
    const written: SessionState = session(
      edit(DANA, 'needed', 'secret'), edit(SAM, 'worker', 'secret'), edit(DANA, 'next.on', 'secret'), edit(DANA, 'when.place', 'secret'), hold(),
      (now) => sign(now, 'supervisor'),
    )
    const [file, facts] = projectionsOf(written, POST)
    expect([file?.scope, facts?.scope]).toEqual(['file:post-1', 'facts:home-1'])
    expect(file?.body).toEqual(written)
    expect(facts?.body).toEqual({
      kind: 'session-facts', id: 'session-1', revision: written.revision, post: 'post-1', setting: 'home-1', supervisee: SAM, supervisor: DANA,
      status: 'part-signed', plannedFor: '2026-06-01', heldOn: '2026-06-01', minutes: 60, sharedOn: null, nextOn: null, nextAt: null, at: null, agreed: null, off: [],
    })
    const dated = session(edit(DANA, 'next.on', '2026-07-01'))
    expect(projectionsOf(dated, POST)[1]?.body).toMatchObject({ nextOn: '2026-07-01' })
  })

  test('a person is a name to the service: no staff number', () => {
    const person = { kind: 'person', id: SAM, revision: 1, name: 'Sam Example', knownAs: 'Sam', staffNumber: '4711' } as RecordState
    expect(projectionsOf(person, null)).toEqual([{ scope: 'org', body: { kind: 'person-name', id: SAM, revision: 1, name: 'Sam Example', knownAs: 'Sam' } }])
  })

  test('a shift worked in another home is in that home’s facts and in those of the post', () => {
    const worked = { kind: 'shift', id: 'shift-1' as RecordId, post: POST.id, setting: 'home-2' as SettingId } as RecordState
    expect(projectionsOf(worked, POST).map(({ scope }) => scope)).toEqual(['file:post-1', 'facts:home-2', 'facts:home-1'])
  })
})
