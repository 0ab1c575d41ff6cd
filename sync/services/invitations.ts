/** Links with which people choose a user name and a password: nobody else ever sets or sees it (G2). */
import { epochOf, type Instant, instantOf } from '../../src/domain/dates.ts'
import { type PersonId } from '../../src/domain/ids.ts'
import { normalUsername, passwordProblem } from '../../src/domain/password.ts'
import {
  INVITATION_PATH,
  type InvitationFound,
  type InvitationMade,
  type InvitationRequest,
  type InvitationTake,
} from '../../src/protocol/invitations.ts'
import { type SignInAnswer } from '../../src/protocol/sign-in.ts'
import { type Clock, type RandomToken, tokenHash } from '../clock.ts'
import { accountNamed, accountOf, addAccount, isOpen, setPassword } from '../storage/accounts.ts'
import { appendAudit } from '../storage/audit.ts'
import { dropInvitation, type Invitation, invitationWithToken, putInvitation } from '../storage/invitations.ts'
import { credentialsOf } from '../storage/credentials.ts'
import { orgsOf, secondFactorOf } from '../storage/orgs.ts'
import { recordsOf } from '../storage/records.ts'
import { endSignInsOf } from '../storage/sign-ins.ts'
import { type Storage, type Tx } from '../storage/storage.ts'
import { type Outcome } from './accounts.ts'
import { type Whence } from './begin-sign-in.ts'
import { type Entering } from './entering.ts'
import { type Principal } from './judge.ts'
import { type Passwords } from './passwords.ts'
import { askerOf, objectionTo, standingOf } from './standing.ts'
import { throttle } from './throttle.ts'

type Throttled = { readonly ok: false; readonly code: 'sign-in-throttled'; readonly retryAfter: number }
export type Tried<T> = Outcome<T> | Throttled

export interface Invitations {
  /** Only this answer ever says the link; the one before it, if any, is dead. */
  readonly make: (principal: Principal, request: InvitationRequest) => Promise<Outcome<InvitationMade>>
  readonly withdraw: (principal: Principal, person: PersonId) => Promise<Outcome<null>>
  /** What somebody with the link may know. @param address where they ask from (A7) */
  readonly look: (token: string, address: string) => Promise<Tried<InvitationFound>>
  /**
   * Chooses the password; the link is dead then. It signs in as far as that password alone would, and not past a second
   * factor that the person has (A1).
   */
  readonly take: (take: InvitationTake, whence: Whence) => Promise<Tried<{ readonly token: string; readonly answer: SignInAnswer } | null>>
}

const HOUR_MS = 3_600_000
const VALID_MS = 72 * HOUR_MS
const TOKEN_BYTES = 32
/** Thirty wrong tries from one address in five minutes: no help against 256 bits, but nobody asks for nothing. */
const PER_ADDRESS = { tries: 30, windowMs: 300_000 }

/**
 * Makes a link for a person and writes that down, in the transaction it is given.
 *
 * @param of.by who makes it; `service` for a command on the machine itself
 * @returns the path with the token, which is kept nowhere, and until when it can be taken
 */
export const makeInvitation = async (
  tx: Tx,
  of: Pick<Invitation, 'org' | 'person' | 'username'> & { readonly by: PersonId | 'service'; readonly at: Instant },
  random: RandomToken,
): Promise<{ readonly path: string; readonly expires: Instant }> => {
  const { org, person, username, by, at } = of
  const token = random(TOKEN_BYTES)
  const expires = instantOf(epochOf(at) + VALID_MS)
  const again = (await accountOf(tx, org, person)) !== null
  await putInvitation(tx, { org, person, username, madeBy: by, madeAt: at, expiresAt: expires, tokenHash: tokenHash(token) })
  await appendAudit(tx, org, [{ at, actor: by, what: 'account-invited', subject: person, record: null, details: { again } }], random)
  return { path: `${INVITATION_PATH}#${token}`, expires }
}

/**
 * A link that can be taken at this moment, and the account there is. It is good for as long as who made it could make it: a
 * manager's link for somebody who has become an administrator since, or has been given a duty, would open more than theirs.
 */
const opened = async (tx: Tx, token: string, at: Instant) => {
  const invitation = await invitationWithToken(tx, tokenHash(token), at)
  if (!invitation) return null
  const { org, person, madeBy } = invitation
  const account = await accountOf(tx, org, person)
  if (madeBy === 'service') return account && (await isOpen(tx, account, at)) ? { invitation, account } : null
  const standing = await standingOf(tx, await askerOf(tx, { org, person: madeBy }), person, at)
  return standing && objectionTo('invite', standing, at) === null ? { invitation, account } : null
}

const UNKNOWN = { ok: false, code: 'invitation-unknown' } as const

export interface InvitationsPorts {
  readonly storage: Storage
  readonly clock: Clock
  readonly random: RandomToken
  readonly passwords: Passwords
  readonly entering: Entering
}

