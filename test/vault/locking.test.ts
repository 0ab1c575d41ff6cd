import { describe, expect, it } from 'vitest'
import { TYP } from '../../src/protocol/keys.ts'
import { utf8 } from '../../src/vault/bytes.ts'
import { changePin } from '../../src/vault/change.ts'
import { keep } from '../../src/vault/keeper.ts'
import { keptHere } from '../../src/vault/kept-key.ts'
import { type OpenVault } from '../../src/vault/open-vault.ts'
import { rotateKey } from '../../src/vault/rotate.ts'
import { type Kdf } from '../../src/vault/kdf.ts'
import { unlockWithPhrase } from '../../src/vault/unlock.ts'
import { VaultError } from '../../src/vault/vault-error.ts'
import { fakeKdf } from '../outbox/sim.ts'
import { firstCipher } from './first-cipher.ts'
import { enrolled, owner, PHRASE, PIN, testService, VAULT } from './service.ts'

const place = { store: 'rows', id: 'r', rev: '1' } as const
const LOCKED = new VaultError('locked')
const service = await testService()
const counted = () => {
  const asked: string[] = []
  const kdf: Kdf = (secret, salt, cost) => {
    asked.push(secret)
    return fakeKdf(secret, salt, cost)
  }
  return { asked, kdf }
}

describe('a locked vault', () => {
  const everyCall = async (open: OpenVault, stored: unknown): Promise<readonly (() => unknown)[]> => {
    const sealed = await open.cipher.seal(place, utf8('words'))
    const { seal, sign } = open.signer!
    const rotation = await rotateKey(open)
    const certificate = await service.certify(rotation.key)
    const change = await changePin({ open, stored, phrase: PHRASE, pin: '271904' }, fakeKdf)
    return [
      () => open.cipher.seal(place, utf8('x')),
      () => open.cipher.open(place, sealed),
      () => open.cipher.nameOf('x'),
      () => open.sealOwner(owner()),
      () => sign(TYP.proof, {}),
      () => seal({} as never),
      async () => open.signer!.kid,
      async () => open.serviceKeys(),
      async () => open.held(),
      () => rotation.finish(stored, { certificate, keys: service.keys }),
      () => change.finish(stored, service.pepper()),
    ]
  }

  it.each([
    ['its own lock', (open: OpenVault) => open.lock()],
    ['its cipher’s lock, which the store calls', (open: OpenVault) => open.cipher.lock()],
  ])('K5: by %s: seals, opens, names, signs and changes nothing any more', async (_, lock) => {
    const { open, stored } = await enrolled(service)
    const calls = await everyCall(open, stored)
    for (const call of calls.slice(0, -2)) await expect(Promise.resolve(call())).resolves.not.toThrow()
    lock(open)
    for (const call of calls) await expect(async () => call()).rejects.toEqual(LOCKED)
  })
})

