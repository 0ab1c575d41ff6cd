/** Who has an account, and what becomes of it: seen, disabled, kept open, made an administrator's; and duties (A1, W2). */
import { type AccountAct } from '../../src/domain/account-access.ts'
import { type Instant, londonDay } from '../../src/domain/dates.ts'
import { type PersonId } from '../../src/domain/ids.ts'
import { type Json } from '../../src/domain/json.ts'
import { unreachable } from '../../src/domain/unreachable.ts'
import { type AccountAnswer, type AccountChange, type AccountLine, type AccountsAnswer, type DutyGive, type DutyTake } from '../../src/protocol/accounts.ts'
import { type ApiErrorCode } from '../../src/protocol/errors.ts'
import { type Clock, type RandomToken } from '../clock.ts'
import { type AccountPatch, changeAccount } from '../storage/accounts.ts'
import { appendAudit, type Audited } from '../storage/audit.ts'
import { giveDuty, takeDuty } from '../storage/duties.ts'
import { dropInvitation, type Invitation, invitationOf, invitationsIn } from '../storage/invitations.ts'
import { peopleIn, postsIn, recordsOf } from '../storage/records.ts'
import { endSignInsOf } from '../storage/sign-ins.ts'
import { type Storage, type Tx } from '../storage/storage.ts'
import { type Principal } from './judge.ts'
import { type Asker, askerOf, isOver, objectionTo, type Standing, standingOf, usefulActs } from './standing.ts'

/** What was asked for, or why not. */
export type Outcome<T> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly code: ApiErrorCode }

export interface Accounts {
  /** Those whose accounts one may see, by name. @param find what their name has in it */
  readonly list: (principal: Principal, find: string) => Promise<Outcome<AccountsAnswer>>
  readonly one: (principal: Principal, person: PersonId) => Promise<Outcome<AccountAnswer>>
  readonly change: (principal: Principal, person: PersonId, change: AccountChange) => Promise<Outcome<AccountAnswer>>
  /** The same duty again changes until when. */
  readonly giveDuty: (principal: Principal, duty: DutyGive) => Promise<Outcome<AccountAnswer>>
  readonly takeDuty: (principal: Principal, duty: DutyTake) => Promise<Outcome<AccountAnswer>>
}

/** Lines of one answer: whoever is not among them is found by name. */
const LINES = 100

/** Without accents and case: "siân" is found by "sian". */
const folded = (text: string): string => text.normalize('NFD').replaceAll(/\p{M}/gu, '').toLowerCase().trim()

const lineOf = (standing: Standing, invitation: Invitation | null, at: Instant): AccountLine => {
  const { about, account, posts, leaving, duties } = standing
  return {
    person: about.id,
    name: about.name,
    knownAs: about.knownAs,
    posts: posts.map(({ title, setting }) => ({ title, setting })),
    account: account && {
      username: account.username,
      since: account.createdAt,
      lastSignIn: account.lastSignInAt,
      disabled: account.disabledAt,
      administrator: account.administrator,
    },
    invited: invitation ? { by: invitation.madeBy, at: invitation.madeAt, expires: invitation.expiresAt } : null,
    leaving,
    duties: duties.map(({ duty, setting, until, givenBy, givenAt }) => ({ duty, setting, until, givenBy, givenAt })),
    may: [...usefulActs(standing, at)],
  }
}

/** Everybody whose account one may see, whatever can be said of it. */
const seenBy = async (tx: Tx, { org, administrator, manages }: Asker, at: Instant) => {
  const people = await peopleIn(tx, org)
  if (administrator) return people
  const posts = await postsIn(tx, org, [...manages])
  const theirs = new Set(posts.filter((post) => !isOver(post, londonDay(at))).map(({ person }) => person))
  return people.filter(({ id }) => theirs.has(id))
}

const AUDITED = {
  disable: 'account-disabled',
  enable: 'account-enabled',
  'keep-open': 'account-kept-open',
  'make-administrator': 'administrator-made',
  'take-administrator': 'administrator-taken',
} as const satisfies Partial<Record<AccountAct, Audited>>

const patchOf = (change: AccountChange, by: PersonId, at: Instant): AccountPatch => {
  switch (change.change) {
    case 'disable':
      return { disabled: { at, by } }
    case 'enable':
      return { disabled: null }
    case 'keep-open':
      return { openUntil: change.until }
    case 'make-administrator':
      return { administrator: true }
    case 'take-administrator':
      return { administrator: false }
    default:
      return unreachable(change)
  }
}

