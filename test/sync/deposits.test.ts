/** Deposits (P9, K7): whoever syncs the tablet brings what others left on it, and can read none of it. */
import { randomBytes } from 'node:crypto'
import { gzipSync } from 'node:zlib'
import { CompactEncrypt } from 'jose'
import { v7 } from 'uuid'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { OrgId } from '../../src/domain/ids.ts'
import { type Json } from '../../src/domain/json.ts'
import { DepositAnswer } from '../../src/protocol/deposits.ts'
import { sha256Hex } from '../../src/protocol/hash.ts'
import { signJws } from '../../src/protocol/jws.ts'
import { TYP } from '../../src/protocol/keys.ts'
import { systemRandom } from '../../sync/clock.ts'
import { addAccount } from '../../sync/storage/accounts.ts'
import { addOrg } from '../../sync/storage/orgs.ts'
import { audited, change, codeOf } from './account-house.ts'
import { ask, cameOf, CANARY, NOTHING } from './asking.ts'
import { type Client, device, heldSession, type House, type HouseOptions, openHouse, ORG, person, post } from './house.ts'
import { deposit, enrol, knock, newKeyPair, random, sealTo, signInOn, type Vault } from './vault-house.ts'

const TABLET = device('tablet')
const PHONE = device('phone')
const MINUTE_MS = 60_000

const houses: House[] = []
const open = async (options: HouseOptions = {}): Promise<House> => {
  const house = await openHouse({ administrator: 'olu', ...options })
  houses.push(house)
  return house
}
afterEach(async () => {
  for (const house of houses.splice(0)) await house.close()
})

interface Kept {
  readonly actId: string
  readonly reason: { readonly code: string }
}
const quarantined = async (client: Client): Promise<Readonly<Record<string, string>>> => {
  const { items } = (await client.request<{ items: readonly Kept[] }>('GET', '/api/quarantine')).body
  return Object.fromEntries(items.map(({ actId, reason }) => [actId, reason.code]))
}
const outcomes = (house: House): Promise<readonly { act_id: string; actor: string }[]> =>
  house.server.ports.storage.snapshot((tx) => tx.selectFrom('acts').select(['act_id', 'actor']).orderBy('seq').execute())
const applied = async (house: House, ...actIds: readonly string[]): Promise<readonly boolean[]> => {
  const all = new Set((await outcomes(house)).map(({ act_id }) => act_id))
  return actIds.map((id) => all.has(id))
}
/** A session that was held and has nothing in it yet. */
const begun = (supervisor: Client, supervisee = 'sam'): Promise<string> => heldSession(supervisor, supervisee, { 'when.place': 'Office' })
/** Sam’s vault on the tablet, a session of theirs, and Kofi who is signed in there later. */
const tablet = async (options: HouseOptions = {}) => {
  const house = await open(options)
  const session = await begun(await house.signIn('dana'))
  const vault = await enrol(house, 'sam', TABLET)
  return { house, session, vault, sam: await house.signIn('sam'), kofi: await signInOn(house, 'kofi', TABLET) }
}
const edits = (sam: Client, session: string, count: number) => Array.from({ length: count }, (_, n) => sam.edit(session, { [`topic.${n + 1}`]: { state: 'note', note: `${CANARY} ${n}` } }))

