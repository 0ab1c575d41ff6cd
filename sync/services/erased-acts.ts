/** Acts that arrive for what was erased (T2, W4): they are refused, and nothing they say is kept. */
import { type Instant } from '../../src/domain/dates.ts'
import { type OrgId } from '../../src/domain/ids.ts'
import { type WireAct } from '../../src/protocol/act.ts'
import { type AuditDoing } from '../storage/audit.ts'
import { type ErasureLedger } from '../storage/erasure-ledger.ts'
import { type Tx } from '../storage/storage.ts'
import { type Board } from './board.ts'
import { type Principal } from './judge.ts'

/** An act with the person who did it. */
interface Sent {
  readonly principal: Principal
  readonly wire: WireAct
}

export interface ErasedAmong {
  /** Which acts of the request they are. */
  readonly indexes: ReadonlySet<number>
  /** What the audit says of them: once for each record and author, however often it is sent. */
  readonly doings: (at: Instant) => readonly AuditDoing[]
}

/** The post an act names, whatever else it says. */
const postNamedBy = ({ payload }: WireAct): string | null => {
  const post = typeof payload === 'object' && payload !== null && 'post' in payload ? payload.post : null
  return typeof post === 'string' ? post : null
}

/**
 * Which acts are about something erased: of a record in the ledger; of a new record for a post in it; of a record that the
 * same person began so, with an act that was refused. Only their own: else anybody could have another's record refused.
 */
export const erasedAmong = async (tx: Tx, org: OrgId, sent: readonly Sent[], board: Board, erasures: ErasureLedger): Promise<ErasedAmong> => {
  const indexes = new Set<number>()
  if (erasures.linesOf(org).length === 0) return { indexes, doings: () => [] }
  const refused = new Map<string, { readonly actor: string; readonly record: string; readonly known: boolean }>()
  const refusedBefore = async (actor: string, record: string): Promise<boolean> =>
    (await tx
      .selectFrom('audit')
      .select('n')
      .where('org', '=', org)
      .where('record', '=', record)
      .where('what', '=', 'erased-refused')
      .where('actor', '=', actor)
      .executeTakeFirst()) !== undefined
  for (const [index, { wire, principal }] of sent.entries()) {
    const { recordId: record } = wire
    const actor = principal.person
    const key = `${actor} ${record}`
    const post = postNamedBy(wire)
    const isNew = board.record(record) === null
    const follows = isNew && post === null && (refused.has(key) || (await refusedBefore(actor, record)))
    const isErased = erasures.has(org, record) || (isNew && post !== null && erasures.has(org, post)) || follows
    if (!isErased) continue
    indexes.add(index)
    if (!refused.has(key)) refused.set(key, { actor, record, known: await refusedBefore(actor, record) })
  }
  return {
    indexes,
    doings: (at) =>
      [...refused.values()]
        .filter(({ known }) => !known)
        .map(({ actor, record }) => ({ at, actor, what: 'erased-refused', subject: null, record, details: null })),
  }
}
