import { CompactSign, exportJWK, generateKeyPair, type JWK } from 'jose'
import { beforeAll, expect, test } from 'vitest'
import { keyIdOf, kidIn, readJws, signJws } from '../../src/protocol/jws.ts'
import { type KeyId, PublicKey, TYP } from '../../src/protocol/keys.ts'

interface Pair {
  readonly kid: KeyId
  readonly key: PublicKey
  readonly secret: JWK
}
const newPair = async (): Promise<Pair> => {
  const secret = await exportJWK((await generateKeyPair('ES256', { extractable: true })).privateKey)
  const key = PublicKey.parse({ kty: secret.kty, crv: secret.crv, x: secret.x, y: secret.y })
  return { kid: await keyIdOf(key), key, secret }
}

let ours: Pair
let theirs: Pair
beforeAll(async () => {
  ours = await newPair()
  theirs = await newPair()
})

const text = (bytes: Uint8Array | null): string | null => bytes && Buffer.from(bytes).toString()

test('what is signed is read as it was said, by its kind and key', async () => {
  const jws = await signJws(TYP.lease, { v: 1, name: 'Siân' }, { kid: ours.kid, key: ours.secret })
  expect(kidIn(jws)).toBe(ours.kid)
  expect(text(await readJws(jws, TYP.lease, ours))).toBe('{"v":1,"name":"Siân"}')
})

test('as another kind, under another key, or changed anywhere, it is nothing', async () => {
  const jws = await signJws(TYP.lease, { v: 1 }, { kid: ours.kid, key: ours.secret })
  expect(await readJws(jws, TYP.certificate, ours)).toBeNull()
  expect(await readJws(jws, TYP.lease, theirs)).toBeNull()
  expect(await readJws(jws, TYP.lease, { kid: ours.kid, key: theirs.key })).toBeNull()
  expect(await readJws(await signJws(TYP.lease, { v: 1 }, { kid: theirs.kid, key: ours.secret }), TYP.lease, ours)).toBeNull()
  const letters = jws.split('')
  for (const at of letters.keys()) {
    // Of the last letter two bits say nothing, and a dot is no letter.
    if (letters[at] === '.' || at === letters.length - 1) continue
    const other = letters.with(at, letters[at] === 'A' ? 'B' : 'A').join('')
    expect([at, text(await readJws(other, TYP.lease, ours))]).toEqual([at, null])
  }
})

test('a header with more or less than we write is nobody’s, however well it is signed', async () => {
  const good = { alg: 'ES256', typ: TYP.lease, kid: ours.kid }
  const made = (header: object): Promise<string> => new CompactSign(Buffer.from('{}')).setProtectedHeader(header as never).sign(ours.secret)
  expect(text(await readJws(await made(good), TYP.lease, ours))).toBe('{}')
  const { typ: _typ, ...noTyp } = good
  const { kid: _kid, ...noKid } = good
  for (const header of [noTyp, noKid, { ...good, jwk: ours.key }, { ...good, cty: 'json' }, { ...good, jku: 'https://example.org' }, { ...good, crit: ['b64'], b64: true }]) {
    expect([header, await readJws(await made(header), TYP.lease, ours)]).toEqual([header, null])
  }
})

test('what is no JWS names no key and is read as nothing', async () => {
  for (const nothing of ['', 'a', 'a.b.c', '..', 'e30.e30.AA', 'bnVsbA.e30.AA', 'WzFd.e30.AA']) expect([nothing, kidIn(nothing), await readJws(nothing, TYP.lease, ours)]).toEqual([nothing, null, null])
})
