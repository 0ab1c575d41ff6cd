/** Vaults as the service knows them (K3, K6, A1, G2): enrolling, the pepper, signing in by the key, another PIN, another key. */
import { createPublicKey, sign as signWith, createPrivateKey } from 'node:crypto'
import { readFileSync, writeFileSync } from 'node:fs'
import { CompactSign } from 'jose'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { readJws, signJws } from '../../src/protocol/jws.ts'
import { Certificate, type CompactJws, KeysAnswer, type ServiceKeys, TYP } from '../../src/protocol/keys.ts'
import { type ChangesAnswer } from '../../src/protocol/changes.ts'
import { type ApiError } from '../../src/protocol/errors.ts'
import { SignInAnswer } from '../../src/protocol/sign-in.ts'
import { type SignInsAnswer } from '../../src/protocol/sign-ins.ts'
import { type EnrolRequest, Lease, type PepperAnswer, PinAnswer, type Proof, RotateAnswer } from '../../src/protocol/vaults.ts'
import { audited, change, codeOf } from './account-house.ts'
import { cameOf, dump, NOTHING } from './asking.ts'
import { type Client, device, type House, type HouseOptions, openHouse, ORG, person } from './house.ts'
import { enrol, enrolRequest, knock, newKeyPair, random, sealTo, signInOn, Vault } from './vault-house.ts'

const MINUTE_MS = 60_000
const DAY_MS = 24 * 60 * MINUTE_MS
const TABLET = device('tablet')
const PHONE = device('phone')

const houses: House[] = []
const open = async (options: HouseOptions = {}): Promise<House> => {
  const house = await openHouse({ administrator: 'olu', ...options })
  houses.push(house)
  return house
}
afterEach(async () => {
  for (const house of houses.splice(0)) await house.close()
})

const keysOf = async (house: House): Promise<ServiceKeys> => KeysAnswer.parse(await (await fetch(`${house.address}/api/keys`)).json()).keys
const said = (bytes: Uint8Array | null): unknown => (bytes ? JSON.parse(Buffer.from(bytes).toString()) : null)
const leaseIn = async (jws: CompactJws, { certify }: ServiceKeys): Promise<Lease> => Lease.parse(said(await readJws(jws, TYP.lease, certify[0]!)))
const rows = (house: House) => house.server.ports.storage.snapshot((tx) => tx.selectFrom('vaults').selectAll().execute())
/** Each PIN that was compared with the one that is right. */
const evaluations = (house: House): { readonly count: number } => {
  const { seal } = house.server.ports
  const { hash } = seal
  const seen = { count: 0 }
  Object.assign(seal, {
    hash: (place: string, text: string) => {
      if (place.startsWith('pin ')) seen.count += 1
      return hash(place, text)
    },
  })
  return seen
}

describe('the service’s keys', () => {
  test('G6: are published to anybody, stay the same after a restart, and of the private parts nothing leaves the service or stands in the database', async () => {
    const house = await open()
    const before = await keysOf(house)
    await house.server.stop()
    const again = await house.restart()
    expect(KeysAnswer.parse(await (await fetch(`${again.address}/api/keys`)).json()).keys).toEqual(before)
    const kept = await again.ports.storage.snapshot((tx) => tx.selectFrom('service_keys').selectAll().execute())
    expect(kept.map(({ use }) => use).sort()).toEqual(['certify', 'seal'])
    for (const { kid, use, key, sealed } of kept) {
      const secret = JSON.parse(again.ports.seal.open(`service-key ${use} ${kid}`, sealed)) as { d: string }
      expect(secret.d).toMatch(/^[\w-]{43}$/)
      expect(key).not.toContain(secret.d)
      expect(sealed).not.toContain(secret.d)
      expect(Buffer.from(sealed, 'base64url').toString('latin1')).not.toContain(secret.d)
    }
  })

  test('do not open under another server key: such a server does not start', async () => {
    const house = await open()
    await house.server.stop()
    const file = `${house.folder}/server.key`
    const right = readFileSync(file)
    writeFileSync(file, `${random(32)}\n`)
    await expect(house.restart()).rejects.toThrow('is not the key this database was sealed under')
    writeFileSync(file, right)
    await expect(house.restart()).resolves.toBeDefined()
  })
})

