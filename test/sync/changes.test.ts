import { v7 } from 'uuid'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type WireAct } from '../../src/protocol/act.ts'
import { ChangesAnswer, USUAL_PAGE } from '../../src/protocol/changes.ts'
import { PushAnswer } from '../../src/protocol/push.ts'
import { PROTOCOL_HEADER } from '../../src/protocol/version.ts'
import { PAGE } from '../../sync/services/changes.ts'
import { putScopeRows } from '../../sync/storage/records.ts'
import { type Client, device, heldSession, HOME, type House, openHouse, ORG, OTHER_HOME, person, post, send, TOPICS } from './house.ts'

let house: House
let dana: Client
let sam: Client
let ade: Client
let olu: Client

beforeAll(async () => {
  house = await openHouse()
  ;[dana, sam, ade, olu] = (await Promise.all(['dana', 'sam', 'ade', 'olu'].map((key) => house.signIn(key)))) as [Client, Client, Client, Client]
})
afterAll(() => house.close())

const cursorsOf = (answer: ChangesAnswer): Record<string, number> =>
  Object.fromEntries(answer.scopes.map(({ scope, cursor }) => [scope, cursor]))
/** How much the rows of an answer come to, as pages are measured. */
const heldBy = (answer: ChangesAnswer): number =>
  answer.scopes.flatMap(({ rows }) => rows).reduce((sum, { body }) => sum + Math.max(PAGE.row, JSON.stringify(body).length), 0)

describe('scopes (L1, L3, K8)', () => {
  test('K8, W6: each person receives the service, the files they are half of, the facts of what they manage, the case lists of where they work', async () => {
    const scopes = async (client: Client) => (await client.changes()).scopes.map(({ scope }) => scope).sort()
    expect(await scopes(sam)).toEqual([`cases:${HOME}`, `file:${post('sam')}`, `mine:${person('sam')}`, 'org'])
    expect(await scopes(ade)).toEqual([`cases:${HOME}`, `file:${post('ade')}`, `mine:${person('ade')}`, 'org'])
    expect(await scopes(dana)).toEqual([...['sam', 'ade', 'priya'].map((key) => `file:${post(key)}`), `cases:${HOME}`, `facts:${HOME}`, `mine:${person('dana')}`, 'org'].sort())
    expect(await scopes(olu)).toEqual([`cases:${OTHER_HOME}`, `file:${post('una')}`, `facts:${OTHER_HOME}`, `mine:${person('olu')}`, 'org'].sort())
  })

  test('L3: a scope that is not the person’s answers gone and nothing else', async () => {
    const wanted = [`file:${post('ade')}`, `facts:${HOME}`, `file:${v7()}`]
    const answer = await sam.changes(Object.fromEntries(wanted.map((scope) => [scope, 0])))
    expect([...answer.gone].sort()).toEqual([...wanted].sort())
    expect(answer.scopes.some(({ scope }) => wanted.includes(scope))).toBe(false)
  })

  test('L3: a scope gained is filled from the beginning, also when other cursors are at the head', async () => {
    await heldSession(dana)
    const all = await dana.changes()
    const { [`file:${post('sam')}`]: _, ...others } = cursorsOf(all)
    const answer = await dana.changes(others)
    expect(answer.scopes.map(({ scope }) => scope)).toEqual([`file:${post('sam')}`])
    expect(answer.scopes[0]?.rows.length).toBeGreaterThan(1)
  })

  test('a cursor beyond the head, of a history that a restore undid, begins again', async () => {
    const body = { cursors: { org: 1_000_000 }, unsent: { count: 0, oldest: null } }
    const asked = await send(house.address, 'POST', '/api/changes', { ...sam.headers, [PROTOCOL_HEADER]: '5' }, JSON.stringify(body))
    const answer = ChangesAnswer.parse(asked.body)
    expect(answer.restored ?? answer.commit).toBeUndefined()
    expect(answer.scopes.find(({ scope }) => scope === 'org')?.rows.length).toBeGreaterThan(5)
  })

  test('T2: a commit that is not known, or has another token, is of before a restore; nothing else is said then', async () => {
    const pull = async (more: object) => {
      const asked = await sam.request<ChangesAnswer>('POST', '/api/changes', { cursors: {}, unsent: { count: 0, oldest: null }, ...more })
      return ChangesAnswer.parse(asked.body)
    }
    const { commit, head, ...first } = await pull({})
    expect([commit!.seq, first.restored]).toEqual([head, undefined])
    expect((await pull({ last: commit })).scopes.length).toBeGreaterThan(1)
    for (const last of [{ ...commit!, token: 'another' }, { ...commit!, seq: head + 1 }]) {
      expect(await pull({ cursors: { [`file:${post('una')}`]: 1 }, last })).toMatchObject({ restored: true, scopes: [], gone: [], head })
    }
    expect(await pull({ cursors: { org: head + 1 } })).toMatchObject({ restored: true })
  })

  test('T2: every receipt comes with the commit it stands in, a duplicate’s too, and that commit is known', async () => {
    const [one, two] = [dana.plan(v7(), 'sam'), dana.plan(v7(), 'sam')]
    const pushed = async (...acts: readonly WireAct[]) => PushAnswer.parse((await dana.request('POST', '/api/acts', { acts })).body)
    const first = await pushed(one)
    await dana.push(dana.plan(v7(), 'sam'))
    const both = await pushed(one, two)
    const seqs = both.receipts.map((receipt) => (receipt.outcome === 'duplicate' ? receipt.first.seq : (receipt as { seq: number }).seq))
    expect(both.commits?.map(({ seq }) => seq)).toEqual(seqs)
    expect(both.commits?.[0]).toEqual(first.commits?.[0])
    for (const last of both.commits ?? []) {
      const asked = await sam.request<ChangesAnswer>('POST', '/api/changes', { cursors: {}, unsent: { count: 0, oldest: null }, last })
      expect(ChangesAnswer.parse(asked.body).restored).toBeUndefined()
    }
  })

  test('the answers keep to the wire’s schema', async () => {
    for (const client of [dana, sam, olu]) expect(ChangesAnswer.safeParse(await client.changes()).error).toBeUndefined()
  })
})

