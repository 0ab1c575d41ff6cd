/** Signatures with a person's own key, on the real server (G1, G2, P7): what is theirs is taken, and every way to be wrong is not. */
import { base64url } from 'jose'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { v7 } from 'uuid'
import { type SignaturePayload } from '../../src/protocol/signature.ts'
import { TYP } from '../../src/protocol/keys.ts'
import { type Receipt } from '../../src/protocol/push.ts'
import { SignatureKeysAnswer } from '../../src/protocol/signature-keys.ts'
import { signatureHash } from '../../src/protocol/signed-content.ts'
import { newTestKey, otherS } from '../test-key.ts'
import { applied } from './deeds.ts'
import { type Client, device, heldSession, type House, openHouse, person } from './house.ts'
import { type CertifiedKey, certified, type Changes, lockedWithKeys, revoke, signWith } from './signing.ts'

const DAY_MS = 24 * 60 * 60_000
let house: House
let dana: Client
let sam: Client
let danas: CertifiedKey
let sams: CertifiedKey
/** A session held and shared, signed by nobody. */
let id: string
beforeAll(async () => {
  house = await openHouse()
  danas = await certified(house, 'dana')
  sams = await certified(house, 'sam')
})
afterAll(() => house.close())
beforeEach(async () => {
  house.pass(60_000)
  dana = await house.signIn('dana')
  sam = await house.signIn('sam')
  id = await heldSession(dana)
  applied(await dana.push(dana.share(id)))
})

const said = (receipts: readonly Receipt[]): readonly unknown[] =>
  receipts.map((receipt) => (receipt.outcome === 'quarantined' ? [receipt.reason.code, receipt.reason.where] : receipt.outcome))

describe('a signature with the signer’s own key', () => {
  test('is taken, locks with the other’s, and has the service’s time beside the device’s (G3)', async () => {
    applied(await dana.push(await signWith(dana, danas, id, 'supervisor')))
    house.pass(3 * 60_000)
    const [receipt] = await sam.push(await signWith(sam, sams, id, 'supervisee', { sign: { answer: 'disagree', comment: 'Not so.', commentSalt: 'C'.repeat(22) } }))
    const { locked, signatures } = await dana.session(id)
    expect(locked).toBe(true)
    expect(signatures.map(({ sign }) => sign.method)).toEqual(['key', 'key'])
    expect(signatures[1]!.sign.previous).toBe(signatureHash(signatures[0]!.sign))
    expect(signatures[1]!.receivedAt).toBe(receipt!.at)
    expect(receipt).toHaveProperty('audit')
  })

  test('beside one from before there were keys: that is taken still, and each says which it is', async () => {
    applied(await dana.push(await dana.sign(id, 'supervisor')))
    applied(await sam.push(await signWith(sam, sams, id, 'supervisee')))
    const { locked, signatures } = await sam.session(id)
    expect([locked, signatures.map(({ sign }) => sign.method)]).toEqual([true, ['sign-in', 'key']])
  })

  test('arrives with the act of sharing in one push, from a device that had no connection', async () => {
    const other = await heldSession(dana)
    expect(said(await dana.push(dana.share(other), await signWith(dana, danas, other, 'supervisor')))).toEqual(['applied', 'applied'])
  })

  test('of a device whose clock is years behind or ahead is taken: no clock blocks anything (T1)', async () => {
    const now = house.now()
    for (const clock of ['2016-06-02T09:00:00.000Z', '2036-06-02T09:00:00.000Z']) {
      const other = await heldSession(dana)
      const there = Object.assign(Object.create(dana) as Client, { now: () => clock })
      const act = await signWith(there, danas, other, 'supervisor')
      expect([act.deviceTime, house.now()]).toEqual([clock, now])
      expect(said(await dana.push(act))).toEqual(['applied'])
    }
  })
})

const changed = (change: Changes) => () => signWith(dana, danas, id, 'supervisor', change)
const header = (more: object = {}) => JSON.stringify({ alg: 'ES256', typ: TYP.signature, kid: danas.kid, ...more })
const WRONG = ['signature-wrong', 'payload.proof']