describe('a vault kept behind the screen lock', () => {
  it('K5: the page’s keys are dropped at once; the right PIN alone opens it again, to the same rows and the same signing key', async () => {
    const { open, stored } = await enrolled(service)
    const sealed = await open.cipher.seal(place, utf8('words'))
    const { kid } = open.signer!
    const keeper = keep(open, keptHere(fakeKdf))
    await expect(open.cipher.open(place, sealed)).rejects.toEqual(LOCKED)
    const answer = await keeper.tryPin(PIN, stored)
    if (answer.kind !== 'open') throw new Error(answer.kind)
    expect(await answer.vault.cipher.open(place, sealed)).toEqual(utf8('words'))
    expect([answer.vault.signer!.kid, answer.vault.owner]).toEqual([kid, owner()])
    // It is kept no more: the next lock keeps it anew.
    expect(await keeper.tryPin(PIN, stored)).toEqual({ kind: 'gone' })
    expect((await keep(answer.vault, keptHere(fakeKdf)).tryPin(PIN, stored)).kind).toBe('open')
  })

  it('K3: five wrong PINs and it is gone, for the right one too', async () => {
    const { open, stored } = await enrolled(service)
    const keeper = keep(open, keptHere(fakeKdf))
    for (const left of [4, 3, 2, 1]) expect(await keeper.tryPin('111222', stored)).toEqual({ kind: 'wrong', left })
    expect(await keeper.tryPin('111222', stored)).toEqual({ kind: 'gone' })
    expect(await keeper.tryPin(PIN, stored)).toEqual({ kind: 'gone' })
  })

  it('K3: four wrong ones leave the fifth, which may be right', async () => {
    const { open, stored } = await enrolled(service)
    const keeper = keep(open, keptHere(fakeKdf))
    for (const pin of ['111222', '', '80491', '8049155']) await keeper.tryPin(pin, stored)
    expect((await keeper.tryPin(PIN, stored)).kind).toBe('open')
  })

  it('K3: of 1,000 PINs tried at once, the right one among them, five are evaluated', async () => {
    const { open, stored } = await enrolled(service)
    const { asked, kdf } = counted()
    const keeper = keep(open, keptHere(kdf))
    const pins = Array.from({ length: 1000 }, (_, n) => (n === 700 ? PIN : String(100_000 + n)))
    const answers = await Promise.all(pins.map((pin) => keeper.tryPin(pin, stored)))
    expect(asked).toHaveLength(5)
    expect(answers.filter(({ kind }) => kind === 'wrong')).toHaveLength(4)
    expect(answers.filter(({ kind }) => kind === 'gone')).toHaveLength(996)
  })

  it('K5: dropped, also while a PIN is being tried, it is gone', async () => {
    const { open, stored } = await enrolled(service)
    const keeper = keep(open, keptHere(fakeKdf))
    const trying = keeper.tryPin(PIN, stored)
    keeper.drop()
    expect([await trying, await keeper.tryPin(PIN, stored)]).toEqual([{ kind: 'gone' }, { kind: 'gone' }])
  })

  it('K5: where the PIN could not be stretched, or the envelope is wiped or another vault’s, that is no try', async () => {
    const { open, stored } = await enrolled(service)
    let memory = false
    const keeper = keep(open, keptHere((...asked) => (memory ? fakeKdf(...asked) : Promise.reject(new RangeError('no memory')))))
    for (let n = 0; n < 6; n += 1) await expect(keeper.tryPin('111222', stored)).rejects.toEqual(new VaultError('kdf-failed'))
    for (let n = 0; n < 6; n += 1) await expect(keeper.tryPin('111222', null)).rejects.toEqual(new VaultError('envelope-unreadable'))
    memory = true
    expect(await keeper.tryPin('111222', stored)).toEqual({ kind: 'wrong', left: 4 })
    await expect(keeper.tryPin(PIN, (await enrolled(service)).stored)).rejects.toEqual(new VaultError('envelope-unreadable'))
  })

  it('K5: a PIN changed while it was open is the one that is asked for', async () => {
    const { open, stored } = await enrolled(service)
    const change = await changePin({ open, stored, phrase: PHRASE, pin: '271904' }, fakeKdf)
    const changed = await change.finish(stored, service.pepper())
    const keeper = keep(open, keptHere(fakeKdf))
    expect(await keeper.tryPin(PIN, changed)).toEqual({ kind: 'wrong', left: 4 })
    const answer = await keeper.tryPin('271904', changed)
    expect(answer.kind).toBe('open')
    const again = keep((answer as { readonly vault: OpenVault }).vault, keptHere(fakeKdf))
    expect((await again.tryPin('271904', changed)).kind).toBe('open')
  })

  it('K5: a vault that is locked, or has no PIN, cannot be kept; the latter stays open', async () => {
    const { open, stored } = await enrolled(service)
    open.lock()
    expect(() => keep(open, keptHere(fakeKdf))).toThrow(LOCKED)
    expect((await unlockWithPhrase({ vault: VAULT, stored, phrase: PHRASE }, fakeKdf)).owner).toEqual(owner())
    const before = await firstCipher({ vault: VAULT, owner: owner(), password: 'p' }, fakeKdf)
    expect(() => keep(before, keptHere(fakeKdf))).toThrow(new VaultError('pin-gone'))
    await expect(before.cipher.seal(place, utf8('x'))).resolves.toBeInstanceOf(Uint8Array)
  })
})
