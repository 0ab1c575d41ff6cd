/** Packs for inspections on the real server (W3): what is in one, who may make, open and end it, and that it is written down. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { packFile } from '../../src/features/inspection/pack-file.ts'
import { InspectionAnswer, type InspectionItem, InspectionLink, type InspectionMake, InspectionReadAnswer, type InspectionsAnswer } from '../../src/protocol/inspections.ts'
import { hashOf } from '../../src/protocol/hash.ts'
import { type Json } from '../../src/domain/json.ts'
import { createWords } from '../../src/words/words.ts'
import { auditAbout, auditAfter, type Audited } from '../../sync/storage/audit.ts'
// oxlint-disable-next-line import/no-unassigned-import -- brings every area's words
import '../all-words.ts'
import { type Clients, classesIn, NAMES, REFERENCES, writeCanaries } from './inspection-canaries.ts'
import { type Answer, EVERYBODY, HOME, type House, openHouse, ORG, OTHER_HOME, person, send } from './house.ts'

let house: House
let clients: Clients

const ASKED = { setting: HOME, from: '2026-05-01', until: '2026-06-02', for: { name: 'Ingrid Vale', organisation: 'Ofsted' } } as unknown as InspectionMake
const NOW = '2026-06-02T10:00:00.000Z'

beforeAll(async () => {
  house = await openHouse({ administrator: 'una', now: NOW })
  clients = Object.fromEntries(await Promise.all(EVERYBODY.map(async (key) => [key, await house.signIn(key)]))) as Clients
  await writeCanaries(clients)
})
afterAll(() => house.close())

const makes = (key: (typeof EVERYBODY)[number], change: Record<string, unknown> = {}): Promise<Answer> =>
  clients[key].request('POST', '/api/inspections', { ...ASKED, ...change })
const made = async (change: Record<string, unknown> = {}): Promise<InspectionItem> => {
  const { text, body } = await makes('dana', change)
  expect(text).toMatch(/"inspection"/)
  return (body as { inspection: InspectionItem }).inspection
}
const reviewed = async (change: Record<string, unknown> = {}) => {
  const item = await made(change)
  const { text, body } = await clients.dana.request('GET', `/api/inspections/${item.id}`)
  return { item, text, body: InspectionAnswer.parse(body) }
}
const linked = async (id: string): Promise<string> => {
  const { body } = await clients.dana.request('POST', `/api/inspections/${id}/link`)
  return InspectionLink.parse(body).path.split('#')[1]!
}
/** As a browser that is nobody’s here: no cookie, no name. */
const reads = (token: string): Promise<Answer> => send(house.address, 'POST', '/api/inspection', { 'content-type': 'application/json' }, JSON.stringify({ token }))
const writtenOf = (key: (typeof EVERYBODY)[number], ...what: Audited[]) => house.server.ports.storage.snapshot((tx) => auditAbout(tx, ORG, person(key), what, 1000))
const lengthOfAudit = async (): Promise<number> => (await house.server.ports.storage.snapshot((tx) => auditAfter(tx, ORG, 0, 100_000))).length

/** What of a text no inspector may have: canaries of which classes, names, references. */
const exposed = (text: string) => ({
  classes: [...classesIn(text)].filter((name) => name !== 'B' && name !== 'C'),
  name: NAMES.exec(text)?.[0] ?? null,
  reference: REFERENCES.exec(text)?.[0] ?? null,
})
const NOTHING = { classes: [], name: null, reference: null }

