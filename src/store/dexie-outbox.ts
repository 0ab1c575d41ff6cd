/** The outbox on IndexedDB: what opening the app reads of it. The rest comes when it is wanted. */
import { type Connection } from './connection.ts'
import { type DeviceDatabase, type StoredRow } from './dexie-databases.ts'
import { lazily } from './lazily.ts'
import { isWaiting, type OutboxPort, type OutboxRow, type Waiting } from './ports.ts'

export const wholeRow = (row: StoredRow): OutboxRow => ({ deposited: false, after: null, ...row })

/** @param era how often the database was made anew under this tab */
export const outboxPort = (connection: Connection<DeviceDatabase>, era: () => number): OutboxPort => {
  const { db, attempt, close } = connection
  const { outbox } = db
  return {
    of: (vault) => attempt(async (read) => (await read(outbox)).filter((row) => row.vault === vault).map(wholeRow)),
    waiting: () =>
      attempt(async (read) => {
        const waiting = new Map<string, Waiting>()
        for (const row of (await read(outbox)).map(wholeRow).filter(isWaiting)) {
          const { items, unsealed } = waiting.get(row.vault) ?? { items: 0, unsealed: 0 }
          waiting.set(row.vault, { items: items + 1, unsealed: unsealed + (row.sealed ? 0 : 1) })
        }
        return waiting
      }),
    ...lazily<OutboxPort, 'append' | 'begin' | 'release' | 'settle' | 'forget' | 'recall' | 'seal' | 'move'>(
      ['append', 'begin', 'release', 'settle', 'forget', 'recall', 'seal', 'move'],
      async () => (await import('./dexie-writing.ts')).writesOf(connection, era),
    ),
    ...lazily<OutboxPort, 'others' | 'beginDeposit' | 'endDeposit'>(
      ['others', 'beginDeposit', 'endDeposit'],
      async () => (await import('./dexie-others.ts')).othersOf(connection),
    ),
    era,
    close,
  }
}
