/** The private calendar address, asked of the service. What it answers is read with a schema that comes when it is wanted. */
import { type CalendarAddress, type Device } from '../queries/device.ts'

const shapes = () => import('../protocol/calendar-feed.ts')

const path = '/api/calendar'

export const calendarAddress = (ask: Device['ask']): CalendarAddress => ({
  feed: async () => (await ask({ path, method: 'GET' }, (await shapes()).CalendarFeed)).feed,
  make: async () => {
    const made = await ask({ path }, (await shapes()).CalendarFeedMade)
    return { address: new URL(made.path, globalThis.location.origin).href, since: made.since }
  },
  end: async () => {
    await ask({ path, method: 'DELETE' }, (await shapes()).CalendarFeed)
  },
})
