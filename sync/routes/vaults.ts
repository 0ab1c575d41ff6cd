/** Vaults on devices, the service's keys, and deposits (K3, K6, K7, A1, P9). */
import { DepositAnswer, DEPOSIT_MAX_BYTES, DepositRequest } from '../../src/protocol/deposits.ts'
import { KeysAnswer } from '../../src/protocol/keys.ts'
import {
  ChallengeAnswer, ChallengeRequest, EnrolAnswer, EnrolRequest, PepperAnswer, PepperRequest, PinAnswer, PinRequest, RevokeRequest, RotateAnswer, RotateRequest, VaultsAnswer,
} from '../../src/protocol/vaults.ts'
import { orNotFound } from '../http/errors.ts'
import { addressOf } from '../http/limits.ts'
import { type App, type RouteContext } from './app-type.ts'
import { valueOf } from './outcome.ts'

export const vaultRoutes = (app: App, { services: { vaults, revoking, keys, clock, service }, guards }: RouteContext): void => {
  app.route({
    method: 'GET',
    url: '/api/keys',
    schema: { summary: 'The service’s public keys, with which what was signed verifies (G6)', response: { 200: KeysAnswer } },
    handler: async () => ({ service: (await service(false)).name, keys, serverTime: clock() }),
  })
  app.route({
    method: 'POST',
    url: '/api/vaults',
    schema: { summary: 'Set up a device: certify its key, and keep the pepper of its PIN (K3, G2)', body: EnrolRequest, response: { 200: EnrolAnswer } },
    handler: async (request) => valueOf(await vaults.enrol(await guards.principal(request), request.body)),
  })
  app.route({
    method: 'GET',
    url: '/api/vaults',
    schema: { summary: 'The devices that are set up, one’s own and those of the people one answers for', response: { 200: VaultsAnswer } },
    handler: async (request) => revoking.list(await guards.principal(request)),
  })
  app.route({
    method: 'POST',
    url: '/api/vaults/revoke',
    schema: { summary: 'A device was lost, or is used no longer: it opens nothing any more (K3)', body: RevokeRequest, response: { 200: VaultsAnswer } },
    handler: async (request) => orNotFound(await revoking.revoke(await guards.principal(request), request.body)),
  })
  app.route({
    method: 'POST',
    url: '/api/vaults/pin',
    schema: { summary: 'Another PIN for an open vault', body: PinRequest, response: { 200: PinAnswer } },
    handler: async (request) => valueOf(await vaults.changePin(await guards.principal(request), request.body)),
  })
  app.route({
    method: 'POST',
    url: '/api/vaults/key',
    schema: { summary: 'Another key for an open vault: the yearly rotation (G2)', body: RotateRequest, response: { 200: RotateAnswer } },
    handler: async (request) => valueOf(await vaults.rotate(await guards.principal(request), request.body)),
  })
  app.route({
    method: 'POST',
    url: '/api/vaults/pepper',
    schema: { summary: 'What opens a vault together with its PIN: five wrong ones and it is gone (K3)', body: PepperRequest, response: { 200: PepperAnswer } },
    handler: async (request) => valueOf(await vaults.pepper(request.body, addressOf(request))),
  })
  app.route({
    method: 'POST',
    url: '/api/vaults/challenge',
    schema: { summary: 'Something for a vault’s key to sign', body: ChallengeRequest, response: { 200: ChallengeAnswer } },
    handler: async (request) => valueOf(await vaults.challenge(request.body.vault, addressOf(request))),
  })
}

export const depositRoutes = (app: App, { services: { deposits, recovery, vaults, clock }, guards }: RouteContext): void => {
  app.route({
    method: 'POST',
    url: '/api/deposits',
    bodyLimit: DEPOSIT_MAX_BYTES,
    schema: { summary: 'Bring what colleagues left unsent on a device, sealed (P9)', body: DepositRequest, response: { 200: DepositAnswer } },
    handler: async (request) => {
      const { sealed, by, last } = request.body
      if (by === null) {
        const { org } = await guards.signedIn(request)
        if (last && !(await recovery.knows(org, last))) return { receipts: [], restored: true, serverTime: clock() }
      } else valueOf(await vaults.mayDeposit(by, addressOf(request)))
      return { receipts: [...(await deposits.take(sealed))], serverTime: clock() }
    },
  })
}
