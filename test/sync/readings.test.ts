/** Reading what is not one's own (W2): the entry it leaves, who sees it, telling late, and the kinds beside sessions. */
import { v7 } from 'uuid'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { packOf } from '../../src/domain/policy/packs.ts'
import { type DelaysAnswer, type LogAnswer, type OverseenAnswer } from '../../src/protocol/readings.ts'
import { giveDuty } from '../../sync/storage/duties.ts'
import { OF_OTHER_KINDS } from './access-cells.ts'
import { agreementAnswers, applied, drawUp, edit, observe, planObservation, reveal } from './deeds.ts'
import { classesIn, everyAnswer } from './every-answer.ts'
import { type Client, heldSession, HOME, type House, openHouse, ORG, person, post } from './house.ts'

let house: House
const clients = new Map<string, Client>()
const as = (key: string): Client => clients.get(key)!
const PEOPLE = ['dana', 'sam', 'max', 'quinn', 'ada', 'kofi', 'eve'] as const
beforeAll(async () => {
  house = await openHouse({ others: ['max', 'quinn', 'ada', 'eve'], managers: ['max'], administrator: 'ada' })
  const { storage, clock } = house.server.ports
  for (const key of ['quinn', 'eve']) {
    await storage.write((tx) => giveDuty(tx, ORG, { person: person(key), duty: key === 'eve' ? 'senior-manager' : 'quality-assurance', setting: HOME, until: null, givenBy: person('ada'), givenAt: clock() }))
  }
  for (const key of PEOPLE) clients.set(key, await house.signIn(key))
})
afterAll(() => house.close())

const shared = async (): Promise<string> => {
  const id = await heldSession(as('dana'))
  applied(await as('dana').push(as('dana').share(id)))
  return id
}
const read = (key: string, record: string, change: Record<string, unknown> = {}) =>
  as(key).request('POST', '/api/readings', { record, purpose: 'audit', reason: 'The audit of this quarter', breakGlass: false, ...change })
const logOf = async (key: string, whose?: string) => (await as(key).request<LogAnswer>('POST', '/api/access-log', whose ? { person: person(whose) } : {})).body.entries
const audited = () => house.server.ports.storage.snapshot((tx) => tx.selectFrom('audit').selectAll().where('what', '=', 'read').execute())

test('W2: each reading is written down with who, as what, when, which sections and why, and the supervisee sees it', async () => {
  const id = await shared()
  const before = (await audited()).length
  expect((await read('quinn', id)).status).toBe(200)
  expect((await audited()).length).toBe(before + 1)
  const [entry] = await logOf('sam')
  expect(entry).toMatchObject({
    what: 'read', by: person('quinn'), as: 'quality-assurance', record: id, reason: 'The audit of this quarter', brokeGlass: false, delayed: null,
    purpose: { rule: 'SEF-5.5' },
  })
  expect(entry!.sections.length).toBeGreaterThan(0)
  expect(entry!.at).toBe('2026-06-02T10:00:00.000Z')
})

test.each([
  ['no reason', { reason: '   ' }, 400],
  ['a reason too short to be one', { reason: 'why' }, 400],
  ['a purpose the policy does not have', { purpose: 'curiosity' }, 403],
  ['a purpose that is for somebody else', { purpose: 'policy-development' }, 403],
  ['a purpose together with breaking the glass', { breakGlass: true }, 403],
  ['neither a purpose nor breaking the glass', { purpose: null }, 403],
  ['a record nobody has', { record: v7() }, 404],
])('W2: with %s nothing is read, and nothing is written down as read', async (_name, change, status) => {
  const id = await shared()
  const before = (await audited()).length
  expect((await read('quinn', id, change)).status).toBe(status)
  expect((await audited()).length).toBe(before)
})

test('A5: breaking the glass is shown to the supervisee as just that', async () => {
  const id = await shared()
  const answer = await read('eve', id, { purpose: null, breakGlass: true, reason: 'A call from the out-of-hours team' })
  expect(answer.status).toBe(200)
  const [entry] = await logOf('sam')
  expect(entry).toMatchObject({ brokeGlass: true, purpose: null, by: person('eve'), reason: 'A call from the out-of-hours team' })
})

test('the two read their own file, not a reading of it', async () => {
  const id = await shared()
  for (const key of ['sam', 'dana']) expect((await read(key, id)).status).toBe(404)
})

test('a colleague is told that there is nothing, the same as of a record that is not', async () => {
  const id = await shared()
  const [there, nowhere] = [await read('kofi', id), await read('kofi', v7())]
  const without = ({ body }: { body: unknown }) => ({ ...(body as { error: object }).error, requestId: null })
  expect([there.status, without(there)]).toEqual([nowhere.status, without(nowhere)])
})

test('what one may ask for is said beforehand: settings, parts, purposes, the glass', async () => {
  const { body } = await as('eve').request<OverseenAnswer>('GET', '/api/overseen')
  expect(body.settings.map(({ id, glass }) => [id, glass])).toEqual([[HOME, true]])
  expect(body.settings[0]!.purposes.map(({ purpose }) => purpose.key)).toContain('poor-performance')
  expect((await as('kofi').request<OverseenAnswer>('GET', '/api/overseen')).body.settings).toEqual([])
})

test('the access log of somebody else leaves an entry in it', async () => {
  await logOf('ada', 'sam')
  expect((await logOf('sam'))[0]).toMatchObject({ what: 'log-read', by: person('ada') })
})

