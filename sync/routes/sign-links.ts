/** Links by which somebody without an account signs one record (G4, J5). */
import { z } from 'zod'
import { RecordId } from '../../src/domain/ids.ts'
import {
  SignLinkAnswer, SignLinkFound, SignLinkLook, SignLinkMade, SignLinkOpen, SignLinkOpened, SignLinkRequest, SignLinkSign, SignLinkSigned,
} from '../../src/protocol/sign-links.ts'
import { addressOf } from '../http/limits.ts'
import { siteOf } from '../http/site.ts'
import { type App, type RouteContext } from './app-type.ts'
import { valueOf } from './outcome.ts'

const OfRecord = z.strictObject({ record: RecordId })

export const signLinkRoutes = (app: App, { services: { signLinks }, guards }: RouteContext): void => {
  app.route({
    method: 'POST',
    url: '/api/sign-links',
    schema: { summary: 'Make a link with which a record’s supervisee signs it (G4)', body: SignLinkRequest, response: { 200: SignLinkMade } },
    handler: async (request) => valueOf(await signLinks.make(await guards.principal(request), request.body.record)),
  })
  app.route({
    method: 'GET',
    url: '/api/sign-links/:record',
    schema: { summary: 'What became of the link to sign a record', params: OfRecord, response: { 200: SignLinkAnswer } },
    handler: async (request) => valueOf(await signLinks.see(await guards.principal(request), request.params.record)),
  })
  app.route({
    method: 'DELETE',
    url: '/api/sign-links/:record',
    schema: { summary: 'End the link to sign a record', params: OfRecord, response: { 200: SignLinkAnswer } },
    handler: async (request) => valueOf(await signLinks.withdraw(await guards.principal(request), request.params.record)),
  })
  app.route({
    method: 'POST',
    url: '/api/sign-links/look',
    schema: { summary: 'Whom a link to sign is for, and what it asks them for', body: SignLinkLook, response: { 200: SignLinkFound } },
    handler: async (request) => valueOf(await signLinks.look(request.body.token, addressOf(request))),
  })
  app.route({
    method: 'POST',
    url: '/api/sign-links/open',
    schema: { summary: 'Open the record of a link, with the code or their passkey', body: SignLinkOpen, response: { 200: SignLinkOpened } },
    handler: async (request) => valueOf(await signLinks.open(request.body, addressOf(request), siteOf(request))),
  })
  app.route({
    method: 'POST',
    url: '/api/sign-links/sign',
    schema: { summary: 'Sign the record of a link, after which it is dead', body: SignLinkSign, response: { 200: SignLinkSigned } },
    handler: async (request) => valueOf(await signLinks.sign(request.body, addressOf(request))),
  })
}
