/** People's own copies of their records: asking, looking through, having one (W5). */
import { z } from 'zod'
import { CopiesAnswer, CopyId, CopyRelease, CopyReleased, CopyTaken, ReviewOpened } from '../../src/protocol/copies.ts'
import { orNotFound } from '../http/errors.ts'
import { type App, type RouteContext } from './app-type.ts'

const params = z.strictObject({ id: CopyId })

export const copiesRoutes = (app: App, { services: { copies }, guards }: RouteContext): void => {
  app.route({
    method: 'GET',
    url: '/api/copies',
    schema: { summary: 'One’s own copies, and for who decides about files those to look through (W5)', response: { 200: CopiesAnswer } },
    handler: async (request) => copies.list(await guards.principal(request)),
  })
  app.route({
    method: 'POST',
    url: '/api/copies',
    schema: { summary: 'Ask for a copy of everything kept about oneself (W5)', response: { 200: CopiesAnswer } },
    handler: async (request) => copies.ask(await guards.principal(request)),
  })
  app.route({
    method: 'POST',
    url: '/api/copies/:id/review',
    schema: { summary: 'Every text of a copy, with what may give away others: it is written down who opened it (W2, W5)', params, response: { 200: ReviewOpened } },
    handler: async (request) => orNotFound(await copies.review(await guards.principal(request), request.params.id)),
  })
  app.route({
    method: 'POST',
    url: '/api/copies/:id/release',
    schema: { summary: 'Cover what was decided, and let the person have it (W5)', params, body: CopyRelease, response: { 200: CopyReleased } },
    handler: async (request) => orNotFound(await copies.release(await guards.principal(request), request.params.id, request.body)),
  })
  app.route({
    method: 'POST',
    url: '/api/copies/:id/take',
    schema: { summary: 'One’s own copy, as a file (W5)', params, response: { 200: CopyTaken } },
    handler: async (request) => orNotFound(await copies.take(await guards.principal(request), request.params.id)),
  })
}
