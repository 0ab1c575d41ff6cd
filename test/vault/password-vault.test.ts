import { describe, expect, it } from 'vitest'
import { argon2 } from '../../src/vault/argon2.ts'
import { type Bytes, utf8 } from '../../src/vault/bytes.ts'
import { isLegacy, type PasswordEnvelope, PasswordWrap } from '../../src/vault/password-envelope.ts'
import { type Kdf } from '../../src/vault/kdf.ts'
import { unlock } from '../../src/vault/password-vault.ts'
import { VaultError } from '../../src/vault/vault-error.ts'
import { fakeKdf } from '../outbox/sim.ts'
import { firstCipher } from './first-cipher.ts'

const OWNER = { org: 'o', person: 'p', username: 'sam', name: 'Sam Oyelaran', knownAs: 'Sam', administrator: false, duties: [] }
const make = (password = 'correct horse', kdf: Kdf = fakeKdf) => firstCipher({ vault: 'v', owner: OWNER, password }, kdf)
const open = (stored: unknown, password = 'correct horse', vault = 'v', kdf: Kdf = fakeKdf) =>
  unlock({ vault, stored, password }, kdf)
const wrapOf = (envelope: PasswordEnvelope): PasswordWrap => PasswordWrap.parse(envelope.wraps[0])
const place = { store: 'rows', id: 'r', rev: '1' } as const

describe('a vault opened by a password', () => {
  it('opens with its password, with no connection', async () => {
    const { envelope } = await make('correct horse', argon2)
    const { owner } = await open(structuredClone(envelope), 'correct horse', 'v', argon2)
    expect(owner).toEqual(OWNER)
  })

  it('what one unlocking seals, the next opens', async () => {
    const { envelope, cipher } = await make()
    const sealed = await cipher.seal(place, utf8('words'))
    const again = await open(envelope)
    expect(new TextDecoder().decode(await again.cipher.open(place, sealed))).toBe('words')
    expect(await again.cipher.nameOf('row', 'a')).toBe(await cipher.nameOf('row', 'a'))
  })

  it('a wrong password is told as such', async () => {
    const { envelope } = await make()
    await expect(open(envelope, 'wrong')).rejects.toEqual(new VaultError('password-wrong'))
  })

  it('the same password typed on another keyboard is the same', async () => {
    const { envelope } = await make('caf\u00e9 horse', argon2)
    await expect(open(envelope, 'cafe\u0301 horse', 'v', argon2)).resolves.toMatchObject({ owner: OWNER })
  })

  it.each<[string, unknown]>([
    ['nothing', undefined],
    ['another shape', { v: 2 }],
    ['no wrap this version knows', { v: 1, wraps: [{ method: 'passkey', key: 1 }], owner: new Uint8Array(3) }],
  ])('an envelope that is %s is told as such', async (_, stored) => {
    await expect(open(stored)).rejects.toEqual(new VaultError('envelope-unreadable'))
  })

  it('a wrap of a kind this version does not know leaves the password’s working', async () => {
    const { envelope } = await make()
    const stored = { ...envelope, wraps: [{ method: 'passkey', credential: 'x' }, ...envelope.wraps] }
    await expect(open(stored)).resolves.toMatchObject({ owner: OWNER })
  })

  it('K1: a cost below 19 MiB and two passes is not believed, and a lowered one does not open', async () => {
    const { envelope } = await make()
    const withCost = (cost: object): unknown => ({ ...envelope, wraps: [{ ...wrapOf(envelope), cost: { ...wrapOf(envelope).cost, ...cost } }] })
    await expect(open(withCost({ memoryKiB: 1024 }))).rejects.toEqual(new VaultError('envelope-unreadable'))
    await expect(open(withCost({ memoryKiB: 19 * 1024 }))).rejects.toEqual(new VaultError('password-wrong'))
  })

  it('an envelope put under another vault’s id does not open', async () => {
    const { envelope } = await make()
    await expect(open(envelope, 'correct horse', 'w')).rejects.toEqual(new VaultError('password-wrong'))
  })

  it('a device without the memory for it says so', async () => {
    const none: Kdf = () => Promise.reject(new RangeError('out of memory'))
    const { envelope } = await make()
    await expect(open(envelope, 'correct horse', 'v', none)).rejects.toEqual(new VaultError('kdf-failed'))
  })
})

