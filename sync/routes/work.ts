/** Signing in with a work account: away to the organisation's own sign-in, and back (A1). */
import { type FastifyReply, type FastifyRequest } from 'fastify'
import { Refused } from '../http/errors.ts'
import { addressOf } from '../http/limits.ts'
import { seenOn } from '../http/seen-on.ts'
import { siteOf } from '../http/site.ts'
import { type Principal } from '../services/judge.ts'
import { CALLBACK } from '../services/work.ts'
import { type App, type RouteContext } from './app-type.ts'

const AWAY_S = 600

/** The cookie by which the browser that went away is known again: Lax, since it comes back from another site. */
const awayCookie = (secure: boolean) => ({
  name: secure ? '__Host-countersign-work' : 'countersign-work',
  attributes: { path: '/', httpOnly: true, sameSite: 'lax', secure, maxAge: AWAY_S } as const,
})

/** Sends a browser away. @returns where to. @throws Refused */
export const beginWork = async (
  { services: { work }, secure }: RouteContext,
  request: FastifyRequest,
  reply: FastifyReply,
  link: Pick<Principal, 'org' | 'person'> | null,
): Promise<string> => {
  if (!work) throw new Refused('not-found')
  const begun = await work.begin(siteOf(request), addressOf(request), link)
  if (!begun) throw new Refused('server-error')
  if ('retryAfter' in begun) throw new Refused('sign-in-throttled', { retryAfter: begun.retryAfter })
  const { name, attributes } = awayCookie(secure)
  void reply.setCookie(name, begun.browser, attributes)
  return begun.address
}

export const workRoutes = (app: App, context: RouteContext): void => {
  const { services, guards, secure } = context
  const { name, attributes } = awayCookie(secure)
  app.route({
    method: 'GET',
    url: '/api/sign-in/work',
    // Browsers go to these two addresses, devices ask nothing of them.
    schema: { hide: true },
    handler: async (request, reply) => {
      try {
        return await reply.redirect(await beginWork(context, request, reply, null))
      } catch (error) {
        // A person stands before this page: the door says it in words.
        if (error instanceof Refused && error.code !== 'not-found') return reply.redirect('/?work=unreachable')
        throw error
      }
    },
  })
  app.route({
    method: 'GET',
    url: CALLBACK,
    schema: { hide: true },
    handler: async (request, reply) => {
      if (!services.work) throw new Refused('not-found')
      const url = new URL(request.url, siteOf(request).origin)
      const outcome = await services.work.finish(url, request.cookies[name] ?? null, seenOn(request.headers['user-agent']))
      void reply.clearCookie(name, attributes)
      if (outcome.kind === 'in') {
        const before = guards.tokenOf(request)
        if (before !== null) await services.signIns.signOut(before)
        guards.setToken(reply, outcome.token)
      }
      return reply.redirect(`/?work=${outcome.kind}`)
    },
  })
}
