/**
 * After a restore (T2): what a device has and this database has not. Acts come again through `acts.ts`, as ever; what nobody's
 * acts bring back is kept as a copy, to be read, and is never taken for the record.
 */
import { type OrgId, RecordId } from '../../src/domain/ids.ts'
import { type Json, partOf } from '../../src/domain/json.ts'
import { type Commit } from '../../src/protocol/commit.ts'
import { hashOf } from '../../src/protocol/hash.ts'
import { type Receipt } from '../../src/protocol/push.ts'
import { type RecoveryAnswer, type RecoveryCopies, type RecoveryCopiesAnswer, type RecoveryRequest } from '../../src/protocol/recovery.ts'
import { PROTOCOL_VERSION } from '../../src/protocol/version.ts'
import { type Clock, type RandomToken } from '../clock.ts'
import { appendAudit, type AuditDoing } from '../storage/audit.ts'
import { type ErasureLedger } from '../storage/erasure-ledger.ts'
import { commitAt, commitsWith, earlierOf, hasCommit, headOf } from '../storage/ledger.ts'
import { revisionsOf, scopeRowsNamed } from '../storage/records.ts'
import { isBack, keepRecovered, type Recovered } from '../storage/recovered.ts'
import { type Storage, type Tx } from '../storage/storage.ts'
import { scopesNow } from './changes.ts'
import { type Principal } from './judge.ts'
import { commitToken } from './packs.ts'

export interface Recovery {
  readonly ask: (principal: Principal, request: RecoveryRequest) => Promise<Pick<RecoveryAnswer, 'acts' | 'rows' | 'commit'>>
  /** The outcomes are in the order of the copies. */
  readonly keep: (principal: Principal, request: RecoveryCopies) => Promise<RecoveryCopiesAnswer['outcomes']>
  /** Whether a commit is of this database's history (T2). */
  readonly knows: (org: OrgId, last: Commit) => Promise<boolean>
  /** The commits that acts with these receipts came with. */
  readonly commitsOf: (org: OrgId, receipts: readonly Receipt[]) => Promise<readonly Commit[]>
}

export interface RecoveryPorts {
  readonly storage: Storage
  readonly clock: Clock
  readonly random: RandomToken
  readonly erasures: ErasureLedger
}

type Copy = RecoveryCopies['copies'][number]

export const recoveryService = ({ storage, clock, random, erasures }: RecoveryPorts): Recovery => {
  const lackedActs = async (tx: Tx, org: OrgId, acts: RecoveryRequest['acts']): Promise<RecoveryAnswer['acts']> => {
    if (acts.length === 0) return []
    const earlier = await earlierOf(tx, org, acts.map(({ actId }) => actId))
    const revisions = await revisionsOf(tx, org, [...new Set(acts.map(({ recordId }) => recordId))])
    const lacked: RecoveryAnswer['acts'] = []
    for (const { actId, hash, recordId, seq, commit } of acts) {
      const revision = revisions.get(recordId) ?? 0
      if (erasures.has(org, recordId)) {
        lacked.push({ actId, is: 'erased', revision })
        continue
      }
      const there = earlier.find((each) => each.actId === actId && each.hash === hash)
      // Where it stands elsewhere than its receipt says, the device has yet to hear of it: by this seq it would let go of it (V9).
      const sameCommit = !commit || (await hasCommit(tx, org, commit))
      if (there?.receipt.seq !== seq || !sameCommit) lacked.push({ actId, is: there ? 'moved' : 'absent', revision })
    }
    return lacked
  }

  const otherRows = async (tx: Tx, principal: Principal, rows: RecoveryRequest['rows']): Promise<RecoveryAnswer['rows']> => {
    if (rows.length === 0) return []
    const { org } = principal
    const { scopes } = await scopesNow(tx, principal, clock(), PROTOCOL_VERSION)
    const mine = new Set<string>(scopes)
    const other: RecoveryAnswer['rows'] = []
    for (const scope of new Set(rows.map((row) => row.scope))) {
      const theirs = rows.filter((row) => row.scope === scope)
      const there = mine.has(scope) ? new Map((await scopeRowsNamed(tx, org, scope, theirs.map(({ id }) => id))).map((row) => [row.id, row])) : null
      for (const { id, revision, hash } of theirs) {
        const row = there?.get(id)
        const same = row && row.revision === revision && row.body !== null && hashOf(JSON.parse(row.body) as Json) === hash
        if (erasures.has(org, id)) other.push({ scope, id, is: 'erased' })
        else if (!there) other.push({ scope, id, is: 'elsewhere' })
        else if (!row) other.push({ scope, id, is: 'absent' })
        else if (!same) other.push({ scope, id, is: 'other' })
      }
    }
    return other
  }

  /** Whether it is a copy of what it says, and nothing of it was erased. */
  const isFit = (org: OrgId, { id, revision, body }: Copy): boolean => {
    const post = partOf(body, 'post')
    const isOf = typeof partOf(body, 'kind') === 'string' && partOf(body, 'id') === id && partOf(body, 'revision') === revision
    return isOf && !erasures.has(org, id) && !(typeof post === 'string' && erasures.has(org, post))
  }

  return {
    ask: (principal, { acts, rows }) =>
      storage.snapshot(async (tx) => {
        const commit = await commitAt(tx, principal.org, await headOf(tx, principal.org))
        return { acts: await lackedActs(tx, principal.org, acts), rows: await otherRows(tx, principal, rows), ...(commit ? { commit } : {}) }
      }),
    keep: (principal, { deviceId, copies }) =>
      storage.write(async (tx) => {
        const { org, person } = principal
        const at = clock()
        const mine = new Set<string>((await scopesNow(tx, principal, at, PROTOCOL_VERSION)).scopes)
        const revisions = await revisionsOf(tx, org, copies.map(({ id }) => id))
        const outcomes: RecoveryCopiesAnswer['outcomes'] = []
        const kept: Recovered[] = []
        for (const copy of copies) {
          const revision = revisions.get(copy.id)
          if (!mine.has(copy.scope) || !isFit(org, copy)) outcomes.push('refused')
          else if (await isBack(tx, org, revision === undefined ? null : { revision }, copy)) outcomes.push('held')
          else {
            outcomes.push('kept')
            const { scope, id, body } = copy
            kept.push({ scope, record: RecordId.parse(id), hash: hashOf(body), revision: copy.revision, body, by: person, device: deviceId, at })
          }
        }
        const fresh = await keepRecovered(tx, org, kept, commitToken(random))
        const doings = fresh.map(({ record, scope, revision, hash }): AuditDoing => ({
          at, actor: person, what: 'copy-recovered', subject: null, record, details: { device: deviceId, scope, revision, hash },
        }))
        await appendAudit(tx, org, doings, random)
        return outcomes
      }),
    knows: (org, last) => storage.snapshot((tx) => hasCommit(tx, org, last)),
    commitsOf: (org, receipts) => {
      const seqs = receipts.flatMap((receipt) => {
        if (receipt.outcome === 'retry') return []
        return receipt.outcome === 'duplicate' ? [receipt.first.seq] : [receipt.seq]
      })
      return seqs.length === 0 ? Promise.resolve([]) : storage.snapshot((tx) => commitsWith(tx, org, seqs))
    },
  }
}
