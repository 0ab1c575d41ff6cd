import { errors } from 'jose'
import { describe, expect, it } from 'vitest'
import { DeviceId, RecordId, ActId } from '../../src/domain/ids.ts'
import { Instant } from '../../src/domain/dates.ts'
import { SealedAct } from '../../src/protocol/deposits.ts'
import { CompactJwe, CompactJws, TYP } from '../../src/protocol/keys.ts'
import { actHash, sealAct } from '../../src/protocol/seal-act.ts'
import { textOf, utf8 } from '../../src/vault/bytes.ts'
import { verified } from '../../src/vault/jws.ts'
import { rotateKey } from '../../src/vault/rotate.ts'
import { unlockWithPhrase } from '../../src/vault/unlock.ts'
import { VaultError } from '../../src/vault/vault-error.ts'
import { fakeKdf } from '../outbox/sim.ts'
import { enrolled, ORG, PHRASE, readJws, SAM, testService, VAULT } from './service.ts'

const CANARY = 'CANARY-she-felt-unsafe-on-the-late-shift'
const act = sealAct({
  actId: ActId.parse('00000000-0000-7000-8000-000000000071'),
  recordId: RecordId.parse('00000000-0000-7000-8000-000000000072'),
  kind: 'session',
  type: 'fields.edit',
  patch: { 'topic.1': { value: CANARY, from: null } },
  deviceId: DeviceId.parse('00000000-0000-4000-8000-000000000041'),
  deviceTime: Instant.parse('2026-06-10T09:00:00Z'),
})
const proof = { v: 1, challenge: 'c'.repeat(43), vault: VAULT, purpose: 'sign-in' } as const
const service = await testService()

describe('an open vault signs', () => {
  it('G1, A1: under its person’s certified key, and says what it signed and by which key', async () => {
    const { open, key } = await enrolled(service)
    const jws = await open.signer!.sign(TYP.proof, proof)
    expect(CompactJws.safeParse(jws).success).toBe(true)
    const { header, payload } = await readJws(jws, key)
    expect(header).toEqual({ alg: 'ES256', typ: TYP.proof, kid: open.signer!.kid })
    expect(payload).toEqual(proof)
    expect((await readJws(await open.signer!.sign(TYP.signature, { a: 1 }), key)).header.typ).toBe(TYP.signature)
  })

  it('G2: with a key that nobody can take out of it', async () => {
    const { open } = await enrolled(service)
    const { key } = open.held().signing!.keys
    expect(key.extractable).toBe(false)
    for (const format of ['pkcs8', 'jwk'] as const) await expect(crypto.subtle.exportKey(format, key)).rejects.toThrow('extractable')
    await expect(crypto.subtle.exportKey('raw', open.held().vaultKey)).rejects.toThrow(DOMException)
    expect(open.held().vaultKey.extractable).toBe(false)
  })

  it('G2: under another vault’s key it does not verify', async () => {
    const [one, two] = [await enrolled(service), await enrolled(service)]
    await expect(readJws(await one.open.signer!.sign(TYP.proof, proof), two.key)).rejects.toThrow('signature verification failed')
  })
})

