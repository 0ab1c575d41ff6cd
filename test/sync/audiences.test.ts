/** Who receives what of observations, referrals, files and handed-over posts: canaries in every field, then every answer searched. */
import { v7 } from 'uuid'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { PostId, type RecordId } from '../../src/domain/ids.ts'
import { type PlainDate } from '../../src/domain/dates.ts'
import { type Json } from '../../src/domain/json.ts'
import { packOf } from '../../src/domain/policy/packs.ts'
import { withDefaults } from '../../src/domain/records/defaults.ts'
import { type ObservationState, type PostState, type SessionState, type ShiftState } from '../../src/domain/records/record.ts'
import { type WireAct } from '../../src/protocol/act.ts'
import { type ChangesAnswer, type QuarantineAnswer } from '../../src/protocol/changes.ts'
import { agreedSessionId, fileId, shiftId } from '../../src/protocol/derived-ids.ts'
import { type Receipt } from '../../src/protocol/push.ts'
import { applied, edit, observe, openFile, planObservation, reveal } from './deeds.ts'
import { type Client, EVERYBODY, heldSession, HOME, type House, lockedSession, openHouse, ORG, OTHER_HOME, person, PINS, post, POSTS, send } from './house.ts'

let house: House
let clients: Record<(typeof EVERYBODY)[number], Client>
beforeAll(async () => {
  house = await openHouse()
  clients = Object.fromEntries(await Promise.all(EVERYBODY.map(async (key) => [key, await house.signIn(key)]))) as typeof clients
})
afterAll(() => house.close())

const reasonOf = (receipt: Receipt | undefined): unknown => (receipt as { reason?: { code: string } } | undefined)?.reason?.code
const quarantineOf = async (client: Client) => (await client.request<QuarantineAnswer>('GET', '/api/quarantine')).body.items

/** Everything the API answers a person: all their scopes, scopes asked for by name, the record's history, quarantine. */
const everyAnswer = async (client: Client, records: readonly string[]): Promise<string> => {
  const named = [...POSTS.map(({ key }) => `file:${post(key)}`), ...EVERYBODY.map((key) => `mine:${person(key)}`), `facts:${HOME}`, `facts:${OTHER_HOME}`, 'org']
  const texts = [JSON.stringify(await client.changes(Object.fromEntries(named.map((scope) => [scope, 0]))))]
  texts.push(JSON.stringify([...(await client.everything())].map(([scope, rows]) => [scope, [...rows]])))
  for (const id of records) texts.push((await client.request('GET', `/api/records/${id}/acts`)).text)
  texts.push((await client.request('GET', '/api/quarantine')).text, (await client.request('GET', '/api/devices')).text)
  return texts.join('\n')
}

/** The words of whom a text holds: `canary-<whose>-`. */
const wordsIn = (text: string): readonly string[] => [...new Set([...text.matchAll(/canary-([a-z]+)-/g)].map((match) => match[1]!))].sort()

const form = (id: string) => packOf('sefton')!.forms.find((each) => each.id === id)!.sections.flatMap((section) => section.fields)

