/** People's own copies of their records (W5): asking, looking through, having it. */
import * as z from 'zod/mini'
import { Instant, PlainDate } from '../domain/dates.ts'
import { PersonId } from '../domain/ids.ts'

export const CopyId = z.uuid()

const OwnCopy = z.strictObject({
  id: CopyId,
  askedAt: Instant,
  /** By which day the law wants it to be there: a month from asking. */
  due: PlainDate,
  /** `asked` is looked through; `ready` can be had; `over` is kept no longer. */
  state: z.enum(['asked', 'ready', 'over']),
  reviewedBy: z.nullable(z.string()),
  reviewedAt: z.nullable(Instant),
  readyUntil: z.nullable(Instant),
})
export type OwnCopy = z.infer<typeof OwnCopy>

const CopyToReview = z.strictObject({
  id: CopyId,
  person: PersonId,
  name: z.string(),
  askedAt: Instant,
  due: PlainDate,
  /** Why it is for somebody else; null where it is this person's to look through. */
  notYours: z.nullable(z.enum(['about-you', 'supervisor'])),
})
export type CopyToReview = z.infer<typeof CopyToReview>

export const CopiesAnswer = z.strictObject({
  mine: z.array(OwnCopy),
  /** For those who decide about files: copies that wait to be looked through. Null for everybody else. */
  toReview: z.nullable(z.array(CopyToReview)),
  serverTime: Instant,
})
export type CopiesAnswer = z.infer<typeof CopiesAnswer>

const Cover = z.strictObject({ start: z.int().check(z.minimum(0)), end: z.int().check(z.minimum(1)), why: z.enum(['name', 'child', 'added']) })

/** Every text of a copy, with what may give away somebody else in it. */
export const ReviewAnswer = z.strictObject({
  id: CopyId,
  name: z.string(),
  texts: z.array(z.strictObject({ text: z.string(), covers: z.array(Cover) })),
  serverTime: Instant,
})
export type ReviewAnswer = z.infer<typeof ReviewAnswer>

/** What is covered in each text, by its place in the list; a text that is left out is as it is. */
export const CopyRelease = z.strictObject({
  covers: z.array(z.strictObject({ text: z.int().check(z.minimum(0)), covers: z.array(Cover).check(z.maxLength(500)) })).check(z.maxLength(5000)),
})
export type CopyRelease = z.infer<typeof CopyRelease>

export const CopyRefusal = z.enum(['not-open', 'about-you', 'supervisor', 'spans'])
export type CopyRefusal = z.infer<typeof CopyRefusal>
export const ReviewOpened = z.strictObject({ refused: z.nullable(CopyRefusal), review: z.nullable(ReviewAnswer) })
export type ReviewOpened = z.infer<typeof ReviewOpened>
export const CopyReleased = z.strictObject({ refused: z.nullable(CopyRefusal), serverTime: Instant })
export type CopyReleased = z.infer<typeof CopyReleased>

/** The copy itself: one file that opens from the disk and holds the same for a machine to read. */
export const CopyTaken = z.strictObject({ file: z.string(), html: z.string(), serverTime: Instant })
export type CopyTaken = z.infer<typeof CopyTaken>
