/** Signing on a device: with the person's own key where the vault has one, and said to be without where it has none (G1, G2, G4). */
import { compactVerify, importJWK } from 'jose'
import { describe, expect, it } from 'vitest'
import { type RecordSign } from '../../src/domain/records/deeds/signed.ts'
import { TYP } from '../../src/protocol/keys.ts'
import { signaturePayloadOf } from '../../src/protocol/signature.ts'
import { contentHash, signatureHash } from '../../src/protocol/signed-content.ts'
import { strictJws } from '../../src/protocol/strict-jws.ts'
import { complete, signAs, stateOf } from '../features/sessions/seed.ts'
import { DANA, memoryDevice, SAM } from '../memory-device.ts'
import { newTestKey } from '../test-key.ts'

const toSignOf = ({ content: _, method: __, proof: ___, ...toSign }: RecordSign) => toSign

describe('signing with a key', () => {
  it('the JWS says what the act says, field by field, at the same moment, and verifies under the key', async () => {
    const dana = memoryDevice(DANA)
    const key = await newTestKey()
    dana.setKey(key)
    const id = await complete(dana)
    await signAs(dana, id, 'supervisor')
    const { by, at, sign } = (await stateOf(dana, id)).signatures[0]!
    expect(sign.method).toBe('key')
    expect(sign.contentHash).toBe(contentHash(sign.content))
    const read = strictJws(sign.proof!, TYP.signature)!
    const { deviceId } = read.payload as { deviceId: string }
    expect(read.payload).toEqual(signaturePayloadOf(id, toSignOf(sign), { signer: by, deviceId: deviceId as never, deviceTime: at, method: 'key' }))
    await compactVerify(sign.proof!, await importJWK({ ...key.key }, 'ES256'))
    // The act that shares it is saved with it, and is no part of what is signed.
    expect(dana.log.at(-1)?.deviceTime).toBe(at)
  })

  it('a comment is signed by its salted digest', async () => {
    const dana = memoryDevice(DANA)
    const id = await complete(dana)
    await signAs(dana, id, 'supervisor')
    const sam = dana.as(SAM)
    await signAs(sam, id, 'supervisee', 'disagree', 'Saturday was not like that.')
    const sign = (await stateOf(sam, id)).signatures.find(({ by }) => by === SAM)!.sign
    expect(sign.commentSalt).toMatch(/^[\w-]{22}$/)
    expect(JSON.stringify(strictJws(sign.proof!, TYP.signature)!.payload)).not.toContain('Saturday')
  })

  it('the second names the first by the hash of its JWS, and the record locks', async () => {
    const dana = memoryDevice(DANA)
    const id = await complete(dana)
    await signAs(dana, id, 'supervisor')
    await signAs(dana.as(SAM), id, 'supervisee')
    const { locked, signatures } = await stateOf(dana, id)
    expect(locked).toBe(true)
    expect(signatures[1]!.sign.previous).toBe(signatureHash(signatures[0]!.sign))
  })

  it('a vault that has none yet signs as before, and the signature says so; with the other’s key it locks all the same', async () => {
    const dana = memoryDevice(DANA)
    dana.setKey(null)
    const id = await complete(dana)
    await signAs(dana, id, 'supervisor')
    const before = (await stateOf(dana, id)).signatures[0]!.sign
    expect(before).toMatchObject({ method: 'sign-in' })
    expect(before).not.toHaveProperty('proof')
    expect(before).not.toHaveProperty('commentSalt')
    await signAs(dana.as(SAM), id, 'supervisee')
    const { locked, signatures } = await stateOf(dana, id)
    expect(locked).toBe(true)
    expect(signatures.map(({ sign }) => sign.method)).toEqual(['sign-in', 'key'])
    expect(signatures[1]!.sign.previous).toBe(signatureHash(before))
  })
})
