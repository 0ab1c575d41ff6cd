import { v7 } from 'uuid'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type WireAct } from '../../src/protocol/act.ts'
import { type QuarantineAnswer } from '../../src/protocol/changes.ts'
import { actHash as hashOfAct } from '../../src/protocol/seal-act.ts'
import { actsService } from '../../sync/services/acts.ts'
import { shippedOf } from '../../sync/services/packs.ts'
import { type Client, heldSession, HOME, type House, lockedSession, openHouse, ORG, OTHER_HOME, person, PINS, post, TOPICS } from './house.ts'

let house: House
let dana: Client
let sam: Client
let ade: Client
let priya: Client
let olu: Client

beforeAll(async () => {
  house = await openHouse()
  ;[dana, sam, ade, priya, olu] = await Promise.all(['dana', 'sam', 'ade', 'priya', 'olu'].map((key) => house.signIn(key))) as [Client, Client, Client, Client, Client]
})
afterAll(() => house.close())

const quarantineOf = async (client: Client) => (await client.request<QuarantineAnswer>('GET', '/api/quarantine')).body.items
const reasonOf = (receipt: unknown): unknown => (receipt as { reason?: { code: string } }).reason?.code

describe('receipts (P2–P4)', () => {
  test('P3: each act has its own receipt; one that may not be applied stops no other', async () => {
    const id = v7()
    const receipts = await dana.push(
      dana.plan(id, 'sam'),
      dana.act(id, 'record.share', { on: '2026-06-01' }),
      dana.edit(id, { feeling: 'written after a refusal' }),
      dana.edit(v7(), { feeling: 'of a record nobody planned' }),
      dana.hold(id),
    )
    expect(receipts.map(({ outcome }) => outcome)).toEqual(['applied', 'quarantined', 'applied', 'quarantined', 'applied'])
    const session = await sam.session(id)
    expect(session.fields['feeling']?.value).toBe('written after a refusal')
    expect(session.held?.minutes).toBe(90)
    expect(session.revision).toBe(3)
  })

  test('P4: the same act again is a duplicate with the first answer, and changes nothing', async () => {
    const id = v7()
    const acts = [dana.plan(id, 'sam'), dana.edit(id, { feeling: 'once' })]
    const first = await dana.push(...acts)
    const head = (await dana.changes()).head
    const again = await dana.push(...acts, ...acts)
    expect(again.map(({ outcome }) => outcome)).toEqual(['duplicate', 'duplicate', 'duplicate', 'duplicate'])
    expect(again.slice(0, 2).map((receipt) => (receipt as { first: unknown }).first)).toEqual(first)
    expect((await dana.changes()).head).toBe(head)
    expect((await sam.session(id)).revision).toBe(2)
  })

  test('P4: the same act twice in one request is applied once', async () => {
    const id = v7()
    const plan = dana.plan(id, 'sam')
    const receipts = await dana.push(plan, plan)
    expect(receipts.map(({ outcome }) => outcome)).toEqual(['applied', 'duplicate'])
    expect((receipts[1] as { first: unknown }).first).toEqual(receipts[0])
  })

  test('P4: a quarantined act again is a duplicate with its quarantine', async () => {
    const lost = dana.edit(v7(), { feeling: 'no such record' })
    const [first] = await dana.push(lost)
    const [again] = await dana.push(lost)
    expect(again).toMatchObject({ outcome: 'duplicate', first })
  })

  test('P4: the same id with another hash is refused, kept whole and reported', async () => {
    const id = v7()
    const actId = v7()
    const one = dana.act(id, 'session.plan', (dana.plan(id, 'sam') as { payload: unknown }).payload, 'session', actId)
    const other = dana.act(id, 'fields.edit', { feeling: { value: 'another act under the same id', from: null } }, 'session', actId)
    const [, refused] = await dana.push(one, other)
    expect(reasonOf(refused)).toBe('act-id-reused')
    const [later] = await dana.push(other)
    expect(later).toMatchObject({ outcome: 'duplicate', first: refused })
    expect((await dana.session(id)).fields).toEqual({})
    expect((await quarantineOf(dana)).find((item) => item.actId === actId)?.act).toEqual(other)
  })

  test('P4: an act changed on its way is kept, and does not use up its id', async () => {
    const id = v7()
    await dana.push(dana.plan(id, 'sam'))
    const right = dana.edit(id, { feeling: 'as it was written' })
    const changed: WireAct = { ...right, patch: { feeling: { value: 'as it was changed', from: null } } }
    const [refused] = await dana.push(changed)
    expect(reasonOf(refused)).toBe('hash-mismatch')
    const [applied] = await dana.push(right)
    expect(applied?.outcome).toBe('applied')
    expect((await sam.session(id)).fields['feeling']?.value).toBe('as it was written')
  })

  test('P2: the person is the one signed in: what a worker pushes is the worker’s, whatever device it names', async () => {
    const id = v7()
    await dana.push(dana.plan(id, 'sam'))
    const danas = dana.edit(id, { feeling: 'pushed by Sam' })
    await sam.push(danas)
    expect((await dana.session(id)).fields['feeling']?.by).toBe(person('sam'))
  })

  test('an act that makes the code fail is to be retried with its record’s later acts, and stops no other record', async () => {
    const faults: unknown[] = []
    const { ports } = house.server
    const shipped = shippedOf(ports.packs)
    const broken = actsService({
      ...ports,
      onFault: (error) => faults.push(error),
      shipped: {
        ...shipped,
        packOf: (pins) => {
          if (pins.packVersion === 77) throw new Error('a fault of ours')
          return shipped.packOf(pins)
        },
      },
    })
    const [stuck, free] = [v7(), v7()]
    const principal = { org: ORG, person: person('dana'), administrator: false }
    const receipts = await broken.push(
      ORG,
      [dana.plan(stuck, 'sam', { ...PINS, packVersion: 77 }), dana.edit(stuck, { feeling: 'x' }), dana.plan(free, 'sam')].map((wire) => ({ principal, wire })),
    )
    expect(receipts.map(({ outcome }) => outcome)).toEqual(['retry', 'retry', 'applied'])
    expect(faults).toHaveLength(1)
    const [decided] = await dana.push(dana.plan(stuck, 'sam'))
    expect(decided?.outcome).toBe('applied')
  })
})

