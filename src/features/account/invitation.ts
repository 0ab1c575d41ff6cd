/** What the page behind a link asks of the service and of this browser, as a port: `app` answers it, tests with a fake. */
import { type Instant } from '../../domain/dates.ts'
import { type GateAnswer } from './gate.ts'

/** Whom a link is for, said only to who has it. */
export interface Invited {
  readonly knownAs: string
  readonly service: string
  /** Offered; or, where a password is chosen again, what it is and stays. */
  readonly username: string | null
  readonly again: boolean
  readonly expires: Instant
}

/** Why a link does nothing now. */
export type LinkProblem =
  /** Used, too old, replaced, or never one: the service does not say which. */
  | { readonly kind: 'unknown' }
  | { readonly kind: 'offline' }
  | { readonly kind: 'server-trouble' }
  | { readonly kind: 'throttled'; readonly seconds: number }

export type Looked = { readonly kind: 'found'; readonly invited: Invited } | LinkProblem

export type Taken =
  /** The password is chosen and the link dead; whether this browser could be opened with it is another matter. */
  | { readonly kind: 'chosen'; readonly answer: GateAnswer }
  | { readonly kind: 'username-taken' }
  | { readonly kind: 'password-weak' }
  | LinkProblem

export interface Invitations {
  readonly look: (token: string) => Promise<Looked>
  /** @param username as typed; where a password is chosen again, the one there is */
  readonly take: (token: string, invited: Pick<Invited, 'again'>, username: string, password: string) => Promise<Taken>
}
