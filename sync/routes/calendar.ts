/** The private address of a person's calendar: having one, and what it answers to a calendar that is not signed in. */
import { z } from 'zod'
import { CalendarFeed, CalendarFeedMade } from '../../src/protocol/calendar-feed.ts'
import { Refused } from '../http/errors.ts'
import { type App, type RouteContext } from './app-type.ts'

export const calendarRoutes = (app: App, { services: { calendar }, guards }: RouteContext): void => {
  app.route({
    method: 'GET',
    url: '/api/calendar',
    schema: { summary: 'Whether one has a private calendar address, and since when', response: { 200: CalendarFeed } },
    handler: async (request) => calendar.feed(await guards.principal(request)),
  })
  app.route({
    method: 'POST',
    url: '/api/calendar',
    schema: { summary: 'Make a private calendar address; the one before it is dead', response: { 200: CalendarFeedMade } },
    handler: async (request) => calendar.make(await guards.principal(request)),
  })
  app.route({
    method: 'DELETE',
    url: '/api/calendar',
    schema: { summary: 'End one’s private calendar address', response: { 200: CalendarFeed } },
    handler: async (request) => calendar.end(await guards.principal(request)),
  })
}

/** What calendars read: nobody is signed in, and the address itself is the secret. */
export const FEED_ROUTE = '/calendar/:file'

/** Readings a minute from one address of the network: calendars read a few times a day, many people's from one server. */
const READINGS_A_MINUTE = 120

const FILE = /^([\w-]+)\.ics$/

export const calendarFeed = (app: App, { services: { calendar } }: RouteContext, perAddress: number): void => {
  app.route({
    method: 'GET',
    url: FEED_ROUTE,
    // Not of the API that describes itself: calendars read it, devices don't.
    schema: { hide: true, params: z.strictObject({ file: z.string() }) },
    config: { rateLimit: { max: Math.min(perAddress, READINGS_A_MINUTE), timeWindow: 60_000 } },
    handler: async (request, reply) => {
      const token = FILE.exec(request.params.file)?.[1]
      const text = token === undefined ? null : await calendar.read(token)
      if (text === null) throw new Refused('not-found')
      return reply.type('text/calendar; charset=utf-8').header('content-disposition', 'inline; filename="supervision.ics"').send(text)
    },
  })
}
