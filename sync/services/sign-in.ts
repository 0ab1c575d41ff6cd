/** Signing in and out, and who is signed in (A1, A7). */
import { epochOf, type Instant } from '../../src/domain/dates.ts'
import { normalUsername } from '../../src/domain/password.ts'
import { type Me, type SignInRequest } from '../../src/protocol/sign-in.ts'
import { type SeenOn } from '../../src/protocol/sign-ins.ts'
import { type Clock, type RandomToken, tokenHash } from '../clock.ts'
import { accountNamed, accountOf, isOpen } from '../storage/accounts.ts'
import { recordsOf } from '../storage/records.ts'
import { dropSignIn, signInOf, touchSignIn } from '../storage/sign-ins.ts'
import { type Storage } from '../storage/storage.ts'
import { dutiesOf } from '../storage/duties.ts'
import { beginSignIn } from './begin-sign-in.ts'
import { type Principal, type SignedIn } from './judge.ts'
import { type Passwords } from './passwords.ts'
import { throttle } from './throttle.ts'

type SignInOutcome =
  | { readonly ok: true; readonly token: string; readonly me: Me }
  | { readonly ok: false; readonly code: 'sign-in-wrong' }
  /** Said only to who knows the password: anybody else learns nothing of whose accounts there are (A7). */
  | { readonly ok: false; readonly code: 'account-closed' }
  | { readonly ok: false; readonly code: 'sign-in-throttled'; readonly retryAfter: number }

export interface SignIns {
  readonly signIn: (request: SignInRequest, address: string, seenOn: SeenOn) => Promise<SignInOutcome>
  readonly signOut: (token: string) => Promise<void>
  /** Who this token signs in; null when it signs in nobody any more. It counts as activity. */
  readonly principalOf: (token: string) => Promise<SignedIn | null>
  readonly me: (principal: Principal) => Promise<Me>
}

const MINUTE_MS = 60_000
/** A1: 15 minutes without a request end a sign-in; 12 hours do in any case (`beginSignIn`). */
export const IDLE_MS = 15 * MINUTE_MS
/** Five wrong tries for one name from one address in five minutes; thirty from one address, for any name. */
const PER_NAME = { tries: 5, windowMs: 5 * MINUTE_MS }
const PER_ADDRESS = { tries: 30, windowMs: 5 * MINUTE_MS }

export const signInService = (ports: {
  readonly storage: Storage
  readonly clock: Clock
  readonly random: RandomToken
  readonly passwords: Passwords
}): SignIns => {
  const { storage, clock, random, passwords } = ports
  const byName = throttle(PER_NAME)
  const byAddress = throttle(PER_ADDRESS)

  const me = async ({ org, person, administrator }: Principal): Promise<Me> => {
    const now = clock()
    const { record, duties } = await storage.snapshot(async (tx) => ({
      record: (await recordsOf(tx, org, [person]))[0],
      duties: await dutiesOf(tx, org, now, person),
    }))
    const name = record?.kind === 'person' ? record : { name: '', knownAs: '' }
    return {
      org,
      person,
      name: name.name,
      knownAs: name.knownAs,
      administrator,
      duties: duties.map(({ duty, setting, until }) => ({ duty, setting, until })),
      serverTime: now,
    }
  }

  return {
    me,
    signIn: async ({ username, password }, address, seenOn) => {
      const now = clock()
      const key = `${normalUsername(username)}\n${address}`
      const wait = byName.admit(key, now) ?? byAddress.admit(address, now)
      if (wait !== null) return { ok: false, code: 'sign-in-throttled', retryAfter: wait }
      const account = await storage.snapshot((tx) => accountNamed(tx, username))
      const right = await passwords.verify(account?.passwordHash ?? null, password)
      if (!account || !right) return { ok: false, code: 'sign-in-wrong' }
      byName.clear(key)
      byAddress.refund(address)
      const at = clock()
      // Hashing takes its time: meanwhile the account may have been disabled, or its password chosen anew.
      const token = await storage.write(async (tx) => {
        const still = await accountOf(tx, account.org, account.person)
        if (still?.passwordHash !== account.passwordHash) return null
        return (await isOpen(tx, still, at)) ? beginSignIn(tx, { ...account, at, seenOn, method: 'password' }, random) : 'closed'
      })
      if (token === null) return { ok: false, code: 'sign-in-wrong' }
      if (token === 'closed') return { ok: false, code: 'account-closed' }
      const { org, person, administrator } = account
      return { ok: true, token, me: await me({ org, person, administrator }) }
    },
    signOut: (token) => storage.write((tx) => dropSignIn(tx, tokenHash(token))),
    principalOf: async (token) => {
      const hash = tokenHash(token)
      const now: Instant = clock()
      const found = await storage.snapshot(async (tx) => {
        const signIn = await signInOf(tx, hash, now)
        return signIn && { row: signIn, duties: await dutiesOf(tx, signIn.org, now, signIn.person) }
      })
      if (!found) return null
      const { row, duties } = found
      const idle = epochOf(now) - epochOf(row.lastSeenAt)
      if (epochOf(row.expiresAt) <= epochOf(now) || idle >= IDLE_MS) {
        await storage.write((tx) => dropSignIn(tx, hash))
        return null
      }
      // Once a minute is exact enough for 15 minutes, and spares a durable write at every request.
      if (idle >= MINUTE_MS) await storage.write((tx) => touchSignIn(tx, hash, now))
      return { org: row.org, person: row.person, administrator: row.administrator, duties, signIn: row.id }
    },
  }
}
