/**
 * Who may do what to whose account: one total table (A5). An account opens records, so a manager's reach ends where the
 * account opens more than what they answer for themselves: who makes a link could also use it.
 */
import * as z from 'zod/mini'

export const AccountAct = z.enum([
  'see',
  /** A link with which the person chooses a user name and a password, the first time or again. */
  'invite',
  'disable',
  'enable',
  /** Past the last day of somebody who leaves. */
  'keep-open',
  'make-administrator',
  'take-administrator',
  'give-duty',
  'take-duty',
])
export type AccountAct = z.infer<typeof AccountAct>

/** How who asks stands to whose account it is. `manager`: of a setting in which the person has a post that is not over. */
export type AccountRelation = 'administrator' | 'manager' | 'none'

/** What an account opens beside the records of its own person. */
export interface AccountHolds {
  readonly administrator: boolean
  /** A duty that holds: it opens others' records (W2). */
  readonly duties: boolean
  /** It manages a setting, or supervises in one, that who asks does not manage. */
  readonly elsewhere: boolean
  /** An administrator disabled it: no manager undoes that. */
  readonly disabledAbove: boolean
}

const ADMINISTRATOR: readonly AccountRelation[] = ['administrator']
const BOTH: readonly AccountRelation[] = ['administrator', 'manager']

const MAY: Readonly<Record<AccountAct, readonly AccountRelation[]>> = {
  see: BOTH,
  invite: BOTH,
  disable: BOTH,
  enable: BOTH,
  'keep-open': ADMINISTRATOR,
  'make-administrator': ADMINISTRATOR,
  'take-administrator': ADMINISTRATOR,
  'give-duty': ADMINISTRATOR,
  'take-duty': ADMINISTRATOR,
}

/** What nobody does to their own account: a link for oneself would go round the password, disabling oneself is a mistake. */
const NOT_ONESELF: ReadonlySet<AccountAct> = new Set(['invite', 'disable', 'enable', 'keep-open'])

export type AccountRefusal = 'not-allowed' | 'not-yourself'

/**
 * Whether somebody may do this to an account.
 *
 * @param self whether it is their own
 * @returns null if they may
 */
export const objectionToAccount = (act: AccountAct, relation: AccountRelation, holds: AccountHolds, self: boolean): AccountRefusal | null => {
  if (!MAY[act].includes(relation)) return 'not-allowed'
  if (self && NOT_ONESELF.has(act)) return 'not-yourself'
  if (relation !== 'manager' || act === 'see') return null
  const more = holds.administrator || holds.duties || holds.elsewhere || (act === 'enable' && holds.disabledAbove)
  return more ? 'not-allowed' : null
}

/**
 * Whether somebody may say that a device of a person's is lost, or used no longer (K3): for themself, and for those whose
 * account they answer for. It opens nothing and destroys nothing that the service does not have, so that a manager's reach
 * has no end here: whoever is in charge at night says it for everybody on the tablet.
 */
export const mayRevokeDevice = (relation: AccountRelation, self: boolean): boolean => self || BOTH.includes(relation)
