/** What every way to sign in ends with: a sign-in, a trusted device, a line in the audit. */
import { epochOf, type Instant, instantOf } from '../../src/domain/dates.ts'
import { type DeviceId } from '../../src/domain/ids.ts'
import { type Me, type SignInAnswer } from '../../src/protocol/sign-in.ts'
import { type SeenOn, type SignInMethod } from '../../src/protocol/sign-ins.ts'
import { type Clock, type RandomToken, tokenHash } from '../clock.ts'
import { appendAudit } from '../storage/audit.ts'
import { putDeviceToken } from '../storage/device-tokens.ts'
import { dutiesOf } from '../storage/duties.ts'
import { recordsOf } from '../storage/records.ts'
import { endSignInsOf } from '../storage/sign-ins.ts'
import { type Storage, type Tx } from '../storage/storage.ts'
import { liveVaultOn, trustVaults } from '../storage/vaults.ts'
import { type Beginning, beginSignIn } from './begin-sign-in.ts'
import { type Principal } from './judge.ts'

/** By what somebody was proved to be who they are. */
export type ProvedBy = 'password' | 'totp' | 'recovery-code' | 'passkey' | 'work' | 'device' | 'vault' | 'invitation'

/** By these alone nobody has proved afresh who they are, so that neither has its device trusted (A1). */
const BY_THE_DEVICE: ReadonlySet<ProvedBy> = new Set(['device', 'vault'])

/** As its owner is shown it. */
const METHODS: Readonly<Record<ProvedBy, SignInMethod>> = {
  password: 'password',
  totp: 'password-and-code',
  'recovery-code': 'password-and-code',
  passkey: 'passkey',
  work: 'organisation',
  device: 'trusted-device',
  vault: 'trusted-device',
  invitation: 'invitation',
}

export interface Entered {
  /** Of the sign-in, for the cookie. */
  readonly token: string
  /** For the device to keep in its vault; null where it is not trusted. */
  readonly deviceToken: string | null
}

const MINUTE_MS = 60_000
/** A device is trusted until so long after the last full sign-in on it. */
const TRUSTED_MS = 30 * 24 * 60 * MINUTE_MS
const TOKEN_BYTES = 32

export interface Entering {
  /**
   * Makes a sign-in in the transaction that judged what proved it.
   *
   * @param device     trusted from now on, unless a trusted device or its vault is all that was proved; null where none is named
   * @param vault      whose key proved it; else the one the person has on that device
   * @param restricted it may only set a second factor
   */
  readonly enter: (
    tx: Tx,
    principal: Principal,
    how: { readonly by: ProvedBy; readonly device: DeviceId | null; readonly vault?: string; readonly seenOn: SeenOn; readonly restricted?: boolean },
  ) => Promise<Entered>
  /**
   * Signs in anew after a change of what one signs in with.
   *
   * @param others whether a person's other sign-ins end, and no other device is trusted any more: they do unless told
   */
  readonly begin: (
    tx: Tx,
    principal: Principal,
    now: Pick<Beginning, 'provedAt' | 'device' | 'seenOn' | 'method'> & { readonly others?: 'end' | 'stay' },
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
    await trustVaults(tx, { org, person }, true, { device })
    return deviceToken
  }

  const put = async (
    tx: Tx,
    beginning: Omit<Beginning, 'vault'>,
    trusted: boolean,
    proved: string | null = null,
  ): Promise<Entered> => {
    const { org, person, device } = beginning
    const vault = proved ?? (device && (await liveVaultOn(tx, org, person, device))?.id) ?? null
    const token = await beginSignIn(tx, { ...beginning, vault }, random)
    return { token, deviceToken: device !== null && trusted ? await trust(tx, beginning, device) : null }
  }

  const me = async ({ org, person, administrator }: Principal): Promise<Me> => {
    const now = clock()
    const { record, duties } = await storage.snapshot(async (tx) => ({
      record: (await recordsOf(tx, org, [person]))[0],
      duties: await dutiesOf(tx, org, now, person),
    }))
    const name = record?.kind === 'person' ? record : { name: '', knownAs: '' }
    return {
      org,
      person,
      name: name.name,
      knownAs: name.knownAs,
      administrator,
      duties: duties.map(({ duty, setting, until }) => ({ duty, setting, until })),
      serverTime: now,
    }
  }

  return {
    me,
    trust,
    enter: async (tx, principal, { by, device, vault = null, seenOn, restricted = false }) => {
      const at = clock()
      const { org, person } = principal
      const beginning = { org, person, at, device, restricted, seenOn, method: METHODS[by], provedAt: BY_THE_DEVICE.has(by) ? null : at }
      const entered = await put(tx, beginning, !restricted && !BY_THE_DEVICE.has(by), vault)
      const details = restricted ? { by, restricted } : { by }
      await appendAudit(tx, org, [{ at, actor: person, what: 'sign-in', subject: person, record: null, details }], random)
      return entered
    },
    begin: async (tx, { org, person }, { provedAt, device, seenOn, method, others = 'end' }) => {
      if (others === 'end') await endSignInsOf(tx, org, person)
      return put(tx, { org, person, at: clock(), provedAt, device, seenOn, method, restricted: false }, true)
    },
    answer: async (principal, { deviceToken }, restricted = false) => ({
      ...(await me(principal)),
      ...(deviceToken === null ? {} : { deviceToken }),
      ...(restricted ? { secondFactor: 'to-set' as const } : {}),
    }),
  }
}
