/** What every way to sign in ends with: a sign-in, a trusted device, a line in the audit. */
import { epochOf, type Instant, instantOf } from '../../src/domain/dates.ts'
import { type DeviceId } from '../../src/domain/ids.ts'
import { type Me, type SignInAnswer } from '../../src/protocol/sign-in.ts'
import { type Clock, type RandomToken, tokenHash } from '../clock.ts'
import { addSignIn, dropSignInsOf } from '../storage/accounts.ts'
import { appendAudit } from '../storage/audit.ts'
import { dropDeviceTokensOf, putDeviceToken } from '../storage/device-tokens.ts'
import { recordsOf } from '../storage/records.ts'
import { type Storage, type Tx } from '../storage/storage.ts'
import { type Principal } from './judge.ts'

/** By what somebody was proved to be who they are. */
export type ProvedBy = 'password' | 'totp' | 'recovery-code' | 'passkey' | 'work' | 'device'

export interface Entered {
  /** Of the sign-in, for the cookie. */
  readonly token: string
  /** For the device to keep in its vault; null where it is not trusted. */
  readonly deviceToken: string | null
}

const MINUTE_MS = 60_000
/** A1: 12 hours end a sign-in. */
const ABSOLUTE_MS = 12 * 60 * MINUTE_MS
/** A device is trusted until so long after the last full sign-in on it. */
const TRUSTED_MS = 30 * 24 * 60 * MINUTE_MS
const TOKEN_BYTES = 32

export interface Entering {
  /**
   * Makes a sign-in in the transaction that judged what proved it.
   *
   * @param device     trusted from now on, unless a trusted device is all that was proved; null where none is named
   * @param restricted it may only set a second factor
   */
  readonly enter: (
    tx: Tx,
    principal: Principal,
    how: { readonly by: ProvedBy; readonly device: DeviceId | null; readonly restricted?: boolean },
  ) => Promise<Entered>
  /**
   * Signs in anew after a change of what one signs in with.
   *
   * @param others whether a person's other sign-ins end, and no other device is trusted any more: they do unless told
   */
  readonly begin: (
    tx: Tx,
    principal: Principal,
    now: { readonly provedAt: Instant | null; readonly device: DeviceId | null; readonly others?: 'end' | 'stay' },
  ) => Promise<Entered>
  /** @returns the token by which the device is trusted from now on */
  readonly trust: (tx: Tx, principal: Principal, device: DeviceId) => Promise<string>
  readonly me: (principal: Principal) => Promise<Me>
  readonly answer: (principal: Principal, entered: Pick<Entered, 'deviceToken'>, restricted?: boolean) => Promise<SignInAnswer>
}

export const enteringService = ({ storage, clock, random }: { readonly storage: Storage; readonly clock: Clock; readonly random: RandomToken }): Entering => {
  const later = (at: Instant, ms: number): Instant => instantOf(epochOf(at) + ms)

  const trust = async (tx: Tx, { org, person }: Pick<Principal, 'org' | 'person'>, device: DeviceId): Promise<string> => {
    const at = clock()
    const deviceToken = random(TOKEN_BYTES)
    await putDeviceToken(tx, tokenHash(deviceToken), { org, person, device, expiresAt: later(at, TRUSTED_MS) }, at)
    return deviceToken
  }

  const put = async (
    tx: Tx,
    { org, person }: Principal,
    { at, provedAt, device, restricted, trusted }: { at: Instant; provedAt: Instant | null; device: DeviceId | null; restricted: boolean; trusted: boolean },
  ): Promise<Entered> => {
    const token = random(TOKEN_BYTES)
    await addSignIn(tx, { tokenHash: tokenHash(token), org, person, at, expiresAt: later(at, ABSOLUTE_MS), restricted, provedAt, device })
    return { token, deviceToken: device !== null && trusted ? await trust(tx, { org, person }, device) : null }
  }

  const me = async ({ org, person, administrator }: Principal): Promise<Me> => {
    const [record] = await storage.snapshot((tx) => recordsOf(tx, org, [person]))
    const name = record?.kind === 'person' ? record : { name: '', knownAs: '' }
    return { org, person, name: name.name, knownAs: name.knownAs, administrator, serverTime: clock() }
  }

  return {
    me,
    trust,
    enter: async (tx, principal, { by, device, restricted = false }) => {
      const at = clock()
      const { org, person } = principal
      const entered = await put(tx, principal, {
        at, device, restricted, provedAt: by === 'device' ? null : at, trusted: !restricted && by !== 'device',
      })
      const details = restricted ? { by, restricted } : { by }
      await appendAudit(tx, org, [{ at, actor: person, what: 'sign-in', subject: person, record: null, details }], random)
      return entered
    },
    begin: async (tx, principal, { provedAt, device, others = 'end' }) => {
      const { org, person } = principal
      if (others === 'end') {
        await dropSignInsOf(tx, org, person)
        await dropDeviceTokensOf(tx, org, person)
      }
      return put(tx, principal, { at: clock(), provedAt, device, restricted: false, trusted: true })
    },
    answer: async (principal, { deviceToken }, restricted = false) => ({
      ...(await me(principal)),
      ...(deviceToken === null ? {} : { deviceToken }),
      ...(restricted ? { secondFactor: 'to-set' as const } : {}),
    }),
  }
}
