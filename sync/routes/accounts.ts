/** Who may come in: accounts, invitations, duties, and one's own sign-ins. */
import { z } from 'zod'
import { PersonId } from '../../src/domain/ids.ts'
import { AccountAnswer, AccountChange, AccountsAnswer, DutyGive, DutyTake } from '../../src/protocol/accounts.ts'
import { InvitationFound, InvitationLook, InvitationMade, InvitationRequest, InvitationTake, InvitationTaken } from '../../src/protocol/invitations.ts'
import { SignedOut } from '../../src/protocol/sign-in.ts'
import { SignInsAnswer } from '../../src/protocol/sign-ins.ts'
import { Refused } from '../http/errors.ts'
import { addressOf } from '../http/limits.ts'
import { whence } from '../http/seen-on.ts'
import { type App, type RouteContext } from './app-type.ts'
import { valueOf } from './outcome.ts'

const OfPerson = z.strictObject({ person: PersonId })
const FIND_LONGEST = 100

export const accountRoutes = (app: App, { services: { accounts }, guards }: RouteContext): void => {
  app.route({
    method: 'GET',
    url: '/api/accounts',
    schema: {
      summary: 'Who has an account, for administrators, and for managers of their settings’ people',
      querystring: z.strictObject({ find: z.string().max(FIND_LONGEST).default('') }),
      response: { 200: AccountsAnswer },
    },
    handler: async (request) => valueOf(await accounts.list(await guards.principal(request), request.query.find)),
  })
  app.route({
    method: 'GET',
    url: '/api/accounts/:person',
    schema: { summary: 'One person’s account, and what one may do to it', params: OfPerson, response: { 200: AccountAnswer } },
    handler: async (request) => valueOf(await accounts.one(await guards.principal(request), request.params.person)),
  })
  app.route({
    method: 'POST',
    url: '/api/accounts/:person',
    schema: { summary: 'Disable or enable an account, keep it open, make an administrator', params: OfPerson, body: AccountChange, response: { 200: AccountAnswer } },
    handler: async (request) => valueOf(await accounts.change(await guards.principal(request), request.params.person, request.body)),
  })
  app.route({
    method: 'POST',
    url: '/api/duties',
    schema: { summary: 'Give a duty, or change until when (W2)', body: DutyGive, response: { 200: AccountAnswer } },
    handler: async (request) => valueOf(await accounts.giveDuty(await guards.principal(request), request.body)),
  })
  app.route({
    method: 'POST',
    url: '/api/duties/take',
    schema: { summary: 'Take a duty back (W2)', body: DutyTake, response: { 200: AccountAnswer } },
    handler: async (request) => valueOf(await accounts.takeDuty(await guards.principal(request), request.body)),
  })
}

export const invitationRoutes = (app: App, { services: { invitations, signIns, clock }, guards }: RouteContext): void => {
  app.route({
    method: 'POST',
    url: '/api/invitations',
    schema: { summary: 'Make a link with which a person chooses a password (A1, G2)', body: InvitationRequest, response: { 200: InvitationMade } },
    handler: async (request) => valueOf(await invitations.make(await guards.principal(request), request.body)),
  })
  app.route({
    method: 'DELETE',
    url: '/api/invitations/:person',
    schema: { summary: 'Make a person’s link void', params: OfPerson, response: { 200: SignedOut } },
    handler: async (request) => {
      valueOf(await invitations.withdraw(await guards.principal(request), request.params.person))
      return { serverTime: clock() }
    },
  })
  app.route({
    method: 'POST',
    url: '/api/invitations/look',
    schema: { summary: 'Whom a link is for', body: InvitationLook, response: { 200: InvitationFound } },
    handler: async (request) => valueOf(await invitations.look(request.body.token, addressOf(request))),
  })
  app.route({
    method: 'POST',
    url: '/api/invitations/take',
    schema: { summary: 'Choose a password with a link, and sign in where there is no second factor', body: InvitationTake, response: { 200: InvitationTaken } },
    handler: async (request, reply) => {
      const taken = valueOf(await invitations.take(request.body, whence(request)))
      // Whoever was signed in here before is not any more: one browser, one sign-in.
      const before = guards.tokenOf(request)
      if (before !== null) await signIns.signOut(before)
      if (taken) guards.setToken(reply, taken.token)
      else guards.clearToken(reply)
      return { signedIn: taken && taken.answer, serverTime: clock() }
    },
  })
}

export const ownSignInRoutes = (app: App, { services: { ownSignIns }, guards }: RouteContext): void => {
  app.route({
    method: 'GET',
    url: '/api/sign-ins',
    schema: { summary: 'Where one is signed in', response: { 200: SignInsAnswer } },
    handler: async (request) => ownSignIns.list(await guards.principal(request)),
  })
  app.route({
    method: 'DELETE',
    url: '/api/sign-ins/:id',
    schema: { summary: 'End a sign-in of one’s own', params: z.strictObject({ id: z.string().max(60) }), response: { 200: SignInsAnswer } },
    handler: async (request) => {
      const answer = await ownSignIns.end(await guards.principal(request), request.params.id)
      if (!answer) throw new Refused('not-found')
      return answer
    },
  })
  app.route({
    method: 'DELETE',
    url: '/api/sign-ins',
    schema: { summary: 'Sign out everywhere else', response: { 200: SignInsAnswer } },
    handler: async (request) => ownSignIns.endOthers(await guards.principal(request)),
  })
}