describe('pulling (L1)', () => {
  test('L1: rows come in seq order, above the cursor and through the head, each record once', async () => {
    const before = await dana.changes()
    await heldSession(dana)
    await heldSession(dana, 'ade')
    const answer = await dana.changes(cursorsOf(before))
    for (const { rows } of answer.scopes) {
      const seqs = rows.map(({ seq }) => seq)
      expect(seqs).toEqual([...seqs].sort((a, b) => a - b))
      expect(seqs.every((seq) => seq > before.head && seq <= answer.head)).toBe(true)
      expect(new Set(rows.map(({ id }) => id)).size).toBe(rows.length)
    }
  })

  test('L1: what is written while others pull is never skipped', async () => {
    const seen = new Map<string, number>()
    let cursors: Record<string, number> = {}
    const state = { writing: true }
    const ids = Array.from({ length: 30 }, () => v7())
    const write = (async () => {
      for (const id of ids) await dana.push(dana.plan(id, 'sam'), dana.edit(id, TOPICS))
      state.writing = false
    })()
    const pull = async (): Promise<void> => {
      const answer = await sam.changes(cursors)
      cursors = { ...cursors, ...cursorsOf(answer) }
      for (const { rows } of answer.scopes) for (const row of rows) seen.set(row.id, row.revision)
    }
    while (state.writing) await pull()
    await write
    await pull()
    expect(ids.map((id) => seen.get(id))).toEqual(ids.map(() => 2))
  })

  test('L1, L5: a long answer comes in pages, the service and the facts first, and ends with everything once', async () => {
    const rows = Array.from({ length: USUAL_PAGE / PAGE.row + 40 }, (_, n) => ({
      scope: `file:${post('ade')}`, id: v7(), seq: 1000 + n, revision: 1, body: { kind: 'filler', n } as never,
    }))
    await house.server.ports.storage.write(async (tx) => {
      await putScopeRows(tx, ORG, rows.map((row) => ({ ...row, seq: row.seq })))
      await tx.updateTable('orgs').set({ seq: 5000 }).execute()
    })
    const first = await dana.changes()
    expect(first.scopes.map(({ scope }) => scope.split(':', 1)[0])).toEqual(['org', 'mine', 'facts', 'cases', 'file', 'file', 'file'])
    expect(heldBy(first)).toBeGreaterThanOrEqual(USUAL_PAGE)
    expect(heldBy(first)).toBeLessThan(USUAL_PAGE + PAGE.row)
    expect(first.scopes.slice(0, 3).every(({ more }) => !more)).toBe(true)
    expect(first.scopes.at(-1)?.more).toBe(true)
    const all = (await dana.everything()).get(`file:${post('ade')}`)!
    expect(rows.every(({ id }) => all.has(id))).toBe(true)
    const rest = (await ade.everything()).get(`file:${post('ade')}`)!
    expect([...rest.keys()].sort()).toEqual([...all.keys()].sort())
  })

  test('L1: a row larger than a page still comes', async () => {
    const id = v7()
    await dana.push(dana.plan(id, 'sam'), dana.edit(id, { feeling: 'x'.repeat(300_000) }))
    expect((await sam.session(id)).fields['feeling']?.value).toHaveLength(300_000)
  })

  test('I10: an idle pull has nothing to say, in less than 1 KB with its headers', async () => {
    let answer = await dana.changes()
    const cursors = cursorsOf(answer)
    while (answer.scopes.some(({ more }) => more)) {
      answer = await dana.changes(cursors)
      Object.assign(cursors, cursorsOf(answer))
    }
    const idle = await dana.request<ChangesAnswer>('POST', '/api/changes', { cursors, unsent: { count: 0, oldest: null }, deviceId: device('dana') })
    expect(idle.body.scopes).toEqual([])
    const headers = [...idle.headers].reduce((sum, [name, value]) => sum + name.length + value.length + 4, 17)
    expect(idle.text.length + headers).toBeLessThan(1024)
  })
})

