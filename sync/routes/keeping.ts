/** How long files are kept: the review of those whose time is over, by two people, and holds (W4). */
import { z } from 'zod'
import { DisposalId, DisposalPropose, HoldLift, HoldSet, KeepingAnswer, KeepingDone } from '../../src/protocol/keeping.ts'
import { orNotFound } from '../http/errors.ts'
import { type App, type RouteContext } from './app-type.ts'

const params = z.strictObject({ id: DisposalId })

export const keepingRoutes = (app: App, { services: { keeping }, guards }: RouteContext): void => {
  app.route({
    method: 'GET',
    url: '/api/disposals',
    schema: { summary: 'Leavers’ files due for review, held or proposed, for who decides about them (W4)', response: { 200: KeepingAnswer } },
    handler: async (request) => orNotFound(await keeping.list(await guards.principal(request))),
  })
  app.route({
    method: 'POST',
    url: '/api/disposals',
    schema: { summary: 'Propose what becomes of a file whose time is over (W4)', body: DisposalPropose, response: { 200: KeepingDone } },
    handler: async (request) => orNotFound(await keeping.propose(await guards.principal(request), request.body)),
  })
  app.route({
    method: 'POST',
    url: '/api/disposals/:id/agree',
    schema: { summary: 'Agree, as the second person: a file to be erased is gone then (W4)', params, response: { 200: KeepingDone } },
    handler: async (request) => orNotFound(await keeping.agree(await guards.principal(request), request.params.id)),
  })
  app.route({
    method: 'POST',
    url: '/api/disposals/:id/refuse',
    schema: { summary: 'Say no to a proposal, or take back one’s own (W4)', params, response: { 200: KeepingDone } },
    handler: async (request) => orNotFound(await keeping.refuse(await guards.principal(request), request.params.id)),
  })
  app.route({
    method: 'POST',
    url: '/api/holds',
    schema: { summary: 'Put a hold on everything that is kept of a person (W4)', body: HoldSet, response: { 200: KeepingDone } },
    handler: async (request) => orNotFound(await keeping.hold(await guards.principal(request), request.body)),
  })
  app.route({
    method: 'POST',
    url: '/api/holds/:id/lift',
    schema: { summary: 'Lift a hold that somebody else set (W4)', params, body: HoldLift, response: { 200: KeepingDone } },
    handler: async (request) => orNotFound(await keeping.lift(await guards.principal(request), request.params.id, request.body)),
  })
}