describe('telling somebody later (WOK-9.5)', () => {
  const ask = (key: string, change: Record<string, unknown> = {}) =>
    as(key).request<DelaysAnswer>('POST', '/api/delays', { post: post('sam'), why: 'The police asked us to wait', until: '2026-06-20', ...change })
  const decide = (key: string, delay: string, agree = true) => as(key).request<DelaysAnswer>('POST', '/api/delays/decide', { delay, agree })
  /** The one this person asked for that nobody has decided. */
  const waiting = async (reader: string): Promise<string> => {
    const { delays } = (await as('max').request<DelaysAnswer>('GET', '/api/delays')).body
    return delays.find((each) => each.reader === person(reader) && each.agreedBy === null && each.refusedBy === null)!.id
  }

  test('asked by one, it delays nothing', async () => {
    const id = await shared()
    expect((await ask('quinn')).status).toBe(200)
    await read('quinn', id)
    expect((await logOf('sam'))[0]).toMatchObject({ by: person('quinn'), record: id })
  })

  test('who asked does not agree to it, nor whom it is about, nor somebody with no part here', async () => {
    await ask('quinn')
    const id = await waiting('quinn')
    expect((await decide('quinn', id)).status).toBe(403)
    expect((await decide('sam', id)).status).toBe(404)
    expect((await decide('kofi', id)).status).toBe(404)
  })

  test.each([
    ['an end that is past', { until: '2026-06-01' }, 403],
    ['an end more than 90 days away', { until: '2026-09-01' }, 403],
    ['no reason', { why: '' }, 400],
    ['a post of nobody', { post: v7() }, 404],
  ])('it is not asked for with %s', async (_name, change, status) => {
    expect((await ask('quinn', change)).status).toBe(status)
  })

  test('agreed by a second person, the supervisee is told once it ends, with why and who agreed; others see it at once', async () => {
    await ask('quinn')
    const delay = await waiting('quinn')
    expect((await decide('max', delay)).status).toBe(200)
    expect((await decide('ada', delay)).status).toBe(403)
    const id = await shared()
    expect((await read('quinn', id)).body).toMatchObject({ toldFrom: '2026-06-20' })
    const ofIt = (entries: LogAnswer['entries']) => entries.filter(({ record, what }) => record === id && what === 'read')
    expect(ofIt(await logOf('sam'))).toEqual([])
    expect(ofIt(await logOf('max', 'sam'))).toHaveLength(1)
    house.setClock('2026-06-21T09:00:00.000Z')
    clients.set('sam', await house.signIn('sam'))
    expect(ofIt(await logOf('sam'))).toMatchObject([{ delayed: { why: 'The police asked us to wait', by: person('quinn'), agreedBy: person('max'), until: '2026-06-20' } }])
    house.setClock('2026-06-02T10:00:00.000Z')
    for (const key of PEOPLE) clients.set(key, await house.signIn(key))
  })

  test('it covers who asked for it and nobody else', async () => {
    await ask('quinn')
    await decide('max', await waiting('quinn'))
    const id = await shared()
    await read('eve', id, { purpose: 'poor-performance' })
    expect((await logOf('sam'))[0]).toMatchObject({ by: person('eve'), record: id })
  })

  test('refused, it delays nothing, and can’t be agreed to afterwards', async () => {
    await ask('eve')
    const delay = await waiting('eve')
    expect((await decide('ada', delay, false)).status).toBe(200)
    expect((await decide('max', delay)).status).toBe(403)
    const id = await shared()
    await read('eve', id, { purpose: 'poor-performance' })
    expect((await logOf('sam'))[0]).toMatchObject({ by: person('eve'), record: id })
  })
})

describe('agreements and observations', () => {
  const form = (record: string) => packOf('sefton')!.forms.find((each) => each.record === record)!
  const made = async (kind: 'agreement' | 'observation', state: string): Promise<string> => {
    const [dana, sam] = [as('dana'), as('sam')]
    const id = v7()
    if (kind === 'agreement') {
      const words = { 'tasks-workload': 'canary-B-tasks', interruptions: 'canary-C-interruptions' }
      applied(await dana.push(drawUp(dana, 'sam', id, '2026-06-01'), edit(dana, id, 'agreement', agreementAnswers([{ on: '2026-07-01', at: null }], words))))
    } else {
      const { 'when.place': _place, ...values } = everyAnswer(form('observation'))
      const own = Object.entries(values).filter(([name]) => !name.startsWith('own-view'))
      applied(await dana.push(planObservation(dana, 'sam', 'dana', id, '2026-06-01'), edit(dana, id, 'observation', Object.fromEntries(own))))
      applied(await sam.push(edit(sam, id, 'observation', { 'own-view': 'canary-B-own-view' })))
      if (state === 'planned') return id
      applied(await dana.push(observe(dana, id, '2026-06-01')))
      if (state === 'observed') return id
      applied(await dana.push(reveal(dana, id, '2026-06-02')))
    }
    if (state === 'draft' || state === 'revealed') return id
    applied(await dana.push(await dana.sign(id, 'supervisor')))
    if (state !== 'part-signed') applied(await sam.push(await sam.sign(id, 'supervisee')))
    return id
  }

  test.each(OF_OTHER_KINDS)('W1: an %s that is %s: the manager has %s for poor performance and %s to protect a child', async (kind, state, performance, protection) => {
    const id = await made(kind, state)
    const found = async (purpose: string): Promise<string> => {
      const answer = await read('max', id, { purpose })
      return answer.status === 200 ? classesIn(answer.text) : String(answer.status)
    }
    expect([await found('poor-performance'), await found('child-protection')]).toEqual([performance, protection])
  })
})