describe('what devices have not sent (T5)', () => {
  test('T5: a manager sees how much a worker’s device has not sent and since when; a colleague does not', async () => {
    const oldest = '2026-06-01T09:00:00.000Z'
    await sam.request('POST', '/api/changes', { cursors: {}, unsent: { count: 3, oldest }, deviceId: device('sam') })
    const devices = async (client: Client) =>
      (await client.request<{ devices: { person: string }[] }>('GET', '/api/devices')).body.devices.filter((each) => each.person === person('sam'))
    const report = { deviceId: device('sam'), person: person('sam'), unsent: 3, oldest, lastSeen: expect.any(String) }
    expect(await devices(dana)).toEqual([report])
    expect(await devices(sam)).toEqual([report])
    expect(await devices(ade)).toEqual([])
    expect(await devices(olu)).toEqual([])
    await sam.changes()
    expect(await devices(dana)).toEqual([{ ...report, unsent: 0, oldest: null }])
    // The same again: seen later, once that is worth a commit.
    const seen = async (): Promise<string> => ((await devices(dana))[0] as { lastSeen?: string } | undefined)?.lastSeen ?? ''
    const first = await seen()
    house.pass(9_000)
    await sam.changes()
    expect(await seen()).toBe(first)
    house.pass(2_000)
    await sam.changes()
    expect(await seen()).toBe(house.now())
  })
})

describe('how much comes at once (L5)', () => {
  const scope = `file:${post('ade')}`
  const LONG = 100_000
  let other: House
  let reader: Client

  beforeAll(async () => {
    other = await openHouse()
    reader = await other.signIn('dana')
    const rows = Array.from({ length: 60 }, (_, n) => ({ scope, id: v7(), seq: 1000 + n, revision: 1, body: { kind: 'filler', text: 'x'.repeat(LONG) } as never }))
    await other.server.ports.storage.write(async (tx) => {
      await putScopeRows(tx, ORG, rows)
      await tx.updateTable('orgs').set({ seq: 5000 }).execute()
    })
  })
  afterAll(() => other.close())

  test.each([
    ['does not say, the usual', undefined, USUAL_PAGE],
    ['asks for little, little', 220_000, 220_000],
    ['asks for less than a page ever is, the least', 1, PAGE.least],
    ['asks for more than a page ever is, the most', 1_000_000_000, PAGE.most],
  ])('L5: where the device %s', async (_, most, about) => {
    const cursors = Object.fromEntries((await reader.changes()).scopes.map((page) => [page.scope, page.scope === scope ? 0 : 5000]))
    const held = heldBy(await reader.changes(cursors, most === undefined ? {} : { most }))
    expect(held).toBeGreaterThanOrEqual(about)
    expect(held).toBeLessThan(about + LONG + 1000)
  })
})
