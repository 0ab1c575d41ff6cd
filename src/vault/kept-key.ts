/**
 * A vault key that is kept while the screen is locked (K5): a right PIN gives it back, five wrong ones drop it; either
 * way it is kept no more. In the browser
 * this runs in a worker, where the page's scripts do not reach.
 */
import { type Bytes } from './bytes.ts'
import { type Kdf } from './kdf.ts'
import { type PinCheck } from './secrets.ts'
import { stretchedPin } from './stretched-pin.ts'
import { VaultError } from './vault-error.ts'

const TRIES = 5

export interface Kept {
  /** Cannot be exported. */
  readonly vaultKey: CryptoKey
  readonly pin: PinCheck
}

export type TryAnswer =
  | { readonly kind: 'right'; readonly vaultKey: CryptoKey }
  | { readonly kind: 'wrong'; readonly left: number }
  | { readonly kind: 'gone' }

export interface KeptKey {
  /** One try at a time, however many ask at once. @throws VaultError kdf-failed, which is no try */
  readonly tryPin: (pin: string) => Promise<TryAnswer>
  readonly drop: () => void
}

/** Where a vault key is kept: `keptHere` in tests and in the worker, `keptInWorker` in the browser. */
export type Keeping = (kept: Kept) => KeptKey

/** Takes as long wherever they differ. */
const same = (a: Bytes, b: Bytes): boolean =>
  a.length === b.length && a.reduce((differing, byte, i) => differing | (byte ^ (b[i] ?? 0)), 0) === 0

export const keptHere =
  (kdf: Kdf): Keeping =>
  (given) => {
    let kept: Kept | null = given
    let left = TRIES
    let last: Promise<unknown> = Promise.resolve()

    const attempt = async (pin: string): Promise<TryAnswer> => {
      if (!kept) return { kind: 'gone' }
      const { salt, cost, check } = kept.pin
      const bytes = await kdf(pin, salt, cost).catch((cause: unknown) => {
        throw new VaultError('kdf-failed', { cause })
      })
      const stretched = await stretchedPin(bytes)
      // It may have been dropped meanwhile.
      if (!kept) return { kind: 'gone' }
      const { vaultKey } = kept
      const right = same(stretched.check, check)
      left -= 1
      if (!right && left > 0) return { kind: 'wrong', left }
      kept = null
      return right ? { kind: 'right', vaultKey } : { kind: 'gone' }
    }

    return {
      tryPin: (pin) => {
        const answer = last.then(() => attempt(pin))
        last = answer.catch(() => undefined)
        return answer
      },
      drop: () => {
        kept = null
      },
    }
  }