describe('fields (P5, P6)', () => {
  test('P5: edits of different fields by both meet without competing', async () => {
    const id = v7()
    await dana.push(dana.plan(id, 'sam'))
    const receipts = [...(await dana.push(dana.edit(id, { 'feeling-comments': 'Dana’s' }))), ...(await sam.push(sam.edit(id, { feeling: 'Sam’s' })))]
    expect(receipts.map(({ outcome }) => outcome)).toEqual(['applied', 'applied'])
  })

  test('P6: two edits of one field from the same version compete; both texts reach both people, and choosing settles it', async () => {
    const id = v7()
    await dana.push(dana.plan(id, 'sam'))
    const [mine, theirs] = [dana.edit(id, { feeling: 'the first text' }), sam.edit(id, { feeling: 'the other text' })]
    await dana.push(mine)
    const [receipt] = await sam.push(theirs)
    expect(receipt).toMatchObject({ outcome: 'competing', fields: ['feeling'] })
    for (const client of [dana, sam]) {
      const session = await client.session(id)
      expect(session.fields['feeling']?.value).toBe('the first text')
      expect(session.competing['feeling']?.map(({ value }) => value)).toEqual(['the other text'])
    }
    const [settled] = await sam.push(
      sam.act(id, 'field.settle', { field: 'feeling', value: 'both texts', from: mine.actId, settles: [theirs.actId] }),
    )
    expect(settled?.outcome).toBe('applied')
    const after = await dana.session(id)
    expect(after.fields['feeling']?.value).toBe('both texts')
    expect(after.competing).toEqual({})
  })
})

