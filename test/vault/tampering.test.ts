/** What somebody with the disk can do to an envelope: change it, move its parts, try secrets against it. All of it is refused. */
import { beforeAll, describe, expect, it } from 'vitest'
import { base64url, type Bytes, ofBase64url, randomBytes, utf8 } from '../../src/vault/bytes.ts'
import { addPasskey } from '../../src/vault/change.ts'
import { type Envelope, type PasskeyWrap, type PhraseWrap, type PinWrap, type Wrap } from '../../src/vault/envelope.ts'
import { rotateKey } from '../../src/vault/rotate.ts'
import { stretchedPin } from '../../src/vault/stretched-pin.ts'
import { beginPin, unlockWithPasskey, unlockWithPhrase } from '../../src/vault/unlock.ts'
import { VaultError } from '../../src/vault/vault-error.ts'
import { kekOf, toUse } from '../../src/vault/wrap.ts'
import { fakeKdf } from '../outbox/sim.ts'
import { DANA, enrolled, type EnrolledVault, PHRASE, PIN, testService, VAULT } from './service.ts'

const WRONG = new VaultError('secret-wrong')
const UNREADABLE = new VaultError('envelope-unreadable')
const prf = (): Bytes => new Uint8Array(32).fill(7)
const OTHER = 'v-0000000000000000000b'

interface Whole extends EnrolledVault {
  readonly phraseWrap: PhraseWrap
  readonly pinWrap: PinWrap
  readonly passkeyWrap: PasskeyWrap
}

const service = await testService()
/** With all three wraps. */
const whole = async (options: Parameters<typeof enrolled>[1] = {}): Promise<Whole> => {
  const made = await enrolled(service, options)
  const { vault, stored } = made
  const salt = new Uint8Array(16).fill(1)
  const all = structuredClone(await addPasskey({ vault, stored, phrase: PHRASE, credential: 'c1', salt, prf: prf() }, fakeKdf))
  const [phraseWrap, pinWrap, passkeyWrap] = all.wraps as [PhraseWrap, PinWrap, PasskeyWrap]
  return { ...made, stored: all, phraseWrap, pinWrap, passkeyWrap }
}

const WAYS = {
  phrase: ({ vault, stored }: Whole) => unlockWithPhrase({ vault, stored, phrase: PHRASE }, fakeKdf),
  pin: async ({ vault, stored, pepper }: Whole) => (await beginPin({ vault, stored, pin: PIN }, fakeKdf)).finish(pepper),
  passkey: ({ vault, stored }: Whole) => unlockWithPasskey({ vault, stored, credential: 'c1', prf: prf() }),
} as const satisfies Record<Wrap['method'], unknown>
const METHODS = ['phrase', 'pin', 'passkey'] as const

const withWrap = (made: Whole, method: Wrap['method'], change: (wrap: Wrap) => object): Whole => ({
  ...made,
  stored: { ...made.stored, wraps: made.stored.wraps.map((wrap) => (wrap.method === method ? (change(wrap) as Wrap) : wrap)) },
})
const withParts = (made: Whole, parts: Partial<Envelope>): Whole => ({ ...made, stored: { ...made.stored, ...parts } })

/** How the bytes look with each of them changed in turn, and cut short. */
const spoiled = (bytes: Bytes): readonly Bytes[] => [
  ...Array.from(bytes, (byte, i) => bytes.with(i, byte ^ (1 << i % 8))),
  bytes.slice(0, -1),
  new Uint8Array(0),
]

