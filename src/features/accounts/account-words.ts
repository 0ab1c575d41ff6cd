/** Accounts, duties and sign-ins in words. */
import { addDays, type Instant, londonDay, type PlainDate } from '../../domain/dates.ts'
import { type Duty } from '../../domain/duties.ts'
import { type PersonId } from '../../domain/ids.ts'
import { type AccountLine, type SignInLine } from '../../queries/accounts.ts'
import { type DeviceErrorCode } from '../../queries/device-error.ts'
import { type Snapshot } from '../../queries/device.ts'
import { type Tone } from '../../ui/tag.tsx'
import { errorInWords } from '../../words/error-in-words.ts'
import { type Words } from '../../words/words.ts'

/** What the screens know of names and of now. */
export interface Around {
  readonly snapshot: Snapshot
  readonly now: Instant
}

export const placeName = (setting: Duty['setting'], { snapshot }: Pick<Around, 'snapshot'>, { say }: Words): string =>
  setting === null ? say('accounts.duty.everywhere') : (snapshot.settings.get(setting)?.name ?? '—')

export const nameOf = (person: PersonId | 'service', { snapshot }: Pick<Around, 'snapshot'>, { say }: Words): string =>
  person === 'service' ? say('accounts.signIns.byService') : (snapshot.people.get(person)?.name ?? '—')

/** "Quality assurance, Larkfield House, until 31 March 2027" */
export const dutyInWords = ({ duty, setting, until }: Duty, around: Around, words: Words): string => {
  const { say, day } = words
  const said = { duty: say(`accounts.duty.${duty}`), place: placeName(setting, around, words) }
  if (until === null) return say('accounts.duty.where', said)
  return say('accounts.duty.whereUntil', { ...said, day: day(until, londonDay(around.now)) })
}

/** Whether the account lets nobody in any more because its person has left. */
const hasClosed = ({ leaving }: AccountLine, today: PlainDate): boolean => leaving !== null && leaving.openUntil < today

/** The state of an account in a word. */
export const tagOf = (line: AccountLine, { now }: Around, { say }: Words): { readonly tone: Tone; readonly text: string } => {
  const { account, invited, leaving } = line
  if (account?.disabled || hasClosed(line, londonDay(now))) return { tone: 'red', text: say('accounts.tag.closed') }
  if (!account) return invited && invited.expires > now ? { tone: 'blue', text: say('accounts.tag.invited') } : { tone: 'grey', text: say('accounts.tag.none') }
  return leaving ? { tone: 'amber', text: say('accounts.tag.leaving') } : { tone: 'green', text: say('accounts.tag.open') }
}

const leavingInWords = (line: AccountLine, { now }: Around, { say, day }: Words): string | null => {
  const { leaving } = line
  if (!leaving) return null
  const today = londonDay(now)
  const { lastDay, openUntil } = leaving
  if (hasClosed(line, today)) return say('accounts.left', { day: day(addDays(openUntil, 1), today) })
  if (openUntil === lastDay) return say('accounts.leaving', { day: day(lastDay, today) })
  return say('accounts.keptOpen', { day: day(lastDay, today), until: day(openUntil, today) })
}

/** Null while there is no account. */
export const lastSignInOf = ({ account }: AccountLine, { now }: Around, { say, ago }: Words): string | null => {
  if (!account) return null
  return account.lastSignIn === null ? say('accounts.never') : say('accounts.last', { ago: ago(account.lastSignIn, now) })
}

const invitedInWords = ({ invited }: AccountLine, { now }: Around, { say, dayAndTime }: Words): string | null => {
  if (!invited) return null
  return invited.expires > now ? say('accounts.invited', { when: dayAndTime(invited.expires, londonDay(now)) }) : say('accounts.invitedOld')
}

/** What the word for it leaves out, each in a short sentence. */
export const stateLines = (line: AccountLine, around: Around, words: Words): readonly string[] => {
  const { account } = line
  const { say, day } = words
  return [
    account?.disabled ? say('accounts.disabled', { day: day(londonDay(account.disabled), londonDay(around.now)) }) : null,
    leavingInWords(line, around, words),
    invitedInWords(line, around, words),
  ].filter((text) => text !== null)
}

/** "Chrome on Android tablet" */
export const seenInWords = ({ browser, on }: SignInLine['seenOn'], { say }: Words): string =>
  say('accounts.signIns.on', { browser: say(`accounts.browser.${browser}`), place: say(`accounts.place.${on}`) })

/** Refusals that mean something else here than elsewhere, or that only these pages get. */
const OWN = ['account-closed', 'username-taken', 'not-yourself', 'last-administrator', 'another-administrator-needed', 'not-found'] as const

/** Why something was not done. */
export const refusalInWords = (code: DeviceErrorCode, words: Words): string => {
  const own = OWN.find((each) => each === code)
  return own ? words.say(`accounts.refused.${own}`) : errorInWords(code, words)
}
