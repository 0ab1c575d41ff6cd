/** What every way to sign in ends with: a sign-in, vaults that sign in by their key from now on, a line in the audit. */
import { type DeviceId } from '../../src/domain/ids.ts'
import { type Me, type SignInAnswer } from '../../src/protocol/sign-in.ts'
import { type SeenOn, type SignInMethod } from '../../src/protocol/sign-ins.ts'
import { type Clock, type RandomToken } from '../clock.ts'
import { appendAudit } from '../storage/audit.ts'
import { dutiesOf } from '../storage/duties.ts'
import { recordsOf } from '../storage/records.ts'
import { endSignInsOf } from '../storage/sign-ins.ts'
import { type Storage, type Tx } from '../storage/storage.ts'
import { liveVaultOn, trustVaults } from '../storage/vaults.ts'
import { type Beginning, beginSignIn } from './begin-sign-in.ts'
import { type Principal } from './judge.ts'

/** By what somebody was proved to be who they are. */
export type ProvedBy = 'password' | 'totp' | 'recovery-code' | 'passkey' | 'work' | 'vault' | 'invitation'

/** As its owner is shown it. */
const METHODS: Readonly<Record<ProvedBy, SignInMethod>> = {
  password: 'password',
  totp: 'password-and-code',
  'recovery-code': 'password-and-code',
  passkey: 'passkey',
  work: 'organisation',
  vault: 'trusted-device',
  invitation: 'invitation',
}

export interface Entering {
  /**
   * Makes a sign-in in the transaction that judged what proved it.
   *
   * @param device     where the person's vaults sign in by their key from now on, unless that is all that was proved, or it may
   *                   only set a second factor; null where none is named
   * @param vault      whose key proved it; else the one the person has on that device
   * @param restricted it may only set a second factor
   * @returns the token, for the cookie
   */
  readonly enter: (
    tx: Tx,
    principal: Principal,
    how: { readonly by: ProvedBy; readonly device: DeviceId | null; readonly vault?: string; readonly seenOn: SeenOn; readonly restricted?: boolean },
  ) => Promise<string>
  /**
   * Signs in anew after a change of what one signs in with.
   *
   * @param others whether a person's other sign-ins end, and no vault elsewhere signs in by its key any more: they do unless told
   * @returns the token, for the cookie
   */
  readonly begin: (
    tx: Tx,
    principal: Principal,
    now: Pick<Beginning, 'provedAt' | 'device' | 'seenOn' | 'method'> & { readonly others?: 'end' | 'stay' },
  ) => Promise<string>
  readonly me: (principal: Principal) => Promise<Me>
  readonly answer: (principal: Principal, restricted?: boolean) => Promise<SignInAnswer>
}

export const enteringService = ({ storage, clock, random }: { readonly storage: Storage; readonly clock: Clock; readonly random: RandomToken }): Entering => {
  const put = async (
    tx: Tx,
    beginning: Omit<Beginning, 'vault'>,
    trusted: boolean,
    proved: string | null = null,
  ): Promise<string> => {
    const { org, person, device } = beginning
    const vault = proved ?? (device && (await liveVaultOn(tx, org, person, device))?.id) ?? null
    if (device !== null && trusted) await trustVaults(tx, { org, person }, true, { device })
    return beginSignIn(tx, { ...beginning, vault }, random)
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
    enter: async (tx, principal, { by, device, vault = null, seenOn, restricted = false }) => {
      const at = clock()
      const { org, person } = principal
      // By a vault's key alone nobody has proved afresh who they are, so that it makes no vault trusted (A1).
      const afresh = by !== 'vault'
      const beginning = { org, person, at, device, restricted, seenOn, method: METHODS[by], provedAt: afresh ? at : null }
      const token = await put(tx, beginning, !restricted && afresh, vault)
      const details = restricted ? { by, restricted } : { by }
      await appendAudit(tx, org, [{ at, actor: person, what: 'sign-in', subject: person, record: null, details }], random)
      return token
    },
    begin: async (tx, { org, person }, { provedAt, device, seenOn, method, others = 'end' }) => {
      if (others === 'end') await endSignInsOf(tx, org, person)
      return put(tx, { org, person, at: clock(), provedAt, device, seenOn, method, restricted: false }, true)
    },
    answer: async (principal, restricted = false) => ({
      ...(await me(principal)),
      ...(restricted ? { secondFactor: 'to-set' as const } : {}),
    }),
  }
}