describe('is kept whole in quarantine, and signs nothing,', () => {
  test.each<[string, () => ReturnType<typeof signWith>, readonly string[]]>([
    ['under the other’s key', () => signWith(dana, sams, id, 'supervisor'), ['key-unknown', 'payload.proof']],
    ['under the other’s key called one’s own', changed({ proof: (payload) => sams.signText(header(), JSON.stringify(payload)) }), WRONG],
    ['under a key that nobody certified', async () => signWith(dana, await newTestKey(), id, 'supervisor'), ['key-unknown', 'payload.proof']],
    ['signed by nothing', changed({ proof: () => danas.signText(JSON.stringify({ alg: 'none', typ: TYP.signature, kid: danas.kid }), '{}') }), WRONG],
    ['with a shared secret', changed({ proof: (payload) => danas.signText(header({ alg: 'HS256' }), JSON.stringify(payload)) }), WRONG],
    ['with a key of its own in it', changed({ proof: (payload) => danas.signText(header({ jwk: danas.key }), JSON.stringify(payload)) }), WRONG],
    ['with an extension', changed({ proof: (payload) => danas.signText(header({ crit: ['exp'], exp: 1 }), JSON.stringify(payload)) }), WRONG],
    ['that is an act sealed for delivery', changed({ proof: (payload) => danas.sign(TYP.act, payload) }), WRONG],
    ['that proves a vault', changed({ proof: (payload) => danas.sign(TYP.proof, payload) }), WRONG],
    ['with more in it than a signature says', changed({ proof: (payload) => danas.sign(TYP.signature, { ...payload, more: 1 }) }), WRONG],
    ['with less', changed({ proof: ({ statement: _, ...payload }) => danas.sign(TYP.signature, payload) }), WRONG],
    ['with a name said twice', changed({ proof: (payload) => danas.signText(header(), `{"answer":"disagree",${JSON.stringify(payload).slice(1)}`) }), WRONG],
    ['with spaces in it', changed({ proof: (payload) => danas.signText(header(), JSON.stringify(payload, null, 1)) }), WRONG],
    ['with its bytes changed', changed({ proof: async (payload) => (await danas.sign(TYP.signature, payload)).replace(/.{3}$/, 'AAA') }), WRONG],
    ['with the bits that say nothing set', changed({ proof: async (payload) => (await danas.sign(TYP.signature, payload)).replace(/.$/, (last) => String.fromCharCode(last.charCodeAt(0) + 1)) }), WRONG],
    ['as by a link', changed({ method: 'link' }), WRONG],
    ['on content whose hash is another', changed({ sign: { contentHash: '0'.repeat(64) } }), ['content-hash-wrong', 'payload.contentHash']],
  ])('one %s', async (_name, make, reason) => {
    const act = await make()
    expect(said(await dana.push(act))).toEqual([reason])
    expect((await dana.session(id)).signatures).toEqual([])
    const kept = await dana.request<{ items: { actId: string; act: unknown }[] }>('GET', '/api/quarantine')
    expect(kept.body.items.find(({ actId }) => actId === act.actId)?.act).toEqual(act)
    // And the right one is still taken.
    expect(said(await dana.push(await signWith(dana, danas, id, 'supervisor')))).toEqual(['applied'])
  })

  const OTHER: Readonly<Record<keyof SignaturePayload, unknown>> = {
    v: 2, recordId: v7(), contentHash: '0'.repeat(64), previous: '0'.repeat(64), signer: person('sam'), role: 'supervisee', answer: 'disagree', comment: '0'.repeat(64),
    statement: 'This is a fair record!', language: 'cy', on: '2026-06-03', deviceTime: '2026-06-02T09:00:00Z', deviceId: device('sam'), formVersion: 2, method: 'link',
  }
  test.each(Object.keys(OTHER) as (keyof SignaturePayload)[])('one of which what is signed says another %s', async (name) => {
    const act = await signWith(dana, danas, id, 'supervisor', { payload: { [name]: OTHER[name] as never } })
    expect(said(await dana.push(act))).toEqual([WRONG])
    expect((await dana.session(id)).signatures).toEqual([])
  })

  test('one of another record, sent for this one', async () => {
    const other = await heldSession(dana)
    const theirs = await signWith(dana, danas, other, 'supervisor')
    const { payload } = theirs as { payload: Record<string, unknown> }
    const act = dana.act(id, 'record.sign', payload)
    expect(said(await dana.push(act))).toEqual([WRONG])
    expect(said(await dana.push(theirs))).toEqual(['applied'])
  })

  test('one of oneself, sent by the other as theirs', async () => {
    const act = await signWith(dana, danas, id, 'supervisor')
    const { payload } = act as unknown as { payload: Record<string, unknown> }
    expect(said(await sam.push(sam.act(id, 'record.sign', { ...payload, role: 'supervisee' })))).toEqual([['key-unknown', 'payload.proof']])
  })

  test('one sent again later, as of another moment or device', async () => {
    const act = await signWith(dana, danas, id, 'supervisor')
    const { payload } = act as unknown as { payload: Record<string, unknown> }
    house.pass(1000)
    expect(said(await dana.push(dana.act(id, 'record.sign', payload)))).toEqual([WRONG])
  })
})