export const invitationsService = ({ storage, clock, random, passwords, entering }: InvitationsPorts): Invitations => {
  const byAddress = throttle(PER_ADDRESS)
  /** Whether the person may be invited, in the transaction that does. */
  const judged = async (tx: Tx, principal: Principal, person: PersonId, at: Instant) => {
    const standing = await standingOf(tx, await askerOf(tx, principal), person, at)
    if (!standing) return { refusal: 'not-found' as const }
    const refusal = objectionTo('invite', standing, at)
    return refusal === null ? { refusal, standing } : { refusal }
  }
  const tried = async <T>(address: string, work: () => Promise<Outcome<T>>): Promise<Tried<T>> => {
    const wait = byAddress.admit(address, clock())
    if (wait !== null) return { ok: false, code: 'sign-in-throttled', retryAfter: wait }
    const outcome = await work()
    if (outcome.ok) byAddress.refund(address)
    return outcome
  }

  return {
    make: (principal, { person, username }) =>
      storage.write(async (tx) => {
        const at = clock()
        const { refusal, standing } = await judged(tx, principal, person, at)
        if (!standing) return { ok: false, code: refusal }
        const offered = standing.account === null && username !== undefined ? normalUsername(username) : null
        if (offered !== null && (await accountNamed(tx, offered)) !== null) return { ok: false, code: 'username-taken' }
        const of = { org: principal.org, person, username: offered, by: principal.person, at }
        return { ok: true, value: { ...(await makeInvitation(tx, of, random)), serverTime: at } }
      }),
    withdraw: (principal, person) =>
      storage.write(async (tx) => {
        const at = clock()
        const { org, person: actor } = principal
        const { refusal } = await judged(tx, principal, person, at)
        if (refusal !== null) return { ok: false, code: refusal }
        const doing = { at, actor, what: 'invitation-withdrawn' as const, subject: person, record: null, details: null }
        if (await dropInvitation(tx, org, person)) await appendAudit(tx, org, [doing], random)
        return { ok: true, value: null }
      }),
    look: (token, address) =>
      tried(address, () =>
        storage.snapshot(async (tx) => {
          const at = clock()
          const found = await opened(tx, token, at)
          if (!found) return UNKNOWN
          const { invitation, account } = found
          const [about] = await recordsOf(tx, invitation.org, [invitation.person])
          const service = (await orgsOf(tx)).find(({ org }) => org === invitation.org)
          if (about?.kind !== 'person' || !service) return UNKNOWN
          return {
            ok: true,
            value: {
              knownAs: about.knownAs,
              service: service.name,
              username: account?.username ?? invitation.username,
              again: account !== null,
              expires: invitation.expiresAt,
              serverTime: at,
            },
          }
        }),
      ),
    take: ({ token: link, username, password, deviceId = null }, { address, seenOn }) =>
      tried(address, async () => {
        const there = await storage.snapshot((tx) => opened(tx, link, clock()))
        if (!there) return UNKNOWN
        const name = there.account?.username ?? (username === null ? null : normalUsername(username))
        if (name === null) return { ok: false, code: 'body-invalid' }
        if (passwordProblem(password, name) !== null) return { ok: false, code: 'password-weak' }
        const passwordHash = await passwords.hash(password)
        const taken = await storage.write(async (tx): Promise<Outcome<{ readonly token: string; readonly principal: Principal; readonly restricted: boolean } | null>> => {
          // Of two who take it at once, the second finds it gone; so does who took longer to hash than it was valid.
          const at = clock()
          const found = await opened(tx, link, at)
          if (!found) return UNKNOWN
          const { org, person, madeBy } = found.invitation
          const account = { org, person, passwordHash }
          if (found.account) {
            await setPassword(tx, { ...account, at, linkBy: madeBy })
            await endSignInsOf(tx, org, person)
          } else {
            if ((await accountNamed(tx, name)) !== null) return { ok: false, code: 'username-taken' }
            await addAccount(tx, { ...account, username: name, administrator: false, at, passwordLinkBy: madeBy })
          }
          await dropInvitation(tx, org, person)
          const details = { by: madeBy, again: found.account !== null }
          await appendAudit(tx, org, [{ at, actor: person, what: 'invitation-taken', subject: person, record: null, details }], random)
          const principal = { org, person, administrator: found.account?.administrator ?? false }
          // Who reads somebody's post has the link, and not their phone or their passkey.
          if ((await credentialsOf(tx, org, person)).length > 0) return { ok: true, value: null }
          const restricted = (await secondFactorOf(tx, org)) === 'required'
          const token = await entering.enter(tx, principal, { by: 'invitation', device: deviceId, seenOn, restricted })
          return { ok: true, value: { token, principal, restricted } }
        })
        if (!taken.ok) return taken
        if (taken.value === null) return { ok: true, value: null }
        const { token, principal, restricted } = taken.value
        return { ok: true, value: { token, answer: await entering.answer(principal, restricted) } }
      }),
  }
}
