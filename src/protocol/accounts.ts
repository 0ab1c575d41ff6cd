/** Who may come in, for those who say so: people, their accounts, invitations and duties. */
import * as z from 'zod/mini'
import { AccountAct } from '../domain/account-access.ts'
import { Instant, PlainDate } from '../domain/dates.ts'
import { Duty, DutyName } from '../domain/duties.ts'
import { PersonId, SettingId } from '../domain/ids.ts'

export const AccountLine = z.strictObject({
  person: PersonId,
  name: z.string(),
  knownAs: z.string(),
  /** Posts that are not over. */
  posts: z.array(z.strictObject({ title: z.string(), setting: SettingId })),
  /** Null while they have none. */
  account: z.nullable(
    z.strictObject({
      username: z.string(),
      since: Instant,
      lastSignIn: z.nullable(Instant),
      disabled: z.nullable(Instant),
      administrator: z.boolean(),
    }),
  ),
  /** A link that was made and not taken yet; one that is too old stays until another is made. */
  invited: z.nullable(z.strictObject({ by: z.union([PersonId, z.literal('service')]), at: Instant, expires: Instant })),
  leaving: z.nullable(z.strictObject({ lastDay: PlainDate, openUntil: PlainDate })),
  duties: z.array(z.extend(Duty, { givenBy: PersonId, givenAt: Instant })),
  /** What who asks may do here. */
  may: z.array(AccountAct),
})
export type AccountLine = z.infer<typeof AccountLine>

/** Those whose name is found, by name: at most so many, and whether there are more. */
export const AccountsAnswer = z.strictObject({ accounts: z.array(AccountLine), more: z.boolean(), serverTime: Instant })
export type AccountsAnswer = z.infer<typeof AccountsAnswer>

export const AccountAnswer = z.strictObject({ account: AccountLine, serverTime: Instant })
export type AccountAnswer = z.infer<typeof AccountAnswer>

export const AccountChange = z.discriminatedUnion('change', [
  z.strictObject({ change: z.enum(['disable', 'enable', 'make-administrator', 'take-administrator']) }),
  /** Until the end of a day; null lets the account end with the last day again. */
  z.strictObject({ change: z.literal('keep-open'), until: z.nullable(PlainDate) }),
])
export type AccountChange = z.infer<typeof AccountChange>

export const DutyGive = z.extend(Duty, { person: PersonId })
export type DutyGive = z.infer<typeof DutyGive>

export const DutyTake = z.strictObject({ person: PersonId, duty: DutyName, setting: z.nullable(SettingId) })
export type DutyTake = z.infer<typeof DutyTake>