describe('what a colleague left unsent', () => {
  test('P9: arrives as its author’s, is answered as taken and no more, and who brought it can read none of it', async () => {
    const { house, session, vault, sam, kofi } = await tablet()
    const good = sam.edit(session, { feeling: CANARY })
    const foreign = sam.act(v7(), 'session.hold', { nonsense: CANARY })
    const sealed = [await vault.seal(good), await vault.seal(foreign)]
    const answer = await kofi.request('POST', '/api/deposits', { sealed, by: null })
    expect(DepositAnswer.parse(answer.body).receipts).toEqual(sealed.map((text) => ({ digest: sha256Hex(text), outcome: 'taken' })))
    expect(answer.text).not.toMatch(/canary|applied|quarantine/)
    expect((await outcomes(house)).at(-1)).toEqual({ act_id: good.actId, actor: person('sam') })
    expect((await sam.session(session)).fields['feeling']?.value).toBe(CANARY)
    expect(await quarantined(sam)).toEqual({ [foreign.actId]: 'payload-invalid' })
    expect(await quarantined(kofi)).toEqual({})
    expect(JSON.stringify([...(await kofi.everything())].map(([scope, held]) => [scope, [...held]]))).not.toContain(CANARY)
    // What Kofi carried says nothing: no word of it stands in it, however it is read.
    for (const text of sealed) for (const part of [text, ...text.split('.').map((each) => Buffer.from(each, 'base64url').toString('latin1'))]) expect(part).not.toMatch(/canary|session|feeling/)
    const doings = (await audited(house, 'act')).slice(-2)
    expect(doings.map(({ actor, details }) => [actor, (details as { deposited?: boolean }).deposited])).toEqual([[person('sam'), true], [person('sam'), true]])
  })

  test('P9, K7: the author disabled, another person syncs the tablet: all acts arrive, none can be read on the way', async () => {
    const { house, session, vault, sam, kofi } = await tablet()
    const unsent = edits(sam, session, 11)
    const sealed = await Promise.all(unsent.map((act) => vault.seal(act)))
    house.pass(MINUTE_MS)
    await change(await house.signIn('olu'), 'sam', 'disable')
    expect(codeOf(await sam.request('POST', '/api/acts', { acts: unsent }))).toBe('sign-in-needed')
    expect(await deposit(kofi, sealed)).toEqual(unsent.map(() => 'taken'))
    expect(await applied(house, ...unsent.map(({ actId }) => actId))).toEqual(unsent.map(() => true))
    const { fields } = await (await house.signIn('dana')).session(session)
    expect(unsent.map((_, n) => fields[`topic.${n + 1}`]?.value)).toEqual(unsent.map((_, n) => ({ state: 'note', note: `${CANARY} ${n}` })))
    for (const text of sealed) expect(Buffer.from(text.replaceAll('.', ''), 'base64url').toString('latin1')).not.toContain('canary')
  })

  test('P9: what its author wrote after the account was closed is kept apart, whoever brings it, and its author is told', async () => {
    const { house, session, vault, sam, kofi } = await tablet()
    const before = sam.edit(session, { feeling: 'before' })
    house.pass(MINUTE_MS)
    const olu = await house.signIn('olu')
    await change(olu, 'sam', 'disable')
    const after = [sam.edit(session, { 'topic.1': { state: 'note', note: 'at that very moment' } })]
    house.pass(MINUTE_MS)
    after.push(sam.edit(session, { 'topic.2': { state: 'note', note: 'after' } }))
    expect(await deposit(kofi, [await vault.seal(before), ...(await Promise.all(after.map((act) => vault.seal(act))))])).toEqual(['taken', 'taken', 'taken'])
    expect(await applied(house, before.actId, ...after.map(({ actId }) => actId))).toEqual([true, false, false])
    await change(olu, 'sam', 'enable')
    expect(await quarantined(await house.signIn('sam'))).toEqual(Object.fromEntries(after.map(({ actId }) => [actId, 'author-closed'])))
    // Enabled again they write as any.
    const again = sam.edit(session, { 'topic.3': { state: 'note', note: 'again' } })
    expect(await deposit(kofi, [await vault.seal(again)])).toEqual(['taken'])
    expect(await applied(house, again.actId)).toEqual([true])
  })

  test('J14: of who has left, what was written by the last day counts', async () => {
    const { house, session, vault, sam } = await tablet()
    const dana = await house.signIn('dana')
    await dana.push(dana.act(post('sam'), 'post.end', { until: '2026-06-02', reason: 'left', on: '2026-06-02' }, 'post'))
    house.setClock('2026-06-02T22:59:59.000Z')
    const last = sam.edit(session, { feeling: 'the last evening' })
    house.setClock('2026-06-02T23:00:00.000Z')
    const late = sam.edit(session, { 'topic.1': { state: 'note', note: 'midnight in London' } })
    const kofi = await signInOn(house, 'kofi', TABLET)
    expect(await deposit(kofi, [await vault.seal(last), await vault.seal(late)])).toEqual(['taken', 'taken'])
    expect(await applied(house, last.actId, late.actId)).toEqual([true, false])
  })

  test('who was an administrator does as one no more once disabled, whatever time the device says', async () => {
    const { house, kofi } = await tablet({ administrator: 'olu' })
    const vault = await enrol(house, 'olu', TABLET)
    const olu = await house.signIn('olu')
    const publish = (id: string) => olu.act(v7(), 'policy.publish', { pack: { id }, on: '2026-06-02' }, 'policy')
    const [early, late] = [publish('early'), publish('late')]
    await deposit(kofi, [await vault.seal(early)])
    await house.server.ports.storage.write((tx) => tx.updateTable('accounts').set({ disabled_at: '2026-06-02T11:00:00.000Z' }).where('username', '=', 'olu').execute())
    await deposit(kofi, [await vault.seal(late)])
    const kept = await house.server.ports.storage.snapshot((tx) => tx.selectFrom('quarantine').select(['act_id', 'reason']).execute())
    const reasonOf = (id: string): unknown => (JSON.parse(kept.find(({ act_id }) => act_id === id)?.reason ?? '{}') as { code?: string }).code
    expect([reasonOf(early.actId), reasonOf(late.actId)]).toEqual(['pack-invalid', 'not-allowed'])
  })

  test('P9: under a key that was revoked is kept apart, whenever it says it was written; its author is told', async () => {
    const { house, session, vault, sam, kofi } = await tablet()
    const act = sam.edit(session, { feeling: CANARY })
    const sealed = await vault.seal(act)
    house.pass(MINUTE_MS)
    await sam.request('POST', '/api/vaults/revoke', { deviceId: TABLET, reason: 'lost' })
    expect(await deposit(kofi, [sealed])).toEqual(['taken'])
    expect(await applied(house, act.actId)).toEqual([false])
    expect(await quarantined(sam)).toEqual({ [act.actId]: 'key-revoked' })
  })

  test('K7: a forgotten phrase: the vault that another took the place of, and a key rotated since, still deliver', async () => {
    const { house, session, vault, sam, kofi } = await tablet()
    const first = await vault.seal(sam.edit(session, { feeling: 'under the first' }))
    const next = await newKeyPair()
    await (await vault.client()).request('POST', '/api/vaults/key', { vault: vault.id, key: next.key, proof: await vault.proof('rotate') })
    const second = await vault.seal(sam.edit(session, { 'topic.1': { state: 'note', note: 'under the second' } }), {}, next)
    await enrol(house, 'sam', TABLET, { replaces: vault.id })
    expect(await deposit(kofi, [first, second])).toEqual(['taken', 'taken'])
    expect(await quarantined(sam)).toEqual({})
    expect((await sam.session(session)).fields).toMatchObject({ feeling: { value: 'under the first' }, 'topic.1': { value: { note: 'under the second' } } })
  })

  test('I2: is harmless again: twice in one request, once more later, and when its author sends it too; it is a duplicate', async () => {
    const { house, session, vault, sam, kofi } = await tablet()
    const act = sam.edit(session, { feeling: CANARY })
    const sealed = await vault.seal(act)
    expect(await deposit(kofi, [sealed, sealed])).toEqual(['taken', 'taken'])
    const before = (await outcomes(house)).length
    expect(await deposit(kofi, [sealed, await vault.seal(act)])).toEqual(['taken', 'taken'])
    expect((await sam.push(act))[0]).toMatchObject({ outcome: 'duplicate', first: { outcome: 'applied' } })
    expect((await outcomes(house)).length).toBe(before)
    // And the other way round.
    const own = sam.edit(session, { 'topic.1': { state: 'note', note: 'sent' } })
    await sam.push(own)
    expect(await deposit(kofi, [await vault.seal(own)])).toEqual(['taken'])
    expect((await outcomes(house)).filter(({ act_id }) => act_id === own.actId)).toHaveLength(1)
  })

  test('P3: an act that makes the code fail is to be brought again, and holds up no other', async () => {
    const { house, session, vault, sam, kofi } = await tablet()
    const { storage } = house.server.ports
    const dana = await house.signIn('dana')
    const danas = await enrol(house, 'dana', PHONE)
    const { state } = await storage.snapshot((tx) => tx.selectFrom('records').select('state').where('id', '=', session).executeTakeFirstOrThrow())
    const put = (text: string) => storage.write((tx) => tx.updateTable('records').set({ state: text }).where('id', '=', session).execute())
    await put(JSON.stringify({ ...(JSON.parse(state) as object), locked: true, addenda: {} }))
    const addendum = await danas.seal(dana.act(session, 'record.addendum', { text: CANARY, on: '2026-06-02' }))
    const other = await vault.seal(sam.edit(await begun(dana), { feeling: 'y' }))
    expect(await deposit(kofi, [addendum, other])).toEqual(['retry', 'taken'])
    await put(JSON.stringify({ ...(JSON.parse(state) as object), locked: true }))
    expect(await deposit(kofi, [addendum, other])).toEqual(['taken', 'taken'])
    expect((await sam.session(session)).addenda.map(({ text }) => text)).toEqual([CANARY])
  })
})