describe('enrolling', () => {
  test('K3, G2: certifies the person’s key for a year, gives a pepper and a lease, and what the database has of PIN and pepper is not what they are', async () => {
    const house = await open()
    const vault = await enrol(house, 'sam', TABLET)
    const { certificate, lease, pepper, keys } = vault.answer
    expect(keys).toEqual(await keysOf(house))
    expect(Certificate.parse(said(await readJws(certificate, TYP.certificate, keys.certify[0]!)))).toEqual({
      v: 1, kid: vault.pair.kid, key: vault.pair.key, org: ORG, person: person('sam'), name: 'sam Example', device: TABLET, method: 'key', record: null,
      from: '2026-06-02T10:00:00.000Z', until: '2027-06-02T10:00:00.000Z',
    })
    expect(await leaseIn(lease, keys)).toEqual({ v: 1, org: ORG, person: person('sam'), vault: vault.id, at: house.now(), readDays: 7, wipeDays: 60 })
    const all = await dump(house)
    expect(all).toContain(vault.id)
    for (const secret of [pepper, vault.request.pin]) expect(all).not.toContain(secret)
    expect((await audited(house, 'vault-enrolled')).map(({ actor, subject, details }) => [actor, subject, details])).toEqual([[person('sam'), person('sam'), { device: TABLET }]])
  })

  test('A1: needs a fresh proof of who it is: a quarter of an hour later it is refused, and so it is of a sign-in by a vault', async () => {
    const house = await open()
    const sam = await signInOn(house, 'sam', TABLET)
    house.pass(14 * MINUTE_MS)
    expect(codeOf(await sam.request('POST', '/api/vaults', enrolRequest(TABLET, await newKeyPair())))).toBe('ok')
    const late = await signInOn(house, 'sam', PHONE)
    for (let minutes = 0; minutes < 15; minutes += 5) {
      house.pass(5 * MINUTE_MS)
      await late.request('GET', '/api/me')
    }
    expect(codeOf(await late.request('POST', '/api/vaults', enrolRequest(PHONE, await newKeyPair())))).toBe('sign-in-not-fresh')
    const vault = await enrol(house, 'sam', PHONE)
    expect(codeOf(await (await vault.client()).request('POST', '/api/vaults', enrolRequest(PHONE, await newKeyPair())))).toBe('sign-in-not-fresh')
  })

  test('A1: of a sign-in that named its device, is for no other device', async () => {
    const house = await open()
    const sam = await signInOn(house, 'sam', TABLET)
    expect(codeOf(await sam.request('POST', '/api/vaults', enrolRequest(PHONE, await newKeyPair())))).toBe('not-allowed')
    expect(codeOf(await sam.request('POST', '/api/vaults', enrolRequest(TABLET, await newKeyPair())))).toBe('ok')
  })

  test('the same again, its answer having been lost, gives the same pepper and certificate; anything else of it is refused', async () => {
    const house = await open()
    const vault = await enrol(house, 'sam', TABLET)
    const again = (more: Partial<EnrolRequest>, as: Client) => as.request<Vault['answer']>('POST', '/api/vaults', { ...vault.request, ...more })
    const sam = await signInOn(house, 'sam', TABLET)
    const { status, body } = await again({}, sam)
    expect([status, body.pepper, body.certificate]).toEqual([200, vault.answer.pepper, vault.answer.certificate])
    expect(await rows(house)).toHaveLength(1)
    expect(codeOf(await again({ pin: random(32) }, sam))).toBe('not-allowed')
    expect(codeOf(await again({ key: (await newKeyPair()).key }, sam))).toBe('not-allowed')
    expect(codeOf(await again({}, await signInOn(house, 'kofi', TABLET)))).toBe('not-allowed')
    expect((await vault.pepper()).body).toMatchObject({ outcome: 'right', pepper: vault.answer.pepper })
  })

  test('G2: nobody has another’s key certified as theirs, nor what is no key, nor a key written another way', async () => {
    const house = await open()
    const vault = await enrol(house, 'sam', TABLET)
    const kofi = await signInOn(house, 'kofi', TABLET)
    const { x, y } = vault.pair.key
    // Of the last letter two bits say nothing: the same point, under what would be another name.
    const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_'
    const otherwise = x.slice(0, -1) + alphabet[alphabet.indexOf(x.at(-1)!) + 1]!
    expect(Buffer.from(otherwise, 'base64url')).toEqual(Buffer.from(x, 'base64url'))
    for (const key of [vault.pair.key, { ...vault.pair.key, x: otherwise }, { ...vault.pair.key, x: y }]) {
      expect(codeOf(await kofi.request('POST', '/api/vaults', enrolRequest(TABLET, { ...vault.pair, key })))).toBe('not-allowed')
    }
    expect(codeOf(await kofi.request('POST', '/api/vaults', { ...enrolRequest(TABLET, await newKeyPair()), key: { ...(await newKeyPair()).secret } }))).toBe('body-invalid')
    expect(await rows(house)).toHaveLength(1)
  })

  test('a vault that takes another’s place ends it: its pepper is gone, its key signs nobody in; another person’s it does not end', async () => {
    const house = await open()
    const [sams, kofis, phone] = [await enrol(house, 'sam', TABLET), await enrol(house, 'kofi', TABLET), await enrol(house, 'sam', PHONE)]
    const [before, sam] = [await sams.client(), await signInOn(house, 'sam', TABLET)]
    for (const replaces of [kofis.id, phone.id]) {
      expect(codeOf(await sam.request('POST', '/api/vaults', enrolRequest(TABLET, await newKeyPair(), { replaces })))).toBe('vault-unknown')
    }
    const next = await enrol(house, 'sam', TABLET, { replaces: sams.id }, sam)
    expect((await sams.pepper()).body.outcome).toBe('revoked')
    expect(codeOf(await sams.signIn())).toBe('vault-unknown')
    expect((await next.pepper()).body.outcome).toBe('right')
    expect(codeOf(await next.signIn())).toBe('ok')
    expect([(await kofis.pepper()).body.outcome, (await phone.pepper()).body.outcome]).toEqual(['right', 'right'])
    // K6: who is signed in by it goes on, and has no lease for it any more.
    expect((await before.changes()).lease).toBeUndefined()
  })

  test('A1: a sign-in that may only set a second factor enrols nothing', async () => {
    const house = await open({ secondFactor: 'required' })
    const sam = await signInOn(house, 'sam', TABLET)
    expect(codeOf(await sam.request('POST', '/api/vaults', enrolRequest(TABLET, await newKeyPair())))).toBe('second-factor-to-set')
  })
})

