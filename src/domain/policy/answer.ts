/** What people answer to the fields of a form, where it is more than words. Apart from the forms, which Today does without. */
import * as z from 'zod/mini'
import { ClockTime, PlainDate } from '../dates.ts'
import { PersonId } from '../ids.ts'

/** How a topic was dealt with, beside a note: talked about with nothing to record, or nothing to talk about. */
export const QuickState = z.enum(['discussed', 'none-since-last'])
export type QuickState = z.infer<typeof QuickState>

/** The answer to a field of type `topic`. */
export const TopicAnswer = z.strictObject({
  state: z.enum(['note', ...QuickState.options]),
  note: z.optional(z.string()),
})
export type TopicAnswer = z.infer<typeof TopicAnswer>

/** One date of a year's sessions; `at` is null until a time is agreed. */
export const AgreedDate = z.strictObject({ on: PlainDate, at: z.nullable(ClockTime) })
export type AgreedDate = z.infer<typeof AgreedDate>

/** The answer to a field of type `dates`, in the order of the year (SEF-8.0, SEF-8.2). */
export const AgreedDates = z.array(AgreedDate)
export type AgreedDates = z.infer<typeof AgreedDates>

/** The answer to a field of type `manager`; `person` is null for somebody who has no record here (SEF-8.1). */
export const NamedManager = z.strictObject({ person: z.nullable(PersonId), name: z.string() })
export type NamedManager = z.infer<typeof NamedManager>