describe('a vault of before', () => {
  // Made by the code of before there were phrases, under the password "correct horse".
  const bytes = (text: string): Bytes => new Uint8Array(Buffer.from(text, 'base64url'))
  const stored = {
    v: 1,
    wraps: [
      {
        method: 'password',
        kdf: 'argon2id',
        cost: { memoryKiB: 19_456, iterations: 2, parallelism: 1 },
        salt: bytes('pqVocEA9y1PphDsJ2j3Sgw'),
        key: bytes('Iu9Xy0dTxZNWBb9tJBELSsciyucdabXCbtrS9sOzJuBBkUraJISll7Dk2UhH870gYW0HffM9OLiIpiI3'),
      },
    ],
    owner: bytes(
      'AUalkF2dyIqhKPVgg_1J3sRIhARryk_4QhxgPsWO2MdyAgIgDZPQvunjN6qU8lOSK42u_D5WhH53w6dA-WScgqe_Xlm0wQVN1eXcKSqHmxwdmeVFe6j7S183bbnSVGDoX5DXcIedOeTeFevCDX_4LtZPCbW0pozl11jhIGpi7X-T0T_Mi1rbWyHLWvYNYw',
    ),
  }
  const vault = 'AAAAAAAAAAAAAAAAAAAAAA'

  it('opens still, with what it sealed; it has no key to sign with', async () => {
    expect(isLegacy(stored)).toBe(true)
    const { owner, cipher, signer, serviceKeys } = await open(stored, 'correct horse', vault, argon2)
    expect([owner, signer, serviceKeys()]).toEqual([OWNER, null, null])
    expect(await cipher.open(place, bytes('AehIwhNw3iBclryP6A8IxHat0FpuKLsJrb_I0nMQfHEyRA'))).toEqual(utf8('words'))
    expect(await cipher.nameOf('row', 'a')).toBe('4vMTe8Xk9mjm-rB76_5Hvw')
  })
})

describe('sealed rows', () => {
  const seal = async (): Promise<{ readonly sealed: Bytes; readonly cipher: Awaited<ReturnType<typeof make>>['cipher'] }> => {
    const { cipher } = await make()
    return { cipher, sealed: await cipher.seal(place, utf8('words')) }
  }

  it('K2: the same row sealed twice is not the same bytes', async () => {
    const { cipher, sealed } = await seal()
    expect(await cipher.seal(place, utf8('words'))).not.toEqual(sealed)
  })

  it.each([
    ['another row', { ...place, id: 's' }],
    ['another store', { ...place, store: 'state' as const }],
    ['another writing', { ...place, rev: '2' }],
  ])('K2: a row put in the place of %s does not open', async (_, elsewhere) => {
    const { cipher, sealed } = await seal()
    await expect(cipher.open(elsewhere, sealed)).rejects.toEqual(new VaultError('row-unreadable'))
  })

  it('K2: no byte of a row can be changed', async () => {
    const { cipher, sealed } = await seal()
    for (let i = 0; i < sealed.length; i += 1) {
      const changed = sealed.slice()
      changed[i] = (changed[i] ?? 0) ^ 1
      await expect(cipher.open(place, changed)).rejects.toEqual(new VaultError('row-unreadable'))
    }
    await expect(cipher.open(place, sealed.slice(0, 5))).rejects.toEqual(new VaultError('row-unreadable'))
  })

  it('K5: once locked nothing is sealed, opened or named', async () => {
    const { cipher, sealed } = await seal()
    cipher.lock()
    await expect(cipher.seal(place, utf8('x'))).rejects.toEqual(new VaultError('locked'))
    await expect(cipher.open(place, sealed)).rejects.toEqual(new VaultError('locked'))
    await expect(cipher.nameOf('x')).rejects.toEqual(new VaultError('locked'))
  })

  it('K2: names say nothing: two things have two names, two vaults have two names for one thing', async () => {
    const [one, two] = [await make(), await make()]
    const names = await Promise.all([one.cipher.nameOf('a', 'b'), one.cipher.nameOf('ab'), two.cipher.nameOf('a', 'b')])
    expect(new Set(names).size).toBe(3)
    for (const name of names) expect(name).toMatch(/^[\w-]{22}$/)
  })
})
