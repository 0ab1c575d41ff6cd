/** The review of files whose time is over: the clock, two people, holds (W4), on the real server. */
import { v7 } from 'uuid'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { type Instant } from '../../src/domain/dates.ts'
import { type KeepingAnswer, type KeepingDone } from '../../src/protocol/keeping.ts'
import { auditAfter } from '../../sync/storage/audit.ts'
import { giveDuty } from '../../sync/storage/duties.ts'
import { keepOpen, type Answer, type Client, HOME, type House, openHouse, ORG, OTHER_HOME, person, post } from './house.ts'
import { bytesOf, canariesIn, canary, fillFile } from './kept-file.ts'

let house: House
let dana: Client
let olu: Client

/** Dana administers; Olu does human resources for the whole service, Una for the other home alone. */
beforeEach(async () => {
  house = await openHouse({ administrator: 'dana' })
  await house.server.ports.storage.write(async (tx) => {
    const given = { duty: 'human-resources', until: null, givenBy: person('dana'), givenAt: '2026-06-01T10:00:00.000Z' as Instant } as const
    await giveDuty(tx, ORG, { ...given, person: person('olu'), setting: null })
    await giveDuty(tx, ORG, { ...given, person: person('una'), setting: OTHER_HOME })
    await giveDuty(tx, ORG, { ...given, person: person('sam'), setting: null })
  })
  dana = await house.signIn('dana')
  await fillFile(dana, await house.signIn('sam'))
  await fillFile(dana, await house.signIn('ade'))
})
afterEach(() => house.close())

const ends = (key: string, until: string | null) => dana.act(post(key), 'post.end', { until, reason: 'left', on: '2026-06-02' }, 'post')

/** Sam leaves on 2 June 2026; then it is this day. */
const samLeft = async (day: string): Promise<void> => {
  expect(await dana.push(ends('sam', '2026-06-02'))).toMatchObject([{ outcome: 'applied' }])
  await goTo(day)
}
const goTo = async (day: string): Promise<void> => {
  house.setClock(`${day}T10:00:00.000Z`)
  dana = await house.signIn('dana')
  olu = await house.signIn('olu')
}

const list = async (who: Client): Promise<KeepingAnswer> => {
  const { status, body, text } = await who.request<KeepingAnswer>('GET', '/api/disposals')
  if (status !== 200) throw new Error(text)
  return body
}
const fileOf = async (key: string) => (await list(dana)).files.find((file) => file.post === post(key))

const propose = (who: Client, change: object = {}): Promise<Answer<KeepingDone>> =>
  who.request('POST', '/api/disposals', { post: post('sam'), what: 'erase', keepUntil: null, reason: 'Seven years are over.', withPerson: false, unresolvedToo: true, ...change })
const decide = (who: Client, id: string, how: 'agree' | 'refuse' = 'agree'): Promise<Answer<KeepingDone>> => who.request('POST', `/api/disposals/${id}/${how}`)
const hold = (who: Client, key: string): Promise<Answer<KeepingDone>> =>
  who.request('POST', '/api/holds', { person: person(key), reason: 'A claim at the tribunal.', reference: 'ET-1' })
const lift = (who: Client, id: string): Promise<Answer<KeepingDone>> => who.request('POST', `/api/holds/${id}/lift`, { reason: 'It is settled.' })

const refusedOf = ({ status, body }: Answer<KeepingDone>): string | number | null => (status === 200 ? body.refused : status)
const proposedBy = async (who: Client, change: object = {}): Promise<string> => {
  const { body } = await propose(who, change)
  if (body.refused) throw new Error(body.refused)
  return body.now.files.find((file) => file.post === post('sam'))!.proposal!.id
}
const sams = (): number => canariesIn(bytesOf(house.folder)).get('sam') ?? 0