describe('signatures and locks (P7, G1)', () => {
  test('P7: a record locks when both have signed the same content; an edit that still comes is quarantined whole', async () => {
    const id = await lockedSession(dana, sam)
    expect((await sam.session(id)).locked).toBe(true)
    const late = sam.edit(id, { feeling: 'written offline before the lock' })
    const [receipt] = await sam.push(late)
    expect(reasonOf(receipt)).toBe('record-locked')
    const kept = (await quarantineOf(sam)).find((item) => item.actId === late.actId)
    expect(kept?.act).toEqual(late)
    expect((await sam.session(id)).fields['feeling']).toBeUndefined()
    const [addendum] = await sam.push(sam.act(id, 'record.addendum', { text: 'the same words, added', on: '2026-06-03' }))
    expect(addendum?.outcome).toBe('applied')
  })

  test('P7: an edit after the first signature unsets it and keeps it', async () => {
    const id = await heldSession(dana)
    await dana.push(dana.share(id), await dana.sign(id, 'supervisor'))
    await sam.push(sam.edit(id, { feeling: 'said after Dana signed' }))
    const session = await sam.session(id)
    expect(session.signatures).toEqual([])
    expect(session.unsetSignatures).toHaveLength(1)
    expect(session.unsetSignatures[0]?.because).toBe('edited-after')
  })

  test('G1: a signature whose hash is not its content’s is quarantined, and the record does not lock', async () => {
    const id = await heldSession(dana)
    const [receipt] = await dana.push(await dana.sign(id, 'supervisor', { contentHash: 'a'.repeat(64) }))
    expect(reasonOf(receipt)).toBe('content-hash-wrong')
    expect((await dana.session(id)).signatures).toEqual([])
  })

  test.each(['key', 'link'])('G4: one said to be by a %s, without what that signed, is quarantined', async (method) => {
    const id = await heldSession(dana)
    const [receipt] = await dana.push(await dana.sign(id, 'supervisor', { method }))
    expect(reasonOf(receipt)).toBe('payload-invalid')
  })

  test('A5: nobody signs in the other’s place', async () => {
    const id = await heldSession(dana)
    const [receipt] = await sam.push(await sam.sign(id, 'supervisor'))
    expect(reasonOf(receipt)).toBe('not-your-signature')
  })
})

