/** Whom a case list reaches through the real service (W6, class D): canaries for names, then every answer searched. */
import { v7 } from 'uuid'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type CaseListState } from '../../src/domain/records/record.ts'
import { type ChangesAnswer, type QuarantineAnswer } from '../../src/protocol/changes.ts'
import { caseListId } from '../../src/protocol/derived-ids.ts'
import { type Receipt } from '../../src/protocol/push.ts'
import { applied } from './deeds.ts'
import { keepOpen, type Client, EVERYBODY, HOME, type House, openHouse, OTHER_HOME, person, post, send } from './house.ts'

let house: House
let clients: Record<(typeof EVERYBODY)[number], Client>
beforeAll(async () => {
  house = await openHouse({ administrator: 'olu' })
  clients = Object.fromEntries(await Promise.all(EVERYBODY.map(async (key) => [key, await house.signIn(key)]))) as typeof clients
})
afterAll(() => house.close())

const SCOPE = `cases:${HOME}`
interface Listing {
  readonly reference?: string
  readonly setting?: string
  readonly id?: string
}
const list = (client: Client, names: readonly string[], { reference = 'LF-01', setting = HOME, id = caseListId(HOME) }: Listing = {}) =>
  client.act(id, 'cases.list', { setting, cases: [{ reference, names }] }, 'case-list')
const reasonOf = (receipt: Receipt | undefined): unknown => (receipt as { reason?: { code: string; where?: string } } | undefined)?.reason

/** Everything the API answers somebody, asked for by name as well. */
const everyAnswer = async (client: Client): Promise<string> => {
  const named = Object.fromEntries([SCOPE, `cases:${OTHER_HOME}`, `facts:${HOME}`, 'org', `file:${post('sam')}`].map((scope) => [scope, 0]))
  const texts = [JSON.stringify(await client.changes(named)), JSON.stringify([...(await client.everything())].map(([scope, rows]) => [scope, [...rows]]))]
  for (const url of ['/api/quarantine', '/api/devices', '/api/me', `/api/records/${caseListId(HOME)}/acts`]) texts.push((await client.request('GET', url)).text)
  return texts.join('\n')
}
const holders = async (word: string): Promise<readonly string[]> => {
  const found = await Promise.all(EVERYBODY.map(async (key) => ((await everyAnswer(clients[key])).includes(word) ? key : null)))
  return found.flatMap((key) => key ?? [])
}

