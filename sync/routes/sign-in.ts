/** Signing in and out. */
import { type FastifyReply, type FastifyRequest } from 'fastify'
import { PasskeyOptions, PasskeyUsed } from '../../src/protocol/security.ts'
import { Me, SignedOut, SignInAnswer, SignInRequest } from '../../src/protocol/sign-in.ts'
import { VaultSignInRequest } from '../../src/protocol/vaults.ts'
import { Refused } from '../http/errors.ts'
import { addressOf } from '../http/limits.ts'
import { whence } from '../http/seen-on.ts'
import { siteOf } from '../http/site.ts'
import { type SignInOutcome } from '../services/sign-in.ts'
import { type App, type RouteContext } from './app-type.ts'

/** Answers a try to sign in: the cookie of the new sign-in, or why there is none. */
const signedIn =
  ({ services, guards }: RouteContext) =>
  async (outcome: SignInOutcome, request: FastifyRequest, reply: FastifyReply): Promise<SignInAnswer> => {
    if (!outcome.ok) {
      throw new Refused(outcome.code, outcome.code === 'sign-in-throttled' ? { retryAfter: outcome.retryAfter } : {})
    }
    // Whoever was signed in here before is not any more: one browser, one sign-in.
    const before = guards.tokenOf(request)
    if (before !== null) await services.signIns.signOut(before)
    guards.setToken(reply, outcome.token)
    return outcome.answer
  }

export const signInRoutes = (app: App, context: RouteContext): void => {
  const { services, guards } = context
  const answer = signedIn(context)
  app.route({
    method: 'POST',
    url: '/api/sign-in',
    schema: { summary: 'Sign in with user name and password, and a code where one is asked for (A1)', body: SignInRequest, response: { 200: SignInAnswer } },
    handler: async (request, reply) => answer(await services.signIns.signIn(request.body, whence(request)), request, reply),
  })
  app.route({
    method: 'POST',
    url: '/api/sign-in/vault',
    schema: { summary: 'Sign in with the key of a vault that was unlocked (A1)', body: VaultSignInRequest, response: { 200: SignInAnswer } },
    handler: async (request, reply) => {
      const token = guards.tokenOf(request)
      const present = token === null ? null : await services.signIns.principalOf(token)
      return answer(await services.vaults.signIn(request.body, whence(request), present), request, reply)
    },
  })
  app.route({
    method: 'POST',
    url: '/api/sign-in/passkey/begin',
    schema: { summary: 'What the browser is to sign in with; nobody is named', response: { 200: PasskeyOptions } },
    handler: async (request) => {
      const begun = await services.passkeys.beginUsing(siteOf(request), addressOf(request))
      if ('retryAfter' in begun) throw new Refused('sign-in-throttled', { retryAfter: begun.retryAfter })
      return { options: begun.options, serverTime: services.clock() }
    },
  })
  app.route({
    method: 'POST',
    url: '/api/sign-in/passkey',
    schema: { summary: 'Sign in with a passkey (A1)', body: PasskeyUsed, response: { 200: SignInAnswer } },
    handler: async (request, reply) => answer(await services.passkeys.use(request.body, siteOf(request), whence(request)), request, reply),
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
