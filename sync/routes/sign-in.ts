/** Signing in and out. */
import { Me, SignedOut, SignInRequest } from '../../src/protocol/sign-in.ts'
import { Refused } from '../http/errors.ts'
import { addressOf } from '../http/limits.ts'
import { seenOn } from '../http/seen-on.ts'
import { type App, type RouteContext } from './app-type.ts'

export const signInRoutes = (app: App, { services, guards }: RouteContext): void => {
  app.route({
    method: 'POST',
    url: '/api/sign-in',
    schema: { summary: 'Sign in with user name and password (A1)', body: SignInRequest, response: { 200: Me } },
    handler: async (request, reply) => {
      const outcome = await services.signIns.signIn(request.body, addressOf(request), seenOn(request.headers['user-agent']))
      if (!outcome.ok) {
        throw new Refused(outcome.code, outcome.code === 'sign-in-throttled' ? { retryAfter: outcome.retryAfter } : {})
      }
      // Whoever was signed in here before is not any more: one browser, one sign-in.
      const before = guards.tokenOf(request)
      if (before !== null) await services.signIns.signOut(before)
      guards.setToken(reply, outcome.token)
      return outcome.me
    },
  })
  app.route({
    method: 'POST',
    url: '/api/sign-out',
    schema: { summary: 'End this browser’s sign-in', response: { 200: SignedOut } },
    handler: async (request, reply) => {
      const token = guards.tokenOf(request)
      if (token !== null) await services.signIns.signOut(token)
      guards.clearToken(reply)
      return { serverTime: services.clock() }
    },
  })
  app.route({
    method: 'GET',
    url: '/api/me',
    schema: { summary: 'Who is signed in', response: { 200: Me } },
    handler: async (request) => services.signIns.me(await guards.signedIn(request)),
  })
}
