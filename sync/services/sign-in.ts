/** Signing in with a password and a code; signing out; who is signed in (A1, A7). */
import { epochOf, type Instant } from '../../src/domain/dates.ts'
import { type DeviceId } from '../../src/domain/ids.ts'
import { normalUsername } from '../../src/domain/password.ts'
import { type Me, type SignInAnswer, type SignInRequest } from '../../src/protocol/sign-in.ts'
import { type Clock, type RandomToken, tokenHash } from '../clock.ts'
import { type Account, accountNamed, accountOf, isOpen } from '../storage/accounts.ts'
import { appendAudit } from '../storage/audit.ts'
import { type Credential, credentialsOf } from '../storage/credentials.ts'
import { dutiesOf } from '../storage/duties.ts'
import { secondFactorOf } from '../storage/orgs.ts'
import { type Seal } from '../storage/server-key.ts'
import { dropSignIn, type SignInRow, signInOf, touchSignIn } from '../storage/sign-ins.ts'
import { type Storage, type Tx } from '../storage/storage.ts'
import { type Whence } from './begin-sign-in.ts'
import { takeCode } from './codes.ts'
import { type Entering } from './entering.ts'
import { type Principal, type SignedIn } from './judge.ts'
import { type Passwords } from './passwords.ts'
import { throttle } from './throttle.ts'

export type SignInOutcome =
  | { readonly ok: true; readonly token: string; readonly answer: SignInAnswer }
  | { readonly ok: false; readonly code: 'sign-in-wrong' | 'code-needed' | 'code-wrong' | 'other-way-needed' }
  /** Said only to who has proved that it is theirs: anybody else learns nothing of whose accounts there are (A7). */
  | { readonly ok: false; readonly code: 'account-closed' }
  /** What a vault's key did not prove, or proved and is worth no sign-in by itself (A1). */
  | { readonly ok: false; readonly code: 'vault-unknown' | 'device-revoked' | 'proof-refused' | 'sign-in-needed' }
  | { readonly ok: false; readonly code: 'sign-in-throttled'; readonly retryAfter: number }

/** Who is signed in, and how far that goes. */
export interface Present extends SignedIn, Pick<SignInRow, 'restricted' | 'device' | 'vault' | 'provedAt' | 'seenOn' | 'method'> {
  /** Proved in the last 15 minutes by more than a vault's key: may change the ways to sign in. */
  readonly fresh: boolean
}

export interface SignIns {
  readonly signIn: (request: SignInRequest, whence: Whence) => Promise<SignInOutcome>
  readonly signOut: (token: string) => Promise<void>
  /** Who this token signs in; null when it signs in nobody any more. It counts as activity. */
  readonly principalOf: (token: string) => Promise<Present | null>
  /** Whether this token still signs its person in. It counts as no activity. */
  readonly stands: (token: string) => Promise<boolean>
  readonly me: (principal: Principal) => Promise<Me>
}

const MINUTE_MS = 60_000
/** A1: 15 minutes without a request end a sign-in; 12 hours do in any case (`beginSignIn`). */
export const IDLE_MS = 15 * MINUTE_MS
const FRESH_MS = 15 * MINUTE_MS
/** Five wrong tries for one name from one address in five minutes; thirty from one address, for any name. */
const PER_NAME = { tries: 5, windowMs: 5 * MINUTE_MS }
export const PER_ADDRESS = { tries: 30, windowMs: 5 * MINUTE_MS }
/** Codes have six digits: five wrong ones for one person in a quarter of an hour, from wherever. */
export const PER_CODE = { tries: 5, windowMs: 15 * MINUTE_MS }

const isOutdated = ({ expiresAt, lastSeenAt }: SignInRow, now: Instant): boolean =>
  epochOf(expiresAt) <= epochOf(now) || epochOf(now) - epochOf(lastSeenAt) >= IDLE_MS

/**
 * What a right password is worth. Where the person has an authenticator app its code is asked for; where the service asks
 * for a second factor and there is none, the sign-in may only set one.
 */
const worthOf = (required: boolean, credentials: readonly Credential[]): 'full' | 'restricted' | 'other-way-needed' | Credential => {
  const totp = credentials.find(({ kind }) => kind === 'totp')
  if (totp) return totp
  if (!required) return 'full'
  return credentials.length > 0 ? 'other-way-needed' : 'restricted'
}

