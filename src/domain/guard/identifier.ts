/** What the guard looks for (W6), and what it knows of the service. */
import { type PlainDate } from '../dates.ts'

/** Kinds of what tells who a child is. */
export const IDENTIFIER_KINDS = ['name', 'birth-date', 'phone', 'email', 'postcode'] as const
export type IdentifierKind = (typeof IDENTIFIER_KINDS)[number]

/** A place in a text that tells who a child is. */
export interface Identifier {
  readonly kind: IdentifierKind
  /** Where it begins and ends, in UTF-16 units; a possessive ’s is left out, so that a reference fits in its place. */
  readonly from: number
  readonly to: number
  /** Of a name: the one case it belongs to. None where it is another kind, or where two cases share the name. */
  readonly reference?: string
}

/** A case as the guard knows it: what it is called in notes, and the names that must not be. */
export interface GuardedCase {
  readonly reference: string
  /** Full names and nicknames, as they are written; given name first. */
  readonly names: readonly string[]
}

/** What makes the guard surer, where it is known. */
export interface GuardContext {
  /** Full names of people who work there: they are not children. */
  readonly colleagues?: readonly string[]
  /** The day on which the text is read: a date beside a name some years before it is a date of birth. */
  readonly asOf?: PlainDate | null
}