describe('an observation (SEF-App2.3)', () => {
  let id: string
  const common = ['plan.', 'consent.']
  /** Every field of the form that the two may write, with the word of who writes it; rows and competing versions too. */
  const everyField = (whose: 'observer' | 'supervisee'): Record<string, Json> => {
    const row = v7()
    const values: Record<string, Json> = whose === 'observer' ? { [`notes.${row}.text`]: 'canary-observer-note', [`notes.${row}.at`]: 'canary-observer-at' } : {}
    for (const field of form('direct-observation')) {
      const other = field.view && field.view !== whose
      const theirs = whose === 'supervisee' && field.voice === 'supervisor'
      if (other || theirs || common.some((part) => field.key.startsWith(part)) || !['text', 'line'].includes(field.type)) continue
      values[field.key] = `canary-${whose}-${field.key}`
    }
    values[`actions.${row}.what`] = `canary-${whose}-action`
    values[`agenda.${row}.text`] = `canary-${whose}-agenda`
    return values
  }

  beforeAll(async () => {
    id = v7()
    const { dana, priya, sam } = clients
    // The line manager plans that another manager observes.
    applied(await dana.push(planObservation(dana, 'sam', 'priya', id, '2026-06-01')))
    applied(await priya.push(edit(priya, id, 'observation', { 'plan.venue': 'canary-plan-venue', 'plan.nature': 'x', 'plan.looking-for': 'x' }), observe(priya, id, '2026-06-01')))
    applied(await priya.push(edit(priya, id, 'observation', everyField('observer'))))
    await sam.push(edit(sam, id, 'observation', everyField('supervisee')))
    // Too early, all of it: signed, commented on, referred.
    const say = { ask: 'comment', field: 'own-view', text: 'canary-supervisee-response', on: '2026-06-01' }
    const refer = { about: 'canary-supervisee-referral', to: null, name: 'Somebody', on: '2026-06-01' }
    await sam.push(await sam.sign(id, 'supervisee'), sam.act(id, 'record.respond', say, 'observation'), sam.act(id, 'record.refer', refer, 'observation'))
  })

  test('of what both may write both wrote: each has their own as the one there is, or as the one that competes', async () => {
    const stateOf = (key: 'sam' | 'priya') => clients[key].record<ObservationState>(id)
    const [mine, theirs] = [await stateOf('sam'), await stateOf('priya')]
    expect([mine.competing['went-well']?.map(({ value }) => value), mine.fields['went-well']]).toEqual([['canary-supervisee-went-well'], undefined])
    expect([theirs.competing['went-well'], theirs.fields['went-well']?.value]).toEqual([undefined, 'canary-observer-went-well'])
    expect([mine.responses.length, mine.referrals.length, theirs.responses, theirs.referrals]).toEqual([1, 1, [], []])
  })

  test('before both views are revealed each has their own words, and nobody else has any: in no scope, nor in the history', async () => {
    expect(wordsIn(await everyAnswer(clients.priya, [id]))).toEqual(['observer', 'plan'])
    expect(wordsIn(await everyAnswer(clients.sam, [id]))).toEqual(['plan', 'supervisee'])
    for (const key of ['dana', 'ade', 'kofi', 'olu', 'una'] as const) expect([key, wordsIn(await everyAnswer(clients[key], [id]))]).toEqual([key, []])
  })

  test('the other’s view is nobody else’s to write, and what was tried says nothing to a manager', async () => {
    const { sam, priya, dana } = clients
    const [theirs] = await sam.push(edit(sam, id, 'observation', { record: 'canary-tried-record' }))
    const [mine] = await priya.push(edit(priya, id, 'observation', { 'own-view': 'canary-tried-view' }))
    const [line] = await dana.push(edit(dana, id, 'observation', { 'went-well': 'canary-tried-line' }))
    expect([reasonOf(theirs), reasonOf(mine), reasonOf(line)]).toEqual(['not-your-field', 'not-your-field', 'not-allowed'])
    const seen = (await quarantineOf(dana)).filter(({ recordId, author }) => recordId === id && author !== person('dana'))
    expect(seen.map(({ act }) => act)).toEqual([null, null])
  })

  test('only who observes reveals, and not before the visit is over', async () => {
    const { sam, dana, priya } = clients
    expect(reasonOf((await sam.push(reveal(sam, id, '2026-06-02')))[0])).toBe('not-allowed')
    expect(reasonOf((await dana.push(reveal(dana, id, '2026-06-02')))[0])).toBe('not-allowed')
    const early = v7()
    const [, refused] = await priya.push(planObservation(priya, 'kofi', 'priya', early, '2026-06-08'), reveal(priya, early, '2026-06-02'))
    expect(reasonOf(refused)).toBe('not-observed')
  })

  test('after it both have both, and so has the line manager whose file it is; no other', async () => {
    applied(await clients.priya.push(reveal(clients.priya, id, '2026-06-02')))
    for (const key of ['sam', 'priya', 'dana'] as const) {
      const words = wordsIn(await everyAnswer(clients[key], [id]))
      expect([key, words.includes('observer'), words.includes('supervisee')]).toEqual([key, true, true])
    }
    for (const key of ['ade', 'kofi', 'olu', 'una'] as const) expect([key, wordsIn(await everyAnswer(clients[key], [id]))]).toEqual([key, []])
    const sams = (await clients.sam.everything()).get(`file:${post('sam')}`)!.get(id) as unknown as ObservationState
    expect(Object.keys(sams.fields)).toEqual(expect.arrayContaining(['record', 'own-view']))
    const facts = JSON.stringify([...(await clients.dana.everything()).get(`facts:${HOME}`)!])
    expect(facts).toContain(id)
    expect(wordsIn(facts)).toEqual([])
  })
})

