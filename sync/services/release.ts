/**
 * Acts of a later version wait in quarantine until this service is upgraded (P10): once its code can read them they are
 * judged as if they had come now, each with whatever came of it in one transaction.
 */
import { type OrgId, type PersonId } from '../../src/domain/ids.ts'
import { readAct } from '../../src/protocol/read-act.ts'
import { PUSH_MAX_ACTS } from '../../src/protocol/version.ts'
import { type Clock } from '../clock.ts'
import { accountOf, isOpen } from '../storage/accounts.ts'
import { orgsOf } from '../storage/orgs.ts'
import { type AwaitingAct, awaitingUpgrade, letGo } from '../storage/quarantine.ts'
import { type Storage, type Tx } from '../storage/storage.ts'
import { type Acts, type Sent } from './acts.ts'

/** Judging one made the code fail: what was taken out of quarantine for it goes back. */
class NotJudged extends Error {
  override readonly name = 'NotJudged'
}

export interface ReleasePorts {
  readonly storage: Storage
  readonly clock: Clock
  readonly acts: Acts
  /** Told where they could not be judged: they stay, and the next start tries again. */
  readonly onFault: (error: unknown) => void
}

const sentOf = async (tx: Tx, org: OrgId, { author, wire }: AwaitingAct, clock: Clock): Promise<Sent> => {
  const person = author as PersonId
  const account = await accountOf(tx, org, person)
  const administrator = account !== null && account.administrator && (await isOpen(tx, account, clock()))
  return { principal: { org, person, administrator }, wire }
}

/** Some of an organisation's, in the order in which they came. @returns how many were judged anew */
const releaseSome = ({ storage, clock, acts }: ReleasePorts, org: OrgId): Promise<number> =>
  storage.write(async (tx) => {
    const readable = (await awaitingUpgrade(tx, org)).filter(({ wire, author }) => readAct(wire, author as PersonId).ok).slice(0, PUSH_MAX_ACTS)
    if (readable.length === 0) return 0
    // What is not applied now is kept again, whole, with its new reason: in this transaction or not at all.
    await letGo(tx, org, readable.map(({ seq }) => seq))
    const sent: Sent[] = []
    for (const each of readable) sent.push(await sentOf(tx, org, each, clock))
    const receipts = await acts.pushIn(tx, org, sent)
    if (receipts.some(({ outcome }) => outcome === 'retry')) throw new NotJudged()
    return readable.length
  })

/** Every organisation's. @returns how many were judged anew, those among them that are kept for another reason */
export const releaseReadable = async (ports: ReleasePorts): Promise<number> => {
  let count = 0
  for (const { org } of await ports.storage.snapshot(orgsOf)) {
    try {
      for (;;) {
        const judged = await releaseSome(ports, org)
        count += judged
        if (judged < PUSH_MAX_ACTS) break
      }
    } catch (error) {
      ports.onFault(error)
    }
  }
  return count
}