describe('the pepper', () => {
  test('K3: the right PIN has it, and a wrong one is told how many are left; the right one begins the count again', async () => {
    const house = await open()
    const vault = await enrol(house, 'sam', TABLET)
    const wrong = async (): Promise<unknown> => {
      const { body } = await vault.pepper(random(32))
      return body.outcome === 'wrong' ? body.left : body.outcome
    }
    expect([await wrong(), await wrong(), await wrong(), await wrong()]).toEqual([4, 3, 2, 1])
    expect((await vault.pepper()).body).toMatchObject({ outcome: 'right', pepper: vault.answer.pepper })
    expect([await wrong(), await wrong(), await wrong(), await wrong(), await wrong()]).toEqual([4, 3, 2, 1, 'gone'])
    expect((await vault.pepper()).body.outcome).toBe('gone')
    expect((await rows(house)).map(({ pepper, pin_hash }) => [pepper, pin_hash])).toEqual([[null, '']])
    expect((await audited(house, 'pepper-gone')).map(({ actor, subject }) => [actor, subject])).toEqual([['service', person('sam')]])
    // The key is as good as before: who has the phrase goes on.
    expect(codeOf(await vault.signIn())).toBe('ok')
  })

  test.each([
    ['from as many addresses', (n: number) => `10.${n >> 8}.${n & 255}.1`, 0],
    ['from one address', () => '10.0.0.1', 970],
  ] as const)('K3: of 1,000 wrong PINs at once %s at most 5 are looked at, and the right one comes too late', async (_name, from, throttled) => {
    const house = await open()
    const vault = await enrol(house, 'sam', TABLET)
    const seen = evaluations(house)
    // All in flight at once: connections of the network would hold most of them up.
    const one = (n: number) => house.server.app.inject({ method: 'POST', url: '/api/vaults/pepper', payload: { vault: vault.id, pin: random(32) }, remoteAddress: from(n) })
    const answers = await Promise.all(Array.from({ length: 1000 }, (_, n) => one(n)))
    expect(seen.count).toBe(5)
    const outcomes = answers.map((answer) => {
      const body = answer.json<PepperAnswer & ApiError>()
      return answer.statusCode === 200 ? body.outcome : body.error.code
    })
    const count = (outcome: string): number => outcomes.filter((each) => each === outcome).length
    expect({ wrong: count('wrong'), gone: count('gone'), throttled: count('sign-in-throttled') }).toEqual({ wrong: 4, gone: 996 - throttled, throttled })
    expect((await vault.pepper()).body.outcome).toBe('gone')
    expect(seen.count).toBe(5)
  })

  test('K3: a right PIN among the thousand does not make them more: five wrong in a row and no other count', async () => {
    const house = await open({ behindHttps: true })
    const vault = await enrol(house, 'sam', TABLET)
    const seen = evaluations(house)
    const tries = [random(32), random(32), vault.request.pin, ...Array.from({ length: 8 }, () => random(32)), vault.request.pin]
    const outcomes: string[] = []
    for (const [n, pin] of tries.entries()) outcomes.push((await vault.pepper(pin, `10.0.0.${n}`)).body.outcome)
    expect(outcomes).toEqual(['wrong', 'wrong', 'right', 'wrong', 'wrong', 'wrong', 'wrong', 'gone', 'gone', 'gone', 'gone', 'gone'])
    expect(seen.count).toBe(8)
  })

  test('K3: a try counts though the service be killed before it answers', async () => {
    const house = await open()
    const vault = await enrol(house, 'sam', TABLET)
    await vault.pepper(random(32))
    await house.server.stop()
    const again = await house.restart()
    const answer = await fetch(`${again.address}/api/vaults/pepper`, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify({ vault: vault.id, pin: random(32) }) })
    expect(await answer.json()).toMatchObject({ outcome: 'wrong', left: 3 })
  })

  test('A7: an unknown vault is answered as one whose pepper is gone, and nothing is kept of it', async () => {
    const house = await open()
    const vault = await enrol(house, 'sam', TABLET)
    for (let n = 0; n < 5; n += 1) await vault.pepper(random(32))
    const gone = await vault.pepper()
    const came = await cameOf(house, async () => {
      const unknown = await knock(house, '/api/vaults/pepper', { vault: random(16), pin: random(32) })
      expect([unknown.status, unknown.text]).toEqual([gone.status, gone.text])
      expect((await knock<{ challenge: string }>(house, '/api/vaults/challenge', { vault: random(16) })).body.challenge).toMatch(/^[\w-]{43}$/)
    })
    expect(came).toEqual(NOTHING)
  })

  test('of somebody whose account is closed is not given, nor is it guessed at; with the account it is there again', async () => {
    const house = await open()
    const vault = await enrol(house, 'sam', TABLET)
    const olu = await house.signIn('olu')
    await change(olu, 'sam', 'disable')
    const seen = evaluations(house)
    for (let n = 0; n < 7; n += 1) expect(codeOf(await vault.pepper(random(32)))).toBe('account-closed')
    expect(codeOf(await vault.pepper())).toBe('account-closed')
    expect(seen.count).toBe(0)
    await change(olu, 'sam', 'enable')
    expect((await vault.pepper(random(32))).body).toMatchObject({ outcome: 'wrong', left: 4 })
    expect((await vault.pepper()).body.outcome).toBe('right')
  })
})

