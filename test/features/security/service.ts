/** What the service answers of one's own ways to sign in, as a fake: what is set changes as it is told. */
import { type Instant } from '../../../src/domain/dates.ts'
import { type Security } from '../../../src/protocol/security.ts'
import { type Question } from '../../../src/queries/device.ts'
import { DeviceError, type DeviceErrorCode } from '../../../src/queries/device-error.ts'

export const AT = '2026-06-10T13:30:00Z' as Instant

export const NOTHING_SET: Security = {
  secondFactor: 'optional', password: true, totp: null, passkeys: [], work: { offered: false, accounts: [] }, passkeysHere: true, fresh: true, serverTime: AT,
}

export interface FakeService {
  readonly ways?: readonly ('passkey' | 'work')[]
  /** What is set; changed by what a test answers. */
  readonly security?: () => Security
  /** Answers by their path; a code refuses. */
  readonly on?: Readonly<Record<string, (body: never) => unknown>>
}

export const refuse = (code: DeviceErrorCode): never => {
  throw new DeviceError(code)
}

export const serviceWith =
  ({ ways = [], security = () => NOTHING_SET, on = {} }: FakeService) =>
  ({ path, body }: Question): unknown => {
    if (path === '/api/service') return { name: 'X', setUp: true, ways, demonstration: null, serverTime: AT }
    if (path === '/api/security') return security()
    const answer = on[path]
    if (!answer) throw new Error(`nothing answers ${path}`)
    return answer(body as never)
  }
