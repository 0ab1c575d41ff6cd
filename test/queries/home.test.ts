import { describe, expect, test } from 'vitest'
import { type PlainDate } from '../../src/domain/dates.ts'
import { type PersonId, PostId } from '../../src/domain/ids.ts'
import { type PersonAdd } from '../../src/domain/records/deeds/home.ts'
import { alike, fileFor, joiningActs, type Joining, postsOf, referenceActs, referencesIn, unfinishedOf, whatAmendingChanges, whatEndingChanges, whatJoiningAsks, whatSupervisingChanges } from '../../src/queries/home.ts'
import { ADE, ADE_POST, DANA, HOME, memoryDevice, SAM, SAM_POST } from '../memory-device.ts'
import { planned as plannedObservation } from '../features/observations/seed.ts'
import { complete, earlier, planned, signAs } from '../features/sessions/seed.ts'

const day = (text: string): PlainDate => text as PlainDate
const NIA: PersonAdd = { name: 'Nia Pritchard', knownAs: 'Nia', staffNumber: 'L-204' }
const joining = (change: Partial<Joining['post']> = {}, rest: Partial<Joining> = {}): Joining => ({
  person: NIA,
  staffNumber: null,
  ends: null,
  post: {
    setting: HOME, title: 'Residential worker', group: 'residential', employment: 'permanent', hours: 'full-time', line: 'managerial',
    supervisor: DANA, supervisedSince: day('2026-06-15'), employedOn: day('2026-06-15'), from: day('2026-06-15'), facts: {}, ...change,
  },
  ...rest,
})

describe('somebody joins', () => {
  test('a new person and their post are one save, and are there for everybody after it', async () => {
    const dana = memoryDevice()
    const { postId, acts } = joiningActs(joining({}, { staffNumber: 'L-204' }), dana)
    expect(acts.map(({ type }) => type)).toEqual(['person.add', 'post.start'])
    await dana.acts(acts)
    const { posts, people } = await dana.snapshot()
    const post = posts.get(postId)!
    expect([post.title, post.staffNumber, post.supervisor, post.from]).toEqual(['Residential worker', 'L-204', DANA, '2026-06-15'])
    expect(people.get(post.person)?.name).toBe('Nia Pritchard')
  })

  test('somebody here already gets a second post and is not added again', async () => {
    const { acts } = joiningActs(joining({}, { person: SAM }), memoryDevice())
    expect(acts.map(({ type }) => type)).toEqual(['post.start'])
  })

  test('agency staff made permanent: the agency post ends the day before, in the same save', async () => {
    const dana = memoryDevice()
    await dana.acts(joiningActs(joining({}, { person: ADE, ends: ADE_POST }), dana).acts)
    const { posts } = await dana.snapshot()
    expect([posts.get(ADE_POST)?.until, posts.get(ADE_POST)?.endReason]).toEqual(['2026-06-14', 'other-employment'])
    expect(postsOf({ posts }, ADE).map(({ employment }) => employment)).toEqual(['permanent', 'agency'])
  })

  test('what the policy will ask: fortnightly while new (SEF-3.17), the agreement within four weeks (SEF-8.0)', async () => {
    const dana = memoryDevice()
    const { oneToOne, agreement } = whatJoiningAsks(await dana.snapshot(), joining(), dana.asOf())
    expect([oneToOne?.rule, oneToOne?.due]).toEqual(['SEF-3.17', '2026-06-29'])
    expect([agreement?.rule, agreement?.due]).toEqual(['SEF-8.0', '2026-07-13'])
  })

  test('agency staff go by shifts, and eight weeks at most (SEF-3.18, SEF-3.2)', async () => {
    const dana = memoryDevice()
    const { oneToOne } = whatJoiningAsks(await dana.snapshot(), joining({ employment: 'agency' }), dana.asOf())
    expect(oneToOne?.reasons.map(({ rule }) => rule)).toContain('SEF-3.18')
    expect(oneToOne?.due).toBe('2026-08-10')
  })

  test('nothing is asked where the home’s policy is not here', async () => {
    const snapshot = { ...(await memoryDevice().snapshot()), packs: [] }
    expect(whatJoiningAsks(snapshot, joining(), day('2026-06-10'))).toEqual({ oneToOne: null, agreement: null })
  })
})

describe('somebody who is here already', () => {
  test('is found by name, whatever the accents, the case and the spaces', async () => {
    const snapshot = await memoryDevice().snapshot()
    const found = alike(snapshot, { name: '  sám   OYELARAN ', staffNumber: '' })
    expect(found.map(({ person, because, posts }) => [person.id, because, posts.length])).toEqual([[SAM, 'name', 1]])
    expect(alike(snapshot, { name: 'Sam', staffNumber: '' })).toEqual([])
    expect(alike(snapshot, { name: '', staffNumber: '' })).toEqual([])
  })

  test('is found by a staff number that stands in one of their posts', async () => {
    const dana = memoryDevice()
    await dana.acts(joiningActs(joining({}, { staffNumber: 'L-204' }), dana).acts)
    const found = alike(await dana.snapshot(), { name: 'N. Pritchard', staffNumber: 'l-204' })
    expect(found.map(({ person, because }) => [person.name, because])).toEqual([['Nia Pritchard', 'staff-number']])
  })

  test('a name in a script of its own is compared as it is', async () => {
    const dana = memoryDevice()
    await dana.acts(joiningActs(joining({}, { person: { name: 'ליאת כהן 🌻', knownAs: 'ליאת', staffNumber: null } }), dana).acts)
    expect(alike(await dana.snapshot(), { name: 'ליאת כהן 🌻', staffNumber: '' })).toHaveLength(1)
  })
})

