/** Passwords, hashed with Argon2id (A1). */
import { hash, verify } from '@node-rs/argon2'

export interface Passwords {
  readonly hash: (password: string) => Promise<string>
  /** `known` null takes as long as a wrong password: who asks learns nothing of which user names there are (A7). */
  readonly verify: (known: string | null, password: string) => Promise<boolean>
}

/** OWASP's minimum for Argon2id: 19 MiB, two passes. The library's default is Argon2id. */
const COST = { memoryCost: 19_456, timeCost: 2, parallelism: 1 } as const

/** A hash nobody knows the password of, at the same cost. */
const nobody = hash('no account has this password', COST)

export const argon2Passwords: Passwords = {
  hash: (password) => hash(password, COST),
  verify: async (known, password) => {
    const right = await verify(known ?? (await nobody), password)
    return right && known !== null
  },
}
