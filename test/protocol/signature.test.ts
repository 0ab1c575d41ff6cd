/** What a key signs and how it is read (G1): in one way only, and never as something else. */
import { base64url, compactVerify, importJWK } from 'jose'
import { beforeAll, describe, expect, test } from 'vitest'
import { type Instant, type PlainDate } from '../../src/domain/dates.ts'
import { type DeviceId, type PersonId, type RecordId } from '../../src/domain/ids.ts'
import { RecordSign } from '../../src/domain/records/deeds/signed.ts'
import { canonicalJson, sha256Hex } from '../../src/protocol/hash.ts'
import { TYP } from '../../src/protocol/keys.ts'
import { signaturePayloadOf, SignaturePayload, type ToSign } from '../../src/protocol/signature.ts'
import { contentHash, fieldDigest, signatureHash } from '../../src/protocol/signed-content.ts'
import { strictJws } from '../../src/protocol/strict-jws.ts'
import { newTestKey, type TestKey } from '../test-key.ts'

const uuid = (n: number): string => `00000000-0000-4000-8000-${String(n).padStart(12, '0')}`
const RECORD = uuid(1) as RecordId
const SALT = 'A'.repeat(22)
const content = { 'field.a': { salt: SALT, value: 'one' } }
const toSign: ToSign = {
  role: 'supervisee', answer: 'disagree', comment: 'Saturday was not like that.', commentSalt: 'B'.repeat(22), contentHash: contentHash(content), previous: null,
  statement: 'I, Ŝam, disagree.', language: 'en', formVersion: 1, on: '2026-06-10' as PlainDate,
}
const signing = { signer: uuid(2) as PersonId, deviceId: uuid(3) as DeviceId, deviceTime: '2026-06-10T10:00:00.000Z' as Instant, method: 'key' as const }

let key: TestKey
let proof: string
beforeAll(async () => {
  key = await newTestKey()
  proof = await key.sign(TYP.signature, signaturePayloadOf(RECORD, toSign, signing))
})

const withPart = (at: 0 | 1 | 2, text: string): string => proof.split('.').with(at, text).join('.')
const encoded = (value: string): string => base64url.encode(value)

describe('the payload (G1)', () => {
  test('is of its schema, says everything the signature says, and is canonical as it stands', () => {
    const payload = signaturePayloadOf(RECORD, toSign, signing)
    expect(SignaturePayload.parse(payload)).toEqual(payload)
    expect(JSON.stringify(payload)).toBe(canonicalJson(payload))
  })

  test('names the comment by a salted digest: the words are not in it, and can be withheld', () => {
    const payload = signaturePayloadOf(RECORD, toSign, signing)
    expect(JSON.stringify(payload)).not.toContain('Saturday')
    expect(payload.comment).toBe(fieldDigest('comment', 'B'.repeat(22), 'Saturday was not like that.'))
    expect(signaturePayloadOf(RECORD, { ...toSign, comment: null, commentSalt: null }, signing).comment).toBeNull()
  })

  test.each(Object.keys(signaturePayloadOf(RECORD, toSign, signing)).filter((name) => name !== 'v'))('is another with another %s', (name) => {
    const other: Record<string, unknown> = {
      ...toSign, ...signing, recordId: uuid(9), contentHash: '0'.repeat(64), previous: '0'.repeat(64), signer: uuid(9), role: 'supervisor', answer: 'agree', comment: 'Else.',
      statement: 'Else.', language: 'cy', on: '2026-06-11', deviceTime: '2026-06-10T10:00:00.001Z', deviceId: uuid(9), formVersion: 2, method: 'link',
    }
    const changed = { recordId: RECORD, ...toSign, ...signing, [name]: other[name] } as ToSign & typeof signing & { recordId: RecordId }
    expect(signaturePayloadOf(changed.recordId, changed, changed)).not.toEqual(signaturePayloadOf(RECORD, toSign, signing))
  })
})

