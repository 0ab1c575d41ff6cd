/** What is looked up online: quarantine, a record's history, devices. */
import { z } from 'zod'
import { RecordId } from '../../src/domain/ids.ts'
import { QuarantineAnswer, QuarantineWithdraw } from '../../src/protocol/changes.ts'
import { DevicesAnswer } from '../../src/protocol/devices.ts'
import { ExportAnswer, ExportRequest } from '../../src/protocol/exported.ts'
import { HistoryAnswer } from '../../src/protocol/history.ts'
import { SignatureKeysAnswer } from '../../src/protocol/signature-keys.ts'
import { orNotFound, Refused } from '../http/errors.ts'
import { type App, type RouteContext } from './app-type.ts'

export const oversightRoutes = (app: App, { services: { oversight, exports }, guards }: RouteContext): void => {
  app.route({
    method: 'GET',
    url: '/api/quarantine',
    schema: { summary: 'Acts that could not be applied: one’s own whole, others’ existence for managers (P8)', response: { 200: QuarantineAnswer } },
    handler: async (request) => oversight.quarantine(await guards.principal(request)),
  })
  app.route({
    method: 'POST',
    url: '/api/quarantine/withdraw',
    schema: { summary: 'Take back one’s own act in quarantine (P8)', body: QuarantineWithdraw, response: { 200: QuarantineAnswer } },
    handler: async (request) => {
      const answer = await oversight.withdraw(await guards.principal(request), request.body.actId)
      if (!answer) throw new Refused('not-found')
      return answer
    },
  })
  app.route({
    method: 'GET',
    url: '/api/records/:id/acts',
    schema: { summary: 'Everything done to a record, for the two whose record it is (I4)', params: z.strictObject({ id: RecordId }), response: { 200: HistoryAnswer } },
    handler: async (request) => {
      const answer = await oversight.history(await guards.principal(request), request.params.id)
      if (!answer) throw new Refused('not-found')
      return answer
    },
  })
  app.route({
    method: 'GET',
    url: '/api/records/:id/signatures',
    schema: { summary: 'What became of the keys that signed a record, for the two whose record it is (G2, G3)', params: z.strictObject({ id: RecordId }), response: { 200: SignatureKeysAnswer } },
    handler: async (request) => orNotFound(await oversight.signatureKeys(await guards.principal(request), request.params.id)),
  })
  app.route({
    method: 'POST',
    url: '/api/records/:id/export',
    schema: { summary: 'A signed record as a file that verifies without the service, for the two whose record it is (G6)', params: z.strictObject({ id: RecordId }), body: ExportRequest, response: { 200: ExportAnswer } },
    handler: async (request) => orNotFound(await exports.make(await guards.principal(request), request.params.id, request.body.withhold)),
  })
  app.route({
    method: 'GET',
    url: '/api/devices',
    schema: { summary: 'What devices have not sent yet: one’s own, and those of people in settings one manages (T5)', response: { 200: DevicesAnswer } },
    handler: async (request) => oversight.devices(await guards.principal(request)),
  })
}
