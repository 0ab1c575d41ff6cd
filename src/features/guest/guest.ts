/** What the page behind a link to sign asks of the service and of this browser, as a port: `app` answers it, tests with a fake. */
import { type Instant } from '../../domain/dates.ts'
import { type PersonId } from '../../domain/ids.ts'
import { type Text } from '../../domain/policy/text.ts'
import { type RecordReading } from '../../domain/reading.ts'
import { type SignableState } from '../../domain/records/record.ts'
import { type SignAnswer } from '../../domain/records/deeds/signed.ts'

/** Whom a link is for, said only to who has it. */
export interface GuestFound {
  readonly knownAs: string
  readonly service: string
  readonly by: 'code' | 'passkey'
  readonly expires: Instant
}

/** The one record, as its supervisee may read it. */
export interface GuestRecord {
  readonly person: { readonly id: PersonId; readonly name: string; readonly knownAs: string }
  readonly other: { readonly id: PersonId; readonly name: string }
  /** What is signed. */
  readonly state: SignableState
  /** The same to be read. */
  readonly reading: RecordReading
  /** What the form says that signing means. */
  readonly clauses: readonly Text[]
}

/** Why a link does nothing now. */
export type GuestProblem =
  /** Used, too old, ended, replaced, too many wrong codes, or never one: the service does not say which. */
  | { readonly kind: 'unknown' }
  | { readonly kind: 'offline' }
  | { readonly kind: 'server-trouble' }
  | { readonly kind: 'throttled'; readonly seconds: number }

export type GuestLooked = { readonly kind: 'found'; readonly found: GuestFound } | GuestProblem

export type GuestOpened =
  | { readonly kind: 'open'; readonly record: GuestRecord }
  | { readonly kind: 'wrong-code'; readonly left: number }
  | { readonly kind: 'passkey-stopped' }
  | { readonly kind: 'passkey-refused' }
  | GuestProblem

export interface GuestChoice {
  readonly answer: SignAnswer
  readonly comment: string | null
  /** The very words shown above the button. */
  readonly statement: string
  readonly language: 'en' | 'cy'
}

export type GuestSigned =
  | { readonly kind: 'signed'; readonly locked: boolean; readonly copy: { readonly file: string; readonly text: string } | null }
  /** The record is another than the one that was read. */
  | { readonly kind: 'changed' }
  /** The signature was not taken as theirs. */
  | { readonly kind: 'refused' }
  | GuestProblem

export interface GuestLink {
  readonly look: (token: string) => Promise<GuestLooked>
  /** @param code null asks for the passkey */
  readonly open: (token: string, code: string | null) => Promise<GuestOpened>
  /** Signs what was last opened. The same choice again sends the same signature, should its answer have been lost. */
  readonly sign: (token: string, choice: GuestChoice) => Promise<GuestSigned>
}
