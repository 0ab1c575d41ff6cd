/**
 * Erasing a file (W4), and following the erasure ledger (T2, A10). The ledger is written last of all, within the
 * transaction and before it commits: killed in between, the next start finishes what the ledger says was decided.
 */
import { type Instant } from '../../src/domain/dates.ts'
import { type OrgId, type PersonId, type PostId } from '../../src/domain/ids.ts'
import { type RecordKind } from '../../src/domain/records/deeds/common.ts'
import { type PostState } from '../../src/domain/records/record.ts'
import { type Clock, type RandomToken } from '../clock.ts'
import { appendAudit } from '../storage/audit.ts'
import { finishDisposal, markScrubbed, unscrubbed } from '../storage/disposals.ts'
import { type ErasureLedger, type ErasureLine } from '../storage/erasure-ledger.ts'
import { eraseRecords, followedOf, holdsAny, idsOfFile, type KnownId, postsOfPerson, putFollowed } from '../storage/erasing.ts'
import { orgsOf } from '../storage/orgs.ts'
import { type Storage, type Tx } from '../storage/storage.ts'
import { type Keys } from './keys.ts'
import { commitToken } from './packs.ts'

export interface ErasurePorts {
  readonly storage: Storage
  readonly clock: Clock
  readonly random: RandomToken
  readonly erasures: ErasureLedger
  readonly keys: Keys
  readonly onFault: (error: unknown) => void
}

/** The ledger has been cut short, changed or left behind: what it no longer says cannot be applied to a restored database. */
class ErasureLedgerBroken extends Error {
  override readonly name = 'ErasureLedgerBroken'
}

/** Somebody's id for what the service does by itself. */
const SERVICE = 'service'

export interface ToErase {
  readonly post: Pick<PostState, 'id' | 'person'>
  /** Their name and account go too; only where this is the last that is kept of them. */
  readonly withPerson: boolean
  readonly disposal: string
  readonly by: PersonId
}

/**
 * Erases everything of a post in the transaction that decides it: nobody can decide and not erase, nor the other way.
 *
 * @returns how many records it was
 */
export const eraseFile = async (tx: Tx, org: OrgId, { post, withPerson, disposal, by }: ToErase, ports: ErasurePorts): Promise<number> => {
  const at = ports.clock()
  const found = await idsOfFile(tx, org, post.id)
  const others = (await postsOfPerson(tx, org, post.person)).filter((id) => id !== post.id)
  const isLast = others.length === 0
  const known: readonly KnownId[] = isLast && withPerson ? [...found, { id: post.person, kind: 'person' }] : found
  const ids = known.map(({ id }) => id)
  const people = isLast ? [post.person] : []
  await eraseRecords(tx, org, { ids, posts: [post.id], people, disposal, at, token: commitToken(ports.random) })
  // What they signed of other people's stays and verifies: their keys stay with it, and the name in what certifies them goes.
  if (isLast && withPerson) await ports.keys.forgetName(tx, org, post.person)
  const details = { disposal, records: ids.length, person: isLast && withPerson }
  await appendAudit(tx, org, [{ at, actor: by, what: 'erased', subject: post.person, record: post.id, details }], ports.random)
  await putFollowed(tx, org, ports.erasures.append(org, known.map(({ id, kind }) => ({ record: id as ErasureLine['record'], kind, at, disposal }))))
  return ids.length
}

/** Takes the bytes out of the files. What fails is tried again at the next erasing or start: it is written down as open. */
export const scrub = async (ports: ErasurePorts): Promise<void> => {
  try {
    await ports.storage.scrub()
    await ports.storage.write(async (tx) => {
      for (const { org } of await orgsOf(tx)) await markScrubbed(tx, org)
    })
  } catch (error) {
    ports.onFault(error)
  }
}

const idsOf = (lines: readonly ErasureLine[], kind: RecordKind): readonly string[] =>
  lines.filter((line) => line.kind === kind).map(({ record }) => record)

/** Erases again what one disposal had erased, as far as this database has it. @returns whether it had any of it */
const eraseAgain = async (tx: Tx, org: OrgId, disposal: string, lines: readonly ErasureLine[], at: Instant, ports: ErasurePorts): Promise<boolean> => {
  const posts = idsOf(lines, 'post') as readonly PostId[]
  const named = new Set<string>(lines.map(({ record }) => record))
  const more: KnownId[] = []
  const people = new Set<PersonId>(idsOf(lines, 'person') as readonly PersonId[])
  for (const post of posts) {
    // A database restored from before may have of the file what had since gone another way.
    for (const known of await idsOfFile(tx, org, post)) if (!named.has(known.id)) more.push(known)
  }
  const ids = [...named, ...more.map(({ id }) => id)]
  if (!(await holdsAny(tx, org, ids))) return false
  await eraseRecords(tx, org, { ids, posts, people: [...people], disposal, at, token: commitToken(ports.random) })
  for (const person of people) await ports.keys.forgetName(tx, org, person)
  await finishDisposal(tx, org, disposal, at)
  const details = { disposal, records: ids.length, again: true }
  await appendAudit(tx, org, [{ at, actor: SERVICE, what: 'erased', subject: null, record: posts[0] ?? null, details }], ports.random)
  if (more.length > 0) ports.erasures.append(org, more.map(({ id, kind }) => ({ record: id as ErasureLine['record'], kind, at, disposal })))
  return true
}

/**
 * Applies to every database what its organisation's ledger has and it has not (A10): after a restore, or where the server was
 * killed while it erased. The same again changes nothing.
 *
 * @returns how many disposals were erased again
 */
export const followLedger = async (ports: ErasurePorts): Promise<number> => {
  const { storage, erasures, clock, onFault } = ports
  if (!erasures.intact) onFault(new ErasureLedgerBroken())
  let again = 0
  for (const { org } of await storage.snapshot(orgsOf)) {
    const followed = await storage.snapshot((tx) => followedOf(tx, org))
    const lines = erasures.linesOf(org)
    const isCut = followed.n > 0 && lines[followed.n - 1]?.hash !== followed.hash
    if (isCut) onFault(new ErasureLedgerBroken())
    // Of a ledger that is not the one this database followed, all is applied: too much does no harm.
    const ahead = isCut ? lines : lines.slice(followed.n)
    if (ahead.length === 0) continue
    const byDisposal = new Map<string, ErasureLine[]>()
    for (const line of ahead) byDisposal.set(line.disposal, [...(byDisposal.get(line.disposal) ?? []), line])
    await storage.write(async (tx) => {
      for (const [disposal, its] of byDisposal) if (await eraseAgain(tx, org, disposal, its, clock(), ports)) again += 1
      const last = erasures.linesOf(org).at(-1)
      // A ledger that was cut short is said at each start, until the right one is there.
      if (last && last.n >= followed.n) await putFollowed(tx, org, last)
    })
  }
  const left = await storage.snapshot(async (tx) => {
    for (const { org } of await orgsOf(tx)) if (await unscrubbed(tx, org)) return true
    return false
  })
  if (again > 0 || left) await scrub(ports)
  return again
}
