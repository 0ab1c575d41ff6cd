/** `/api/calendar`: a person's private address of their planned sessions, for a calendar that reads it by itself (SEF-8.2). */
import * as z from 'zod/mini'
import { Instant } from '../domain/dates.ts'

/** Whether there is an address. What it is nobody can be told again: the server keeps only its hash. */
export const CalendarFeed = z.strictObject({
  feed: z.nullable(z.strictObject({ since: Instant, lastRead: z.nullable(Instant) })),
  serverTime: Instant,
})
export type CalendarFeed = z.infer<typeof CalendarFeed>

/** A new address, told once; the one before it, if any, is dead. */
export const CalendarFeedMade = z.strictObject({
  /** Below the service's own address. */
  path: z.string().check(z.regex(/^\/calendar\/[\w-]{43}\.ics$/)),
  since: Instant,
  serverTime: Instant,
})
export type CalendarFeedMade = z.infer<typeof CalendarFeedMade>
