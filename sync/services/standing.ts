/** How who asks stands to whose account it is, read in the transaction that acts on it: of two at once, the second sees the first. */
import { AccountAct, type AccountHolds, type AccountRelation, objectionToAccount } from '../../src/domain/account-access.ts'
import { type Instant, londonDay, type PlainDate } from '../../src/domain/dates.ts'
import { type OrgId, type PersonId } from '../../src/domain/ids.ts'
import { closedFrom, type Leaving } from '../../src/domain/leaving.ts'
import { type PersonState, type PostState } from '../../src/domain/records/record.ts'
import { unreachable } from '../../src/domain/unreachable.ts'
import { type ApiErrorCode } from '../../src/protocol/errors.ts'
import { type Account, accountOf, administratorsIn, leavingIn } from '../storage/accounts.ts'
import { dutiesOf, type GivenDuty } from '../storage/duties.ts'
import { concerning, recordsOf } from '../storage/records.ts'
import { type Tx } from '../storage/storage.ts'
import { type Principal } from './judge.ts'

/** Who asks, as they are now: what their sign-in said may have been taken back meanwhile. */
export interface Asker {
  readonly org: OrgId
  readonly person: PersonId
  readonly administrator: boolean
  /** The settings they manage. */
  readonly manages: ReadonlySet<string>
  /** Who administers the service now. */
  readonly administrators: readonly PersonId[]
}

export interface Standing {
  readonly org: OrgId
  readonly about: PersonState
  /** Of any person: posts that are not over. */
  readonly posts: readonly PostState[]
  readonly account: Account | null
  readonly leaving: Leaving | null
  readonly duties: readonly GivenDuty[]
  readonly relation: AccountRelation
  readonly holds: AccountHolds
  readonly self: boolean
  /** Nobody else administers the service. */
  readonly last: boolean
}

export const askerOf = async (tx: Tx, { org, person }: Pick<Principal, 'org' | 'person'>): Promise<Asker> => {
  const { settings } = await concerning(tx, org, person)
  const administrators = await administratorsIn(tx, org)
  const disabled = (await accountOf(tx, org, person))?.disabledAt ?? null
  const manages = disabled === null ? settings.filter(({ managers }) => managers.includes(person)).map(({ id }) => id) : []
  return { org, person, administrator: administrators.includes(person), manages: new Set(manages), administrators }
}

export const isOver = ({ until }: PostState, today: PlainDate): boolean => until !== null && until < today

/** Null where there is no such person. */
export const standingOf = async (tx: Tx, asker: Asker, person: PersonId, at: Instant): Promise<Standing | null> => {
  const { org, manages } = asker
  const today = londonDay(at)
  const [about] = await recordsOf(tx, org, [person])
  if (about?.kind !== 'person') return null
  const account = await accountOf(tx, org, person)
  const duties = await dutiesOf(tx, org, at, person)
  const { posts: concerned, settings } = await concerning(tx, org, person)
  const running = concerned.filter((post) => !isOver(post, today))
  const posts = running.filter((post) => post.person === person)
  const disabler = account?.disabledBy ? await accountOf(tx, org, account.disabledBy) : null
  return {
    org,
    about,
    posts,
    account,
    leaving: await leavingIn(tx, account ?? { org, person, administrator: false, openUntil: null }),
    duties,
    relation: asker.administrator ? 'administrator' : posts.some(({ setting }) => manages.has(setting)) ? 'manager' : 'none',
    holds: {
      administrator: account?.administrator === true,
      duties: duties.length > 0,
      elsewhere:
        settings.some(({ id, managers }) => managers.includes(person) && !manages.has(id)) ||
        running.some((post) => post.supervisor === person && !manages.has(post.setting)),
      disabledAbove: disabler?.administrator === true,
    },
    self: asker.person === person,
    last: !asker.administrators.some((other) => other !== person),
  }
}

/** Whether nobody may sign in to it: disabled, or its person has left. */
export const isClosed = ({ account, leaving }: Standing, at: Instant): boolean =>
  (account !== null && account.disabledAt !== null) || (leaving !== null && londonDay(at) >= closedFrom(leaving))

/**
 * Why something can't be done to an account as it is.
 *
 * @returns null if it can
 */
export const objectionTo = (act: AccountAct, standing: Standing, at: Instant): ApiErrorCode | null => {
  const { account, relation, holds, self, last } = standing
  // Whose account one may not even see is not told from one that there is not.
  if (objectionToAccount('see', relation, holds, self) !== null) return 'not-found'
  const refusal = objectionToAccount(act, relation, holds, self)
  if (refusal !== null) return refusal
  switch (act) {
    case 'see':
    case 'give-duty':
    case 'take-duty':
      return null
    case 'invite':
      return isClosed(standing, at) ? 'account-closed' : null
    case 'make-administrator':
      return account === null ? 'not-found' : isClosed(standing, at) ? 'account-closed' : null
    case 'disable':
    case 'take-administrator':
      if (account === null) return 'not-found'
      return account.administrator && last ? 'last-administrator' : null
    case 'enable':
    case 'keep-open':
      return account === null ? 'not-found' : null
    default:
      return unreachable(act)
  }
}

/** What is of use to do to an account as it is, and may be done. */
export const usefulActs = (standing: Standing, at: Instant): readonly AccountAct[] => {
  const { account, leaving, duties } = standing
  const useful: Readonly<Record<AccountAct, boolean>> = {
    see: true,
    invite: true,
    disable: account !== null && account.disabledAt === null,
    enable: account !== null && account.disabledAt !== null,
    'keep-open': leaving !== null,
    'make-administrator': account?.administrator === false,
    'take-administrator': account?.administrator === true,
    'give-duty': true,
    'take-duty': duties.length > 0,
  }
  return AccountAct.options.filter((act) => useful[act] && objectionTo(act, standing, at) === null)
}