describe('the clock (SEF-10)', () => {
  test.each([
    ['2033-03-01', undefined, 'not-due'],
    ['2033-03-02', 'soon', 'not-due'],
    ['2033-06-01', 'soon', 'not-due'],
    ['2033-06-02', 'due', null],
  ])('seven years from leaving: on %s the file is %s', async (day, state, refused) => {
    await samLeft(day)
    expect((await fileOf('sam'))?.state).toBe(state)
    expect(refusedOf(await propose(dana))).toBe(refused)
    expect(sams()).toBeGreaterThan(20)
  })

  test('says the rule, the day of leaving and how long, and not a word of the file', async () => {
    await samLeft('2033-06-03')
    expect(await fileOf('sam')).toMatchObject({
      name: 'sam Example', place: 'The home', leftOn: '2026-06-02', due: '2033-06-02', rule: 'SEF-10', keep: 'P7Y', state: 'due', quarantined: 4, held: false, last: true,
    })
    const { text } = await dana.request('GET', '/api/disposals')
    expect(text).not.toContain('canary')
  })

  test('runs for nobody who is still here, and from the last post of who had several', async () => {
    await goTo('2040-01-01')
    expect((await list(dana)).files).toEqual([])
    const second = v7()
    const base = { person: person('sam'), setting: HOME, title: 'Worker', group: 'residential', employment: 'casual', hours: 'full-time', line: 'managerial', supervisor: person('dana') }
    const starts = dana.act(second, 'post.start', { ...base, employedOn: '2028-01-01', supervisedSince: '2028-01-01', from: '2028-01-01', until: null, facts: {} }, 'post')
    expect(await dana.push(ends('sam', '2026-06-02'), starts)).toMatchObject([{ outcome: 'applied' }, { outcome: 'applied' }])
    expect((await list(dana)).files).toEqual([])
    await dana.push(dana.act(second, 'post.end', { until: '2030-05-05', reason: 'left', on: '2030-05-05' }, 'post'))
    expect((await list(dana)).files.map(({ due, last }) => ({ due, last }))).toEqual([{ due: '2037-05-05', last: false }, { due: '2037-05-05', last: false }])
  })
})