describe('a key', () => {
  test('that was revoked signs no more; what arrived before stands, and its page says since when', async () => {
    const key = await certified(house, 'dana')
    applied(await dana.push(await signWith(dana, key, id, 'supervisor')))
    const other = await heldSession(dana)
    const late = await signWith(dana, key, other, 'supervisor')
    house.pass(1000)
    await revoke(house, key.kid)
    house.pass(1000)
    expect(said(await dana.push(late))).toEqual([['key-revoked', 'payload.proof']])
    expect((await dana.session(id)).signatures).toHaveLength(1)
    const keys = async (client: Client) => SignatureKeysAnswer.safeParse((await client.request('GET', `/api/records/${id}/signatures`)).body).data?.signatures
    const [signature] = (await dana.session(id)).signatures
    expect(await keys(sam)).toEqual([{ act: signature!.act, until: expect.any(String), revokedAt: new Date(Date.parse(house.now()) - 1000).toISOString() }])
    expect(await keys(await house.signIn('kofi'))).toBeUndefined()
    // What arrived before is answered as it was then.
    const again = await signWith(dana, key, id, 'supervisor')
    expect(said(await dana.push(again))).toEqual([['key-revoked', 'payload.proof']])
  })

  test('whose year is over signs no more; what was signed in time and arrives late is taken', async () => {
    const key = await certified(house, 'dana', { until: new Date(Date.parse(house.now()) + DAY_MS).toISOString() as never })
    const inTime = await signWith(dana, key, id, 'supervisor')
    house.pass(DAY_MS + 1000)
    dana = await house.signIn('dana')
    expect(said(await dana.push(inTime))).toEqual(['applied'])
    const other = await heldSession(dana)
    expect(said(await dana.push(await signWith(dana, key, other, 'supervisor')))).toEqual([['key-over', 'payload.proof']])
    expect(said(await dana.push(await signWith(dana, danas, other, 'supervisor')))).toEqual(['applied'])
  })

  test('of a link signs the one record it is for, as by a link, and no other', async () => {
    const other = await heldSession(dana)
    const link = await certified(house, 'sam', { method: 'link', record: other as never })
    expect(said(await sam.push(await signWith(sam, link, id, 'supervisee', { method: 'link' })))).toEqual([WRONG])
    expect(said(await sam.push(await signWith(sam, link, other, 'supervisee')))).toEqual([WRONG])
    expect(said(await sam.push(await signWith(sam, link, other, 'supervisee', { method: 'link' })))).toEqual(['applied'])
  })
})

test('of the two signatures that one makes, either is taken, and they are two: what names one does not name the other', async () => {
  const plain = await signWith(dana, danas, id, 'supervisor')
  const { payload } = plain as unknown as { payload: Record<string, unknown> & { proof: string } }
  const twin = { ...payload, proof: otherS(payload.proof) }
  expect(twin.proof).not.toBe(payload.proof)
  expect(signatureHash(twin as never)).not.toBe(signatureHash(payload as never))
  applied(await dana.push(dana.act(id, 'record.sign', twin)))
  const { signatures } = await dana.session(id)
  expect(signatures[0]!.sign.proof).toBe(twin.proof)
  // Another byte of it, and it is none.
  const bytes = base64url.decode(twin.proof.split('.')[2]!)
  bytes[40]! ^= 1
  const broken = { ...twin, proof: `${twin.proof.slice(0, twin.proof.lastIndexOf('.'))}.${base64url.encode(bytes)}` }
  expect(said(await dana.push(dana.act(id, 'record.sign', broken)))).toEqual([WRONG])
})

test('both with keys, the record locks, and everything in it is as it was signed', async () => {
  const locked = await lockedWithKeys([dana, danas], [sam, sams])
  expect((await sam.session(locked)).locked).toBe(true)
})