describe('a post changes', () => {
  test('details put right can move the date; the page says from what to what', async () => {
    const dana = memoryDevice()
    const snapshot = await dana.snapshot()
    const post = snapshot.posts.get(SAM_POST)!
    const { title, group, employment, hours, facts } = post
    const change = { title, group, employment, hours, facts, employedOn: day('2026-06-01'), on: dana.asOf() }
    const { before, after } = whatAmendingChanges(snapshot, { ...post, supervisedSince: day('2026-06-01') }, change, dana.asOf())
    expect([before?.rule, after?.rule, after?.due]).toEqual(['SEF-AMB-1', 'SEF-3.17', '2026-06-15'])
  })

  test('another supervisor: what is planned or unsigned is left behind, and the agreement is looked at again', async () => {
    const dana = memoryDevice()
    await earlier(dana, dana.as(SAM))
    const unsigned = await complete(dana)
    const ahead = await planned(dana, day('2026-07-08'))
    const snapshot = await dana.snapshot()
    const { unfinished, review } = whatSupervisingChanges(snapshot, snapshot.posts.get(SAM_POST)!, { supervisor: ADE, on: dana.asOf() }, dana.asOf())
    expect(unfinished.map(({ kind, id }) => [kind, id])).toEqual([['unsigned', unsigned], ['planned', ahead]])
    expect([review?.track, review?.due]).toEqual(['agreement', '2026-07-08'])
  })

  test('an observation goes on with an observer who manages the home; of any other, who loses the post with the file, it is finished first', async () => {
    const dana = memoryDevice()
    const observation = await plannedObservation(dana)
    const snapshot = await dana.snapshot()
    const post = snapshot.posts.get(SAM_POST)!
    const home = snapshot.settings.get(HOME)!
    const left = (managers: readonly PersonId[]) =>
      whatSupervisingChanges({ ...snapshot, settings: new Map([[HOME, { ...home, managers: [...managers] }]]) }, post, { supervisor: ADE, on: dana.asOf() }, dana.asOf())
        .unfinished.map(({ kind, id }) => [kind, id])
    expect(left([DANA])).toEqual([])
    expect(left([ADE])).toEqual([['observation', observation]])
  })

  test('the end: records are kept seven years from the last day (SEF-10), and what is open is named', async () => {
    const dana = memoryDevice()
    await earlier(dana, dana.as(SAM))
    const snapshot = await dana.snapshot()
    const end = { until: day('2026-07-31'), reason: 'left', on: dana.asOf() } as const
    const { kept, unfinished } = whatEndingChanges(snapshot, snapshot.posts.get(SAM_POST)!, end, dana.asOf())
    expect([kept?.rule, kept?.due]).toEqual(['SEF-10', '2033-07-31'])
    expect(unfinished.map(({ kind }) => kind)).toEqual(['action', 'action'])
  })

  test('a manager who is not half of the file learns of records, never of actions', async () => {
    const dana = memoryDevice()
    await earlier(dana, dana.as(SAM))
    const record = await complete(dana)
    await signAs(dana, record, 'supervisor')
    await dana.act({ recordId: SAM_POST, kind: 'post', type: 'post.supervise', payload: { supervisor: ADE, on: dana.asOf() } })
    expect(unfinishedOf(await dana.snapshot(), SAM_POST).map(({ kind, id }) => [kind, id])).toEqual([['unsigned', record]])
  })
})

describe('the file', () => {
  const REF = '01900000-0000-7000-8000-0000000000aa'

  test('is begun with what is first written in it, once', async () => {
    const dana = memoryDevice()
    const acts = referenceActs(await dana.snapshot(), SAM_POST, REF, { section: 'job-description', title: 'Job description', held: 'HR system' }, dana.asOf())
    expect(acts.map(({ type }) => type)).toEqual(['file.open', 'fields.edit'])
    await dana.acts(acts)
    const snapshot = await dana.snapshot()
    expect(fileFor(snapshot, SAM_POST, dana.asOf())?.acts).toEqual([])
    expect(referencesIn(snapshot.files.get(SAM_POST), 'job-description')).toEqual([{ id: REF, title: 'Job description', reference: '', held: 'HR system' }])
    expect(referencesIn(snapshot.files.get(SAM_POST), 'progression')).toEqual([])
  })

  test('both devices make the same file', async () => {
    const dana = memoryDevice()
    const snapshot = await dana.snapshot()
    expect(fileFor(snapshot, SAM_POST, dana.asOf())?.recordId).toBe(fileFor(await dana.as(SAM).snapshot(), SAM_POST, dana.asOf())?.recordId)
    expect(fileFor(snapshot, PostId.parse('00000000-0000-4000-8000-000000000077'), dana.asOf())).toBeNull()
  })

  test('a reference is changed and taken out, never erased', async () => {
    const dana = memoryDevice()
    await dana.acts(referenceActs(await dana.snapshot(), SAM_POST, REF, { section: 'progression', title: 'Level 4', held: 'Office' }, dana.asOf()))
    await dana.acts(referenceActs(await dana.snapshot(), SAM_POST, REF, { title: 'Level 4 diploma' }, dana.asOf()))
    const changed = (await dana.snapshot()).files.get(SAM_POST)
    expect(referencesIn(changed, 'progression').map(({ title }) => title)).toEqual(['Level 4 diploma'])
    expect(changed?.competing).toEqual({})
    await dana.acts(referenceActs(await dana.snapshot(), SAM_POST, REF, { removed: true }, dana.asOf()))
    const after = (await dana.snapshot()).files.get(SAM_POST)
    expect(referencesIn(after, 'progression')).toEqual([])
    expect(after?.fields[`refs.${REF}.title`]?.value).toBe('Level 4 diploma')
  })
})