describe('what is in a pack', () => {
  test('W1, W3, SSWB-4.15, WOK-9.3, SEF-6.1: the pack, the file and the link’s answer hold words of B and C, and none of A, D, E, no name, no reference, no draft', async () => {
    const { item, text, body } = await reviewed()
    const { pack, ...proof } = body
    const file = packFile(pack, proof, createWords('en'))
    const link = await reads(await linked(item.id))
    InspectionReadAnswer.parse(link.body)
    const answer = JSON.stringify(JSON.parse(text), (key, value: unknown) => (key === 'inspection' ? undefined : value))
    for (const [name, held] of [['pack', answer], ['file', file], ['link', link.text]] as const) {
      expect([name, [...classesIn(held)].sort()]).toEqual([name, ['B', 'C']])
      expect([name, exposed(held)]).toEqual([name, NOTHING])
    }
    expect(pack.records.filter(({ open }) => open).map(({ form }) => form?.en)).toHaveLength(17)
    expect(new Set(pack.records.filter(({ open }) => open).map(({ kind }) => kind))).toEqual(new Set(['session', 'agreement', 'observation']))
  })

  test('SEF-6.1: of every personal answer the pack says that something was written, by which rule it is left out, and holds no value', async () => {
    const { body } = await reviewed()
    const personal = body.pack.records.flatMap(({ sections }) => sections.flatMap(({ answers }) => answers)).filter((answer) => answer.class === 'A')
    expect(personal.length).toBeGreaterThan(15)
    for (const answer of personal) expect(answer).toMatchObject({ shown: 'covered', covered: true, values: [], rows: [] })
    expect(new Set(personal.map(({ rule }) => rule))).toEqual(new Set(['SSWB-4.15', 'WOK-9.3', 'SEF-6.1']))
    expect(body.pack.rules.map(({ id }) => id).sort()).toEqual(['SEF-6.1', 'SEF-App3.2', 'SSWB-4.15', 'WOK-9.3'])
  })

  test('SEF-App3.2: a reference in its own field is a mark, and counted', async () => {
    const { body } = await reviewed()
    const values = body.pack.records.flatMap(({ sections }) => sections.flatMap(({ answers }) => answers.flatMap(({ rows }) => rows.flat())))
    expect(values.filter(({ value }) => value.type === 'masked').length).toBeGreaterThan(5)
  })

  test('of what is not shared, and of what is void, only the dates are there; of before the dates and of another home nothing', async () => {
    const { body } = await reviewed()
    const closed = body.pack.records.filter(({ open }) => !open)
    expect(closed.map(({ status, sections, when, signatures }) => [status, sections, when, signatures])).toEqual([['void', [], null, []], ['held', [], null, []]])
    expect(body.pack.records.every(({ on }) => on >= '2026-05-01' && on <= '2026-06-02')).toBe(true)
    expect(body.pack.people.map(({ as, number }) => [as, number])).toEqual([['post', 1], ['post', 2], ['post', 3], ['post', 4], ['manager', 1], ['elsewhere', 1]])
  })

  test('comments, addenda and what was said of something personal are counted and left out; what was said of practice is there', async () => {
    const { body } = await reviewed()
    const said = body.pack.records.find(({ locked }) => locked)!
    expect(said.withheld).toEqual({ comments: 2, addenda: 1, responses: 2, concerns: true })
    expect(said.responses).toHaveLength(1)
    expect(said.signatures.map(({ answer, received }) => [answer, received])).toEqual([[null, NOW], [null, NOW]])
    expect(said.concerns).toEqual([])
  })

  test('section 5, E: concerns are there only where the inspector asked, with names and references masked in what they say', async () => {
    const { text, body } = await reviewed({ concerns: 'Any concern that Sam Example raised about KES-4711?' })
    expect([...classesIn(text)].sort()).toEqual(['B', 'C', 'E'])
    expect(exposed(JSON.stringify(body.pack))).toEqual({ ...NOTHING, classes: ['E'] })
    const said = body.pack.records.find(({ locked }) => locked)!
    expect(said.concerns).toHaveLength(1)
    expect(said.signatures.map(({ answer }) => answer)).toEqual(['disagree', 'agree-with-comment'])
    expect(body.pack.concerns?.some((part) => typeof part !== 'string' && 'person' in part)).toBe(true)
  })

  test('words that the manager asks to hide are hidden wherever they stand', async () => {
    const { text } = await reviewed({ alsoHide: ['canary-b-sefton'] })
    expect(text).not.toMatch(/canary-B-sefton/i)
    expect(text).toContain('canary-B-sswb')
  })

  test.each([
    ['reader', 'line-manager'], ['classes', ['A', 'B']], ['purpose', 'coroner'], ['breakGlass', true], ['requested', true], ['redactions', []], ['opening', { A: 'whole' }],
  ])('SSWB-4.15: “%s” in the request is refused, and nothing is made', async (key, value) => {
    const before = await lengthOfAudit()
    const { status, body } = await makes('dana', { [key]: value })
    expect([status, (body as { error: { code: string } }).error.code]).toEqual([400, 'body-invalid'])
    expect(await lengthOfAudit()).toBe(before)
  })

  test('SSWB-4.15: whatever may be asked for, personal answers stay out', async () => {
    const { body } = await reviewed({ concerns: 'Everything, personal matters too', lastDay: '2026-06-15', alsoHide: ['zz'] })
    expect(exposed(JSON.stringify(body.pack))).toEqual({ ...NOTHING, classes: ['E'] })
  })
})

