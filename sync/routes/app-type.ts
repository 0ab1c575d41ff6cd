import { type FastifyBaseLogger, type FastifyInstance, type RawReplyDefaultExpression, type RawRequestDefaultExpression, type RawServerDefault } from 'fastify'
import { type ZodTypeProvider } from 'fastify-type-provider-zod'
import { type Guards } from '../http/guards.ts'
import { type Services } from '../services/services.ts'

/** Fastify with bodies and answers typed by their zod schemas. */
export type App = FastifyInstance<
  RawServerDefault,
  RawRequestDefaultExpression,
  RawReplyDefaultExpression,
  FastifyBaseLogger,
  ZodTypeProvider
>

/** What every file of routes is given. */
export interface RouteContext {
  readonly services: Services
  readonly guards: Guards
  /** Cookies are Secure and named `__Host-` (A1). */
  readonly secure: boolean
}
