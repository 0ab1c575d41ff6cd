/**
 * Text as an inspector may read it (W1, W3): what it is made of was looked through for names and references, and each that
 * was found is a part that says only what stood there. Text has this type by no other way than `masking.ts`, so that text
 * nobody looked through cannot get into a pack.
 */
import * as z from 'zod/mini'

/** A person's number in the pack. */
export const PersonNumber = z.int().check(z.minimum(1))
export type PersonNumber = z.infer<typeof PersonNumber>

/** What is hidden: a child's reference, something by which a person could be found, what the manager asked to hide. */
export const HiddenKind = z.enum(['reference', 'identifier', 'asked'])
export type HiddenKind = z.infer<typeof HiddenKind>

const MaskedPart = z.union([
  z.string(),
  /** Somebody of the pack, in place of a name. */
  z.strictObject({ person: PersonNumber }),
  /** Somebody else of the service, or one of several of that name. */
  z.strictObject({ colleague: z.literal(true) }),
  z.strictObject({ hidden: HiddenKind }),
])
export type MaskedPart = z.infer<typeof MaskedPart>

export const MaskedText = z.array(MaskedPart).brand('MaskedText')
export type MaskedText = z.infer<typeof MaskedText>

/** A few words, such as a post's title, in which what was found is a mark and no part of its own. */
export const MaskedWords = z.string().brand('MaskedWords')
export type MaskedWords = z.infer<typeof MaskedWords>

/** How many names, references and other things stand masked in a text. */
export const maskedIn = (text: MaskedText): number => text.filter((part) => typeof part !== 'string').length
