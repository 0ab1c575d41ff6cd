/** What anybody may know of the service. */
import { Health, ServiceInfo } from '../../src/protocol/sign-in.ts'
import { siteOf } from '../http/site.ts'
import { type App, type RouteContext } from './app-type.ts'

export const serviceRoutes = (app: App, { services }: RouteContext, version: string): void => {
  app.route({
    method: 'GET',
    url: '/api/service',
    schema: { summary: 'The service’s name, and whether it is set up', response: { 200: ServiceInfo } },
    handler: (request) => services.service(siteOf(request).passkeys),
  })
  app.route({
    method: 'GET',
    url: '/api/health',
    schema: { summary: 'Whether the service works', response: { 200: Health, 503: Health } },
    handler: async (_request, reply) => {
      const ok = await services.databaseWorks()
      return reply.code(ok ? 200 : 503).send({ ok, version, database: ok ? 'ok' : 'failing', serverTime: services.clock() })
    },
  })
  app.get('/api/openapi.json', { schema: { hide: true } }, () => app.swagger())
}
