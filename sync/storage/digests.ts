/**
 * The digest of each scope (L4), kept beside its rows and changed with them: what it costs is that of the rows that change,
 * however many there are. Writers come one after the other, by the counter's row (L2), so it is read and written plainly.
 */
import { type OrgId } from '../../src/domain/ids.ts'
import { type Digest, minus, NO_ROWS, plus } from '../../src/protocol/digest.ts'
import { rowNumber } from '../../src/protocol/row-number.ts'
import { type Tx } from './storage.ts'

interface Row {
  readonly scope: string
  readonly id: string
  readonly seq: number
  readonly revision: number
}

/** One query names at most this many ids. */
const AT_ONCE = 500

const digestOf = (rows: readonly Omit<Row, 'scope'>[]): Digest =>
  rows.reduce<Digest>((sum, row) => plus(sum, { count: 1, sum: rowNumber(row) }), NO_ROWS)

/** The digests of these scopes; one that never had a row is not among them. */
export const digestsOf = async (tx: Tx, org: OrgId, scopes: readonly string[]): Promise<ReadonlyMap<string, Digest>> => {
  if (scopes.length === 0) return new Map()
  const rows = await tx.selectFrom('scope_digests').select(['scope', 'count', 'sum']).where('org', '=', org).where('scope', 'in', scopes).execute()
  return new Map(rows.map(({ scope, count, sum }) => [scope, { count, sum }]))
}

const liveOf = async (tx: Tx, org: OrgId, scope: string, ids: readonly string[]): Promise<Digest> => {
  let sum = NO_ROWS
  for (let from = 0; from < ids.length; from += AT_ONCE) {
    const rows = await tx
      .selectFrom('scope_rows')
      .select(['id', 'seq', 'revision'])
      .where('org', '=', org)
      .where('scope', '=', scope)
      .where('id', 'in', ids.slice(from, from + AT_ONCE))
      .where('body', 'is not', null)
      .execute()
    sum = plus(sum, digestOf(rows))
  }
  return sum
}

/**
 * Changes the digests as these rows are about to be written over what is there: in the transaction that writes them.
 *
 * @param rows those with `live` false are tombstones
 */
export const changeDigests = async (tx: Tx, org: OrgId, rows: readonly (Row & { readonly live: boolean })[]): Promise<void> => {
  const scopes = [...new Set(rows.map(({ scope }) => scope))]
  const known = await digestsOf(tx, org, scopes)
  const changed: { org: string; scope: string; count: number; sum: number }[] = []
  for (const scope of scopes) {
    const here = rows.filter((row) => row.scope === scope)
    const before = await liveOf(tx, org, scope, here.map(({ id }) => id))
    const after = digestOf(here.filter(({ live }) => live))
    changed.push({ org, scope, ...plus(minus(known.get(scope) ?? NO_ROWS, before), after) })
  }
  await tx
    .insertInto('scope_digests')
    .values(changed)
    .onConflict((conflict) =>
      conflict.columns(['org', 'scope']).doUpdateSet((eb) => ({ count: eb.ref('excluded.count'), sum: eb.ref('excluded.sum') })),
    )
    .execute()
}
