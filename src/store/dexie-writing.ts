/** Writing the outbox on IndexedDB. Nothing but Dexie's own calls is awaited inside a transaction, which would end it (V1). */
import { type Connection, type Read } from './connection.ts'
import { type DeviceDatabase, type StoredRow } from './dexie-databases.ts'
import { isUnsent, type MovedRow, type OutboxPort, RECALLED } from './ports.ts'

/** The rows of these seqs that are one vault's. */
export const ownRows = async ({ outbox }: DeviceDatabase, vault: string, seqs: readonly number[]): Promise<readonly StoredRow[]> =>
  (await outbox.bulkGet([...seqs])).filter((row) => row?.vault === vault) as StoredRow[]

export interface Survey {
  readonly keys: ReadonlySet<number>
  readonly rows: readonly StoredRow[]
}

/** The keys there are, and the rows that can be read; keys first, so that what comes meanwhile is known to have come. */
export const survey = async ({ outbox }: DeviceDatabase, read: Read, above = 0): Promise<Survey> => {
  const keys = new Set(await outbox.where(':id').above(above).primaryKeys())
  return { keys, rows: keys.size > 0 ? await read(outbox, above) : [] }
}

/** Part of a transaction: whether anything has come since. */
export const hasCome = async ({ outbox }: DeviceDatabase, keys: Survey['keys'], above = 0): Promise<boolean> =>
  (await outbox.where(':id').above(above).primaryKeys()).some((key) => !keys.has(key))

const NOTHING: Survey = { keys: new Set(), rows: [] }

/** Under the same key, so that what waits for a row goes on waiting for it, and acts keep their order. */
export const movedRows = (rows: readonly StoredRow[], to: string, moved: readonly MovedRow[]): readonly StoredRow[] => {
  const fresh = new Map(moved.map((row) => [row.seq, row]))
  return rows.flatMap((row) => {
    const change = fresh.get(row.seq)
    // One answered since is left: its receipt is not sealed for the other vault.
    return change && (change.receipt === null) === (row.receipt === null) ? [{ ...row, ...change, vault: to }] : []
  })
}

type Writes = Pick<OutboxPort, 'append' | 'begin' | 'release' | 'settle' | 'forget' | 'recall' | 'seal' | 'move'>

export const writesOf = ({ db, attempt }: Connection<DeviceDatabase>, era: () => number): Writes => {
  const { outbox } = db
  const write = <T>(work: () => PromiseLike<T>): Promise<T> => attempt(() => db.transaction('rw', outbox, work))
  const own = (vault: string, seqs: readonly number[]) => ownRows(db, vault, seqs)
  type Append = Parameters<OutboxPort['append']>[1]
  // The replaced entry and its replacement together: apart, a kill between them loses the words or says them twice.
  const appendTo = (vault: string, { era: planned, seen, replace, behind, rows }: Append, { keys }: Survey) =>
    db.transaction('rw', outbox, async () => {
      if (planned !== era()) return { kind: 'stale' } as const
      if (await hasCome(db, keys, seen)) return 'look' as const
      const last = behind ? await outbox.toCollection().lastKey() : null
      let after = typeof last === 'number' ? last : null
      if (replace !== null) {
        const [replaced] = await own(vault, [replace])
        if (replaced?.state !== 'unsent' || replaced.attempts > 0) return { kind: 'stale' } as const
        after ??= replaced.after ?? null
        await outbox.delete(replaced.seq)
      }
      const seqs = await outbox.bulkAdd(
        rows.map((row) => ({
          ...row,
          vault,
          state: 'unsent' as const,
          attempts: 0,
          receipt: null,
          confirmedSeq: null,
          deposited: false,
          after,
        })),
        { allKeys: true },
      )
      return { kind: 'appended', seqs, after } as const
    })
  return {
    append: (vault, plan) =>
      attempt(async (read) => {
        const answer = await appendTo(vault, plan, NOTHING)
        if (answer !== 'look') return answer
        // Somebody has saved since: if it was not another vault, the plan is out of date.
        const { keys, rows } = await survey(db, read, plan.seen)
        const own = rows.filter((row) => row.vault === vault)
        if (own.length === 0) {
          const again = await appendTo(vault, plan, { keys, rows })
          return again === 'look' ? ({ kind: 'stale' } as const) : again
        }
        // Done already, and asked again since the connection went before that was known.
        const done = own.slice(-plan.rows.length)
        return done.at(-1)?.entry === plan.rows.at(-1)?.entry
          ? ({ kind: 'appended', seqs: done.map(({ seq }) => seq), after: done[0]?.after ?? null } as const)
          : ({ kind: 'stale' } as const)
      }),
    begin: (vault, seqs) =>
      write(async () => {
        const rows = (await own(vault, seqs)).filter(isUnsent)
        await outbox.bulkPut(rows.map((row) => ({ ...row, state: 'sending' as const, attempts: row.attempts + 1 })))
        return rows.map(({ seq }) => seq)
      }),
    release: (vault, seqs) =>
      write(async () => {
        const rows = (await own(vault, seqs)).filter(({ state }) => state === 'sending')
        await outbox.bulkPut(rows.map((row) => ({ ...row, state: 'unsent' as const })))
      }),
    settle: (vault, settled) =>
      write(async () => {
        const rows = new Map((await own(vault, settled.map(({ seq }) => seq))).map((row) => [row.seq, row]))
        const changed = settled.flatMap((said): StoredRow[] => {
          const row = rows.get(said.seq)
          if (!row) return []
          if (isUnsent(row)) return [{ ...row, ...said }]
          return row.state === 'quarantined' && said.state === 'quarantined' ? [{ ...row, receipt: said.receipt }] : []
        })
        await outbox.bulkPut(changed)
      }),
    forget: (vault, seqs) =>
      write(async () => {
        const rows = (await own(vault, seqs)).filter((row) => !isUnsent(row))
        await outbox.bulkDelete(rows.map(({ seq }) => seq))
      }),
    recall: (vault, seqs) =>
      write(async () => {
        const rows = (await own(vault, seqs)).filter((row) => !isUnsent(row))
        await outbox.bulkPut(rows.map((row) => ({ ...row, ...RECALLED })))
      }),
    seal: (vault, sealed) =>
      write(async () => {
        const bytes = new Map(sealed.map((each) => [each.seq, each.sealed]))
        const rows = (await own(vault, [...bytes.keys()])).filter((row) => isUnsent(row) && row.sealed === null)
        await outbox.bulkPut(rows.map((row) => ({ ...row, sealed: bytes.get(row.seq) ?? null })))
      }),
    move: (from, to, entries) =>
      write(async () => {
        await outbox.bulkPut([...movedRows(await own(from, entries.map(({ seq }) => seq)), to, entries)])
      }),
  }
}