describe('a disagreement that is referred (SEF-8.4)', () => {
  test('reaches only the manager named, and only what was referred', async () => {
    const { dana, sam, olu } = clients
    const id = await heldSession(dana, 'sam', { ...Object.fromEntries(Array.from({ length: 11 }, (_, n) => [`topic.${n + 1}`, { state: 'note', note: 'canary-record-topic' }])), feeling: 'canary-record-feeling' })
    applied(await dana.push(dana.share(id)))
    const refer = sam.act(id, 'record.refer', { about: 'canary-referred-about', to: person('olu'), name: 'olu Example', on: '2026-06-02' })
    applied(await sam.push(refer))
    expect(wordsIn(await everyAnswer(olu, [id]))).toEqual(['referred'])
    expect((await olu.request('GET', `/api/records/${id}/acts`)).status).toBe(404)
    for (const key of ['priya', 'ade', 'kofi', 'una'] as const) expect([key, wordsIn(await everyAnswer(clients[key], [id])).includes('referred')]).toEqual([key, false])

    expect(reasonOf((await dana.push(dana.act(id, 'record.resolve', { referral: refer.actId, text: 'As I say.', on: '2026-06-02' })))[0])).toBe('not-yours-to-resolve')
    expect(reasonOf((await olu.push(olu.edit(id, { feeling: 'x' })))[0])).toBe('not-allowed')
    applied(await olu.push(olu.act(id, 'record.resolve', { referral: refer.actId, text: 'canary-referred-resolved', on: '2026-06-02' })))
    expect((await sam.session(id)).referrals[0]?.resolved?.text).toBe('canary-referred-resolved')
  })
})

describe('a file (SEF-9.0)', () => {
  test('its front sheet reaches the two whose file it is, and not the manager of the home', async () => {
    const { priya, kofi, dana } = clients
    const id = fileId(PostId.parse(post('kofi')))
    const values = Object.fromEntries(form('front-sheet').filter(({ type }) => type !== 'computed' && type !== 'references').map(({ key }) => [key, `canary-sheet-${key}`]))
    applied(await kofi.push(openFile(kofi, 'kofi', id), edit(kofi, id, 'file', values)))
    applied(await priya.push(openFile(priya, 'kofi', id), edit(priya, id, 'file', { [`refs.${v7()}.title`]: 'canary-sheet-reference' })))
    for (const key of ['kofi', 'priya'] as const) expect(wordsIn(await everyAnswer(clients[key], [id]))).toContain('sheet')
    for (const key of ['dana', 'sam', 'ade', 'olu', 'una'] as const) expect([key, wordsIn(await everyAnswer(clients[key], [id])).includes('sheet')]).toEqual([key, false])
    expect(reasonOf((await dana.push(edit(dana, id, 'file', { surname: 'X' })))[0])).toBe('not-allowed')
    expect((await dana.request('GET', `/api/records/${id}/acts`)).status).toBe(404)
  })
})

test('SEF-3.19b, SEF-6.3, WOK-7.2: a record that both signed is kept by the service, whole, in the file of the one it is about', async () => {
  const { dana, sam, ade } = clients
  const id = await lockedSession(dana, sam)
  for (const client of [dana, sam]) {
    const kept = [...(await client.everything())].filter(([scope, rows]) => scope.startsWith('file:') && rows.has(id))
    expect(kept.map(([scope]) => scope)).toEqual([`file:${post('sam')}`])
    expect(kept[0]?.[1].get(id)).toMatchObject({ kind: 'session', locked: true, supervisee: person('sam') })
  }
  expect([...(await ade.everything())].some(([, rows]) => rows.has(id))).toBe(false)
})

