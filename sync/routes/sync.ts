/** Push and pull. */
import { ChangesAnswer, ChangesRequest } from '../../src/protocol/changes.ts'
import { PushAnswer, PushRequest } from '../../src/protocol/push.ts'
import { COPIES_MAX_BYTES, RecoveryAnswer, RecoveryCopies, RecoveryCopiesAnswer, RecoveryRequest } from '../../src/protocol/recovery.ts'
import { AuditHead } from '../../src/protocol/audit.ts'
import { PROTOCOL_HEADER, PROTOCOL_VERSION, WITNESS_HEADER } from '../../src/protocol/version.ts'
import { changesText } from '../http/changes-text.ts'
import { type App, type RouteContext } from './app-type.ts'

/** What a device says it has seen of the audit; what says nothing is no witness. */
const witnessOf = (header: string | string[] | undefined): AuditHead | null => {
  const [n, hash] = typeof header === 'string' ? header.split('.', 2) : []
  return AuditHead.safeParse({ n: Number(n), hash }).data ?? null
}

export const syncRoutes = (app: App, { services, guards }: RouteContext): void => {
  app.route({
    method: 'POST',
    url: '/api/acts',
    schema: { summary: 'Push acts; each has its own receipt (P1–P8)', body: PushRequest, response: { 200: PushAnswer } },
    handler: async (request) => {
      const principal = await guards.principal(request)
      const { last } = request.body
      if (last && !(await services.recovery.knows(principal.org, last))) return { receipts: [], restored: true, serverTime: services.clock() }
      const receipts = await services.acts.push(principal.org, request.body.acts.map((wire) => ({ principal, wire })))
      const commits = await services.recovery.commitsOf(principal.org, receipts)
      return { receipts: [...receipts], commits: [...commits], serverTime: services.clock() }
    },
  })
  app.route({
    method: 'POST',
    url: '/api/recovery',
    schema: { summary: 'What a device has and a service that was restored has not (T2)', body: RecoveryRequest, response: { 200: RecoveryAnswer } },
    handler: async (request) => {
      const present = await guards.principal(request)
      return { ...(await services.recovery.ask(present, request.body)), serverTime: services.clock() }
    },
  })
  app.route({
    method: 'POST',
    url: '/api/recovery/copies',
    bodyLimit: COPIES_MAX_BYTES,
    schema: { summary: 'Copies of records from before a restore (T2)', body: RecoveryCopies, response: { 200: RecoveryCopiesAnswer } },
    handler: async (request) => {
      const present = await guards.principal(request)
      const outcomes = await services.recovery.keep(present, request.body)
      return { outcomes: [...outcomes], serverTime: services.clock() }
    },
  })
  app.route({
    method: 'POST',
    url: '/api/changes',
    schema: { summary: 'What changed since the cursors (L1–L3)', body: ChangesRequest, response: { 200: ChangesAnswer } },
    handler: async (request, reply) => {
      const present = await guards.principal(request)
      const spoken = Number(request.headers[PROTOCOL_HEADER] ?? PROTOCOL_VERSION)
      const changes = await services.changes.pull(present, request.body, spoken, witnessOf(request.headers[WITNESS_HEADER]))
      const lease = await services.vaults.leaseFor(present)
      void reply.type('application/json; charset=utf-8').serializer(changesText)
      return lease === null ? changes : { ...changes, lease }
    },
  })
}
