/** One's own ways to sign in (A1). Those that set a second factor answer a sign-in that may do nothing else, too. */
import { type FastifyReply, type FastifyRequest } from 'fastify'
import {
  CredentialRemove, PasskeyMade, PasskeyOptions, PasskeyRename, PasswordChange, RecoveryCodes, Security, SecurityChanged, TotpBegun, TotpConfirm, WorkBegun,
} from '../../src/protocol/security.ts'
import { Refused } from '../http/errors.ts'
import { siteOf } from '../http/site.ts'
import { type Site } from '../services/passkeys.ts'
import { type Change, type Offered } from '../services/security.ts'
import { type Present } from '../services/sign-in.ts'
import { type App, type RouteContext } from './app-type.ts'
import { beginWork } from './work.ts'

/** What came of a change. @throws Refused */
const changed = <T>(change: Change<T>): T => {
  if (!change.ok) throw new Refused(change.code, change.retryAfter === undefined ? {} : { retryAfter: change.retryAfter })
  return change.value
}

/** What a page of one's own security is answered with. */
const securityAnswers = ({ services, guards }: RouteContext) => {
  const offered = ({ passkeys }: Site): Offered => ({ passkeys, work: services.work !== null })
  const overview = (present: Present, request: FastifyRequest): Promise<Security> =>
    services.security.overview(present, offered(siteOf(request)))
  /** The sign-in goes on under another token: those before are dead. */
  const goesOn = async (request: FastifyRequest, reply: FastifyReply, token: string) => {
    const before = guards.tokenOf(request)
    if (before !== null) await services.signIns.signOut(before)
    guards.setToken(reply, token)
    return { serverTime: services.clock() }
  }
  return {
    overview,
    goesOn,
    changed: async (present: Present, request: FastifyRequest, reply: FastifyReply, token: string): Promise<SecurityChanged> => {
      const goes = await goesOn(request, reply, token)
      return { security: await overview({ ...present, restricted: false }, request), ...goes }
    },
  }
}

export const securityRoutes = (app: App, context: RouteContext): void => {
  const { services, guards } = context
  const { passkeys, security } = services
  const answers = securityAnswers(context)
  app.route({
    method: 'GET',
    url: '/api/security',
    schema: { summary: 'One’s own ways to sign in', response: { 200: Security } },
    handler: async (request) => answers.overview(await guards.setting(request), request),
  })
  app.route({
    method: 'POST',
    url: '/api/security/totp/begin',
    schema: { summary: 'A new key for an authenticator app, told once', response: { 200: TotpBegun } },
    handler: async (request) => ({ ...changed(await security.beginTotp(await guards.setting(request))), serverTime: services.clock() }),
  })
  app.route({
    method: 'POST',
    url: '/api/security/totp',
    schema: { summary: 'Set the authenticator app by its first code; recovery codes are told once', body: TotpConfirm, response: { 200: RecoveryCodes } },
    handler: async (request, reply) => {
      const { recoveryCodes, token } = changed(await security.confirmTotp(await guards.setting(request), request.body.code))
      return { recoveryCodes, ...(await answers.goesOn(request, reply, token)) }
    },
  })
  app.route({
    method: 'POST',
    url: '/api/security/totp/remove',
    schema: { summary: 'Take the authenticator app away', response: { 200: SecurityChanged } },
    handler: async (request, reply) => {
      const present = await guards.principal(request)
      return answers.changed(present, request, reply, changed(await security.remove(present, 'totp', present.person)))
    },
  })
  app.route({
    method: 'POST',
    url: '/api/security/recovery-codes',
    schema: { summary: 'New recovery codes, told once; those before are dead', response: { 200: RecoveryCodes } },
    handler: async (request) => ({
      recoveryCodes: changed(await security.newRecoveryCodes(await guards.principal(request))),
      serverTime: services.clock(),
    }),
  })
  app.route({
    method: 'POST',
    url: '/api/security/password',
    schema: { summary: 'Change one’s password; every other sign-in ends', body: PasswordChange, response: { 200: SecurityChanged } },
    handler: async (request, reply) => {
      const present = await guards.principal(request)
      const { password, next } = request.body
      return answers.changed(present, request, reply, changed(await security.changePassword(present, password, next)))
    },
  })
  app.route({
    method: 'POST',
    url: '/api/security/passkeys/begin',
    schema: { summary: 'What the browser is to make a passkey with', response: { 200: PasskeyOptions } },
    handler: async (request) => ({
      options: changed(await passkeys.beginMaking(await guards.setting(request), siteOf(request))),
      serverTime: services.clock(),
    }),
  })
  app.route({
    method: 'POST',
    url: '/api/security/passkeys',
    schema: { summary: 'Add the passkey that the browser made', body: PasskeyMade, response: { 200: SecurityChanged } },
    handler: async (request, reply) => {
      const present = await guards.setting(request)
      return answers.changed(present, request, reply, changed(await passkeys.make(present, request.body, siteOf(request))))
    },
  })
  app.route({
    method: 'POST',
    url: '/api/security/passkeys/rename',
    schema: { summary: 'Name a passkey', body: PasskeyRename, response: { 200: SecurityChanged } },
    handler: async (request) => {
      const present = await guards.principal(request)
      changed(await security.rename(present, request.body.id, request.body.label))
      return { security: await answers.overview(present, request), serverTime: services.clock() }
    },
  })
  for (const [kind, url] of [['passkey', '/api/security/passkeys/remove'], ['work', '/api/security/work/remove']] as const) {
    app.route({
      method: 'POST',
      url,
      schema: { summary: `Take a ${kind === 'work' ? 'work account' : kind} away; every other sign-in ends`, body: CredentialRemove, response: { 200: SecurityChanged } },
      handler: async (request, reply) => {
        const present = await guards.principal(request)
        return answers.changed(present, request, reply, changed(await security.remove(present, kind, request.body.id)))
      },
    })
  }
  app.route({
    method: 'POST',
    url: '/api/security/work/begin',
    schema: { summary: 'Where to go in order to link a work account', response: { 200: WorkBegun } },
    handler: async (request, reply) => {
      const present = await guards.principal(request)
      if (!present.fresh) throw new Refused('sign-in-not-fresh')
      const { org, person } = present
      return { address: await beginWork(context, request, reply, { org, person }), serverTime: services.clock() }
    },
  })
}
