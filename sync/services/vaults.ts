/**
 * Vaults on devices (K3, K6, A1, G2): enrolled after a fresh proof of who it is, opened by a PIN with the pepper that only the
 * service has, and worth a sign-in by their key.
 */
import { epochOf, type Instant, instantOf } from '../../src/domain/dates.ts'
import { type OrgId, type PersonId } from '../../src/domain/ids.ts'
import { type ApiErrorCode } from '../../src/protocol/errors.ts'
import { keyIdOf } from '../../src/protocol/jws.ts'
import { type CompactJws, type KeyId, type PublicKey, TYP } from '../../src/protocol/keys.ts'
import {
  type ChallengeAnswer, type EnrolAnswer, type EnrolRequest, type Lease, type PepperAnswer, type PepperRequest, type PinAnswer, type PinRequest, type RotateAnswer,
  type RotateRequest, type VaultSignInRequest,
} from '../../src/protocol/vaults.ts'
import { type Clock, type RandomToken } from '../clock.ts'
import { accountOf, isOpen } from '../storage/accounts.ts'
import { appendAudit, type AuditDoing } from '../storage/audit.ts'
import { credentialsOf } from '../storage/credentials.ts'
import { readDaysOf, secondFactorOf } from '../storage/orgs.ts'
import { personKeysOf } from '../storage/person-keys.ts'
import { recordsOf } from '../storage/records.ts'
import { type Seal } from '../storage/server-key.ts'
import { tieSignIn } from '../storage/sign-ins.ts'
import { type Storage, type Tx } from '../storage/storage.ts'
import { addVault, countTry, dropPepper, endVault, isLive, setKey, setPin, setTries, touchVault, trustVaults, type Vault, vaultNamed } from '../storage/vaults.ts'
import { type Outcome } from './accounts.ts'
import { type Whence } from './begin-sign-in.ts'
import { type Entering } from './entering.ts'
import { type Tried } from './invitations.ts'
import { type Principal } from './judge.ts'
import { type Keys } from './keys.ts'
import { type Asked, type Proofs } from './proofs.ts'
import { PER_ADDRESS, type Present, type SignInOutcome } from './sign-in.ts'
import { throttle } from './throttle.ts'

export interface Vaults {
  readonly enrol: (present: Present, request: EnrolRequest) => Promise<Outcome<EnrolAnswer>>
  /** Another PIN, with another pepper: for who has the vault open. */
  readonly changePin: (present: Present, request: PinRequest) => Promise<Outcome<PinAnswer>>
  /** Another key, certified for another year; what the one before signed and sealed stays good. */
  readonly rotate: (present: Present, request: RotateRequest) => Promise<Outcome<RotateAnswer>>
  /** @param address where it is asked from (A7) */
  readonly pepper: (request: PepperRequest, address: string) => Promise<Tried<PepperAnswer>>
  readonly challenge: (vault: string, address: string) => Promise<Tried<ChallengeAnswer>>
  /** @param present who is signed in where it is asked from: their full sign-in there has the vault trusted again */
  readonly signIn: (request: VaultSignInRequest, whence: Whence, present: Present | null) => Promise<SignInOutcome>
  /** Whether a vault's key proves that a request is this device's, though nobody be signed in (P9). */
  readonly mayDeposit: (asked: Asked, address: string) => Promise<Tried<null>>
  /** The lease anew; null where the sign-in is no vault's, or its vault is no more (K6). */
  readonly leaseFor: (present: Present) => Promise<CompactJws | null>
}

const MINUTE_MS = 60_000
const DAY_MS = 24 * 60 * MINUTE_MS
/** G2: a key is rotated each year. */
const CERTIFIED_MS = 365 * DAY_MS
/** K6: days without contact after which a device destroys its wraps. */
const WIPE_DAYS = 60
/** K3: so many wrong PINs, and the pepper is gone. */
const TRIES = 5
/** Of a pepper, and of a challenge that nobody keeps. */
const SECRET_BYTES = 32
/** Enough for a whole council behind one address, unlocking at the start of a shift. */
const CHALLENGES = { tries: 600, windowMs: 5 * MINUTE_MS }

const refused = (code: ApiErrorCode): { readonly ok: false; readonly code: ApiErrorCode } => ({ ok: false, code })

