/** Passwords, hashed with Argon2id (A1) by the platform, and kept as PHC strings. */
import { argon2, randomBytes, timingSafeEqual } from 'node:crypto'
import { promisify } from 'node:util'

export interface Passwords {
  readonly hash: (password: string) => Promise<string>
  /** `known` null takes as long as a wrong password: who asks learns nothing of which user names there are (A7). */
  readonly verify: (known: string | null, password: string) => Promise<boolean>
}

/** OWASP's minimum for Argon2id: 19 MiB, two passes. */
const COST: Cost = { memory: 19_456, passes: 2, parallelism: 1 }
const SALT_BYTES = 16
const TAG_BYTES = 32

interface Cost {
  /** KiB. */
  readonly memory: number
  readonly passes: number
  readonly parallelism: number
}

const derive = promisify(argon2)

/** `$argon2id$v=19$m=…,t=…,p=…$salt$tag`, base64 without padding. */
const PHC = /^\$argon2id\$v=19\$m=(\d+),t=(\d+),p=(\d+)\$([A-Za-z0-9+/]+)\$([A-Za-z0-9+/]+)$/

const unpadded = (bytes: Uint8Array): string => Buffer.from(bytes).toString('base64').replace(/=+$/, '')

const tagOf = (password: string, nonce: Uint8Array, cost: Cost, tagLength: number): Promise<Buffer> =>
  derive('argon2id', { message: password, nonce, tagLength, ...cost })

const hash = async (password: string): Promise<string> => {
  const salt = randomBytes(SALT_BYTES)
  const tag = await tagOf(password, salt, COST, TAG_BYTES)
  return `$argon2id$v=19$m=${COST.memory},t=${COST.passes},p=${COST.parallelism}$${unpadded(salt)}$${unpadded(tag)}`
}

/** A hash nobody knows the password of, at the same cost. */
const nobody = hash('no account has this password')

export const argon2Passwords: Passwords = {
  hash,
  verify: async (known, password) => {
    const [, memory, passes, parallelism, salt = '', tag = ''] = PHC.exec(known ?? (await nobody)) ?? []
    if (tag === '') throw new TypeError('not an Argon2id hash')
    const cost: Cost = { memory: Number(memory), passes: Number(passes), parallelism: Number(parallelism) }
    const expected = Buffer.from(tag, 'base64')
    const right = timingSafeEqual(await tagOf(password, Buffer.from(salt, 'base64'), cost, expected.length), expected)
    return right && known !== null
  },
}