describe('who brings it', () => {
  test('P9: need not be of the author’s organisation: that is told by the key', async () => {
    const { house, session, vault, sam } = await tablet()
    const { storage } = house.server.ports
    const other = OrgId.parse(v7())
    await storage.write(async (tx) => {
      await addOrg(tx, { org: other, name: 'Another service', demonstration: false, secondFactor: 'optional' }, house.now())
      await addAccount(tx, { org: other, person: person('rex'), username: 'rex', passwordHash: 'pw-rex', administrator: false, at: house.now() })
    })
    const rex = await signInOn(house, 'rex', TABLET)
    const act = sam.edit(session, { feeling: CANARY })
    expect(await deposit(rex, [await vault.seal(act)])).toEqual(['taken'])
    expect((await outcomes(house)).at(-1)).toEqual({ act_id: act.actId, actor: person('sam') })
    const ofTheirs = await storage.snapshot((tx) => tx.selectFrom('acts').select('act_id').where('org', '=', other).execute())
    expect(ofTheirs).toEqual([])
  })

  test('P9: may be nobody who is signed in: the device’s own key, though its person’s account be closed; once for each proof', async () => {
    const { house, session, vault, sam } = await tablet()
    const act = sam.edit(session, { feeling: CANARY })
    const sealed = await vault.seal(act)
    house.pass(MINUTE_MS)
    await change(await house.signIn('olu'), 'sam', 'disable')
    const bring = (proof: string) => knock(house, '/api/deposits', { sealed: [sealed], by: { vault: vault.id, proof } })
    expect(codeOf(await knock(house, '/api/deposits', { sealed: [sealed], by: null }))).toBe('sign-in-needed')
    expect(codeOf(await bring(await vault.proof('sign-in')))).toBe('proof-refused')
    expect(codeOf(await bring(await vault.proof('deposit', {}, await newKeyPair())))).toBe('proof-refused')
    expect(await applied(house, act.actId)).toEqual([false])
    const proof = await vault.proof('deposit')
    expect((await bring(proof)).status).toBe(200)
    expect(await applied(house, act.actId)).toEqual([true])
    expect(codeOf(await bring(proof))).toBe('proof-refused')
  })

  test('a revoked device’s key knocks in vain', async () => {
    const { house, vault, sam } = await tablet()
    await sam.request('POST', '/api/vaults/revoke', { deviceId: TABLET, reason: 'lost' })
    const by = { vault: vault.id, proof: await vault.proof('deposit') }
    expect(codeOf(await knock(house, '/api/deposits', { sealed: ['a..b.c.d'], by }))).toBe('device-revoked')
  })

  test('A1: a sign-in that may only set a second factor brings nothing', async () => {
    const { house, session, vault, sam } = await tablet()
    const sealed = await vault.seal(sam.edit(session, { feeling: 'x' }))
    await house.server.ports.storage.write((tx) => tx.updateTable('orgs').set({ second_factor: 'required' }).execute())
    const kofi = await signInOn(house, 'kofi', TABLET)
    expect(codeOf(await kofi.request('POST', '/api/deposits', { sealed: [sealed], by: null }))).toBe('second-factor-to-set')
  })
})

