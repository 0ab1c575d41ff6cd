import { describe, expect, it } from 'vitest'
import { OrgId } from '../../src/domain/ids.ts'
import { argon2 } from '../../src/vault/argon2.ts'
import { utf8 } from '../../src/vault/bytes.ts'
import { addPasskey, changePhrase, changePin, withoutPasskey } from '../../src/vault/change.ts'
import { beginEnrol } from '../../src/vault/enrol.ts'
import { hasPin, passkeysOf, withoutPin } from '../../src/vault/envelope.ts'
import { COSTS, type Kdf } from '../../src/vault/kdf.ts'
import { type OpenVault } from '../../src/vault/open-vault.ts'
import { isLegacy } from '../../src/vault/password-envelope.ts'
import { beginPin, unlockWithPasskey, unlockWithPhrase } from '../../src/vault/unlock.ts'
import { VaultError } from '../../src/vault/vault-error.ts'
import { fakeKdf } from '../outbox/sim.ts'
import { DANA, enrolled, type EnrolledVault, owner, PHRASE, PIN, SAM, testService, UNTIL, VAULT } from './service.ts'

const place = { store: 'rows', id: 'r', rev: '1' } as const
const words = async (vault: OpenVault, sealed: Uint8Array<ArrayBuffer>): Promise<string> =>
  new TextDecoder().decode(await vault.cipher.open(place, sealed))
const byPhrase = ({ vault, stored }: Pick<EnrolledVault, 'vault' | 'stored'>, phrase = PHRASE, kdf: Kdf = fakeKdf) =>
  unlockWithPhrase({ vault, stored, phrase }, kdf)
const byPin = async ({ vault, stored, pepper }: Pick<EnrolledVault, 'vault' | 'stored' | 'pepper'>, pin = PIN, kdf: Kdf = fakeKdf) =>
  (await beginPin({ vault, stored, pin }, kdf)).finish(pepper)
const [service, other] = await Promise.all([testService(), testService()])
const elsewhere = await enrolled(service)
const WRONG = new VaultError('secret-wrong')