describe('signing in by a vault’s key', () => {
  test('A1: an open vault signs in without a code, tied to its device and vault, with a lease; it is no fresh proof', async () => {
    const house = await open()
    const vault = await enrol(house, 'sam', TABLET)
    const answer = await vault.signIn()
    const { person: who, lease } = SignInAnswer.parse(answer.body)
    expect(who).toBe(person('sam'))
    expect((await leaseIn(lease!, vault.answer.keys)).vault).toBe(vault.id)
    const sam = await vault.client()
    const { body } = await sam.request<SignInsAnswer>('GET', '/api/sign-ins')
    expect(body.signIns.find(({ here }) => here)?.method).toBe('trusted-device')
    expect(codeOf(await sam.request('POST', '/api/security/totp/begin'))).toBe('sign-in-not-fresh')
    const kept = await house.server.ports.storage.snapshot((tx) => tx.selectFrom('sign_ins').select(['device', 'vault', 'proved_at']).where('method', '=', 'trusted-device').execute())
    expect(kept).toEqual([{ device: TABLET, vault: vault.id, proved_at: null }, { device: TABLET, vault: vault.id, proved_at: null }])
    expect((await audited(house, 'sign-in')).at(-1)?.details).toEqual({ by: 'vault' })
  })

  test('A1: the challenge that comes with the pepper signs in, once', async () => {
    const house = await open()
    const vault = await enrol(house, 'sam', TABLET)
    const { body } = await vault.pepper()
    if (body.outcome !== 'right') throw new Error(body.outcome)
    const proof = await vault.proof('sign-in', { challenge: body.challenge })
    expect(codeOf(await vault.signIn(proof))).toBe('ok')
    expect(codeOf(await vault.signIn(proof))).toBe('proof-refused')
  })

  const jose = (vault: Vault, header: Record<string, unknown>, proof: Proof, key: unknown = vault.pair.secret): Promise<string> =>
    new CompactSign(Buffer.from(JSON.stringify(proof))).setProtectedHeader(header as never).sign(key as never)
  type Forging = (vault: Vault, good: () => Promise<Proof>, house: House) => Promise<string>
  const forged: readonly (readonly [string, Forging])[] = [
    ['another key', async (vault) => vault.proof('sign-in', {}, await newKeyPair())],
    ['another key under the name of the right one', async (vault) => vault.proof('sign-in', {}, { ...(await newKeyPair()), kid: vault.pair.kid })],
    ['the key of the same person’s other device', async (vault, _good, house) => vault.proof('sign-in', {}, (await enrol(house, 'sam', PHONE)).pair)],
    ['another purpose', (vault) => vault.proof('deposit')],
    ['a purpose that there is not', (vault) => vault.proof('sign-in', { purpose: 'everything' as 'pin' })],
    ['another vault in what was signed', (vault) => vault.proof('sign-in', { vault: random(16) })],
    ['a challenge nobody gave', (vault) => vault.proof('sign-in', { challenge: random(32) })],
    ['a challenge of another vault', async (vault, _good, house) => vault.proof('sign-in', { challenge: await (await enrol(house, 'kofi', TABLET)).challenge() })],
    ['an old challenge', async (vault, _good, house) => {
      const proof = await vault.proof('sign-in')
      house.pass(5 * MINUTE_MS)
      return proof
    }],
    ['another typ', async (vault, good) => jose(vault, { alg: 'ES256', typ: TYP.act, kid: vault.pair.kid }, await good())],
    ['no typ', async (vault, good) => jose(vault, { alg: 'ES256', kid: vault.pair.kid }, await good())],
    ['no key’s name', async (vault, good) => jose(vault, { alg: 'ES256', typ: TYP.proof }, await good())],
    ['its own key in the header', async (vault, good) => {
      const other = await newKeyPair()
      return jose(vault, { alg: 'ES256', typ: TYP.proof, kid: vault.pair.kid, jwk: other.key }, await good(), other.secret)
    }],
    ['more in what was signed', async (vault, good) => jose(vault, { alg: 'ES256', typ: TYP.proof, kid: vault.pair.kid }, { ...(await good()), more: 1 } as Proof)],
    ['a key said twice in what was signed', async (vault, good) => {
      const text = JSON.stringify(await good()).replace('{', '{"v":1,')
      return new CompactSign(Buffer.from(text)).setProtectedHeader({ alg: 'ES256', typ: TYP.proof, kid: vault.pair.kid }).sign({ ...vault.pair.secret })
    }],
    ['no algorithm', async (vault, good) => {
      const part = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString('base64url')
      return `${part({ alg: 'none', typ: TYP.proof, kid: vault.pair.kid })}.${part(await good())}.AA`
    }],
    ['HS256 under the public key', async (vault, good) => {
      const pem = createPublicKey({ key: vault.pair.key, format: 'jwk' }).export({ type: 'spki', format: 'pem' })
      return jose(vault, { alg: 'HS256', typ: TYP.proof, kid: vault.pair.kid }, await good(), Buffer.from(pem))
    }],
    ['a signature as ASN.1', async (vault, good) => {
      const jws = await signJws(TYP.proof, await good(), { kid: vault.pair.kid, key: vault.pair.secret })
      const text = jws.slice(0, jws.lastIndexOf('.'))
      const signature = signWith('sha256', Buffer.from(text), createPrivateKey({ key: vault.pair.secret, format: 'jwk' }))
      return `${text}.${signature.toString('base64url')}`
    }],
    ['one bit of the signature changed', async (vault) => {
      const jws = await vault.proof('sign-in')
      const at = jws.lastIndexOf('.') + 5
      return jws.slice(0, at) + (jws[at] === 'A' ? 'B' : 'A') + jws.slice(at + 1)
    }],
    ['a signature of nought', async (vault) => `${(await vault.proof('sign-in')).replace(/[^.]+$/, '')}${Buffer.alloc(64).toString('base64url')}`],
    ['sealed instead of signed', async (vault, good) => (await sealTo(vault.answer.keys.seal, JSON.stringify(await good()))).split('.').filter((part) => part !== '').slice(0, 3).join('.')],
  ]
  describe('forged', () => {
    let house: House
    let vault: Vault
    beforeAll(async () => {
      house = await openHouse()
      vault = await enrol(house, 'sam', TABLET)
    })
    afterAll(() => house.close())

    test.each(forged)('A1: is refused with %s, and the right one is taken after it', async (_name, forge) => {
      const good = async (): Promise<Proof> => ({ v: 1, challenge: await vault.challenge(), vault: vault.id, purpose: 'sign-in' })
      const proof = await forge(vault, good, house)
      expect(codeOf(await vault.signIn(proof))).toBe('proof-refused')
      expect(codeOf(await vault.signIn())).toBe('ok')
    })
  })

  test('A1: a vault nobody enrolled is told so: its device has to be set up', async () => {
    const house = await open()
    const vault = await enrol(house, 'sam', TABLET)
    expect(codeOf(await knock(house, '/api/sign-in/vault', { vault: random(16), proof: await vault.proof('sign-in') }))).toBe('vault-unknown')
  })

  test('A1: is refused once its certificate is over', async () => {
    const house = await open()
    const vault = await enrol(house, 'sam', TABLET)
    house.pass(365 * DAY_MS - MINUTE_MS)
    expect(codeOf(await vault.signIn())).toBe('ok')
    house.pass(MINUTE_MS)
    expect(codeOf(await vault.signIn())).toBe('proof-refused')
  })

  test('J14: of a closed account is told so, having proved whose it is; enabled again it signs in only after a full sign-in there', async () => {
    const house = await open()
    const vault = await enrol(house, 'sam', TABLET)
    const olu = await house.signIn('olu')
    await change(olu, 'sam', 'disable')
    expect(codeOf(await vault.signIn())).toBe('account-closed')
    await change(olu, 'sam', 'enable')
    expect(codeOf(await vault.signIn())).toBe('sign-in-needed')
    await signInOn(house, 'sam', PHONE)
    expect(codeOf(await vault.signIn())).toBe('sign-in-needed')
    await signInOn(house, 'sam', TABLET)
    expect(codeOf(await vault.signIn())).toBe('ok')
  })

  test('A7: thirty wrong proofs from one address, and no more are looked at', async () => {
    const house = await open()
    const vault = await enrol(house, 'sam', TABLET)
    const other = await newKeyPair()
    const codes: string[] = []
    for (let n = 0; n < 32; n += 1) codes.push(codeOf(await vault.signIn(await vault.proof('sign-in', {}, other))))
    expect(codes.filter((code) => code === 'proof-refused')).toHaveLength(30)
    expect(codes.slice(30)).toEqual(['sign-in-throttled', 'sign-in-throttled'])
  })
})