describe('another supervisor takes over (SEF-2.5)', () => {
  test('HAV-9.3, SSWB-4.24: the earlier one loses the file, the new one has it, and what is still sent is quarantined whole', async () => {
    const { dana, priya, ade } = clients
    const id = v7()
    applied(await dana.push(dana.plan(id, 'ade'), dana.edit(id, { 'feeling-comments': 'written while supervising' })))
    const cursors = Object.fromEntries((await dana.changes()).scopes.map(({ scope, cursor }) => [scope, cursor]))
    const scope = `file:${post('ade')}`
    applied(await dana.push(dana.act(post('ade'), 'post.supervise', { supervisor: person('priya'), on: '2026-06-02' }, 'post')))

    const after = await dana.changes(cursors)
    expect([after.gone, after.scopes.some((page) => page.scope === scope)]).toEqual([[scope], false])
    expect((await priya.everything()).get(scope)!.has(id)).toBe(true)

    const late: readonly WireAct[] = [
      dana.edit(id, { 'feeling-comments': 'canary-late-comment' }), dana.hold(id), dana.share(id),
      dana.act(id, 'session.cancel', { plannedFor: '2026-06-01', reason: 'training', note: 'canary-late-note', on: '2026-06-02' }),
      dana.plan(v7(), 'ade'),
    ]
    const receipts = await dana.push(...late)
    expect(receipts.map(({ outcome }) => outcome)).toEqual(['quarantined', 'quarantined', 'quarantined', 'quarantined', 'quarantined'])
    const kept = new Map((await quarantineOf(dana)).map((item) => [item.actId, item.act]))
    expect(late.map(({ actId }) => kept.get(actId))).toEqual(late)
    expect((await ade.session(id)).fields['feeling-comments']?.value).toBe('written while supervising')
    for (const client of [ade, priya]) expect(wordsIn(await everyAnswer(client, [id]))).not.toContain('late')
    // The sessions of the earlier supervisor stay theirs: the new one reads them and writes none.
    expect(reasonOf((await priya.push(priya.edit(id, { 'feeling-comments': 'x' })))[0])).toBe('not-allowed')
    const history = await dana.request('GET', `/api/records/${id}/acts`)
    expect(history.status).toBe(404)
  })
})

describe('the same thing from two devices', () => {
  test('a session that both plan at once is one record, and nothing is quarantined', async () => {
    const { dana, sam } = clients
    const agreement = v7() as RecordId
    const on = '2026-07-01' as PlainDate
    const id = agreedSessionId(agreement, on)
    const plan = (client: Client) =>
      client.act(id, 'session.plan', { post: post('sam'), setting: HOME, supervisee: person('sam'), supervisor: person('dana'), plannedFor: on, at: '14:00', agreed: { agreement, on }, pins: PINS })
    applied([
      ...(await dana.push(plan(dana), dana.edit(id, { 'feeling-comments': 'hers' }))),
      ...(await sam.push(plan(sam), sam.edit(id, { feeling: 'his' }))),
    ])
    for (const client of [dana, sam]) {
      const { fields, competing, revision } = await client.session(id)
      expect([fields['feeling']?.value, fields['feeling-comments']?.value, competing, revision]).toEqual(['his', 'hers', {}, 4])
    }
    const other = dana.act(id, 'session.plan', { post: post('priya'), setting: HOME, supervisee: person('priya'), supervisor: person('dana'), plannedFor: on, at: null, agreed: { agreement, on }, pins: PINS })
    // The id is one agreement's date: it can't be had for somebody else's session.
    expect(reasonOf((await dana.push(other))[0])).toBe('not-the-supervisor')
    expect((await dana.session(id)).supervisee).toBe(person('sam'))
  })

  test('SEF-3.18: a claim counts once the home has logged it; a correction keeps what was there before', async () => {
    const { dana, sam } = clients
    const startedAt = '2026-06-01T07:00:00Z'
    const id = shiftId(ORG, person('sam'), HOME, startedAt as never)
    const entry = { post: post('sam'), setting: HOME, person: person('sam'), startedAt, endedAt: null, status: 'worked', units: null }
    const log = (client: Client, change: object) => client.act(id, 'shift.log', { ...entry, ...change }, 'shift')
    const stored = async () => (await dana.everything()).get(`facts:${HOME}`)!.get(id) as unknown as ShiftState

    expect(reasonOf((await sam.push(log(sam, {})))[0])).toBe('not-allowed')
    applied(await sam.push(log(sam, { claimed: true })))
    expect(await stored()).toMatchObject({ claimed: true, logged: { by: person('sam') }, earlier: [] })
    applied(await dana.push(log(dana, { endedAt: '2026-06-01T15:00:00Z' })))
    expect(await stored()).toMatchObject({ claimed: false, endedAt: '2026-06-01T15:00:00Z', logged: { by: person('dana') }, earlier: [{ claimed: true, endedAt: null }] })
    // What the home has logged is not undone by a claim, nor by the same again.
    applied(await sam.push(log(sam, { claimed: true, endedAt: '2026-06-01T19:00:00Z' })))
    applied(await dana.push(log(dana, { endedAt: '2026-06-01T15:00:00Z' })))
    expect(await stored()).toMatchObject({ claimed: false, endedAt: '2026-06-01T15:00:00Z', earlier: [{ claimed: true }] })
    applied(await dana.push(log(dana, { status: 'absent' })))
    expect((await stored()).earlier.map(({ status, claimed }) => [status, claimed])).toEqual([['worked', true], ['worked', false]])
    expect(reasonOf((await sam.push(log(sam, { claimed: true, person: person('ade') })))[0])).toBe('post-unknown')
  })
})