describe('an envelope that somebody changed', () => {
  let made: Whole
  beforeAll(async () => {
    made = await whole()
  })

  it('the control: unchanged, all three ways open it', async () => {
    for (const method of METHODS) await expect(WAYS[method](made)).resolves.toMatchObject({ id: VAULT })
  })

  it.each(METHODS)('K1: no byte of the %s wrap can be changed', async (method) => {
    for (const part of ['key', 'salt'] as const) {
      for (const bytes of spoiled(made.stored.wraps.find((wrap) => wrap.method === method)![part])) {
        await expect(WAYS[method](withWrap(made, method, (wrap) => ({ ...wrap, [part]: bytes })))).rejects.toEqual(WRONG)
      }
    }
  })

  it.each([
    ['kdf', 'argon2i'],
    ['cost', { memoryKiB: 32 * 1024, iterations: 3, parallelism: 1 }],
    ['cost', { memoryKiB: 64 * 1024, iterations: 2, parallelism: 1 }],
    ['cost', { memoryKiB: 64 * 1024, iterations: 4, parallelism: 1 }],
    ['method', 'password'],
    ['more', 1],
  ])('K1: nothing else of a stretched secret’s wrap can be changed: %s to %j', async (part, value) => {
    for (const method of ['phrase', 'pin'] as const) {
      await expect(WAYS[method](withWrap(made, method, (wrap) => ({ ...wrap, [part]: value })))).rejects.toThrow(VaultError)
    }
  })

  it('K3: a passkey’s wrap is that passkey’s alone', async () => {
    const renamed = withWrap(made, 'passkey', (wrap) => ({ ...wrap, credential: 'c2' }))
    await expect(WAYS.passkey(renamed)).rejects.toEqual(WRONG)
    await expect(unlockWithPasskey({ ...renamed, credential: 'c2', prf: prf() })).rejects.toEqual(WRONG)
  })

  it.each(['owner', 'secrets', 'signing'] as const)('K2: no byte of what is sealed beside the wraps can be changed: %s', async (part) => {
    for (const bytes of spoiled(made.stored[part])) {
      await expect(WAYS.passkey(withParts(made, { [part]: bytes }))).rejects.toEqual(UNREADABLE)
    }
  })
})

describe('parts of envelopes that somebody moved', () => {
  it('K1: to another vault of the same person: no way opens it', async () => {
    const made = await whole()
    for (const method of METHODS) await expect(WAYS[method]({ ...made, vault: OTHER })).rejects.toEqual(WRONG)
  })

  it.each(METHODS)('K1: another vault’s %s wrap does not open this one, though the secret is the same', async (method) => {
    const [mine, theirs] = [await whole(), await whole({ vault: OTHER, person: DANA })]
    const moved = { ...withWrap(mine, method, () => theirs.stored.wraps.find((wrap) => wrap.method === method)!), pepper: theirs.pepper }
    await expect(WAYS[method](moved)).rejects.toEqual(WRONG)
  })

  it.each(['owner', 'secrets', 'signing'] as const)('G2: another vault’s %s, of one’s own or of somebody else, does not open here', async (part) => {
    const mine = await whole()
    for (const theirs of [await whole({ vault: OTHER }), await whole({ vault: OTHER, person: DANA }), await whole()]) {
      await expect(WAYS.phrase(withParts(mine, { [part]: theirs.stored[part] }))).rejects.toEqual(UNREADABLE)
    }
  })

  it('G2: a key that was rotated away does not come back beside the certificate of its successor, nor the other way round', async () => {
    const made = await whole()
    const rotation = await rotateKey(made.open)
    const rotated = withParts(made, await rotation.finish(made.stored, { certificate: await service.certify(rotation.key), keys: service.keys }))
    await expect(WAYS.phrase(rotated)).resolves.toMatchObject({ id: VAULT })
    await expect(WAYS.phrase(withParts(rotated, { signing: made.stored.signing }))).rejects.toEqual(UNREADABLE)
    await expect(WAYS.phrase(withParts(rotated, { secrets: made.stored.secrets }))).rejects.toEqual(UNREADABLE)
  })

  it('G2: the parts of one envelope do not stand for each other', async () => {
    const made = await whole()
    const { owner, secrets, signing } = made.stored
    for (const parts of [{ owner: secrets }, { secrets: owner }, { signing: secrets }, { secrets: signing }, { owner: secrets, secrets: owner }]) {
      await expect(WAYS.phrase(withParts(made, parts))).rejects.toEqual(UNREADABLE)
    }
  })

  it.each(METHODS.flatMap((one) => METHODS.filter((other) => other !== one).map((other) => [one, other] as const)))(
    'K3: a %s wrap presented as a %s wrap does not open',
    async (one, other) => {
      const made = await whole()
      const { key, salt } = made.stored.wraps.find((wrap) => wrap.method === one)!
      await expect(WAYS[other](withWrap(made, other, (wrap) => ({ ...wrap, key, salt })))).rejects.toEqual(WRONG)
    },
  )

  it('K3: a phrase wrap that says it is a PIN wrap, alone in its envelope, does not open', async () => {
    const made = await whole()
    await expect(WAYS.pin(withParts(made, { wraps: [{ ...made.phraseWrap, method: 'pin' }] }))).rejects.toEqual(WRONG)
  })

  it('K3: a PIN wrap that says it is a phrase wrap does not open by the PIN typed as a phrase, so that it would be tried offline', async () => {
    const made = await whole()
    const alone = withParts(made, { wraps: [{ ...made.pinWrap, method: 'phrase' }] })
    await expect(unlockWithPhrase({ ...alone, phrase: PIN }, fakeKdf)).rejects.toEqual(WRONG)
  })

  it('K2: a row does not open in another vault, of oneself or of somebody else, nor under another name', async () => {
    const [mine, again, theirs] = [await whole(), await whole(), await whole({ person: DANA })]
    const place = { store: 'rows', id: 'r', rev: '1' } as const
    const row = await mine.open.cipher.seal(place, utf8('words'))
    await expect(mine.open.cipher.open(place, row)).resolves.toEqual(utf8('words'))
    const moved = new VaultError('row-unreadable')
    for (const { open } of [again, theirs]) await expect(open.cipher.open(place, row)).rejects.toEqual(moved)
    for (const elsewhere of [{ ...place, id: 's' }, { ...place, rev: '2' }, { ...place, store: 'secrets' as const }]) {
      await expect(mine.open.cipher.open(elsewhere, row)).rejects.toEqual(moved)
    }
  })
})