describe('the lease', () => {
  const pulled = async (client: Client): Promise<ChangesAnswer> => client.changes()

  test('K6: comes anew with each pull of a vault’s sign-in, and with none of another', async () => {
    const house = await open()
    const vault = await enrol(house, 'sam', TABLET)
    const sam = await vault.client()
    house.pass(MINUTE_MS)
    const { lease } = await pulled(sam)
    expect(await leaseIn(lease!, vault.answer.keys)).toMatchObject({ vault: vault.id, at: house.now(), readDays: 7, wipeDays: 60 })
    expect((await rows(house))[0]?.last_seen_at).toBe(house.now())
    expect((await pulled(await house.signIn('sam'))).lease).toBeUndefined()
    expect((await pulled(await signInOn(house, 'kofi', TABLET))).lease).toBeUndefined()
  })

  test('K6: comes too with the sign-in that enrolled it, and a full one on its device later', async () => {
    const house = await open()
    const sam = await signInOn(house, 'sam', TABLET)
    const vault = await enrol(house, 'sam', TABLET, {}, sam)
    expect((await leaseIn((await pulled(sam)).lease!, vault.answer.keys)).vault).toBe(vault.id)
    expect((await leaseIn((await pulled(await signInOn(house, 'sam', TABLET))).lease!, vault.answer.keys)).vault).toBe(vault.id)
  })

  test('K6: says what the organisation has set, from 1 to 30 days', async () => {
    const house = await open()
    await house.server.ports.storage.write((tx) => tx.updateTable('orgs').set({ read_days: 21 }).execute())
    const vault = await enrol(house, 'sam', TABLET)
    expect((await leaseIn(vault.answer.lease, vault.answer.keys)).readDays).toBe(21)
  })
})

