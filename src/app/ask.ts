/** Asks what only the service can answer, as one person. */
import { request } from '../outbox/request.ts'
import { type ApiErrorCode } from '../protocol/errors.ts'
import { type Device } from '../queries/device.ts'
import { DeviceError } from '../queries/device-error.ts'
import { type DeviceWorld } from './device-world.ts'

export const askAs =
  (world: DeviceWorld, principal: string): Device['ask'] =>
  async (question, shape) => {
    const answer = await request(world, { ...question, principal }, shape)
    if (answer.kind === 'answered') return answer.value
    if (answer.kind === 'offline') throw new DeviceError('offline')
    if (answer.status === 401) throw new DeviceError('sign-in-needed')
    // A code of a newer service is one that no sentence is kept for: it gets the one for an unknown error.
    throw new DeviceError(answer.status < 500 ? (answer.code as ApiErrorCode) : 'server-trouble')
  }