describe('what is not its author’s', () => {
  type Made = (given: { readonly vault: Vault; readonly sam: Client; readonly session: string; readonly house: House }) => Promise<string>
  const act = ({ sam, session }: { readonly sam: Client; readonly session: string }): Json => sam.edit(session, { feeling: CANARY }) as unknown as Json
  const signed = async (vault: Vault, payload: Json, typ: (typeof TYP)[keyof typeof TYP] = TYP.act, pair = vault.pair): Promise<string> =>
    sealTo(vault.answer.keys.seal, await signJws(typ, payload, { kid: pair.kid, key: pair.secret }))
  const whole = (vault: Vault, of: Json): Json => ({ v: 1, org: ORG, person: person('sam'), vault: vault.id, act: of })
  const flipped = (text: string, part: number): string => {
    const parts = text.split('.')
    const at = parts[part]!
    return [...parts.slice(0, part), `${at[0] === 'A' ? 'B' : 'A'}${at.slice(1)}`, ...parts.slice(part + 1)].join('.')
  }
  const made: readonly (readonly [string, Made])[] = [
    ['changed in its header', async (given) => flipped(await given.vault.seal(given.sam.edit(given.session, { feeling: CANARY })), 0)],
    ['changed in its nonce', async (given) => flipped(await given.vault.seal(given.sam.edit(given.session, { feeling: CANARY })), 2)],
    ['changed in what is sealed', async (given) => flipped(await given.vault.seal(given.sam.edit(given.session, { feeling: CANARY })), 3)],
    ['changed in its tag', async (given) => flipped(await given.vault.seal(given.sam.edit(given.session, { feeling: CANARY })), 4)],
    ['with another act’s key beside it', async (given) => {
      const [a, b] = [await given.vault.seal(given.sam.edit(given.session, { feeling: '1' })), await given.vault.seal(given.sam.edit(given.session, { feeling: '2' }))]
      return [...a.split('.').slice(0, 3), ...b.split('.').slice(3)].join('.')
    }],
    ['sealed to another service', async (given) => {
      const pair = await newKeyPair()
      return sealTo({ kid: given.vault.answer.keys.seal.kid, key: pair.key }, await signJws(TYP.act, whole(given.vault, act(given)), { kid: given.vault.pair.kid, key: given.vault.pair.secret }))
    }],
    ['sealed under a key’s name nobody has', async (given) => sealTo({ ...given.vault.answer.keys.seal, kid: (await newKeyPair()).kid }, 'a.b.c')],
    ['sealed and not signed', (given) => sealTo(given.vault.answer.keys.seal, JSON.stringify(whole(given.vault, act(given))))],
    ['signed by a key nobody certified', async (given) => signed(given.vault, whole(given.vault, act(given)), TYP.act, await newKeyPair())],
    ['signed by another key under the author’s key’s name', async (given) => signed(given.vault, whole(given.vault, act(given)), TYP.act, { ...(await newKeyPair()), kid: given.vault.pair.kid })],
    ['signed as something else', (given) => signed(given.vault, whole(given.vault, act(given)), TYP.proof)],
    ['under another’s name', (given) => signed(given.vault, { ...(whole(given.vault, act(given)) as object), person: person('dana') })],
    ['by a colleague, in its author’s name', async (given) => {
      const kofis = await enrol(given.house, 'kofi', PHONE)
      return signed(kofis, { ...(whole(given.vault, act(given)) as object), vault: kofis.id })
    }],
    ['of another organisation', (given) => signed(given.vault, { ...(whole(given.vault, act(given)) as object), org: v7() })],
    ['of another vault', (given) => signed(given.vault, { ...(whole(given.vault, act(given)) as object), vault: random(16) })],
    ['with more in it', (given) => signed(given.vault, { ...(whole(given.vault, act(given)) as object), more: CANARY })],
    ['with more in the act', (given) => signed(given.vault, whole(given.vault, { ...(act(given) as object), actor: person('dana') }))],
    ['with no act in it', (given) => signed(given.vault, whole(given.vault, null))],
    ['nothing', (given) => signed(given.vault, null)],
    ['an act deeper than any request', (given) => {
      const deep = `${'['.repeat(40)}${']'.repeat(40)}`
      return signed(given.vault, whole(given.vault, { ...(act(given) as object), patch: JSON.parse(deep) as Json }))
    }],
    ['compressed', async (given) => {
      const jws = await signJws(TYP.act, whole(given.vault, act(given)), { kid: given.vault.pair.kid, key: given.vault.pair.secret })
      const { kid, key } = given.vault.answer.keys.seal
      return new CompactEncrypt(Buffer.from(jws)).setProtectedHeader({ alg: 'ECDH-ES', enc: 'A256GCM', zip: 'DEF', kid }).encrypt({ ...key })
    }],
    ...([['ECDH-ES+A256KW', 'A256GCM'], ['ECDH-ES', 'A128CBC-HS256']] as const).map(([alg, enc]): readonly [string, Made] => [`sealed with ${alg} and ${enc}`, async (given) => {
      const jws = await signJws(TYP.act, whole(given.vault, act(given)), { kid: given.vault.pair.kid, key: given.vault.pair.secret })
      const { kid, key } = given.vault.answer.keys.seal
      return new CompactEncrypt(Buffer.from(jws)).setProtectedHeader({ alg, enc, kid }).encrypt({ ...key })
    }]),
    ['bytes that are nothing', () => Promise.resolve(['e30', '', ...[12, 40, 16].map((bytes) => randomBytes(bytes).toString('base64url'))].join('.'))],
  ]
  // Nothing of what is tried here changes anything: one house does for all.
  let here: Awaited<ReturnType<typeof tablet>>
  let shared: House
  beforeAll(async () => {
    here = await tablet()
    shared = houses.pop()!
  })
  afterAll(() => shared.close())

  test.each(made)('P9: what is %s cannot be read, changes nothing, and stays on the device; what is beside it is taken', async (_name, make) => {
    const { house, session, vault, sam, kofi } = here
    const bad = await make({ house, session, vault, sam })
    const from = house.logs.length
    const came = await cameOf(house, async () => expect(await deposit(kofi, [bad])).toEqual(['unreadable']))
    expect(came).toEqual(NOTHING)
    const good = sam.edit(session, { feeling: 'fine' })
    expect(await deposit(kofi, [bad, await vault.seal(good), bad])).toEqual(['unreadable', 'taken', 'unreadable'])
    expect(await applied(house, good.actId)).toEqual([true])
    // A9: that it was, and nothing of it.
    const lines = house.logs.slice(from).filter((line) => line.includes('DepositUnreadable'))
    expect(lines).toHaveLength(3)
    expect(lines.join('')).not.toMatch(/canary/i)
  })

  test('G4: a link’s key, which signs one record, seals nothing', async () => {
    const { house, session, vault, sam, kofi } = here
    const { keys, storage } = house.server.ports
    const pair = await newKeyPair()
    const certified = await storage.write((tx) =>
      keys.certify(tx, {
        org: ORG, person: person('sam'), name: 'Sam', device: TABLET, vault: vault.id, method: 'link', record: session as never, key: pair.key, from: house.now(), until: house.now(),
      }),
    )
    expect(certified?.kid).toBe(pair.kid)
    expect(await deposit(kofi, [await vault.seal(sam.edit(session, { feeling: 'x' }), {}, pair)])).toEqual(['unreadable'])
  })
})