describe('W6: a manager lists a case', () => {
  test('managers of the home, who works there and who supervises there have it; nobody else, nor who administers the service', async () => {
    applied(await clients.dana.push(list(clients.dana, ['Canary-first Marsh'])))
    expect(await holders('Canary-first')).toEqual(['dana', 'priya', 'sam', 'ade', 'kofi'])
  })

  test('the history of a list is nobody’s to read: names that were taken off are gone from every answer', async () => {
    applied(await clients.dana.push(list(clients.dana, ['Canary-taken'], { reference: 'LF-02' }), list(clients.dana, [], { reference: 'LF-02' })))
    expect(await holders('Canary-taken')).toEqual([])
    expect((await clients.dana.request('GET', `/api/records/${caseListId(HOME)}/acts`)).status).toBe(404)
  })

  test('A8: that a device received a list is written down once, with no name in it', async () => {
    const entries = async () =>
      house.server.ports.storage.snapshot((tx) => tx.selectFrom('audit').select(['actor', 'what', 'record', 'details']).where('what', '=', 'case-list-received').execute())
    const all = await entries()
    const kofis = all.filter(({ actor }) => actor === person('kofi'))
    expect(kofis.length).toBeGreaterThan(0)
    expect(all.every(({ record }) => record === caseListId(HOME))).toBe(true)
    expect(JSON.stringify(all)).not.toContain('Canary')
    // A device that goes on from where it was receives nothing anew.
    const answer = await clients.kofi.changes()
    await clients.kofi.changes(Object.fromEntries(answer.scopes.map(({ scope, cursor }) => [scope, cursor])))
    expect((await entries()).filter(({ actor }) => actor === person('kofi'))).toHaveLength(kofis.length + 1)
  })

  test('A5: only who manages the home keeps its list; what others try is kept for them alone', async () => {
    for (const key of ['sam', 'priya', 'olu'] as const) {
      const [receipt] = await clients[key].push(list(clients[key], [`Canary-tried-${key}`], { reference: `X-${key}` }))
      expect(reasonOf(receipt)).toEqual({ code: 'not-allowed' })
      expect(await holders(`Canary-tried-${key}`)).toEqual([key])
    }
    const { items } = (await clients.dana.request<QuarantineAnswer>('GET', '/api/quarantine')).body
    expect(items.filter(({ kind }) => kind === 'case-list').map(({ act }) => act)).toEqual([null, null, null])
  })

  test('there is one list for a home: under another id it is refused, and nobody moves a list to another home', async () => {
    const { dana, olu } = clients
    expect(reasonOf((await dana.push(list(dana, ['X'], { id: v7() })))[0])).toEqual({ code: 'payload-invalid', where: 'recordId' })
    expect(reasonOf((await dana.push(list(dana, ['X'], { id: caseListId(OTHER_HOME) })))[0])).toEqual({ code: 'payload-invalid', where: 'recordId' })
    // Olu manages the other home: naming that one does not open this one’s list.
    expect(reasonOf((await olu.push(list(olu, ['X'], { setting: OTHER_HOME })))[0])).toEqual({ code: 'not-allowed' })
  })

  test('two managers’ devices with no connection: what each added stays', async () => {
    const { dana } = clients
    applied(await dana.push(list(dana, ['Canary-one'], { reference: 'LF-10' })))
    applied(await dana.push(list(dana, ['Canary-two'], { reference: 'LF-11' })))
    const state = (await clients.kofi.everything()).get(SCOPE)!.get(caseListId(HOME)) as unknown as CaseListState
    expect(state.cases.map(({ reference }) => reference)).toEqual(['LF-01', 'LF-10', 'LF-11'])
  })

  test('T3: a device of an earlier protocol never sees the scope', async () => {
    const body = JSON.stringify({ cursors: {}, unsent: { count: 0, oldest: null } })
    for (const [protocol, seen] of [['3', false], ['4', true]] as const) {
      const { body: answer } = await send(house.address, 'POST', '/api/changes', { ...clients.sam.headers, 'x-countersign-protocol': protocol }, body)
      expect([protocol, (answer as ChangesAnswer).scopes.some(({ scope }) => scope === SCOPE)]).toEqual([protocol, seen])
      expect([protocol, JSON.stringify(answer).includes('Canary-first')]).toEqual([protocol, seen])
    }
  })
})

describe('L3: somebody goes', () => {
  const cursorsOf = (answer: ChangesAnswer): Record<string, number> => Object.fromEntries(answer.scopes.map(({ scope, cursor }) => [scope, cursor]))

  test('the day after the last day of a post, its list is gone from the device; the file stays', async () => {
    const { dana, ade } = clients
    const before = cursorsOf(await ade.changes())
    expect(Object.keys(before)).toContain(SCOPE)
    applied(await dana.push(dana.act(post('ade'), 'post.end', { until: '2026-06-02', reason: 'left', on: '2026-06-02' }, 'post')))
    expect((await ade.changes(before)).gone).toEqual([])
    // Else the account would close with the post (J14).
    await keepOpen(house, 'ade')
    house.setClock('2026-06-03T10:00:00.000Z')
    const later = await (clients.ade = await house.signIn('ade')).changes(before)
    expect(later.gone).toEqual([SCOPE])
    expect(await everyAnswer(clients.ade)).not.toContain('Canary')
    expect((await clients.ade.everything()).has(`file:${post('ade')}`)).toBe(true)
  })

  test('a supervisor whose only person there has another now loses the list, and the new one has it', async () => {
    for (const key of EVERYBODY) clients[key] = await house.signIn(key)
    const { dana, una, olu, priya } = clients
    const held = async (client: Client) => (await client.everything()).has(SCOPE)
    expect([await held(olu), await held(una)]).toEqual([false, false])
    applied(await dana.push(dana.act(post('sam'), 'post.supervise', { supervisor: person('una'), on: '2026-06-03' }, 'post')))
    expect([await held(una), await held(olu)]).toEqual([true, false])
    applied(await dana.push(dana.act(post('sam'), 'post.supervise', { supervisor: person('priya'), on: '2026-06-03' }, 'post')))
    expect([await held(una), await held(priya)]).toEqual([false, true])
    expect(await everyAnswer(una)).not.toContain('Canary')
  })
})

test('A9: no line of the log holds a name of the list', () => {
  expect(house.logs.length).toBeGreaterThan(20)
  expect(house.logs.join('\n')).not.toMatch(/Canary/)
})