describe('a vault', () => {
  it('K1, K3: is wrapped by Argon2id at 64 MiB and three passes; its four words open it with no connection, its PIN with the pepper', async () => {
    const made = await enrolled(service, { kdf: argon2 })
    const cost = { memoryKiB: 65_536, iterations: 3, parallelism: 1 }
    expect(made.stored.wraps).toMatchObject([{ method: 'phrase', kdf: 'argon2id', cost }, { method: 'pin', kdf: 'argon2id', cost }])
    const sealed = await made.open.cipher.seal(place, utf8('words'))
    for (const open of [await byPhrase(made, PHRASE, argon2), await byPin(made, PIN, argon2)]) {
      expect(open.owner).toEqual(owner())
      expect(await words(open, sealed)).toBe('words')
      expect(await open.cipher.nameOf('row', 'a')).toBe(await made.open.cipher.nameOf('row', 'a'))
      expect(open.signer).toMatchObject({ kid: made.open.signer!.kid, certificate: made.open.signer!.certificate, until: UNTIL })
      expect(open.serviceKeys()).toEqual(service.keys)
    }
  })

  it('K3: other words do not open it; the same words typed otherwise do', async () => {
    const made = await enrolled(service)
    await expect(byPhrase(made, 'abacus drop-down yo-yo zone')).rejects.toEqual(WRONG)
    await expect(byPhrase(made, '')).rejects.toEqual(WRONG)
    await expect(byPhrase(made, '  Abacus Drop Down. YO-YO,zoom ')).resolves.toMatchObject({ owner: owner() })
  })

  it('K3: another PIN proves nothing and opens nothing, even with the pepper; the right one proves itself each time', async () => {
    const made = await enrolled(service)
    const wrong = await beginPin({ vault: VAULT, stored: made.stored, pin: '804916' }, fakeKdf)
    expect(wrong.proof).not.toBe(made.proof)
    await expect(wrong.finish(made.pepper)).rejects.toEqual(WRONG)
    expect((await beginPin({ vault: VAULT, stored: made.stored, pin: PIN }, fakeKdf)).proof).toBe(made.proof)
  })

  it('K3: the right PIN does not open it without the pepper, nor with another', async () => {
    const made = await enrolled(service)
    const begun = await beginPin({ vault: VAULT, stored: made.stored, pin: PIN }, fakeKdf)
    await expect(begun.finish('')).rejects.toEqual(WRONG)
    await expect(begun.finish(service.pepper())).rejects.toEqual(WRONG)
    await expect(begun.finish(made.pepper)).resolves.toMatchObject({ owner: owner() })
  })

  it('K1: a slow device takes less memory and never less than 19 MiB and two passes, for the PIN too', async () => {
    let clock = 0
    const slow: Kdf = (secret, salt, cost) => {
      clock += cost.memoryKiB / 4
      return fakeKdf(secret, salt, cost)
    }
    const { stored } = await enrolled(service, { kdf: slow, now: () => clock })
    const least = { memoryKiB: 19 * 1024, iterations: 2, parallelism: 1 }
    expect(stored.wraps).toMatchObject([{ cost: least }, { cost: least }])
    expect(COSTS.at(-1)).toEqual(least)
  })

  it('K1: an envelope that asks for less is refused, and for less than it was made with does not open', async () => {
    const made = await enrolled(service)
    const asking = (cost: object) => ({ ...made, stored: { ...made.stored, wraps: made.stored.wraps.map((wrap) => ({ ...wrap, cost: { ...COSTS[0], ...cost } })) } as typeof made.stored })
    for (const less of [{ memoryKiB: 1024 }, { memoryKiB: 19 * 1024 - 1 }, { iterations: 1 }, { parallelism: 4 }]) {
      await expect(byPhrase(asking(less))).rejects.toEqual(new VaultError('envelope-unreadable'))
      await expect(byPin(asking(less))).rejects.toEqual(new VaultError('envelope-unreadable'))
    }
    // The fake derivation does not know of costs: it is the wrap itself that refuses.
    for (const less of [{ memoryKiB: 19 * 1024 }, { iterations: 2 }]) {
      await expect(byPhrase(asking(less))).rejects.toEqual(WRONG)
      await expect(byPin(asking(less))).rejects.toEqual(WRONG)
    }
    await expect(byPhrase(asking({}))).resolves.toMatchObject({ owner: owner() })
  })

  it('a device without the memory for it says so', async () => {
    const none: Kdf = () => Promise.reject(new RangeError('out of memory'))
    const failed = new VaultError('kdf-failed')
    const made = await enrolled(service)
    await expect(enrolled(service, { kdf: none })).rejects.toEqual(failed)
    await expect(byPhrase(made, PHRASE, none)).rejects.toEqual(failed)
    await expect(byPin(made, PIN, none)).rejects.toEqual(failed)
  })

  it.each<[string, unknown]>([
    ['nothing', undefined],
    ['wiped', null],
    ['of a version to come', { v: 3 }],
    ['without a wrap', { v: 2, wraps: [], owner: new Uint8Array(1), secrets: new Uint8Array(1), signing: new Uint8Array(1) }],
    ['opened by a password', { v: 1, wraps: [{ method: 'x' }], owner: new Uint8Array(1) }],
  ])('an envelope that is %s is told as such', async (_, stored) => {
    const unreadable = new VaultError('envelope-unreadable')
    await expect(unlockWithPhrase({ vault: VAULT, stored, phrase: PHRASE }, fakeKdf)).rejects.toEqual(unreadable)
    await expect(beginPin({ vault: VAULT, stored, pin: PIN }, fakeKdf)).rejects.toEqual(unreadable)
    await expect(unlockWithPasskey({ vault: VAULT, stored, credential: 'c', prf: new Uint8Array(32) })).rejects.toEqual(unreadable)
    expect([hasPin(stored), passkeysOf(stored)]).toEqual([false, []])
  })

  it('what the service now says of the person is read at the next unlocking', async () => {
    const made = await enrolled(service)
    const changed = owner(SAM, 'Sam Adeyemi')
    const stored = { ...made.stored, owner: await made.open.sealOwner(changed) }
    expect((await byPhrase({ ...made, stored })).owner).toEqual(changed)
  })

  it('only a vault of before is one of before', async () => {
    const { stored } = await enrolled(service)
    expect(isLegacy(stored)).toBe(false)
    expect(isLegacy(null)).toBe(false)
  })
})

describe('what the service certified', () => {
  const finished = async (answer: (key: Awaited<ReturnType<typeof beginEnrol>>['key']) => Promise<{ readonly certificate: string; readonly keys?: typeof service.keys }>) => {
    const begun = await beginEnrol({ vault: VAULT, owner: owner(), phrase: PHRASE, pin: PIN }, fakeKdf, () => 0)
    return begun.finish({ pepper: service.pepper(), keys: service.keys, ...(await answer(begun.key)) })
  }

  it('G2: is kept when it is for this key and person', async () => {
    await expect(finished(async (key) => ({ certificate: await service.certify(key) }))).resolves.toMatchObject({ open: { owner: owner() } })
  })

  it.each<[string, Parameters<typeof finished>[0]]>([
    ['another vault’s key', async () => ({ certificate: elsewhere.open.signer!.certificate })],
    ['another’s key under this key’s name', async (key) => ({ certificate: await service.certify(key, { key: elsewhere.key }) })],
    ['another person', async (key) => ({ certificate: await service.certify(key, { person: DANA }) })],
    ['another organisation', async (key) => ({ certificate: await service.certify(key, { org: OrgId.parse('00000000-0000-4000-8000-000000000002') }) })],
    ['a link', async (key) => ({ certificate: await service.certify(key, { method: 'link' }) })],
    ['a key whose name is not its own', async (key) => ({ certificate: await service.certify(key, { kid: elsewhere.open.signer!.kid }) })],
    ['nobody: it is signed by a key that the service did not name', async (key) => ({ certificate: await other.certify(key) })],
    ['nothing: it is no certificate', async () => ({ certificate: await service.sign('countersign-lease+jws', {}) })],
    ['nothing: it is no JWS', async () => ({ certificate: 'a.b.c' })],
  ])('G2: is refused when it is for %s', async (_, answer) => {
    await expect(finished(answer)).rejects.toEqual(new VaultError('certificate-wrong'))
  })
})

