/** Storage in memory: for tests and simulation, and the plainest statement of what the ports mean. */
import {
  type DeviceStorage,
  isUnsent,
  type OpaqueRow,
  type OutboxPort,
  type OutboxRow,
  type RowsPort,
  type VaultRow,
  type VaultsPort,
} from './ports.ts'

interface Rows {
  readonly rows: Map<string, OpaqueRow>
  state: OpaqueRow | null
}

const rowsOver = (held: Rows): RowsPort => ({
  load: async () => ({ rows: [...held.rows.values()], state: held.state }),
  state: async () => held.state,
  apply: async ({ expect, put, remove, state }) => {
    if ((held.state?.rev ?? null) !== expect) return 'stale'
    for (const key of remove) held.rows.delete(key)
    for (const row of put) held.rows.set(row.key, row)
    held.state = state
    return 'applied'
  },
  close: () => undefined,
})

const outboxOver = (all: Map<number, OutboxRow>): OutboxPort => {
  let last = 0
  const of = (vault: string): OutboxRow[] =>
    [...all.values()].filter((row) => row.vault === vault).sort((a, b) => a.seq - b.seq)
  const change = (vault: string, entries: readonly string[], to: (row: OutboxRow) => OutboxRow | null): void => {
    const named = new Set(entries)
    for (const row of of(vault)) {
      if (!named.has(row.entry)) continue
      const changed = to(row)
      if (changed) all.set(row.seq, changed)
      else all.delete(row.seq)
    }
  }
  const add = (row: Omit<OutboxRow, 'seq'>): number => {
    last += 1
    all.set(last, { ...row, seq: last })
    return last
  }
  return {
    of: async (vault) => of(vault),
    append: async (vault, { after, replace, rows }) => {
      const now = of(vault)
      const replaced = now.find(({ entry }) => entry === replace)
      const free = replace === null || (replaced?.state === 'unsent' && replaced.attempts === 0)
      if (!free || now.some(({ seq }) => seq > after)) return { kind: 'stale' }
      if (replaced) all.delete(replaced.seq)
      const seqs = rows.map((row) =>
        add({ ...row, vault, state: 'unsent', attempts: 0, receipt: null, confirmedSeq: null }),
      )
      return { kind: 'appended', seqs }
    },
    begin: async (vault, entries) => {
      const begun: string[] = []
      change(vault, entries, (row) => {
        if (!isUnsent(row)) return row
        begun.push(row.entry)
        return { ...row, state: 'sending', attempts: row.attempts + 1 }
      })
      return begun
    },
    release: async (vault, entries) => {
      change(vault, entries, (row) => (row.state === 'sending' ? { ...row, state: 'unsent' } : row))
    },
    settle: async (vault, settled) => {
      for (const { entry, state, confirmedSeq, receipt } of settled) {
        change(vault, [entry], (row) => {
          if (isUnsent(row)) return { ...row, state, confirmedSeq, receipt }
          return row.state === 'quarantined' && state === 'quarantined' ? { ...row, receipt } : row
        })
      }
    },
    forget: async (vault, entries) => {
      change(vault, entries, (row) => (isUnsent(row) ? row : null))
    },
    move: async (from, to, entries) => {
      for (const { was, ...fresh } of entries) {
        const old = of(from).find(({ entry }) => entry === was)
        if (!old) continue
        all.delete(old.seq)
        add({ ...old, ...fresh, vault: to })
      }
    },
    waiting: async () => {
      const counts = new Map<string, number>()
      for (const row of all.values()) if (isUnsent(row)) counts.set(row.vault, (counts.get(row.vault) ?? 0) + 1)
      return counts
    },
    close: () => undefined,
  }
}

/** The storage of one device in memory; each call of it is a device of its own. */
export const memoryStorage = (): DeviceStorage => {
  const databases = new Map<string, Rows>()
  const vaults = new Map<string, VaultRow>()
  const outbox = new Map<number, OutboxRow>()
  let deviceId: string | undefined
  const vaultsPort: VaultsPort = {
    deviceId: async (make) => (deviceId ??= make()),
    all: async () => [...vaults.values()],
    put: async (rows) => rows.forEach((row) => vaults.set(row.id, row)),
    remove: async (id) => {
      if ([...outbox.values()].some((row) => row.vault === id && isUnsent(row))) return false
      vaults.delete(id)
      for (const row of outbox.values()) if (row.vault === id) outbox.delete(row.seq)
      return true
    },
  }
  return {
    vaults: vaultsPort,
    outbox: outboxOver(outbox),
    openRows: async (database) => {
      const held = databases.get(database) ?? { rows: new Map(), state: null }
      databases.set(database, held)
      return rowsOver(held)
    },
    removeRows: async (database) => {
      databases.delete(database)
    },
  }
}