describe('who may', () => {
  test.each(['sam', 'kofi', 'ade', 'priya', 'olu'] as const)('A5: %s can’t make one of the home, nor open, link or end one', async (key) => {
    const { id } = await made()
    const before = await lengthOfAudit()
    const tries = [
      await makes(key),
      await clients[key].request('GET', `/api/inspections/${id}`),
      await clients[key].request('POST', `/api/inspections/${id}/open`, { how: 'screen' }),
      await clients[key].request('POST', `/api/inspections/${id}/link`),
      await clients[key].request('DELETE', `/api/inspections/${id}`),
    ]
    expect(tries.map(({ status }) => status)).toEqual([404, 404, 404, 404, 404])
    expect((await clients[key].request<InspectionsAnswer>('GET', '/api/inspections')).body.inspections).toEqual([])
    expect(await lengthOfAudit()).toBe(before)
  })

  test('who administers the service makes one of any home, sees those of all, and opens only their own', async () => {
    const { id } = await made()
    expect((await makes('una', { setting: OTHER_HOME })).status).toBe(200)
    const listed = (await clients.una.request<InspectionsAnswer>('GET', '/api/inspections')).body.inspections
    expect(new Set(listed.map(({ setting }) => setting))).toEqual(new Set([HOME, OTHER_HOME]))
    expect((await clients.una.request('GET', `/api/inspections/${id}`)).status).toBe(404)
    expect((await clients.una.request('DELETE', `/api/inspections/${id}`)).status).toBe(200)
    expect((await clients.dana.request('GET', `/api/inspections/${id}`)).status).toBe(404)
  })

  test('nobody who is not signed in gets anything but by a link', async () => {
    const { id } = await made()
    for (const [method, url] of [['GET', '/api/inspections'], ['GET', `/api/inspections/${id}`], ['POST', `/api/inspections/${id}/link`], ['DELETE', `/api/inspections/${id}`]] as const) {
      expect([url, (await send(house.address, method, url, {})).status]).toEqual([url, 401])
    }
  })

  test.each([
    [{ until: '2026-06-03' }, 'until'], [{ from: '2026-06-02', until: '2026-06-01' }, 'from'], [{ from: '2019-06-01' }, 'from'],
    [{ lastDay: '2026-06-01' }, 'lastDay'], [{ lastDay: '2026-06-16' }, 'lastDay'],
  ])('W3: dates that can’t be, %j, are refused by name', async (change, where) => {
    const { status, body } = await makes('dana', change)
    expect([status, (body as { error: { where: string } }).error.where]).toEqual([400, where])
  })
})

describe('a link (W3)', () => {
  test('opens the pack as often as it is wanted, with no sign-in, and sets no cookie', async () => {
    const { id } = await made()
    const token = await linked(id)
    for (let time = 1; time <= 3; time += 1) {
      const answer = await reads(token)
      expect([answer.status, answer.headers.get('set-cookie'), answer.headers.get('cache-control')]).toEqual([200, null, 'no-store'])
    }
    const item = (await clients.dana.request<InspectionsAnswer>('GET', '/api/inspections')).body.inspections.find((each) => each.id === id)
    expect([item!.id, item!.opened, item!.lastOpened, item!.link]).toEqual([id, 3, NOW, true])
  })

  test('the database holds its hash only; another link takes its place', async () => {
    const { id } = await made()
    const first = await linked(id)
    const second = await linked(id)
    expect([(await reads(first)).status, (await reads(second)).status]).toEqual([404, 200])
    const rows = await house.server.ports.storage.snapshot((tx) => tx.selectFrom('inspections').selectAll().execute())
    expect(JSON.stringify(rows)).not.toContain(second)
    expect(house.logs.join('\n')).not.toContain(second)
  })

  test('once the pack is ended it answers nothing; nor does anything that is no link', async () => {
    const { id } = await made()
    const token = await linked(id)
    expect((await clients.dana.request('DELETE', `/api/inspections/${id}`)).status).toBe(200)
    const answers = [await reads(token), await reads('x'.repeat(43)), await reads(id)]
    expect(answers.map(({ status }) => status)).toEqual([404, 404, 404])
    expect(answers.map(({ body }) => (body as { error: { code: string } }).error.code)).toEqual(['not-found', 'not-found', 'not-found'])
  })

  test('it dies with the account of who made it', async () => {
    const { id } = await made()
    const token = await linked(id)
    const disabled = (at: string | null) =>
      house.server.ports.storage.write((tx) => tx.updateTable('accounts').set({ disabled_at: at }).where('org', '=', ORG).where('person', '=', person('dana')).execute())
    await disabled(NOW)
    expect((await reads(token)).status).toBe(404)
    await disabled(null)
    expect((await reads(token)).status).toBe(200)
  })

  test('A7: who tries many that are none is told to wait', async () => {
    house.pass(6 * 60_000)
    const tries: number[] = []
    for (let time = 0; time < 25; time += 1) tries.push((await reads(`guess-${time}`)).status)
    expect(tries.slice(0, 20)).toEqual(Array.from({ length: 20 }, () => 404))
    expect(tries.slice(20)).toEqual(Array.from({ length: 5 }, () => 429))
    house.pass(6 * 60_000)
  })
})

