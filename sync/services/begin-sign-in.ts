/** What every way to sign in ends with: a token that only the browser has, of which the hash is kept (A1). */
import { epochOf, instantOf } from '../../src/domain/dates.ts'
import { type SeenOn } from '../../src/protocol/sign-ins.ts'
import { type RandomToken, tokenHash } from '../clock.ts'
import { addSignIn, type NewSignIn } from '../storage/sign-ins.ts'
import { type Tx } from '../storage/storage.ts'

const HOUR_MS = 3_600_000
/** A1: 12 hours end a sign-in, however busy it is. */
const ABSOLUTE_MS = 12 * HOUR_MS
const TOKEN_BYTES = 32
const ID_BYTES = 12

/** Where somebody signs in from. */
export interface Whence {
  readonly address: string
  readonly seenOn: SeenOn
}

export type Beginning = Omit<NewSignIn, 'tokenHash' | 'id' | 'expiresAt'>

/** @returns the token, for the cookie of this browser alone */
export const beginSignIn = async (tx: Tx, beginning: Beginning, random: RandomToken): Promise<string> => {
  const token = random(TOKEN_BYTES)
  const expiresAt = instantOf(epochOf(beginning.at) + ABSOLUTE_MS)
  await addSignIn(tx, { ...beginning, tokenHash: tokenHash(token), id: random(ID_BYTES), expiresAt })
  return token
}