describe('earlier versions (P10, T3)', () => {
  test('records kept by an earlier version are read as if they had been made today, and go on', async () => {
    const { dana, sam } = clients
    const locked = await lockedSession(dana, sam)
    const open = v7()
    applied(await dana.push(dana.plan(open, 'sam')))
    const before = (await sam.everything()).get(`file:${post('sam')}`)!
    const { storage } = house.server.ports
    const ADDED = new Set(['asShared', 'responses', 'referrals', 'at', 'agreed', 'off', 'nextAt', 'supervisorSince', 'earlierSupervisors', 'endReason', 'leave', 'asked', 'roster', 'logged', 'earlier'])
    const older = (text: string): string => JSON.stringify(Object.fromEntries(Object.entries(JSON.parse(text) as object).filter(([name]) => !ADDED.has(name))))
    const KINDS = new Set(['session', 'session-facts', 'post', 'setting', 'shift'])
    await storage.write(async (tx) => {
      for (const { id, kind, state } of await tx.selectFrom('records').select(['id', 'kind', 'state']).execute()) {
        if (KINDS.has(kind)) await tx.updateTable('records').set({ state: older(state) }).where('id', '=', id).execute()
      }
      for (const { id, scope, body } of await tx.selectFrom('scope_rows').select(['id', 'scope', 'body']).execute()) {
        if (body && KINDS.has((JSON.parse(body) as { kind: string }).kind)) {
          await tx.updateTable('scope_rows').set({ body: older(body) }).where('id', '=', id).where('scope', '=', scope).execute()
        }
      }
    })
    const after = (await sam.everything()).get(`file:${post('sam')}`)!
    expect(after.get(locked)).not.toHaveProperty('referrals')
    for (const id of [locked, open, post('sam')]) {
      expect(withDefaults(after.get(id) as unknown as SessionState | PostState)).toEqual(before.get(id))
    }
    // Acts of this version go on from there.
    applied(await dana.push(
      dana.act(open, 'session.cancel', { plannedFor: '2026-06-01', reason: 'training', note: '', on: '2026-06-01' }),
      dana.act(open, 'session.rebook', { plannedFor: '2026-06-03', at: null, on: '2026-06-01' }),
      dana.act(post('sam'), 'post.leave', { leave: v7(), from: '2026-08-01', until: '2026-08-10', cancelled: false }, 'post'),
    ))
    applied(await sam.push(sam.act(locked, 'record.refer', { about: 'x', to: null, name: 'Somebody', on: '2026-06-02' })))
    expect((await dana.session(open)).off).toHaveLength(1)
    expect((await dana.session(locked)).referrals).toHaveLength(1)
    expect((await dana.session(locked)).locked).toBe(true)
  })

  test('T3: a device that speaks the first protocol gets no scope it does not know', async () => {
    const body = JSON.stringify({ cursors: {}, unsent: { count: 0, oldest: null } })
    const scopesFor = async (protocol: string) =>
      ((await send(house.address, 'POST', '/api/changes', { ...clients.olu.headers, 'x-countersign-protocol': protocol }, body)).body as ChangesAnswer).scopes.map(({ scope }) => scope.split(':', 1)[0])
    expect(await scopesFor('1')).toEqual(['org', 'facts', 'file'])
    expect(await scopesFor('2')).toEqual(['org', 'mine', 'facts', 'file'])
    expect(await scopesFor('3')).toEqual(['org', 'mine', 'facts', 'file'])
    expect(await scopesFor('4')).toEqual(['org', 'mine', 'facts', 'cases', 'file'])
  })
})