export interface VaultsPorts {
  readonly storage: Storage
  readonly clock: Clock
  readonly random: RandomToken
  readonly seal: Seal
  readonly keys: Keys
  readonly proofs: Proofs
  readonly entering: Entering
}

export const vaultsService = ({ storage, clock, random, seal, keys, proofs, entering }: VaultsPorts): Vaults => {
  const byAddress = throttle(PER_ADDRESS)
  const challenges = throttle(CHALLENGES)

  const pinHash = (vault: string, pin: string): string => seal.hash(`pin ${vault}`, pin)
  const pepperPlace = (vault: string): string => `pepper ${vault}`
  const newPepper = (vault: string): { readonly pepper: string; readonly sealed: string } => {
    const pepper = random(SECRET_BYTES)
    return { pepper, sealed: seal.seal(pepperPlace(vault), pepper) }
  }
  const pepperOf = ({ id, pepper }: Vault): string | null => pepper && seal.open(pepperPlace(id), pepper)

  const leaseOf = async (tx: Tx, { org, person, id }: Pick<Vault, 'org' | 'person' | 'id'>, at: Instant): Promise<CompactJws> => {
    const lease: Lease = { v: 1, org, person, vault: id, at, readDays: await readDaysOf(tx, org), wipeDays: WIPE_DAYS }
    return keys.sign(TYP.lease, lease)
  }
  const written = async (tx: Tx, { org, person, device }: Pick<Vault, 'org' | 'person' | 'device'>, what: AuditDoing['what'], at: Instant, actor: PersonId | 'service' = person): Promise<void> => {
    await appendAudit(tx, org, [{ at, actor, what, subject: person, record: null, details: { device } }], random)
  }
  const certify = async (tx: Tx, vault: Pick<Vault, 'org' | 'person' | 'id' | 'device'>, key: PublicKey, at: Instant) => {
    const { org, person, id, device } = vault
    const [about] = await recordsOf(tx, org, [person])
    const name = about?.kind === 'person' ? about.name : ''
    return keys.certify(tx, { org, person, name, device, vault: id, method: 'key', record: null, key, from: at, until: instantOf(epochOf(at) + CERTIFIED_MS) })
  }
  const certificateOf = async (tx: Tx, org: OrgId, kid: KeyId): Promise<CompactJws | null> => (await personKeysOf(tx, org, [kid]))[0]?.certificate ?? null

  /** The same request again, its answer having been lost: the same answer, as long as nothing has come of it since. */
  const enrolledBefore = async (tx: Tx, vault: Vault, present: Present, { deviceId, key, pin }: EnrolRequest) => {
    const same = vault.org === present.org && vault.person === present.person && vault.device === deviceId && vault.kid === (await keyIdOf(key))
    const pepper = same && isLive(vault) && vault.pinHash === pinHash(vault.id, pin) ? pepperOf(vault) : null
    const certificate = pepper === null ? null : await certificateOf(tx, vault.org, vault.kid)
    return pepper !== null && certificate !== null ? { pepper, certificate } : null
  }

  const enrolled = async (tx: Tx, present: Present, { vault: id, deviceId: device, kind, key, pin }: EnrolRequest, at: Instant) => {
    const { org, person } = present
    const certified = await certify(tx, { org, person, id, device }, key, at)
    if (!certified) return null
    const { pepper, sealed } = newPepper(id)
    await addVault(tx, { org, id, person, device, kind, kid: certified.kid, pinHash: pinHash(id, pin), pepper: sealed }, at)
    await written(tx, { org, person, device }, 'vault-enrolled', at)
    return { pepper, certificate: certified.certificate }
  }

  /** One thing done with one's own vault, which its key has proved to be open. */
  const opened = <T>(
    present: Principal, asked: Asked, purpose: 'pin' | 'rotate', work: (tx: Tx, vault: Vault, at: Instant) => Promise<Outcome<T>>,
  ): Promise<Outcome<T>> =>
    storage.write(async (tx) => {
      const at = clock()
      const there = await vaultNamed(tx, asked.vault)
      if (there?.org !== present.org || there.person !== present.person) return refused('vault-unknown')
      const proved = await proofs.prove(tx, { ...asked, purpose }, at)
      return proved.ok ? work(tx, proved.vault, at) : proved
    })

  const tried = async <T>(address: string, work: () => Promise<Tried<T>>, isRight: (value: Tried<T>) => boolean): Promise<Tried<T>> => {
    const wait = byAddress.admit(address, clock())
    if (wait !== null) return { ok: false, code: 'sign-in-throttled', retryAfter: wait }
    const outcome = await work()
    if (isRight(outcome)) byAddress.refund(address)
    return outcome
  }

  /** A try that is counted: what comes of it. */
  const judged = async (tx: Tx, vault: Vault, pin: string, at: Instant): Promise<Outcome<PepperAnswer>> => {
    const { org, person } = vault
    const account = await accountOf(tx, org, person)
    if (!account || !(await isOpen(tx, account, at))) {
      // Nobody guesses here, and the pepper is there again with the account: a device that was told it is gone would let go of its PIN.
      await setTries(tx, vault, vault.tries - 1)
      return refused('account-closed')
    }
    const answer = (value: PepperAnswer): Outcome<PepperAnswer> => ({ ok: true, value })
    const pepper = vault.pinHash === pinHash(vault.id, pin) ? pepperOf(vault) : null
    if (pepper !== null) {
      await setTries(tx, vault, 0)
      await touchVault(tx, vault, at)
      return answer({ outcome: 'right', pepper, challenge: await proofs.challenge(tx, vault, at), serverTime: at })
    }
    if (vault.tries < TRIES) return answer({ outcome: 'wrong', left: TRIES - vault.tries, serverTime: at })
    await dropPepper(tx, vault)
    // Whoever it was that tried.
    await written(tx, vault, 'pepper-gone', at, 'service')
    return answer({ outcome: 'gone', serverTime: at })
  }

  /** Whether they have just proved in full, in this very browser, who they are: one that came back from elsewhere named no device then. */
  const isProvedHere = (present: Present | null, { org, person, device }: Vault): boolean =>
    present !== null && present.fresh && !present.restricted && present.org === org && present.person === person && (present.device ?? device) === device

  /** What an open vault is worth: no more than what its person has not since taken back (A1). */
  const entered = async (
    tx: Tx, vault: Vault, { seenOn, present }: Pick<Whence, 'seenOn'> & { readonly present: Present | null }, at: Instant,
  ): Promise<{ readonly principal: Principal; readonly token: string } | 'account-closed' | 'sign-in-needed'> => {
    const { org, person, id, device } = vault
    const account = await accountOf(tx, org, person)
    if (!account || !(await isOpen(tx, account, at))) return 'account-closed'
    const bare = (await secondFactorOf(tx, org)) === 'required' && (await credentialsOf(tx, org, person)).length === 0
    const proved = isProvedHere(present, vault)
    if (bare || (!vault.trusted && !proved)) return 'sign-in-needed'
    if (proved) await trustVaults(tx, { org, person }, true, { device })
    await touchVault(tx, vault, at)
    const principal = { org, person, administrator: account.administrator }
    return { principal, token: await entering.enter(tx, principal, { by: 'vault', device, vault: id, seenOn }) }
  }

  return {
    enrol: (present, request) =>
      storage.write(async (tx) => {
        if (!present.fresh) return refused('sign-in-not-fresh')
        const at = clock()
        const { org, person, signIn } = present
        const { vault: id, deviceId: device } = request
        // Who finds a browser signed in does not make another device its person's.
        if (present.device !== null && present.device !== device) return refused('not-allowed')
        const earlier = request.replaces === null ? null : await vaultNamed(tx, request.replaces)
        // One it does not know is of after the backup it was restored from: there is nothing to end (T2).
        if (earlier && (earlier.org !== org || earlier.person !== person || earlier.device !== device)) return refused('vault-unknown')
        const there = await vaultNamed(tx, id)
        const done = there ? await enrolledBefore(tx, there, present, request) : await enrolled(tx, present, request, at)
        if (!done) return refused('not-allowed')
        if (earlier && isLive(earlier)) await endVault(tx, earlier, at)
        await tieSignIn(tx, present, signIn, { vault: id, device })
        return { ok: true, value: { ...done, lease: await leaseOf(tx, { org, person, id }, at), keys: keys.published, serverTime: at } }
      }),
    changePin: (present, { vault: id, pin, proof }) =>
      opened(present, { vault: id, proof }, 'pin', async (tx, vault, at) => {
        const { pepper, sealed } = newPepper(id)
        await setPin(tx, vault, { pinHash: pinHash(id, pin), pepper: sealed })
        await written(tx, vault, 'pin-changed', at)
        return { ok: true, value: { pepper, serverTime: at } }
      }),
    rotate: (present, { vault: id, key, proof }) =>
      opened(present, { vault: id, proof }, 'rotate', async (tx, vault, at) => {
        const answered = (certificate: CompactJws): Outcome<RotateAnswer> => ({ ok: true, value: { certificate, keys: keys.published, serverTime: at } })
        // The same again, its answer having been lost.
        const before = vault.kid === (await keyIdOf(key)) ? await certificateOf(tx, vault.org, vault.kid) : null
        if (before !== null) return answered(before)
        const certified = await certify(tx, vault, key, at)
        if (!certified) return refused('not-allowed')
        await setKey(tx, vault, certified.kid)
        await written(tx, vault, 'key-rotated', at)
        return answered(certified.certificate)
      }),
    pepper: ({ vault: id, pin }, address) =>
      tried(
        address,
        () =>
          storage.write(async (tx): Promise<Outcome<PepperAnswer>> => {
            const at = clock()
            const counted = await countTry(tx, id)
            if (counted) return judged(tx, counted, pin, at)
            const there = await vaultNamed(tx, id)
            return { ok: true, value: { outcome: there && !isLive(there) ? 'revoked' : 'gone', serverTime: at } }
          }),
        (outcome) => outcome.ok && outcome.value.outcome === 'right',
      ),
    challenge: async (id, address) => {
      const wait = challenges.admit(address, clock())
      if (wait !== null) return { ok: false, code: 'sign-in-throttled', retryAfter: wait }
      return storage.write(async (tx) => {
        const at = clock()
        const vault = await vaultNamed(tx, id)
        // Of a vault that is not there one that nobody keeps: nothing is told, and nothing is stored for strangers.
        const challenge = vault && isLive(vault) ? await proofs.challenge(tx, vault, at) : random(SECRET_BYTES)
        return { ok: true, value: { challenge, serverTime: at } }
      })
    },
    signIn: async ({ vault, proof }, whence, present) => {
      const wait = byAddress.admit(whence.address, clock())
      if (wait !== null) return { ok: false, code: 'sign-in-throttled', retryAfter: wait }
      const done = await storage.write(async (tx) => {
        const at = clock()
        const proved = await proofs.prove(tx, { vault, proof, purpose: 'sign-in' }, at)
        if (!proved.ok) return proved
        const inside = await entered(tx, proved.vault, { seenOn: whence.seenOn, present }, at)
        if (typeof inside === 'string') return { ok: false as const, code: inside }
        return { ok: true as const, ...inside, lease: await leaseOf(tx, proved.vault, at) }
      })
      if (done.ok || done.code === 'account-closed' || done.code === 'sign-in-needed') byAddress.refund(whence.address)
      if (!done.ok) return done
      return { ok: true, token: done.token, answer: { ...(await entering.answer(done.principal)), lease: done.lease } }
    },
    mayDeposit: (asked, address) =>
      tried(
        address,
        () =>
          storage.write(async (tx) => {
            const proved = await proofs.prove(tx, { ...asked, purpose: 'deposit' }, clock())
            return proved.ok ? { ok: true, value: null } : proved
          }),
        ({ ok }) => ok,
      ),
    leaseFor: async ({ vault: id }) => {
      if (id === null) return null
      const at = clock()
      const found = await storage.snapshot(async (tx) => {
        const vault = await vaultNamed(tx, id)
        return vault && isLive(vault) ? { vault, lease: await leaseOf(tx, vault, at) } : null
      })
      if (!found) return null
      // Once a minute is exact enough, and spares a durable write at every pull.
      if (epochOf(at) - epochOf(found.vault.lastSeenAt) >= MINUTE_MS) await storage.write((tx) => touchVault(tx, found.vault, at))
      return found.lease
    },
  }
}