describe('quarantine (P8, P10)', () => {
  const cases: readonly [string, () => Promise<readonly [Client, WireAct]> | readonly [Client, WireAct], string][] = [
    ['a newer schema than the server’s (P10)', () => [dana, resealed({ ...dana.edit(v7(), { feeling: 'x' }), schema: 99 })], 'schema-unknown'],
    ['a kind of record nobody knows', () => [dana, dana.act(v7(), 'fields.edit', { feeling: { value: 1, from: null } }, 'dream')], 'kind-unknown'],
    ['a deed nobody knows', () => [dana, dana.act(v7(), 'session.dream', {})], 'type-unknown'],
    ['a payload of the wrong shape', () => [dana, dana.act(v7(), 'session.hold', { on: 'tomorrow' })], 'payload-invalid'],
    ['a pack the server does not have', () => [dana, dana.plan(v7(), 'sam', { ...PINS, packVersion: 41 })], 'pack-unknown'],
    ['a form the pack does not have', () => [dana, dana.plan(v7(), 'sam', { ...PINS, form: 'tea' })], 'pack-unknown'],
    ['a person the actor does not supervise', () => [dana, { ...dana.plan(v7(), 'kofi') }], 'not-allowed'],
    ['an edit of the supervisor’s voice by the supervisee', async () => {
      const id = v7()
      await dana.push(dana.plan(id, 'sam'))
      return [sam, sam.edit(id, { 'feeling-comments': 'as if I were Dana' })]
    }, 'not-your-field'],
    ['an edit of somebody else’s session', async () => {
      const id = v7()
      await dana.push(dana.plan(id, 'sam'))
      return [ade, ade.edit(id, { feeling: 'not mine' })]
    }, 'not-allowed'],
    ['an edit by a manager who is not the supervisor', async () => {
      const id = v7()
      await priya.push(priya.plan(id, 'kofi'))
      return [dana, dana.edit(id, { feeling: 'from above' })]
    }, 'not-allowed'],
    ['sharing with topics unanswered', async () => {
      const id = v7()
      await dana.push(dana.plan(id, 'sam'), dana.hold(id))
      return [dana, dana.share(id)]
    }, 'answers-missing'],
    ['a post with facts the engine cannot read', () => [dana, dana.act(v7(), 'post.start', {
      person: person('sam'), setting: HOME, title: 'X', group: 'residential', employment: 'permanent', hours: null, line: 'managerial',
      supervisor: null, employedOn: '2026-01-01', supervisedSince: null, from: '2026-01-01', until: null, facts: { probatonEndsOn: '2026-07-01' },
    }, 'post')], 'payload-invalid'],
    ['a shift under another person’s post', () => [dana, dana.act(v7(), 'shift.log', {
      post: post('sam'), setting: HOME, person: person('ade'), startedAt: '2026-06-01T07:00:00Z', endedAt: null, status: 'worked', units: null,
    }, 'shift')], 'post-unknown'],
    ['a shift in a home that the actor does not manage', () => [dana, dana.act(v7(), 'shift.log', {
      post: post('una'), setting: OTHER_HOME, person: person('una'), startedAt: '2026-06-01T07:00:00Z', endedAt: null, status: 'worked', units: null,
    }, 'shift')], 'not-allowed'],
    ['a setting opened by somebody who does not administer', () => [dana, dana.act(v7(), 'setting.open', {
      name: 'X', residentialHome: true, pack: 'sefton', packVersion: 1, settings: {}, managers: [],
    }, 'setting')], 'not-allowed'],
  ]

  test.each(cases)('P8: %s is kept whole, its author is told why', async (_name, make, code) => {
    const [author, act] = await make()
    const [receipt] = await author.push(act)
    expect(receipt?.outcome).toBe('quarantined')
    expect(reasonOf(receipt)).toBe(code)
    const kept = (await quarantineOf(author)).find((item) => item.actId === act.actId)
    expect(kept?.act).toEqual(act)
    expect(kept?.reason.code).toBe(code)
  })

  test('P8: a manager sees that it exists and not what it says; others see nothing', async () => {
    const id = await lockedSession(dana, sam)
    const late = sam.edit(id, { feeling: 'only mine to read' })
    await sam.push(late)
    const seen = (await quarantineOf(dana)).find((item) => item.actId === late.actId)
    expect(seen).toEqual({ actId: late.actId, recordId: id, kind: 'session', type: 'fields.edit', author: person('sam'), at: expect.any(String), reason: { code: 'record-locked' }, act: null, withdrawnAt: null })
    for (const other of [ade, priya, olu]) {
      expect((await quarantineOf(other)).some((item) => item.actId === late.actId)).toBe(false)
    }
  })

  test('P8: only the author withdraws; it stays, marked, and leaves the manager’s list', async () => {
    const id = await lockedSession(dana, sam)
    const late = sam.edit(id, { feeling: 'to be taken back' })
    await sam.push(late)
    expect((await dana.request('POST', '/api/quarantine/withdraw', { actId: late.actId })).status).toBe(404)
    expect((await sam.request('POST', '/api/quarantine/withdraw', { actId: late.actId })).status).toBe(200)
    const kept = (await quarantineOf(sam)).find((item) => item.actId === late.actId)
    expect(kept?.withdrawnAt).toEqual(expect.any(String))
    expect(kept?.act).toEqual(late)
    expect((await quarantineOf(dana)).some((item) => item.actId === late.actId)).toBe(false)
  })
})

describe('history (I4)', () => {
  test('I4: both of the pair read every text that was ever current; nobody else does', async () => {
    const id = v7()
    const first = dana.edit(id, { feeling: 'the earlier text' })
    await dana.push(dana.plan(id, 'sam'), first, dana.edit(id, { feeling: 'the later text' }, first.actId))
    for (const client of [dana, sam]) {
      const { status, text } = await client.request('GET', `/api/records/${id}/acts`)
      expect(status).toBe(200)
      expect(text).toContain('the earlier text')
      expect(text).toContain('the later text')
    }
    for (const client of [ade, priya, olu]) expect((await client.request('GET', `/api/records/${id}/acts`)).status).toBe(404)
  })
})

test('L2: pushes at the same time take rising seqs without a gap', async () => {
  const before = (await dana.changes()).head
  const ids = Array.from({ length: 12 }, () => v7())
  const receipts = (
    await Promise.all(ids.map((id, n) => (n % 2 === 0 ? dana.push(dana.plan(id, 'sam'), dana.edit(id, TOPICS)) : priya.push(priya.plan(id, 'kofi'), priya.edit(id, TOPICS)))))
  ).flat()
  const seqs = receipts.map((receipt) => (receipt as { seq: number }).seq).sort((a, b) => a - b)
  expect(seqs).toEqual(Array.from({ length: 24 }, (_, n) => before + 1 + n))
  expect((await dana.changes()).head).toBe(before + 24)
})

function resealed(act: WireAct): WireAct {
  return { ...act, hash: hashOfAct(act) }
}
