/** Everything that is drawn in a run, from one number. */
import { type DeviceId } from '../../src/domain/ids.ts'

export interface Chance {
  /** From 0 up to but not including 1. */
  readonly random: () => number
  /** From 0 to `most`, both included. */
  readonly upTo: (most: number) => number
  readonly pick: <T>(of: readonly [T, ...T[]]) => T
  /** A UUID version 7 at a moment: later ones sort later. @param now milliseconds since the epoch */
  readonly id: (now: number) => string
  /** As many random bytes as base64url. */
  readonly token: (bytes: number) => string
}

const HEX = 16
const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_'

/** Mulberry32: small, fast and good enough to draw what happens next. */
export const chanceOf = (seed: number): Chance => {
  let state = Math.imul(seed ^ 0x9e3779b9, 0x85ebca6b) >>> 0
  const random = (): number => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
  const upTo = (most: number): number => Math.floor(random() * (most + 1))
  const hex = (digits: number): string => Array.from({ length: digits }, () => upTo(HEX - 1).toString(HEX)).join('')
  const text = (length: number): string => Array.from({ length }, () => ALPHABET[upTo(ALPHABET.length - 1)]).join('')
  return {
    random,
    upTo,
    pick: (of) => of[upTo(of.length - 1)] ?? of[0],
    id: (now) => {
      const time = Math.max(0, Math.floor(now)).toString(HEX).padStart(12, '0').slice(-12)
      return `${time.slice(0, 8)}-${time.slice(8)}-7${hex(3)}-8${hex(3)}-${hex(12)}`
    },
    token: (bytes) => text(Math.ceil((bytes * 4) / 3)),
  }
}

/** An id that says what it is of: the same in every run. */
export const fixedId = (kind: number, n: number): string => `00000000-0000-4000-${String(8000 + kind)}-${String(n).padStart(12, '0')}`

export const deviceIdOf = (n: number): DeviceId => fixedId(4, n) as DeviceId
