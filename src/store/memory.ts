/** Storage in memory: for tests and simulation, for a window that keeps nothing (V7), and the plainest statement of the ports. */
import { type DeviceKind } from '../protocol/vaults.ts'
import {
  type DeviceStorage,
  isUnsent,
  isWaiting,
  RECALLED,
  type MovedRow,
  type OpaqueRow,
  type OutboxPort,
  type OutboxRow,
  type RowsPort,
  type VaultRow,
  type VaultsPort,
  type Waiting,
} from './ports.ts'
import { StorageError } from './storage-error.ts'

interface Rows {
  readonly rows: Map<string, OpaqueRow>
  state: OpaqueRow | null
}

interface Device {
  readonly vaults: Map<string, VaultRow>
  /** By seq. */
  readonly outbox: Map<number, OutboxRow>
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

const inOrder = (outbox: Device['outbox']): readonly OutboxRow[] => [...outbox.values()].sort((a, b) => a.seq - b.seq)

const move = ({ outbox }: Device, from: string, to: string, moved: readonly MovedRow[]): number => {
  let count = 0
  for (const fresh of moved) {
    const row = outbox.get(fresh.seq)
    if (row?.vault !== from || (row.receipt === null) !== (fresh.receipt === null)) continue
    outbox.set(row.seq, { ...row, ...fresh, vault: to })
    count += 1
  }
  return count
}

const endIfEmpty = ({ vaults, outbox }: Device, id: string): void => {
  const left = [...outbox.values()].some(({ vault }) => vault === id)
  if (!left && vaults.get(id)?.state === 'wiped') vaults.delete(id)
}

const outboxOver = (device: Device, readOnly: boolean): OutboxPort => {
  const { vaults, outbox } = device
  let last = 0
  const of = (vault: string): readonly OutboxRow[] => inOrder(outbox).filter((row) => row.vault === vault)
  const change = (seqs: readonly number[], mine: (row: OutboxRow) => boolean, to: (row: OutboxRow) => OutboxRow | null): void => {
    for (const seq of seqs) {
      const row = outbox.get(seq)
      if (!row || !mine(row)) continue
      const changed = to(row)
      if (changed) outbox.set(seq, changed)
      else outbox.delete(seq)
    }
  }
  const ofVault = (vault: string) => (row: OutboxRow): boolean => row.vault === vault
  const begin = (seqs: readonly number[], mine: (row: OutboxRow) => boolean): readonly number[] => {
    const begun: number[] = []
    change(seqs, mine, (row) => {
      begun.push(row.seq)
      return { ...row, state: 'sending', attempts: row.attempts + 1 }
    })
    return begun
  }
  return {
    of: async (vault) => of(vault),
    append: async (vault, { seen, replace, behind, rows }) => {
      if (readOnly) throw new StorageError('reads-only-here')
      const replaced = replace === null ? undefined : outbox.get(replace)
      const free = replace === null || (replaced?.vault === vault && replaced.state === 'unsent' && replaced.attempts === 0)
      if (!free || of(vault).some(({ seq }) => seq > seen)) return { kind: 'stale' }
      const after = behind && outbox.size > 0 ? Math.max(...outbox.keys()) : (replaced?.after ?? null)
      if (replaced) outbox.delete(replaced.seq)
      const seqs = rows.map((row) => {
        last += 1
        outbox.set(last, {
          ...row,
          seq: last,
          vault,
          state: 'unsent',
          attempts: 0,
          receipt: null,
          confirmedSeq: null,
          deposited: false,
          after,
        })
        return last
      })
      return { kind: 'appended', seqs, after }
    },
    begin: async (vault, seqs) => begin(seqs, (row) => row.vault === vault && isUnsent(row)),
    release: async (vault, seqs) => {
      change(seqs, ofVault(vault), (row) => (row.state === 'sending' ? { ...row, state: 'unsent' } : row))
    },
    settle: async (vault, settled) => {
      for (const { seq, state, confirmedSeq, receipt } of settled) {
        change([seq], ofVault(vault), (row) => {
          if (isUnsent(row)) return { ...row, state, confirmedSeq, receipt }
          return row.state === 'quarantined' && state === 'quarantined' ? { ...row, receipt } : row
        })
      }
    },
    forget: async (vault, seqs) => {
      change(seqs, ofVault(vault), (row) => (isUnsent(row) ? row : null))
    },
    recall: async (vault, seqs) => {
      change(seqs, ofVault(vault), (row) => (isUnsent(row) ? row : { ...row, ...RECALLED }))
    },
    seal: async (vault, sealed) => {
      for (const each of sealed) {
        change([each.seq], ofVault(vault), (row) => (isUnsent(row) && !row.sealed ? { ...row, sealed: each.sealed } : row))
      }
    },
    move: async (from, to, entries) => {
      move(device, from, to, entries)
    },
    others: async (vault) =>
      inOrder(outbox)
        .filter((row) => row.vault !== vault && isWaiting(row))
        .map(({ seq, sealed, after, ...row }) => ({
          seq,
          vault: row.vault,
          sealed,
          after,
          openable: vaults.get(row.vault)?.state === 'current',
        })),
    beginDeposit: async (seqs) => begin(seqs, isWaiting),
    endDeposit: async ({ taken, left }) => {
      const had = new Set(taken)
      change([...taken, ...left], () => true, (row) => {
        const state = row.state === 'sending' ? 'unsent' : row.state
        if (!had.has(row.seq)) return { ...row, state }
        const closed = (vaults.get(row.vault)?.state ?? 'wiped') === 'wiped'
        return closed ? null : { ...row, state, deposited: true }
      })
      for (const id of vaults.keys()) endIfEmpty(device, id)
    },
    waiting: async () => {
      const waiting = new Map<string, Waiting>()
      for (const row of [...outbox.values()].filter(isWaiting)) {
        const { items, unsealed } = waiting.get(row.vault) ?? { items: 0, unsealed: 0 }
        waiting.set(row.vault, { items: items + 1, unsealed: unsealed + (row.sealed ? 0 : 1) })
      }
      return waiting
    },
    era: () => 0,
    close: () => undefined,
  }
}

const vaultsOver = (device: Device): VaultsPort => {
  const { vaults, outbox } = device
  let deviceId: string | undefined
  let kind: DeviceKind | null = null
  const rowsOf = (id: string): readonly OutboxRow[] => [...outbox.values()].filter(({ vault }) => vault === id)
  return {
    deviceId: async (make) => (deviceId ??= make()),
    kind: async () => kind,
    setKind: async (said) => {
      kind = said
    },
    all: async () => [...vaults.values()],
    put: async (rows) => rows.forEach((row) => vaults.set(row.id, row)),
    amend: async (id, change) => {
      const row = vaults.get(id)
      if (row?.state !== 'current') return false
      vaults.set(id, change(row))
      return true
    },
    supersede: async ({ earlier, row, seen, moved }) => {
      const rows = rowsOf(earlier)
      if (rows.some(({ seq }) => !seen.includes(seq))) return 'stale'
      const fresh = new Map(moved.map((each) => [each.seq, each]))
      if (rows.some(({ seq, receipt }) => fresh.has(seq) && (fresh.get(seq)?.receipt === null) !== (receipt === null))) return 'stale'
      const count = move(device, earlier, row.id, moved)
      const was = vaults.get(earlier)
      const ended = { state: 'wiped', envelope: null } as const
      vaults.set(row.id, row)
      if (was) vaults.set(earlier, { ...was, ...(count < rows.length ? { state: 'superseded' } : ended) })
      return 'superseded'
    },
    wipe: async (id) => {
      const vault = vaults.get(id)
      if (!vault) return
      vaults.set(id, { ...vault, state: 'wiped', envelope: null })
      for (const row of rowsOf(id)) if (!isWaiting(row)) outbox.delete(row.seq)
    },
    remove: async (id) => {
      if (rowsOf(id).some(isWaiting)) return false
      vaults.delete(id)
      for (const row of rowsOf(id)) outbox.delete(row.seq)
      return true
    },
  }
}

/**
 * The storage of one device in memory; each call of it is a device of its own.
 *
 * @param readOnly of a window that keeps nothing: what can be read is read, and no act is taken (V7)
 */
export const memoryStorage = ({ readOnly = false }: { readonly readOnly?: boolean } = {}): DeviceStorage => {
  const databases = new Map<string, Rows>()
  const device: Device = { vaults: new Map(), outbox: new Map() }
  return {
    vaults: vaultsOver(device),
    outbox: outboxOver(device, readOnly),
    openRows: async (database) => {
      const held = databases.get(database) ?? { rows: new Map(), state: null }
      databases.set(database, held)
      return rowsOver(held)
    },
    removeRows: async (database) => {
      databases.delete(database)
    },
    trouble: () => null,
    watch: () => () => undefined,
  }
}