describe('what is written down (A8, W2)', () => {
  test('making, each opening and ending stand in the chain for each worker, with the pack’s hash; the hash is over what was answered', async () => {
    const { item, body } = await reviewed()
    expect(hashOf(JSON.parse(JSON.stringify(body.pack)) as Json)).toBe(item.hash)
    await clients.dana.request('POST', `/api/inspections/${item.id}/open`, { how: 'screen' })
    await clients.dana.request('POST', `/api/inspections/${item.id}/open`, { how: 'file' })
    await reads(await linked(item.id))
    await clients.dana.request('DELETE', `/api/inspections/${item.id}`)
    for (const key of ['sam', 'ade', 'kofi', 'priya'] as const) {
      const entries = (await writtenOf(key, 'inspection-made', 'inspection-opened', 'inspection-ended')).filter(({ details }) => (details as { pack: string }).pack === item.hash)
      expect(entries.toReversed().map(({ what, actor, details }) => [what, actor, (details as { how?: string }).how])).toEqual([
        ['inspection-made', person('dana'), undefined], ['inspection-opened', person('dana'), 'review'], ['inspection-opened', person('dana'), 'screen'],
        ['inspection-opened', person('dana'), 'file'], ['inspection-opened', 'inspector', 'link'], ['inspection-ended', person('dana'), undefined],
      ])
    }
    const [ofSam] = await writtenOf('sam', 'inspection-made')
    expect(ofSam!.details).toMatchObject({ reader: 'inspector', name: 'Ingrid Vale', organisation: 'Ofsted', purpose: 'inspection', from: '2026-05-01', until: '2026-06-02' })
    const { sections } = ofSam!.details as unknown as { sections: readonly string[] }
    expect(sections.length).toBeGreaterThan(20)
    // A section of which only personal things were asked was not read.
    expect(sections).not.toContain('How am I feeling?')
    expect((await writtenOf('una', 'inspection-made')).filter(({ details }) => (details as { pack: string }).pack === item.hash)).toEqual([])
  })

  test('the place in the chain that the pack names as its making holds it', async () => {
    const { body } = await reviewed()
    const [entry] = await house.server.ports.storage.snapshot((tx) => auditAfter(tx, ORG, body.written.n - 1, 1))
    expect([entry!.hash, entry!.what, (entry!.details as { pack: string }).pack]).toEqual([body.written.hash, 'inspection-made', body.hash])
    expect(body.pack.audit!.n).toBeLessThan(body.written.n)
  })
})

test('W3: when its time is over a pack opens nowhere, leaves the database, and the chain keeps that it was there', async () => {
  const { id, opensUntil, hash } = await made({ lastDay: '2026-06-02' })
  expect(opensUntil).toBe('2026-06-02T23:00:00.000Z')
  const token = await linked(id)
  house.setClock('2026-06-02T22:59:59.000Z')
  clients.dana = await house.signIn('dana')
  expect([(await reads(token)).status, (await clients.dana.request('GET', `/api/inspections/${id}`)).status]).toEqual([200, 200])
  house.setClock('2026-06-02T23:00:00.000Z')
  expect([(await reads(token)).status, (await clients.dana.request('GET', `/api/inspections/${id}`)).status]).toEqual([404, 404])
  expect((await clients.dana.request<InspectionsAnswer>('GET', '/api/inspections')).body.inspections.map((each) => each.id)).not.toContain(id)
  const { inspectionsService } = await import('../../sync/services/inspections.ts')
  await inspectionsService(house.server.ports).sweep()
  const kept = await house.server.ports.storage.snapshot((tx) => tx.selectFrom('inspections').select('id').execute())
  expect(kept.map((each) => each.id)).not.toContain(id)
  const ended = (await writtenOf('sam', 'inspection-ended')).find(({ details }) => (details as { pack: string }).pack === hash)
  expect(ended).toMatchObject({ actor: 'service', at: '2026-06-02T23:00:00.000Z' })
})