/** What is so already is not done again, nor written down again. */
const isSoAlready = (change: AccountChange, { account }: Standing): boolean => {
  if (account === null) return true
  switch (change.change) {
    case 'disable':
      return account.disabledAt !== null
    case 'enable':
      return account.disabledAt === null
    case 'keep-open':
      return account.openUntil === change.until
    case 'make-administrator':
      return account.administrator
    case 'take-administrator':
      return !account.administrator
    default:
      return unreachable(change)
  }
}

export interface AccountsPorts {
  readonly storage: Storage
  readonly clock: Clock
  readonly random: RandomToken
}

export const accountsService = ({ storage, clock, random }: AccountsPorts): Accounts => {
  const answerFor = async (tx: Tx, standing: Standing, at: Instant): Promise<Outcome<AccountAnswer>> => {
    const invitation = await invitationOf(tx, standing.org, standing.about.id)
    return { ok: true, value: { account: lineOf(standing, invitation, at), serverTime: at } }
  }

  /** One thing done to one account: judged, done, written down and answered in one transaction. */
  const doing = (
    { org, person: actor }: Principal,
    person: PersonId,
    act: AccountAct,
    work: (tx: Tx, standing: Standing, at: Instant) => Promise<{ readonly what: Audited; readonly details: Json } | ApiErrorCode | null>,
  ): Promise<Outcome<AccountAnswer>> =>
    storage.write(async (tx) => {
      const at = clock()
      const asker = await askerOf(tx, { org, person: actor })
      const standing = await standingOf(tx, asker, person, at)
      if (!standing) return { ok: false, code: 'not-found' }
      const refusal = objectionTo(act, standing, at)
      if (refusal !== null) return { ok: false, code: refusal }
      const done = await work(tx, standing, at)
      if (typeof done === 'string') return { ok: false, code: done }
      if (done) await appendAudit(tx, org, [{ at, actor, subject: person, record: null, ...done }], random)
      // Who gave up being an administrator is told so, though they see no more than that from now on.
      const after = await standingOf(tx, await askerOf(tx, { org, person: actor }), person, at)
      return answerFor(tx, after ?? standing, at)
    })

  return {
    list: (principal, find) =>
      storage.snapshot(async (tx) => {
        const at = clock()
        const asker = await askerOf(tx, principal)
        if (!asker.administrator && asker.manages.size === 0) return { ok: false, code: 'not-allowed' }
        const found = (await seenBy(tx, asker, at))
          .filter(({ name }) => ` ${folded(name)}`.includes(` ${folded(find)}`.trimEnd()))
          .sort((a, b) => a.name.localeCompare(b.name) || (a.id < b.id ? -1 : 1))
        const invitations = new Map((await invitationsIn(tx, asker.org)).map((each) => [each.person, each]))
        const accounts: AccountLine[] = []
        for (const { id } of found.slice(0, LINES)) {
          const standing = await standingOf(tx, asker, id, at)
          if (standing) accounts.push(lineOf(standing, invitations.get(id) ?? null, at))
        }
        return { ok: true, value: { accounts, more: found.length > LINES, serverTime: at } }
      }),
    one: (principal, person) =>
      storage.snapshot(async (tx) => {
        const at = clock()
        const standing = await standingOf(tx, await askerOf(tx, principal), person, at)
        if (!standing || objectionTo('see', standing, at) !== null) return { ok: false, code: 'not-found' }
        return answerFor(tx, standing, at)
      }),
    change: (principal, person, change) =>
      doing(principal, person, change.change, async (tx, standing, at) => {
        if (isSoAlready(change, standing)) return null
        const { org } = principal
        await changeAccount(tx, org, person, patchOf(change, principal.person, at))
        if (change.change === 'disable') {
          await endSignInsOf(tx, org, person)
          await dropInvitation(tx, org, person)
        }
        return { what: AUDITED[change.change], details: change.change === 'keep-open' ? { until: change.until } : null }
      }),
    giveDuty: (principal, { person, duty, setting, until }) =>
      doing(principal, person, 'give-duty', async (tx, standing, at) => {
        const { org } = principal
        if (until !== null && until < londonDay(at)) return 'body-invalid'
        if (setting !== null && (await recordsOf(tx, org, [setting]))[0]?.kind !== 'setting') return 'not-found'
        // A duty opens others' records: nobody opens them to themself while somebody else could look at the reason.
        if (standing.self && !standing.last) return 'another-administrator-needed'
        await giveDuty(tx, org, { person, duty, setting, until, givenBy: principal.person, givenAt: at })
        return { what: 'duty-given', details: { duty, setting, until } }
      }),
    takeDuty: (principal, { person, duty, setting }) =>
      doing(principal, person, 'take-duty', async (tx) => {
        const had = await takeDuty(tx, principal.org, person, duty, setting)
        return had ? { what: 'duty-taken', details: { duty, setting } } : null
      }),
  }
}