export const signInService = (ports: {
  readonly storage: Storage
  readonly clock: Clock
  readonly random: RandomToken
  readonly passwords: Passwords
  readonly seal: Seal
  readonly entering: Entering
}): SignIns => {
  const { storage, clock, random, passwords, seal, entering } = ports
  const byName = throttle(PER_NAME)
  const byAddress = throttle(PER_ADDRESS)
  const byCode = throttle(PER_CODE)

  /** What proved somebody comes to nothing where their account is closed, or was changed while the proof was looked at. */
  type Judged = { readonly principal: Principal; readonly token: string; readonly restricted: boolean } | Exclude<SignInOutcome, { ok: true }>

  const answered = async (judged: Judged): Promise<SignInOutcome> => {
    if ('ok' in judged) return judged
    const { principal, token, restricted } = judged
    return { ok: true, token, answer: await entering.answer(principal, restricted) }
  }

  /**
   * A right password, judged in the transaction that signs in: hashing takes its time, and meanwhile the account may have
   * been disabled or its password chosen anew. A code is used up with the sign-in it makes.
   *
   * @param code null: none was sent, or it is not to be looked at
   */
  const withPassword = async (
    tx: Tx,
    account: Account,
    { code, device, seenOn }: { readonly code: string | null; readonly device: DeviceId | null } & Pick<Whence, 'seenOn'>,
  ): Promise<Judged> => {
    const { org, person } = account
    const at = clock()
    const still = await accountOf(tx, org, person)
    if (still?.passwordHash !== account.passwordHash) return { ok: false, code: 'sign-in-wrong' }
    if (!(await isOpen(tx, still, at))) return { ok: false, code: 'account-closed' }
    const principal = { org, person, administrator: still.administrator }
    const worth = worthOf((await secondFactorOf(tx, org)) === 'required', await credentialsOf(tx, org, person))
    if (worth === 'other-way-needed') return { ok: false, code: worth }
    if (typeof worth === 'string') {
      const restricted = worth === 'restricted'
      return { principal, restricted, token: await entering.enter(tx, principal, { by: 'password', device, seenOn, restricted }) }
    }
    if (code === null) return { ok: false, code: 'code-needed' }
    const by = await takeCode(tx, seal, worth, { code, now: at })
    if (by !== null) return { principal, restricted: false, token: await entering.enter(tx, principal, { by, device, seenOn }) }
    await appendAudit(tx, org, [{ at, actor: person, what: 'code-refused', subject: person, record: null, details: {} }], random)
    return { ok: false, code: 'code-wrong' }
  }

  return {
    me: entering.me,
    signIn: async ({ username, password, code = null, deviceId = null }, { address, seenOn }) => {
      const now = clock()
      const key = `${normalUsername(username)}\n${address}`
      const wait = byName.admit(key, now) ?? byAddress.admit(address, now)
      if (wait !== null) return { ok: false, code: 'sign-in-throttled', retryAfter: wait }
      const account = await storage.snapshot((tx) => accountNamed(tx, username))
      // No password is as no account: it takes as long, and answers the same.
      const known = account?.passwordHash === '' ? null : (account?.passwordHash ?? null)
      const right = await passwords.verify(known, password)
      if (!account || !right) return { ok: false, code: 'sign-in-wrong' }
      byName.clear(key)
      byAddress.refund(address)
      const person = `${account.org}\n${account.person}`
      const codeWait = code === null ? null : byCode.admit(person, clock())
      if (codeWait !== null) return { ok: false, code: 'sign-in-throttled', retryAfter: codeWait }
      const judged = await storage.write((tx) => withPassword(tx, account, { code, device: deviceId, seenOn }))
      if (code !== null && !('ok' in judged)) byCode.clear(person)
      return answered(judged)
    },
    stands: async (token) => {
      const now = clock()
      const found = await storage.snapshot((tx) => signInOf(tx, tokenHash(token), now))
      return found !== null && !found.restricted && !isOutdated(found, now)
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
      if (isOutdated(row, now)) {
        await storage.write((tx) => dropSignIn(tx, hash))
        return null
      }
      // Once a minute is exact enough for 15 minutes, and spares a durable write at every request.
      if (idle >= MINUTE_MS) await storage.write((tx) => touchSignIn(tx, hash, now), row.org)
      const { id, org, person, administrator, restricted, device, vault, provedAt, seenOn, method } = row
      const fresh = provedAt !== null && epochOf(now) - epochOf(provedAt) < FRESH_MS
      return { org, person, administrator, duties, signIn: id, restricted, device, vault, provedAt, seenOn, method, fresh }
    },
  }
}