describe('two people (W4)', () => {
  test('one proposes, another agrees, and then it is gone: values, salts, the reason given', async () => {
    await samLeft('2033-06-03')
    const id = await proposedBy(dana, { reason: canary('sam', 'reason') })
    expect(sams()).toBeGreaterThan(20)
    const { body } = await decide(olu, id)
    expect(body.refused).toBeNull()
    expect(body.now.files).toEqual([])
    expect(body.now.erased).toMatchObject([{ id, rule: 'SEF-10', proposedBy: 'dana Example', agreedBy: 'olu Example' }])
    expect(sams()).toBe(0)
    const entries = (await house.server.ports.storage.snapshot((tx) => auditAfter(tx, ORG, 0, 10_000))).filter(({ record, details }) => record === post('sam') && details !== null)
    expect(entries.map(({ what, actor }) => [what, actor])).toEqual([
      ['disposal-proposed', person('dana')], ['disposal-agreed', person('olu')], ['erased', person('olu')],
    ])
    expect(refusedOf(await decide(dana, id))).toBe('decided-already')
  })

  test('the same person cannot, from a second sign-in either, however often they try', async () => {
    await samLeft('2033-06-03')
    const id = await proposedBy(dana)
    const other = await house.signIn('dana')
    expect(other.cookie).not.toBe(dana.cookie)
    const tries = await Promise.all([decide(dana, id), decide(other, id), decide(dana, id)])
    expect(tries.map(refusedOf)).toEqual(['same-person', 'same-person', 'same-person'])
    expect(sams()).toBeGreaterThan(20)
  })

  test('two who agree at once: one of them did it, the other is told so, and it is erased once', async () => {
    await samLeft('2033-06-03')
    await house.server.ports.storage.write((tx) =>
      giveDuty(tx, ORG, { person: person('kofi'), duty: 'human-resources', setting: null, until: null, givenBy: person('dana'), givenAt: '2026-06-01T10:00:00.000Z' as Instant }),
    )
    const id = await proposedBy(dana)
    const kofi = await house.signIn('kofi')
    const both = await Promise.all([decide(olu, id), decide(kofi, id)])
    expect(new Set(both.map(refusedOf))).toEqual(new Set(['decided-already', null]))
    const erased = (await house.server.ports.storage.snapshot((tx) => auditAfter(tx, ORG, 0, 10_000))).filter(({ what }) => what === 'erased')
    expect(erased).toHaveLength(1)
  })

  test('neither is the person it is about, and a second proposal waits for the first', async () => {
    await samLeft('2033-06-03')
    await keepOpen(house, 'sam')
    const sam = await house.signIn('sam')
    expect(refusedOf(await propose(sam))).toBe('about-you')
    const id = await proposedBy(dana)
    expect(refusedOf(await propose(olu))).toBe('proposed-already')
    expect(refusedOf(await decide(sam, id))).toBe('about-you')
    expect(sams()).toBeGreaterThan(20)
  })

  test.each([
    ['kofi', { error: { code: 'not-found' } }],
    ['priya', { error: { code: 'not-found' } }],
    // She decides about the other home’s.
    ['una', { files: [], holds: [] }],
  ])('%s, who does not decide about this home’s files, is told of nothing', async (key, answered) => {
    await samLeft('2033-06-03')
    const id = await proposedBy(dana)
    const other = await house.signIn(key)
    expect([refusedOf(await propose(other)), refusedOf(await decide(other, id)), refusedOf(await decide(other, id, 'refuse')), refusedOf(await hold(other, 'sam'))]).toEqual([404, 404, 404, 404])
    expect((await other.request('GET', '/api/disposals')).body).toMatchObject(answered)
    expect(sams()).toBeGreaterThan(20)
  })

  test('a proposal that is refused or taken back erases nothing, and another can be made', async () => {
    await samLeft('2033-06-03')
    expect(refusedOf(await decide(olu, await proposedBy(dana), 'refuse'))).toBeNull()
    const again = await proposedBy(olu)
    expect(refusedOf(await decide(olu, again, 'refuse'))).toBeNull()
    expect(refusedOf(await decide(dana, again))).toBe('decided-already')
    expect((await fileOf('sam'))?.proposal).toBeNull()
    expect(sams()).toBeGreaterThan(20)
  })

  test('to keep it longer takes two as well, and moves its day', async () => {
    await samLeft('2033-06-03')
    expect(refusedOf(await propose(dana, { what: 'keep', keepUntil: '2033-06-03' }))).toBe('keep-until-past')
    expect(refusedOf(await propose(dana, { what: 'keep' }))).toBe('keep-until-past')
    const id = await proposedBy(dana, { what: 'keep', keepUntil: '2034-01-15' })
    expect(refusedOf(await decide(dana, id))).toBe('same-person')
    expect(refusedOf(await decide(olu, id))).toBeNull()
    expect(await fileOf('sam')).toBeUndefined()
    expect(refusedOf(await propose(dana))).toBe('not-due')
    await goTo('2034-01-15')
    expect(await fileOf('sam')).toMatchObject({ state: 'due', due: '2034-01-15', keptUntil: '2034-01-15' })
    expect(sams()).toBeGreaterThan(20)
  })

  test('not while something of it is held back, unless it is said that this goes too', async () => {
    await samLeft('2033-06-03')
    expect(refusedOf(await propose(dana, { unresolvedToo: false }))).toBe('unresolved')
    const id = await proposedBy(dana)
    expect(refusedOf(await decide(olu, id))).toBeNull()
    expect(sams()).toBe(0)
  })

  test('not while the person waits for a copy of it: they have it first (W5)', async () => {
    await samLeft('2033-06-03')
    await keepOpen(house, 'sam')
    const sam = await house.signIn('sam')
    const id = await proposedBy(dana)
    const { body } = await sam.request<{ mine: { id: string }[] }>('POST', '/api/copies')
    expect(await fileOf('sam')).toMatchObject({ copyOpen: true })
    expect(refusedOf(await decide(olu, id))).toBe('copy-open')
    const copy = body.mine[0]!.id
    await olu.request('POST', `/api/copies/${copy}/release`, { covers: [] })
    expect(refusedOf(await decide(olu, id))).toBe('copy-open')
    expect((await sam.request('POST', `/api/copies/${copy}/take`)).status).toBe(200)
    expect(refusedOf(await decide(olu, id))).toBeNull()
    expect(sams()).toBe(0)
  })

  test('their name and account go where it is asked and nothing else needs them', async () => {
    await samLeft('2033-06-03')
    await decide(olu, await proposedBy(dana, { withPerson: true }))
    await expect(house.signIn('sam')).rejects.toThrow('sign-in-wrong')
    expect(JSON.stringify([...(await dana.everything()).get('org')!])).not.toContain('sam Example')
    // Priya has supervised Kofi, whose file is kept: her name is needed to read it.
    await dana.push(ends('priya', '2020-01-01'))
    expect(await fileOf('priya')).toMatchObject({ last: false })
  })

  test('a post that is taken up again between the two is not erased', async () => {
    await samLeft('2033-06-03')
    const id = await proposedBy(dana)
    await dana.push(ends('sam', null))
    expect(refusedOf(await decide(olu, id))).toBe('not-due')
    expect(sams()).toBeGreaterThan(20)
  })
})

