import { type AccountDoings, type AccountLine } from '../../queries/accounts.ts'
import { type Around } from './account-words.ts'

/** What each part of a person's account is given. */
export interface AccountPart {
  line: AccountLine
  around: Around
  doings: AccountDoings
  /** Asks the service again what the account is now. */
  again: () => Promise<void>
}
