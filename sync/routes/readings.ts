/** Reading what is not one's own, and who has looked (W2). */
import { z } from 'zod'
import { SettingId } from '../../src/domain/ids.ts'
import { DelayAsk, DelayDecide, DelaysAnswer, LogAnswer, LogRequest, OverseenAnswer, OverseenFacts, ReadingAnswer, ReadingRequest } from '../../src/protocol/readings.ts'
import { Refused } from '../http/errors.ts'
import { type App, type RouteContext } from './app-type.ts'

/** What there is nothing of for this person is not found; what they may not do is not allowed. */
const given = <T extends object>(answer: T | 'refused' | null): T => {
  if (answer === null) throw new Refused('not-found')
  if (answer === 'refused') throw new Refused('not-allowed')
  return answer
}

export const readingRoutes = (app: App, { services: { readings, accessLog }, guards }: RouteContext): void => {
  app.route({
    method: 'GET',
    url: '/api/overseen',
    schema: { summary: 'The settings one manages, oversees or administers, and for which purposes their records can be read', response: { 200: OverseenAnswer } },
    handler: async (request) => readings.overseen(await guards.principal(request)),
  })
  app.route({
    method: 'GET',
    url: '/api/overseen/:setting',
    schema: { summary: 'The dates of a setting’s people (class C)', params: z.strictObject({ setting: SettingId }), response: { 200: OverseenFacts } },
    handler: async (request) => given(await readings.facts(await guards.principal(request), request.params.setting)),
  })
  app.route({
    method: 'POST',
    url: '/api/readings',
    schema: { summary: 'Read a record for a purpose of the policy, or by breaking the glass, with a reason (W2)', body: ReadingRequest, response: { 200: ReadingAnswer } },
    handler: async (request) => given(await readings.read(await guards.principal(request), request.body)),
  })
  app.route({
    method: 'POST',
    url: '/api/access-log',
    schema: { summary: 'Who has looked at one’s records, or at those of somebody one manages or oversees', body: LogRequest, response: { 200: LogAnswer } },
    handler: async (request) => given(await accessLog.log(await guards.principal(request), request.body.person)),
  })
  app.route({
    method: 'GET',
    url: '/api/delays',
    schema: { summary: 'Where somebody is told later that their records were read', response: { 200: DelaysAnswer } },
    handler: async (request) => accessLog.delays(await guards.principal(request)),
  })
  app.route({
    method: 'POST',
    url: '/api/delays',
    schema: { summary: 'Ask that somebody be told later, with a reason and an end', body: DelayAsk, response: { 200: DelaysAnswer } },
    handler: async (request) => given(await accessLog.ask(await guards.principal(request), request.body)),
  })
  app.route({
    method: 'POST',
    url: '/api/delays/decide',
    schema: { summary: 'Agree to a delay that somebody else asked for, or refuse it', body: DelayDecide, response: { 200: DelaysAnswer } },
    handler: async (request) => given(await accessLog.decide(await guards.principal(request), request.body.delay, request.body.agree)),
  })
}