describe('how much', () => {
  test('P1: more than a hundred, or more than a megabyte, is too much and not wrong; an act as large as one may push is taken', async () => {
    const { house, session, vault, sam, kofi } = await tablet()
    const one = await vault.seal(sam.edit(session, { feeling: 'x' }))
    expect(codeOf(await kofi.request('POST', '/api/deposits', { sealed: Array.from({ length: 101 }, () => one), by: null }))).toBe('body-too-large')
    expect(codeOf(await kofi.request('POST', '/api/deposits', { sealed: Array.from({ length: 2 }, () => `e30..AA.${'A'.repeat(600_000)}.AA`), by: null }))).toBe('body-too-large')
    const large = sam.edit(session, { feeling: systemRandom(200_000) })
    const sealed = await vault.seal(large)
    expect(sealed.length).toBeGreaterThan(450_000)
    expect(await deposit(kofi, [sealed])).toEqual(['taken'])
    expect(await applied(house, large.actId)).toEqual([true])
  })

  test('A4: a gzip bomb is refused as in any other body', async () => {
    const { house, kofi } = await tablet()
    const answer = await ask(house.address, 'POST', '/api/deposits', { ...kofi.headers, 'content-encoding': 'gzip' }, gzipSync(Buffer.alloc(50_000_000, 'x')))
    expect(codeOf(answer)).toBe('body-too-large')
  })

  test('K7: of a hundred acts of three people, brought by a fourth, each is its own author’s', async () => {
    const house = await open()
    const dana = await house.signIn('dana')
    const authors = ['sam', 'ade', 'kofi'] as const
    const sealed: string[] = []
    const expected: [string, string][] = []
    for (const who of authors) {
      const session = await begun(who === 'kofi' ? await house.signIn('priya') : dana, who)
      const vault = await enrol(house, who, TABLET)
      const client = await house.signIn(who)
      for (const act of edits(client, session, 11)) {
        sealed.push(await vault.seal(act))
        expected.push([act.actId, person(who)])
      }
    }
    const una = await signInOn(house, 'una', TABLET)
    expect(await deposit(una, sealed)).toEqual(sealed.map(() => 'taken'))
    const actors = new Map((await outcomes(house)).map(({ act_id, actor }) => [act_id, actor]))
    expect(expected.map(([id]) => [id, actors.get(id)])).toEqual(expected)
  })
})
