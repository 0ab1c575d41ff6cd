/** A person's planned sessions for their own calendar: a private address, and what it answers (SEF-8.2). */
import { epochOf, londonDay } from '../../src/domain/dates.ts'
import { calendarOf } from '../../src/protocol/calendar.ts'
import { calendarEventsOf } from '../../src/protocol/calendar-events.ts'
import { type CalendarFeed, type CalendarFeedMade } from '../../src/protocol/calendar-feed.ts'
import { calendar as words } from '../../src/words/en/calendar.ts'
import { type Clock, type RandomToken, tokenHash } from '../clock.ts'
import { calendarFactsOf, dropFeed, feedOf, feedWithToken, putFeed, touchFeed } from '../storage/calendar-feeds.ts'
import { concerning } from '../storage/records.ts'
import { type Storage } from '../storage/storage.ts'
import { type Principal } from './judge.ts'

export interface Calendar {
  /** Whether the person has an address, and since when. */
  readonly feed: (principal: Principal) => Promise<CalendarFeed>
  /** Makes an address; the one before it, if any, is dead. Only this answer ever says it. */
  readonly make: (principal: Principal) => Promise<CalendarFeedMade>
  readonly end: (principal: Principal) => Promise<CalendarFeed>
  /** What an address answers: iCalendar text; null where there is no such address or its account is not open. */
  readonly read: (token: string) => Promise<string | null>
}

const TOKEN_BYTES = 32
/** Once an hour is exact enough to say that it is read, and spares a durable write at every reading. */
const READ_NOTED_MS = 60 * 60_000

export const calendarService = ({
  storage,
  clock,
  random,
}: {
  readonly storage: Storage
  readonly clock: Clock
  readonly random: RandomToken
}): Calendar => {
  const feed = async ({ org, person }: Principal): Promise<CalendarFeed> => {
    const row = await storage.snapshot((tx) => feedOf(tx, org, person))
    return { feed: row && { since: row.createdAt, lastRead: row.lastReadAt }, serverTime: clock() }
  }
  return {
    feed,
    make: async ({ org, person }) => {
      const token = random(TOKEN_BYTES)
      const at = clock()
      await storage.write((tx) => putFeed(tx, { org, person, tokenHash: tokenHash(token), at }))
      return { path: `/calendar/${token}.ics`, since: at, serverTime: at }
    },
    end: async (principal) => {
      await storage.write((tx) => dropFeed(tx, principal.org, principal.person))
      return feed(principal)
    },
    read: async (token) => {
      // Looked up by its hash, whatever it is: how long that takes says nothing of how near a guess came.
      const hash = tokenHash(token)
      const now = clock()
      const asOf = londonDay(now)
      const found = await storage.snapshot(async (tx) => {
        const row = await feedWithToken(tx, hash, now)
        if (!row) return null
        const { org, person } = row
        const { posts } = await concerning(tx, org, person)
        return { row, events: calendarEventsOf(person, { posts, ...(await calendarFactsOf(tx, org, posts)) }, asOf) }
      })
      if (!found) return null
      const { lastReadAt } = found.row
      if (lastReadAt === null || epochOf(now) - epochOf(lastReadAt) >= READ_NOTED_MS) {
        await storage.write((tx) => touchFeed(tx, hash, now))
      }
      return calendarOf({ name: words['calendar.name'], title: words['calendar.entry'], stamp: now, events: found.events })
    },
  }
}
