/** What is done for others on the device, and how a vault ends (P9, K7). */
import { type Connection } from './connection.ts'
import { type DeviceDatabase } from './dexie-databases.ts'
import { wholeRow } from './dexie-outbox.ts'
import { hasCome, movedRows, ownRows, survey } from './dexie-writing.ts'
import { isWaiting, type OutboxPort, type VaultsPort } from './ports.ts'

type Others = Pick<OutboxPort, 'others' | 'beginDeposit' | 'endDeposit'>

export const othersOf = (connection: Connection<DeviceDatabase>): Others => {
  const { db, attempt } = connection
  const { outbox, vaults } = db
  return {
    others: (vault) =>
      attempt(async (read) => {
        const open = new Set((await vaults.toArray()).filter(({ state }) => state === 'current').map(({ id }) => id))
        return (await read(outbox))
          .map(wholeRow)
          .filter((row) => row.vault !== vault && isWaiting(row))
          .map((row) => ({ seq: row.seq, vault: row.vault, sealed: row.sealed, after: row.after, openable: open.has(row.vault) }))
      }),
    beginDeposit: (seqs) =>
      attempt(() =>
        db.transaction('rw', outbox, async () => {
          const rows = (await outbox.bulkGet([...seqs])).filter((row) => row !== undefined).filter((row) => isWaiting(wholeRow(row)))
          await outbox.bulkPut(rows.map((row) => ({ ...row, state: 'sending' as const, attempts: row.attempts + 1 })))
          return rows.map(({ seq }) => seq)
        }),
      ),
    endDeposit: async ({ taken, left }) => {
      const ended = await attempt(() =>
        db.transaction('rw', outbox, vaults, async () => {
          const had = new Set(taken)
          const rows = (await outbox.bulkGet([...taken, ...left])).filter((row) => row !== undefined)
          const known = new Map((await vaults.toArray()).map((vault) => [vault.id, vault]))
          const closed = (vault: string): boolean => (known.get(vault)?.state ?? 'wiped') === 'wiped'
          const gone = rows.filter(({ seq, vault }) => had.has(seq) && closed(vault))
          const kept = rows.filter((row) => !gone.includes(row))
          await outbox.bulkPut(
            kept.map((row) => ({
              ...row,
              state: row.state === 'sending' ? ('unsent' as const) : row.state,
              deposited: had.has(row.seq) || row.deposited === true,
            })),
          )
          await outbox.bulkDelete(gone.map(({ seq }) => seq))
          return new Set(gone.map(({ vault }) => vault))
        }),
      )
      // Killed before this, they go when the device is next opened.
      for (const id of ended) await removeVault(connection, id)
    },
  }
}

/** @returns false where it keeps something that the server does not have */
const removeVault = ({ db, attempt }: Connection<DeviceDatabase>, id: string): Promise<boolean> =>
  attempt(async (read) => {
    const { keys, rows } = await survey(db, read)
    const own = rows.filter(({ vault }) => vault === id)
    if (own.map(wholeRow).some(isWaiting)) return false
    // The check and the removal together: an act saved between them would be lost with the vault.
    return db.transaction('rw', db.vaults, db.outbox, async () => {
      if (await hasCome(db, keys)) return false
      await db.outbox.bulkDelete(own.map(({ seq }) => seq))
      await db.vaults.delete(id)
      return true
    })
  })

/** How a vault changes, and how it ends. */
export const endsOf = (connection: Connection<DeviceDatabase>): Pick<VaultsPort, 'amend' | 'supersede' | 'wipe' | 'remove'> => {
  const { db, attempt } = connection
  const { outbox, vaults } = db
  return {
    // The look and the change together: a row wiped between them would have its wraps again.
    amend: (id, change) =>
      attempt(() =>
        db.transaction('rw', vaults, async () => {
          const row = await vaults.get(id)
          if (row?.state !== 'current') return false
          await vaults.put(change(row))
          return true
        }),
      ),
    // The new row, the moved entries, the end of the earlier: apart, a kill between them leaves two current vaults of one
    // person, or entries that neither opens.
    supersede: ({ earlier, row, seen, moved }) =>
      attempt(async (read) => {
        const { keys, rows } = await survey(db, read)
        const own = rows.filter(({ vault }) => vault === earlier)
        const expected = new Set(seen)
        if (own.some(({ seq }) => !expected.has(seq))) return 'stale'
        return db.transaction('rw', outbox, vaults, async () => {
          if (await hasCome(db, keys)) return 'stale'
          const there = await ownRows(db, earlier, moved.map(({ seq }) => seq))
          const changed = movedRows(there, row.id, moved)
          if (changed.length < there.length) return 'stale'
          await outbox.bulkPut([...changed])
          await vaults.put(row)
          const was = await vaults.get(earlier)
          const ended = { state: 'wiped', envelope: null } as const
          if (was) await vaults.put({ ...was, ...(changed.length < own.length ? { state: 'superseded' } : ended) })
          return 'superseded'
        })
      }),
    // The wraps and the entries together: apart, a kill between them leaves entries of a vault that nobody knows is wiped.
    wipe: (id) =>
      attempt(async (read) => {
        // What the server has now it has for ever.
        const had = (await read(outbox)).filter((row) => row.vault === id && !isWaiting(wholeRow(row)))
        await db.transaction('rw', outbox, vaults, async () => {
          const vault = await vaults.get(id)
          if (!vault) return
          await vaults.put({ ...vault, state: 'wiped', envelope: null })
          await outbox.bulkDelete(had.map(({ seq }) => seq))
        })
      }),
    remove: (id) => removeVault(connection, id),
  }
}
