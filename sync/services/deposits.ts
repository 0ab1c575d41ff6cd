/**
 * Deposits (P9, K7): acts that their author's key signed and that are sealed to the service, brought by whoever syncs the
 * device. Whose an act is and whether it counts comes from that signature; of who brings it nothing is asked but that they
 * may knock.
 */
import { epochOf, type Instant, londonDay } from '../../src/domain/dates.ts'
import { type OrgId } from '../../src/domain/ids.ts'
import { closedFrom } from '../../src/domain/leaving.ts'
import { type DepositReceipt, SealedAct } from '../../src/protocol/deposits.ts'
import { sha256Hex } from '../../src/protocol/hash.ts'
import { kidIn, readJws } from '../../src/protocol/jws.ts'
import { type CompactJwe, TYP } from '../../src/protocol/keys.ts'
import { type Clock } from '../clock.ts'
import { type Account, accountOf, isOpen, leavingIn } from '../storage/accounts.ts'
import { type PersonKey, personKeysNamed } from '../storage/person-keys.ts'
import { type Storage, type Tx } from '../storage/storage.ts'
import { type Acts, type Sent } from './acts.ts'
import { type Keys } from './keys.ts'
import { readSigned } from './proofs.ts'

export interface Deposits {
  /** The receipts are in the order of what was brought. */
  readonly take: (sealed: readonly CompactJwe[]) => Promise<readonly DepositReceipt[]>
}

/** Why a deposit could not be read: for the log, which holds nothing of it (A9). */
type Why = 'NOT_SEALED_TO_US' | 'KEY_UNKNOWN' | 'SIGNATURE_WRONG' | 'NOT_THE_AUTHORS'

/** Something was brought that nobody here sealed, or that was changed: it stays on the device. */
class DepositUnreadable extends Error {
  override readonly name = 'DepositUnreadable'
  readonly code: Why

  constructor(code: Why) {
    super()
    this.code = code
  }
}

/** A sealed text that was opened, and by whose key what is in it says to be signed. */
interface Opened {
  readonly jws: string
  readonly kid: string
}

type Read = { readonly ok: true; readonly sent: Sent; readonly org: OrgId } | { readonly ok: false; readonly why: Why }

const unreadable = (why: Why): Read => ({ ok: false, why })

/** Why an author's act is kept and not applied; null where it is judged as any. @param account null: erased, or never any */
const withheldOf = async (tx: Tx, key: PersonKey, account: Account | null, deviceTime: Instant): Promise<Sent['withheld'] | null> => {
  if (key.revokedAt !== null) return 'key-revoked'
  if (!account) return 'author-closed'
  const { disabledAt } = account
  const leaving = await leavingIn(tx, account)
  const isLate = (disabledAt !== null && epochOf(deviceTime) >= epochOf(disabledAt)) || (leaving !== null && londonDay(deviceTime) >= closedFrom(leaving))
  return isLate ? 'author-closed' : null
}

export interface DepositsPorts {
  readonly storage: Storage
  readonly clock: Clock
  readonly keys: Keys
  readonly acts: Acts
  /** Told of what could not be read. */
  readonly onFault: (error: unknown) => void
}

export const depositsService = ({ storage, clock, keys, acts, onFault }: DepositsPorts): Deposits => {
  const opened = async (sealed: CompactJwe): Promise<Opened | null> => {
    const bytes = await keys.unseal(sealed)
    const jws = bytes && Buffer.from(bytes).toString('latin1')
    const kid = jws && kidIn(jws)
    return jws && kid ? { jws, kid } : null
  }

  const readOne = async (tx: Tx, found: Opened | null, known: ReadonlyMap<string, PersonKey>): Promise<Read> => {
    if (!found) return unreadable('NOT_SEALED_TO_US')
    const key = known.get(found.kid)
    // A link's key signs one record and seals nothing.
    if (key?.method !== 'key') return unreadable('KEY_UNKNOWN')
    const signed = readSigned(SealedAct, await readJws(found.jws, TYP.act, key))
    if (!signed) return unreadable('SIGNATURE_WRONG')
    if (signed.org !== key.org || signed.person !== key.person || signed.vault !== key.vault) return unreadable('NOT_THE_AUTHORS')
    const account = await accountOf(tx, key.org, key.person)
    const withheld = await withheldOf(tx, key, account, signed.act.deviceTime)
    // Who was disabled could say any time of their acts: what only an administrator may do is not done after that.
    const administrator = account !== null && account.administrator && (await isOpen(tx, account, clock()))
    const principal = { org: key.org, person: key.person, administrator }
    return { ok: true, org: key.org, sent: { principal, wire: signed.act, deposited: true, ...(withheld ? { withheld } : {}) } }
  }

  return {
    take: async (sealed) => {
      // Opening needs no database: done before anybody waits for one.
      const found = await Promise.all(sealed.map(opened))
      const read = await storage.snapshot(async (tx) => {
        const kids = [...new Set(found.flatMap((each) => (each ? [each.kid] : [])))]
        const known = new Map((await personKeysNamed(tx, kids)).map((key) => [key.kid, key]))
        const all: Read[] = []
        for (const each of found) all.push(await readOne(tx, each, known))
        return all
      })
      const outcomes: DepositReceipt['outcome'][] = read.map(() => 'unreadable')
      for (const each of read) if (!each.ok) onFault(new DepositUnreadable(each.why))
      for (const org of new Set(read.flatMap((each) => (each.ok ? [each.org] : [])))) {
        const theirs = read.flatMap((each, index) => (each.ok && each.org === org ? [{ index, sent: each.sent }] : []))
        const receipts = await acts.push(org, theirs.map(({ sent }) => sent))
        theirs.forEach(({ index }, at) => {
          // Which it is, applied or in quarantine, is its author's to know.
          outcomes[index] = (receipts[at]?.outcome ?? 'retry') === 'retry' ? 'retry' : 'taken'
        })
      }
      return sealed.map((text, index) => ({ digest: sha256Hex(text), outcome: outcomes[index] ?? 'retry' }))
    },
  }
}
