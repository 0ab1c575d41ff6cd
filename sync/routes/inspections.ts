/** Packs for inspections (W3): for who manages a setting, and by a link for the inspector. */
import { z } from 'zod'
import { InspectionId } from '../../src/domain/ids.ts'
import {
  InspectionAnswer, InspectionLink, InspectionMade, InspectionMake, InspectionOpen, InspectionRead, InspectionReadAnswer, InspectionsAnswer,
} from '../../src/protocol/inspections.ts'
import { orNotFound, Refused } from '../http/errors.ts'
import { type App, type RouteContext } from './app-type.ts'

const one = z.strictObject({ id: InspectionId })

export const inspectionRoutes = (app: App, { services: { inspections }, guards }: RouteContext): void => {
  app.route({
    method: 'POST',
    url: '/api/inspections',
    schema: { summary: 'Make a redacted pack of one setting for an inspector (W3)', body: InspectionMake, response: { 200: InspectionMade } },
    handler: async (request) => {
      const answer = orNotFound(await inspections.make(await guards.principal(request), request.body))
      if ('wrong' in answer) throw new Refused('body-invalid', { where: answer.wrong })
      return answer
    },
  })
  app.route({
    method: 'GET',
    url: '/api/inspections',
    schema: { summary: 'Packs of the settings one manages: for whom, until when, opened when', response: { 200: InspectionsAnswer } },
    handler: async (request) => inspections.list(await guards.principal(request)),
  })
  app.route({
    method: 'GET',
    url: '/api/inspections/:id',
    schema: { summary: 'A pack, for who made it, to look through', params: one, response: { 200: InspectionAnswer } },
    handler: async (request) => orNotFound(await inspections.review(await guards.principal(request), request.params.id)),
  })
  app.route({
    method: 'POST',
    url: '/api/inspections/:id/open',
    schema: { summary: 'Hand a pack over on this screen or as a file; written down first (W2)', params: one, body: InspectionOpen, response: { 200: InspectionAnswer } },
    handler: async (request) => orNotFound(await inspections.open(await guards.principal(request), request.params.id, request.body.how)),
  })
  app.route({
    method: 'POST',
    url: '/api/inspections/:id/link',
    schema: { summary: 'Make a link to a pack for the inspector’s own device; the one before it is dead', params: one, response: { 200: InspectionLink } },
    handler: async (request) => orNotFound(await inspections.link(await guards.principal(request), request.params.id)),
  })
  app.route({
    method: 'DELETE',
    url: '/api/inspections/:id',
    schema: { summary: 'End a pack: nobody can open it any more', params: one, response: { 200: InspectionsAnswer } },
    handler: async (request) => orNotFound(await inspections.end(await guards.principal(request), request.params.id)),
  })
  app.route({
    method: 'POST',
    url: '/api/inspection',
    schema: { summary: 'The pack that a link opens, with no sign-in, until its time is over', body: InspectionRead, response: { 200: InspectionReadAnswer } },
    handler: async (request) => {
      const outcome = await inspections.read(request.body.token, request.ip)
      if (!outcome.ok) throw new Refused(outcome.code, outcome.code === 'too-many-requests' ? { retryAfter: outcome.retryAfter } : {})
      return outcome.answer
    },
  })
}