describe('another way in', () => {
  it('K3: another PIN opens it and the one before does not, with either pepper; the vault that is open knows the new one', async () => {
    const made = await enrolled(service)
    const change = await changePin({ open: made.open, stored: made.stored, phrase: PHRASE, pin: '271904' }, fakeKdf)
    const pepper = service.pepper()
    const stored = structuredClone(await change.finish(made.stored, pepper))
    const begun = await beginPin({ vault: VAULT, stored, pin: '271904' }, fakeKdf)
    expect(begun.proof).toBe(change.proof)
    const again = await begun.finish(pepper)
    expect(await words(again, await made.open.cipher.seal(place, utf8('words')))).toBe('words')
    for (const each of [pepper, made.pepper]) await expect(byPin({ ...made, stored, pepper: each })).rejects.toEqual(WRONG)
    await expect(byPin({ ...made, stored }, '271904')).rejects.toEqual(WRONG)
    expect(made.open.held().signing!.pin).toEqual(again.held().signing!.pin)
    await expect(byPhrase({ ...made, stored })).resolves.toMatchObject({ owner: owner() })
  })

  it('K3: a PIN that is gone can be set anew', async () => {
    const made = await enrolled(service)
    const gone = withoutPin(made.stored)
    expect([hasPin(made.stored), hasPin(gone)]).toEqual([true, false])
    await expect(beginPin({ vault: VAULT, stored: gone, pin: PIN }, fakeKdf)).rejects.toEqual(new VaultError('pin-gone'))
    const change = await changePin({ open: made.open, stored: gone, phrase: PHRASE, pin: PIN }, fakeKdf)
    const pepper = service.pepper()
    await expect(byPin({ vault: VAULT, stored: await change.finish(gone, pepper), pepper })).resolves.toMatchObject({ owner: owner() })
  })

  it('K3: other words open it and the ones before do not', async () => {
    const made = await enrolled(service)
    const stored = structuredClone(await changePhrase({ vault: VAULT, stored: made.stored, phrase: PHRASE, next: 'zoom zoology zoologist zone' }, fakeKdf))
    await expect(byPhrase({ ...made, stored })).rejects.toEqual(WRONG)
    expect((await byPhrase({ ...made, stored }, 'zoom zoology zoologist zone')).owner).toEqual(owner())
    await expect(byPin({ ...made, stored })).resolves.toMatchObject({ owner: owner() })
  })

  it('K3: a passkey’s PRF opens it; another’s does not, nor the same passkey over something else, nor one that was taken away', async () => {
    const made = await enrolled(service)
    const [prf, salt] = [new Uint8Array(32).fill(7), new Uint8Array(16).fill(1)]
    const stored = structuredClone(await addPasskey({ vault: VAULT, stored: made.stored, phrase: PHRASE, credential: 'c1', salt, prf: prf.slice() }, fakeKdf))
    const open = (credential: string, bytes: Uint8Array<ArrayBuffer>) => unlockWithPasskey({ vault: VAULT, stored, credential, prf: bytes.slice() })
    expect(passkeysOf(stored)).toEqual([{ credential: 'c1', salt }])
    expect((await open('c1', prf)).owner).toEqual(owner())
    await expect(open('c1', new Uint8Array(32).fill(8))).rejects.toEqual(WRONG)
    await expect(open('c2', prf)).rejects.toEqual(WRONG)
    const twice = await addPasskey({ vault: VAULT, stored, phrase: PHRASE, credential: 'c1', salt, prf: new Uint8Array(32).fill(9) }, fakeKdf)
    expect(passkeysOf(twice)).toHaveLength(1)
    expect(passkeysOf(withoutPasskey(stored, 'c1'))).toEqual([])
    expect(passkeysOf(withoutPasskey(stored, 'c2'))).toHaveLength(1)
  })

  it('K3: none is made by who does not know the words', async () => {
    const { open, stored } = await enrolled(service)
    const phrase = 'zoom zoom zoom zoom'
    await expect(changePin({ open, stored, phrase, pin: '271904' }, fakeKdf)).rejects.toEqual(WRONG)
    await expect(changePhrase({ vault: VAULT, stored, phrase, next: PHRASE }, fakeKdf)).rejects.toEqual(WRONG)
    await expect(addPasskey({ vault: VAULT, stored, phrase, credential: 'c', salt: new Uint8Array(16), prf: new Uint8Array(32) }, fakeKdf)).rejects.toEqual(WRONG)
  })
})
