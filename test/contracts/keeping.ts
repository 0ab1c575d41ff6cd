/**
 * The contract of whoever keeps a vault's key behind a PIN (K5). It needs no test runner, so that the very same cases run in
 * Node and against the worker of a real browser.
 */
import { type Bytes, utf8 } from '../../src/vault/bytes.ts'
import { type Kdf } from '../../src/vault/kdf.ts'
import { type Kept, type Keeping } from '../../src/vault/kept-key.ts'
import { stretchedPin } from '../../src/vault/stretched-pin.ts'

interface Case {
  readonly name: string
  readonly run: (under: { readonly keeping: Keeping; readonly kdf: Kdf }) => Promise<void>
}

const PIN = '804915'
const COST = { memoryKiB: 19 * 1024, iterations: 2, parallelism: 1 } as const

const same = (actual: unknown, expected: unknown): void => {
  const [a, b] = [JSON.stringify(actual), JSON.stringify(expected)]
  if (a !== b) throw new Error(`expected ${b}, was ${a}`)
}

const given = async (kdf: Kdf): Promise<Kept> => {
  const salt: Bytes = new Uint8Array(16).fill(3)
  const { check } = await stretchedPin(await kdf(PIN, salt, COST))
  const vaultKey = await crypto.subtle.importKey('raw', new Uint8Array(32).fill(5), 'HKDF', false, ['deriveKey'])
  return { vaultKey, pin: { salt, cost: COST, check } }
}

/** What a key derives: the same key derives the same. */
const derives = async (key: CryptoKey): Promise<readonly number[]> => {
  const hkdf = { name: 'HKDF', hash: 'SHA-256', salt: new Uint8Array(0), info: utf8('test') }
  const mac = await crypto.subtle.deriveKey(hkdf, key, { name: 'HMAC', hash: 'SHA-256' }, false, ['sign'])
  return [...new Uint8Array(await crypto.subtle.sign('HMAC', mac, utf8('x')))]
}

export const keepingContract: readonly Case[] = [
  {
    name: 'K5: gives the very key back for the right PIN, still not to be exported, and keeps it no more',
    run: async ({ keeping, kdf }) => {
      const kept = await given(kdf)
      const keeper = keeping(kept)
      const answer = await keeper.tryPin(PIN)
      if (answer.kind !== 'right') throw new Error(answer.kind)
      same(await derives(answer.vaultKey), await derives(kept.vaultKey))
      same(answer.vaultKey.extractable, false)
      same(await keeper.tryPin(PIN), { kind: 'gone' })
    },
  },
  {
    name: 'K3: says how many tries are left, and drops the key at the fifth wrong one',
    run: async ({ keeping, kdf }) => {
      const keeper = keeping(await given(kdf))
      for (const left of [4, 3, 2, 1]) same(await keeper.tryPin('111222'), { kind: 'wrong', left })
      same(await keeper.tryPin('111222'), { kind: 'gone' })
      same(await keeper.tryPin(PIN), { kind: 'gone' })
    },
  },
  {
    name: 'K3: of a hundred tried at once, the right one last, evaluates five',
    run: async ({ keeping, kdf }) => {
      const keeper = keeping(await given(kdf))
      const answers = await Promise.all([...Array.from({ length: 99 }, (_, n) => String(100_000 + n)), PIN].map((pin) => keeper.tryPin(pin)))
      same(answers.map(({ kind }) => kind), ['wrong', 'wrong', 'wrong', 'wrong', ...Array.from({ length: 96 }, () => 'gone')])
    },
  },
  {
    name: 'K5: once dropped, also while a PIN is being tried, gives nothing back',
    run: async ({ keeping, kdf }) => {
      const keeper = keeping(await given(kdf))
      const trying = keeper.tryPin(PIN)
      keeper.drop()
      same([await trying, await keeper.tryPin(PIN)], [{ kind: 'gone' }, { kind: 'gone' }])
    },
  },
  {
    name: 'K5: keeps two vaults apart',
    run: async ({ keeping, kdf }) => {
      const [one, two] = [keeping(await given(kdf)), keeping(await given(kdf))]
      same(await one.tryPin('111222'), { kind: 'wrong', left: 4 })
      one.drop()
      same((await two.tryPin(PIN)).kind, 'right')
    },
  },
]