describe('another PIN', () => {
  test('K3: for who proves the vault to be open: another pepper, and the PIN before has none', async () => {
    const house = await open()
    const vault = await enrol(house, 'sam', TABLET)
    const sam = await vault.client()
    const pin = random(32)
    const answer = await sam.request('POST', '/api/vaults/pin', { vault: vault.id, pin, proof: await vault.proof('pin') })
    const { pepper } = PinAnswer.parse(answer.body)
    expect(pepper).not.toBe(vault.answer.pepper)
    expect((await vault.pepper()).body).toMatchObject({ outcome: 'wrong', left: 4 })
    expect((await vault.pepper(pin)).body).toMatchObject({ outcome: 'right', pepper })
    expect(await audited(house, 'pin-changed')).toHaveLength(1)
  })

  test('K3: there is one again after five wrong ones', async () => {
    const house = await open()
    const vault = await enrol(house, 'sam', TABLET)
    for (let n = 0; n < 5; n += 1) await vault.pepper(random(32))
    const sam = await vault.client()
    expect(codeOf(await sam.request('POST', '/api/vaults/pin', { vault: vault.id, pin: vault.request.pin, proof: await vault.proof('pin') }))).toBe('ok')
    expect((await vault.pepper()).body.outcome).toBe('right')
  })

  test('is refused with a proof for something else, of another’s vault, and to another person', async () => {
    const house = await open()
    const [sams, kofis] = [await enrol(house, 'sam', TABLET), await enrol(house, 'kofi', TABLET)]
    const sam = await sams.client()
    const ask = async (client: Client, vault: Vault, proof: string): Promise<string> => codeOf(await client.request('POST', '/api/vaults/pin', { vault: vault.id, pin: random(32), proof }))
    expect(await ask(sam, sams, await sams.proof('sign-in'))).toBe('proof-refused')
    expect(await ask(sam, kofis, await kofis.proof('pin'))).toBe('vault-unknown')
    expect(await ask(await kofis.client(), sams, await sams.proof('pin'))).toBe('vault-unknown')
    expect((await sams.pepper()).body.outcome).toBe('right')
  })
})

