/** One's own ways to sign in: what is set, and setting it (A1). Every change is written down, with no secret in it. */
import { type Instant } from '../../src/domain/dates.ts'
import { passwordProblem } from '../../src/domain/password.ts'
import { type Security, type TotpBegun } from '../../src/protocol/security.ts'
import { type ApiErrorCode } from '../../src/protocol/errors.ts'
import { type Clock, type RandomToken } from '../clock.ts'
import { accountOf, setPassword } from '../storage/accounts.ts'
import { appendAudit, type Audited } from '../storage/audit.ts'
import { putChallenge, takeChallenge } from '../storage/challenges.ts'
import {
  addCredential, type Credential, type CredentialKind, credentialsOf, recoveryCodesLeft, removeCredential, renameCredential, setRecoveryCodes,
} from '../storage/credentials.ts'
import { orgsOf, secondFactorOf } from '../storage/orgs.ts'
import { type Seal } from '../storage/server-key.ts'
import { type Storage, type Tx } from '../storage/storage.ts'
import { makeRecoveryCodes, newTotpSecret, sealTotp, stepOf, totpUri } from './codes.ts'
import { type Entering } from './entering.ts'
import { type Passwords } from './passwords.ts'
import { PER_CODE, type Present } from './sign-in.ts'
import { throttle } from './throttle.ts'

/** Why a change was refused. */
export interface NotChanged {
  readonly ok: false
  readonly code: Extract<
    ApiErrorCode,
    'sign-in-not-fresh' | 'second-factor-last' | 'code-wrong' | 'password-wrong' | 'password-weak' | 'passkey-refused' | 'took-too-long' | 'not-found' | 'sign-in-throttled'
  >
  readonly retryAfter?: number
}
export type Change<T> = { readonly ok: true; readonly value: T } | NotChanged

/** What is offered at the address of a request. */
export interface Offered {
  readonly passkeys: boolean
  readonly work: boolean
}

export interface SecurityService {
  readonly overview: (present: Present, offered: Offered) => Promise<Security>
  readonly beginTotp: (present: Present) => Promise<Change<Omit<TotpBegun, 'serverTime'>>>
  /** Sets an authenticator app by its first code, and makes recovery codes. */
  readonly confirmTotp: (present: Present, code: string) => Promise<Change<{ readonly token: string; readonly recoveryCodes: string[] }>>
  readonly newRecoveryCodes: (present: Present) => Promise<Change<string[]>>
  readonly rename: (present: Present, id: string, label: string) => Promise<Change<null>>
  /** Takes one away, unless it is the last that is asked for or the last way in. */
  readonly remove: (present: Present, kind: CredentialKind, id: string) => Promise<Change<string>>
  readonly changePassword: (present: Present, password: string, next: string) => Promise<Change<string>>
}

const MINUTE_MS = 60_000
/** Long enough to install an app. */
const TOTP_LASTS_MS = 15 * MINUTE_MS

const refused = (code: NotChanged['code']): NotChanged => ({ ok: false, code })

const kept = ({ createdAt, lastUsedAt }: Credential): { since: Instant; lastUsed: Instant | null } => ({ since: createdAt, lastUsed: lastUsedAt })

/** A change of what somebody signs in with, written down in the transaction that makes it. */
export const auditOwn = async (
  tx: Tx,
  { org, person }: Pick<Present, 'org' | 'person'>,
  { at, what, kind, random }: { readonly at: Instant; readonly what: Audited; readonly kind?: CredentialKind; readonly random: RandomToken },
): Promise<void> => {
  const details = kind === undefined ? {} : { kind }
  await appendAudit(tx, org, [{ at, actor: person, what, subject: person, record: null, details }], random)
}