describe('a PIN tried by somebody who has the disk and not the pepper', () => {
  const bytesOf = ({ wraps, ...parts }: Envelope): string =>
    [...wraps.flatMap(({ salt, key }) => [salt, key]), parts.owner, parts.secrets, parts.signing].map((part) => Buffer.from(part).toString('hex')).join(' ')

  it('K3: nothing that the right PIN gives is in the envelope, nor opens any part of it', async () => {
    const made = await whole()
    const { pinWrap, stored, pepper } = made
    const stretched = await fakeKdf(PIN, pinWrap.salt, pinWrap.cost)
    const { proof, check, with: withPepper } = await stretchedPin(stretched.slice())
    const half = withPepper('')
    // The control: with the pepper it does open.
    await expect(toUse(VAULT, pinWrap, await kekOf('pin', withPepper(pepper)))).resolves.toMatchObject({ type: 'secret' })

    const disk = bytesOf(stored)
    for (const known of [stretched, half, check, ofBase64url(proof)]) expect(disk).not.toContain(Buffer.from(known).toString('hex'))
    expect(JSON.stringify(stored, (_, value: unknown) => (value instanceof Uint8Array ? base64url(value) : value))).not.toContain(proof)

    for (const known of [stretched, half, check, ofBase64url(proof), withPepper(base64url(new Uint8Array(32))), withPepper(base64url(randomBytes(32)))]) {
      for (const wrap of stored.wraps) {
        for (const method of METHODS) {
          const salts = wrap.method === 'passkey' ? [wrap.salt] : [undefined]
          for (const salt of salts) await expect(toUse(VAULT, wrap, await kekOf(method, known.slice(), salt))).rejects.toEqual(WRONG)
        }
      }
      for (const part of [stored.owner.slice(1), stored.secrets.slice(1), stored.signing, ...stored.wraps.map(({ key }) => key)]) {
        const aes = await crypto.subtle.importKey('raw', known.slice(0, 32), 'AES-GCM', false, ['decrypt'])
        await expect(crypto.subtle.decrypt({ name: 'AES-GCM', iv: part.slice(0, 12) }, aes, part.slice(12))).rejects.toThrow(DOMException)
      }
    }
  })

  it('K3: what proves it to the service is of no use without the device’s salt: two vaults with the same PIN prove it differently', async () => {
    const [one, two] = [await enrolled(service), await enrolled(service)]
    expect(one.proof).not.toBe(two.proof)
    expect(one.open.held().signing!.pin.check).not.toEqual(two.open.held().signing!.pin.check)
  })

  it('K3: what the service is told, what the screen lock compares and what makes the key are three things', async () => {
    const { proof, check, with: withPepper } = await stretchedPin(randomBytes(32))
    expect(new Set([proof, base64url(check), base64url(withPepper(''))]).size).toBe(3)
  })

  it('K2: an envelope says nothing of whose it is', async () => {
    const { stored } = await whole()
    const readable = Buffer.from(bytesOf(stored).replaceAll(' ', ''), 'hex').toString('latin1')
    for (const word of ['Sam', 'Oyelaran', 'person', 'certificate', PIN, 'abacus']) expect(readable).not.toContain(word)
  })
})
