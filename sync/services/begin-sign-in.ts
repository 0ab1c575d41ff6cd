/** What every way to sign in ends with: a token that only the browser has, of which the hash is kept (A1). */
import { epochOf, type Instant, instantOf } from '../../src/domain/dates.ts'
import { type OrgId, type PersonId } from '../../src/domain/ids.ts'
import { type SeenOn, type SignInMethod } from '../../src/protocol/sign-ins.ts'
import { type RandomToken, tokenHash } from '../clock.ts'
import { addSignIn } from '../storage/sign-ins.ts'
import { type Tx } from '../storage/storage.ts'

const HOUR_MS = 3_600_000
/** A1: 12 hours end a sign-in, however busy it is. */
const ABSOLUTE_MS = 12 * HOUR_MS
const TOKEN_BYTES = 32
const ID_BYTES = 12

export interface Beginning {
  readonly org: OrgId
  readonly person: PersonId
  readonly at: Instant
  readonly seenOn: SeenOn
  readonly method: SignInMethod
}

/** @returns the token, for the cookie of this browser alone */
export const beginSignIn = async (tx: Tx, { at, ...who }: Beginning, random: RandomToken): Promise<string> => {
  const token = random(TOKEN_BYTES)
  await addSignIn(tx, { ...who, at, tokenHash: tokenHash(token), id: random(ID_BYTES), expiresAt: instantOf(epochOf(at) + ABSOLUTE_MS) })
  return token
}