describe('the JWS', () => {
  test('verifies under the key by another library’s own reading', async () => {
    const { payload } = await compactVerify(proof, await importJWK({ ...key.key }, 'ES256'), { algorithms: ['ES256'] })
    expect(new TextDecoder().decode(payload)).toBe(canonicalJson(signaturePayloadOf(RECORD, toSign, signing)))
  })

  test('is read as what it says it is', () => {
    const read = strictJws(proof, TYP.signature)!
    expect(read).toMatchObject({ kid: key.kid, payload: signaturePayloadOf(RECORD, toSign, signing), signed: proof.slice(0, proof.lastIndexOf('.')) })
    expect(read.signature).toHaveLength(64)
  })

  const header = { alg: 'ES256', typ: TYP.signature, kid: 'x'.repeat(43) }
  test.each<[string, () => string]>([
    ['of another kind', () => withPart(0, encoded(JSON.stringify({ ...header, typ: TYP.act })))],
    ['with no algorithm', () => withPart(0, encoded(JSON.stringify({ ...header, alg: 'none' })))],
    ['with a shared secret', () => withPart(0, encoded(JSON.stringify({ ...header, alg: 'HS256' })))],
    ['with a key of its own in it', () => withPart(0, encoded(JSON.stringify({ ...header, jwk: key.key })))],
    ['with an extension', () => withPart(0, encoded(JSON.stringify({ ...header, crit: ['b64'], b64: false })))],
    ['with a header said twice', () => withPart(0, encoded(`{"alg":"none",${JSON.stringify(header).slice(1)}`))],
    ['with a space in the header', () => withPart(0, encoded(JSON.stringify(header, null, 1)))],
    ['without the name of a key', () => withPart(0, encoded(JSON.stringify({ alg: 'ES256', typ: TYP.signature })))],
    ['with a payload said twice', () => withPart(1, encoded('{"v":2,"v":1}'))],
    ['with a payload that is no JSON', () => withPart(1, encoded('v'))],
    ['with a payload that is no UTF-8', () => withPart(1, base64url.encode(new Uint8Array([0x22, 0xc3, 0x28, 0x22])))],
    ['without a signature', () => withPart(2, '')],
    ['with half a signature', () => withPart(2, base64url.encode(new Uint8Array(32)))],
    ['with more than there is', () => `${proof}.${proof}`],
    // 64 bytes leave four bits of the last character that say nothing.
    ['with the bits that say nothing set', () => `${proof.slice(0, -1)}${String.fromCharCode(proof.charCodeAt(proof.length - 1) + 1)}`],
    ['padded', () => `${proof}==`],
    ['in the other alphabet', () => withPart(2, `+/${'A'.repeat(84)}`)],
  ])('%s is none', (_name, changed) => {
    expect(strictJws(proof, TYP.signature)).not.toBeNull()
    expect(strictJws(changed(), TYP.signature)).toBeNull()
  })
})

describe('its hash, by which the next one and the receipt name it', () => {
  const signed = (): RecordSign => ({ ...toSign, content, method: 'key', proof })
  test('is over every byte of the JWS', () => {
    expect(signatureHash(signed())).toBe(sha256Hex(proof))
    expect(signatureHash({ ...signed(), proof: `${proof.slice(0, -4)}AAAA` })).not.toBe(signatureHash(signed()))
  })
  test('of one from before there were keys is what it was', () => {
    const { commentSalt: _, ...said } = toSign
    const before: RecordSign = { ...said, comment: null, answer: 'agree', content, method: 'sign-in' }
    expect(signatureHash(before)).toBe('f68533af93b53d5018e6c38f1dda3649c307416cdb83af94730d9b1132b9eb50')
  })
})

describe('what a signature carries', () => {
  const whole = (): object => ({ ...toSign, content, method: 'key', proof })
  test.each<[string, object, boolean]>([
    ['a key with its proof', {}, true],
    ['a link with its proof', { method: 'link' }, true],
    ['a key without a proof', { proof: undefined }, false],
    ['no key and a proof', { method: 'sign-in' }, false],
    ['a comment without its salt', { commentSalt: null }, false],
    ['a salt without a comment', { comment: null, answer: 'agree' }, false],
    ['neither comment nor salt', { comment: null, commentSalt: null, answer: 'agree' }, true],
  ])('%s: %o', (_name, change, taken) => {
    const { proof: its, ...rest } = { ...whole(), ...change } as { proof?: string }
    expect(RecordSign.safeParse(its === undefined ? rest : { ...rest, proof: its }).success).toBe(taken)
  })
})