export const securityService = (ports: {
  readonly storage: Storage
  readonly clock: Clock
  readonly random: RandomToken
  readonly passwords: Passwords
  readonly seal: Seal
  readonly entering: Entering
}): SecurityService => {
  const { storage, clock, random, passwords, seal, entering } = ports
  const byPerson = throttle(PER_CODE)
  const keyOf = ({ org, person }: Present): string => `${org}\n${person}`

  const admitted = async <T>(present: Present, judge: () => Promise<Change<T>>): Promise<Change<T>> => {
    const wait = byPerson.admit(keyOf(present), clock())
    if (wait !== null) return { ok: false, code: 'sign-in-throttled', retryAfter: wait }
    const outcome = await judge()
    if (outcome.ok) byPerson.clear(keyOf(present))
    return outcome
  }
  const whoseOf = ({ org, person }: Present) => ({ org, person })
  const pending = (present: Present) => ({ kind: 'totp' as const, name: keyOf(present), whose: whoseOf(present) })

  return {
    overview: ({ org, person, fresh }, offered) =>
      storage.snapshot(async (tx) => {
        const credentials = await credentialsOf(tx, org, person)
        const of = (wanted: CredentialKind): readonly Credential[] => credentials.filter(({ kind }) => kind === wanted)
        const [totp] = of('totp')
        return {
          secondFactor: await secondFactorOf(tx, org),
          password: ((await accountOf(tx, org, person))?.passwordHash ?? '') !== '',
          totp: totp ? { ...kept(totp), recoveryCodesLeft: await recoveryCodesLeft(tx, org, person) } : null,
          passkeys: of('passkey').map((each) => ({ id: each.id, label: each.label, ...kept(each) })),
          work: { offered: offered.work, accounts: of('work').map((each) => ({ id: each.id, ...kept(each) })) },
          passkeysHere: offered.passkeys,
          fresh,
          serverTime: clock(),
        }
      }),
    beginTotp: async (present) => {
      if (!present.fresh) return refused('sign-in-not-fresh')
      const secret = newTotpSecret(random)
      return storage.write(async (tx) => {
        const at = clock()
        await putChallenge(tx, seal, pending(present), { text: secret, at, lastsMs: TOTP_LASTS_MS })
        const org = (await orgsOf(tx)).find((each) => each.org === present.org)
        const account = await accountOf(tx, present.org, present.person)
        return { ok: true, value: { secret, uri: totpUri(secret, org?.name ?? 'Countersign', account?.username ?? '') } }
      })
    },
    confirmTotp: (present, code) =>
      admitted(present, () =>
        storage.write(async (tx) => {
          if (!present.fresh) return refused('sign-in-not-fresh')
          const at = clock()
          const secret = await takeChallenge(tx, seal, pending(present), at)
          if (secret === null) return refused('took-too-long')
          const step = stepOf(secret, code, at)
          if (step === null) {
            // The key stays good for another try: the code was mistyped, or the phone's clock is off.
            await putChallenge(tx, seal, pending(present), { text: secret, at, lastsMs: TOTP_LASTS_MS })
            return refused('code-wrong')
          }
          const { org, person } = present
          await removeCredential(tx, { org, person, kind: 'totp', id: person })
          const sealed = sealTotp(seal, present, secret)
          await addCredential(tx, { org, person, kind: 'totp', id: person, label: '', secret: sealed, counter: step, createdAt: at })
          const recoveryCodes = await makeRecoveryCodes(tx, seal, present, random)
          await auditOwn(tx, present, { at, what: 'credential-added', kind: 'totp', random })
          // Whoever knew only the password is signed in no longer.
          return { ok: true, value: { token: await entering.begin(tx, present, { ...present, method: 'password-and-code' }), recoveryCodes } }
        }),
      ),
    newRecoveryCodes: (present) =>
      storage.write(async (tx) => {
        if (!present.fresh) return refused('sign-in-not-fresh')
        if (!(await credentialsOf(tx, present.org, present.person)).some(({ kind }) => kind === 'totp')) return refused('not-found')
        await auditOwn(tx, present, { at: clock(), what: 'recovery-codes-made', random })
        return { ok: true, value: await makeRecoveryCodes(tx, seal, present, random) }
      }),
    rename: (present, id, label) =>
      storage.write(async (tx) => {
        const renamed = await renameCredential(tx, { ...whoseOf(present), kind: 'passkey', id }, label)
        return renamed ? { ok: true, value: null } : refused('not-found')
      }),
    remove: (present, kind, id) =>
      storage.write(async (tx) => {
        if (!present.fresh) return refused('sign-in-not-fresh')
        const { org, person } = present
        const credentials = await credentialsOf(tx, org, person)
        const others = credentials.filter((each) => each.kind !== kind || each.id !== id)
        if (others.length === credentials.length) return refused('not-found')
        const password = ((await accountOf(tx, org, person))?.passwordHash ?? '') !== ''
        const required = (await secondFactorOf(tx, org)) === 'required'
        // The last second factor where one is asked for, or the last way in where there is no password.
        if (others.length === 0 && (required || !password)) return refused('second-factor-last')
        await removeCredential(tx, { org, person, kind, id })
        if (kind === 'totp') await setRecoveryCodes(tx, org, person, [])
        await auditOwn(tx, present, { at: clock(), what: 'credential-removed', kind, random })
        // What was removed may be on a phone that was lost.
        return { ok: true, value: await entering.begin(tx, present, present) }
      }),
    changePassword: (present, password, next) =>
      admitted(present, async () => {
        const account = await storage.snapshot((tx) => accountOf(tx, present.org, present.person))
        const known = account?.passwordHash === '' ? null : (account?.passwordHash ?? null)
        if (!(await passwords.verify(known, password))) return refused('password-wrong')
        if (passwordProblem(next, account?.username ?? '') !== null) return refused('password-weak')
        const hash = await passwords.hash(next)
        return storage.write(async (tx) => {
          const at = clock()
          // Hashing takes its time: meanwhile the password may have been chosen anew with a link.
          const still = await accountOf(tx, present.org, present.person)
          if (still?.passwordHash !== account?.passwordHash) return refused('password-wrong')
          await setPassword(tx, { org: present.org, person: present.person, passwordHash: hash, at, linkBy: null })
          await auditOwn(tx, present, { at, what: 'password-changed', random })
          return { ok: true, value: await entering.begin(tx, present, present) }
        })
      }),
  }
}