describe('an act sealed to the service', () => {
  it('K7, P9: opens with the service’s key, verifies under its author’s, and names the act, its person and vault', async () => {
    const { open, key } = await enrolled(service)
    const sealed = await open.signer!.seal(act)
    expect(CompactJwe.safeParse(textOf(sealed)).success).toBe(true)
    const { jws, header } = await service.unseal(sealed)
    expect(header).toMatchObject({ alg: 'ECDH-ES', enc: 'A256GCM', kid: service.keys.seal.kid })
    const read = await readJws(jws, key)
    expect(read.header).toEqual({ alg: 'ES256', typ: TYP.act, kid: open.signer!.kid })
    const said = SealedAct.parse(read.payload)
    expect(said).toEqual({ v: 1, org: ORG, person: SAM, vault: VAULT, act })
    expect(actHash(said.act)).toBe(act.hash)
  })

  it('K7: opens with no other key, not even its author’s, and not once a byte is changed', async () => {
    const { open } = await enrolled(service)
    const sealed = await open.signer!.seal(act)
    await expect((await testService()).unseal(sealed)).rejects.toThrow('decryption operation failed')
    const parts = textOf(sealed).split('.')
    for (const [i, part] of parts.entries()) {
      if (part === '') continue
      const flipped = (part.startsWith('A') ? 'B' : 'A') + part.slice(1)
      await expect(service.unseal(utf8(parts.with(i, flipped).join('.')))).rejects.toBeInstanceOf(errors.JOSEError)
    }
    await expect(service.unseal(sealed)).resolves.toMatchObject({ jws: expect.any(String) as string })
  })

  it('K7: who carries it reads nothing in it, and sealed twice it is not the same', async () => {
    const { open } = await enrolled(service)
    const [one, two] = [textOf(await open.signer!.seal(act)), textOf(await open.signer!.seal(act))]
    const readable = one.split('.').map((part) => Buffer.from(part, 'base64url').toString('latin1')).join('|') + one
    for (const words of [CANARY, act.actId, act.recordId, SAM, VAULT, open.signer!.kid]) expect(readable).not.toContain(words)
    // The control: in what the service opens they are found.
    expect(Buffer.from((await service.unseal(utf8(one))).jws.split('.')[1]!, 'base64url').toString('latin1')).toContain(CANARY)
    expect(one.split('.')[3]).not.toBe(two.split('.')[3])
  })
})

describe('the yearly rotation', () => {
  it('G2: signs with another certified key at once and at the next unlocking, and seals to the service’s keys of now', async () => {
    const { open, stored, key } = await enrolled(service)
    const later = await testService()
    const rotation = await rotateKey(open)
    const before = open.signer!.kid
    const envelope = structuredClone(await rotation.finish(stored, { certificate: await later.certify(rotation.key), keys: later.keys }))
    const again = await unlockWithPhrase({ vault: VAULT, stored: envelope, phrase: PHRASE }, fakeKdf)
    for (const each of [open, again]) {
      expect(each.signer!.kid).not.toBe(before)
      expect(each.serviceKeys()).toEqual(later.keys)
      const { jws } = await later.unseal(await each.signer!.seal(act))
      expect((await readJws(jws, rotation.key)).header.kid).toBe(each.signer!.kid)
      await expect(readJws(jws, key)).rejects.toThrow('signature verification failed')
    }
    // What was not kept leaves the one before.
    expect((await unlockWithPhrase({ vault: VAULT, stored, phrase: PHRASE }, fakeKdf)).signer!.kid).toBe(before)
  })

  it('G2: another’s certificate changes nothing', async () => {
    const { open, stored } = await enrolled(service)
    const before = open.signer!.kid
    const rotation = await rotateKey(open)
    const { certificate } = (await enrolled(service)).open.signer!
    await expect(rotation.finish(stored, { certificate, keys: service.keys })).rejects.toEqual(new VaultError('certificate-wrong'))
    expect(open.signer!.kid).toBe(before)
  })
})

describe('what the service signed', () => {
  it('K6: is read when one of its keys signed it as that kind, and not otherwise', async () => {
    const lease = await service.sign(TYP.lease, { days: 7 })
    expect(await verified(lease, TYP.lease, service.keys.certify)).toEqual({ days: 7 })
    expect(await verified(lease, TYP.receipt, service.keys.certify)).toBeNull()
    expect(await verified(lease, TYP.lease, (await testService()).keys.certify)).toBeNull()
    expect(await verified(lease, TYP.lease, [])).toBeNull()
    const [head, , tail] = lease.split('.')
    const longer = Buffer.from(JSON.stringify({ days: 3000 })).toString('base64url')
    expect(await verified(`${head}.${longer}.${tail}`, TYP.lease, service.keys.certify)).toBeNull()
  })
})