describe('a legal hold (W4)', () => {
  test('stops proposing and agreeing, is shown with the file, and is lifted by somebody else', async () => {
    await samLeft('2033-06-03')
    const id = await proposedBy(dana)
    const { body } = await hold(dana, 'sam')
    expect(body.refused).toBeNull()
    expect(body.now.holds).toMatchObject([{ name: 'sam Example', reason: 'A claim at the tribunal.', reference: 'ET-1', byName: 'dana Example' }])
    expect(body.now.files).toMatchObject([{ held: true }])
    expect(refusedOf(await decide(olu, id))).toBe('on-hold')
    await decide(olu, id, 'refuse')
    expect(refusedOf(await propose(olu))).toBe('on-hold')
    const [held] = body.now.holds
    expect(refusedOf(await lift(dana, held!.id))).toBe('hold-yours')
    expect(refusedOf(await lift(olu, held!.id))).toBeNull()
    expect(refusedOf(await lift(olu, held!.id))).toBe('lifted-already')
    expect(refusedOf(await decide(olu, await proposedBy(dana)))).toBeNull()
    const entries = (await house.server.ports.storage.snapshot((tx) => auditAfter(tx, ORG, 0, 10_000))).filter(({ what }) => what.startsWith('hold-'))
    expect(entries.map(({ what, actor, subject }) => [what, actor, subject])).toEqual([
      ['hold-set', person('dana'), person('sam')], ['hold-lifted', person('olu'), person('sam')],
    ])
    expect(sams()).toBe(0)
    expect(bytesOf(house.folder)).not.toContain('A claim at the tribunal.')
  })

  test('may be put on anybody, also who is still here; nobody puts or lifts one on themselves', async () => {
    await goTo('2026-06-02')
    const sam = await house.signIn('sam')
    expect(refusedOf(await hold(sam, 'sam'))).toBe('about-you')
    const { body } = await hold(dana, 'sam')
    expect(body.now.holds).toHaveLength(1)
    expect(refusedOf(await lift(sam, body.now.holds[0]!.id))).toBe('about-you')
    expect(refusedOf(await lift(dana, v7()))).toBe(404)
    expect((await hold(dana, 'nobody')).status).toBe(404)
  })

  test('against an agreement at the same moment: either it is held and there, or gone and not held', async () => {
    await samLeft('2033-06-03')
    const id = await proposedBy(dana)
    const [held, agreed] = await Promise.all([hold(dana, 'sam'), decide(olu, id)])
    const gone = sams() === 0
    expect([refusedOf(held), refusedOf(agreed)]).toEqual([null, gone ? null : 'on-hold'])
    // The other order, without waiting for chance.
    await hold(dana, 'ade')
    await dana.push(ends('ade', '2020-01-01'))
    expect(refusedOf(await propose(olu, { post: post('ade') }))).toBe('on-hold')
  })

  test.each([
    ['no reason', 'POST', '/api/holds', { person: person('sam'), reason: ' ', reference: '' }],
    ['no reason to lift', 'POST', `/api/holds/${v7()}/lift`, { reason: '' }],
    ['no reason to propose', 'POST', '/api/disposals', { post: post('sam'), what: 'erase', keepUntil: null, reason: '', withPerson: false, unresolvedToo: false }],
    ['more than is asked', 'POST', '/api/holds', { person: person('sam'), reason: 'x', reference: '', setBy: person('olu') }],
  ])('a request with %s is refused (A4)', async (_name, method, url, body) => {
    expect((await dana.request(method, url, body)).status).toBe(400)
  })
})