describe('another key', () => {
  const rotate = async (vault: Vault, key: unknown, proof?: string) =>
    (await vault.client()).request('POST', '/api/vaults/key', { vault: vault.id, key, proof: proof ?? (await vault.proof('rotate')) })

  test('G2: is certified for a year from then, by the one before; both are kept, and the one before signs in until it is over', async () => {
    const house = await open()
    const vault = await enrol(house, 'sam', TABLET)
    house.pass(300 * DAY_MS)
    const next = await newKeyPair()
    const { certificate, keys } = RotateAnswer.parse((await rotate(vault, next.key)).body)
    const certified = Certificate.parse(said(await readJws(certificate, TYP.certificate, keys.certify[0]!)))
    expect(certified).toMatchObject({ kid: next.kid, person: person('sam'), device: TABLET, from: house.now() })
    const later = new Vault(house, 'sam', vault.request, next, vault.answer)
    expect(codeOf(await later.signIn())).toBe('ok')
    expect(codeOf(await vault.signIn())).toBe('ok')
    house.pass(66 * DAY_MS)
    expect([codeOf(await vault.signIn()), codeOf(await later.signIn())]).toEqual(['proof-refused', 'ok'])
    expect(await audited(house, 'key-rotated')).toHaveLength(1)
  })

  test('G2: the same again, its answer having been lost, gives the same certificate', async () => {
    const house = await open()
    const vault = await enrol(house, 'sam', TABLET)
    const next = await newKeyPair()
    const [first, second] = [await rotate(vault, next.key), await rotate(vault, next.key)]
    expect(RotateAnswer.parse(second.body).certificate).toBe(RotateAnswer.parse(first.body).certificate)
  })

  test('is refused without the proof, and of a key that somebody has', async () => {
    const house = await open()
    const [sams, kofis] = [await enrol(house, 'sam', TABLET), await enrol(house, 'kofi', TABLET)]
    expect(codeOf(await rotate(sams, (await newKeyPair()).key, await sams.proof('pin')))).toBe('proof-refused')
    expect(codeOf(await rotate(sams, kofis.pair.key))).toBe('not-allowed')
    expect(codeOf(await sams.signIn())).toBe('ok')
  })
})
