/**
 * One person's store, unlocked: what is on the disk sealed is here in memory, read once and kept up to date. Seals
 * before it writes (V1), re-reads what another tab wrote, and never holds a stored copy of unsent work folded in (V2).
 */
import { type WireAct } from '../protocol/act.ts'
import { type ChangeRow } from '../protocol/changes.ts'
import { type Bytes, randomName, textOf, utf8 } from '../vault/bytes.ts'
import { type Cipher, type RowPlace } from '../vault/cipher.ts'
import { type Entry, EntryBody, placeOf, StoredReceipt } from './entry.ts'
import { isUnsent, type OpaqueRow, type OutboxPort, type OutboxRow, type RowsPort } from './ports.ts'
import { NO_STATE, SyncState } from './state.ts'

/** One record's projection in one scope, as the server sent it. */
export interface HeldRow {
  readonly scope: string
  readonly row: ChangeRow
}

export interface SavePlan {
  /** The entry the first act replaces (V8), or null. */
  readonly replace: string | null
  readonly acts: readonly WireAct[]
}

export interface RowsPlan {
  readonly put: readonly HeldRow[]
  readonly remove: readonly { readonly scope: string; readonly id: string }[]
  readonly state: SyncState
}

export interface PersonStore {
  readonly vault: string
  /** By `placeOf(scope, id)`. The map is changed in place; a row in it never is. */
  readonly rows: ReadonlyMap<string, HeldRow>
  /** In the order they were saved. */
  readonly entries: () => readonly Entry[]
  readonly state: () => SyncState
  /** Goes up when the rows change. */
  readonly rowsVersion: () => number
  /** Entries that do not open: kept, never sent, never removed. */
  readonly unreadable: () => number
  /** Reads what another tab wrote. @returns whether anything here changed */
  readonly refresh: () => Promise<boolean>
  /**
   * Saves acts (V1). `plan` is asked again when another tab has saved meanwhile, so that it always plans on everything.
   *
   * @returns the entries saved, once they are on the disk; none when the plan is null
   */
  readonly save: (plan: () => SavePlan | null) => Promise<readonly Entry[]>
  /** Writes rows and cursors (L1). `plan` is asked again when another tab has written meanwhile; null writes nothing. */
  readonly applyRows: (plan: () => RowsPlan | null) => Promise<void>
  readonly begin: (entries: readonly Entry[]) => Promise<readonly Entry[]>
  readonly release: (entries: readonly Entry[]) => Promise<void>
  readonly settle: (settled: readonly { readonly entry: Entry; readonly receipt: StoredReceipt }[]) => Promise<void>
  readonly forget: (entries: readonly Entry[]) => Promise<void>
  /** Takes in another vault's entries of the same person, opened with that vault's cipher. */
  readonly adopt: (from: string, cipher: Cipher) => Promise<number>
  /** Drops everything in memory. What is being written goes on being written. */
  readonly close: () => void
}

const rowPlace = (key: string, rev: string): RowPlace => ({ store: 'rows', id: key, rev })
const bodyPlace = (entry: string): RowPlace => ({ store: 'outbox', id: entry, rev: '1' })
const receiptPlace = (entry: string): RowPlace => ({ store: 'receipt', id: entry, rev: '1' })

const sealJson = (cipher: Cipher, place: RowPlace, value: unknown): Promise<Bytes> =>
  cipher.seal(place, utf8(JSON.stringify(value)))
const openJson = async (cipher: Cipher, place: RowPlace, sealed: Bytes): Promise<unknown> =>
  JSON.parse(textOf(await cipher.open(place, sealed)))

const readEntry = async (cipher: Cipher, row: OutboxRow): Promise<Entry | null> => {
  try {
    const { act } = EntryBody.parse(await openJson(cipher, bodyPlace(row.entry), row.body))
    const receipt = row.receipt
      ? StoredReceipt.parse(await openJson(cipher, receiptPlace(row.entry), row.receipt))
      : null
    const { seq, entry, state, attempts, confirmedSeq } = row
    return { seq, entry, state, attempts, act, receipt, confirmedSeq }
  } catch {
    return null
  }
}

/** A tab plans again this often when others keep getting in first; each time somebody's save went through. */
const MOST_TRIES = 100

/**
 * Opens a person's store.
 *
 * @param changed called when what is here has changed: `rows` for records and acts
 * @throws VaultError locked
 */
export const openPersonStore = async ({
  vault,
  cipher,
  rows: port,
  outbox,
}: {
  readonly vault: string
  readonly cipher: Cipher
  readonly rows: RowsPort
  readonly outbox: OutboxPort
}): Promise<PersonStore> => {
  const rows = new Map<string, HeldRow>()
  /** By the name on the disk: which writing of it is in memory, and where. */
  const held = new Map<string, { readonly rev: string; readonly place: string }>()
  let state = NO_STATE
  let stateRev: string | null = null
  let rowsVersion = 0
  let entries: readonly Entry[] = []
  let unreadable = 0
  const stateKey = await cipher.nameOf('state')

  const readState = async (stored: OpaqueRow | null): Promise<SyncState> => {
    if (!stored) return NO_STATE
    const place: RowPlace = { store: 'state', id: stateKey, rev: stored.rev }
    // A state that does not open is as if there were none: everything is pulled again.
    return SyncState.safeParse(await openJson(cipher, place, stored.body).catch(() => null)).data ?? NO_STATE
  }

  const loadRows = async (): Promise<void> => {
    const loaded = await port.load()
    const present = new Set(loaded.rows.map(({ key }) => key))
    for (const [key, { place }] of held) {
      if (present.has(key)) continue
      held.delete(key)
      rows.delete(place)
    }
    await Promise.all(
      loaded.rows.map(async ({ key, rev, body }) => {
        if (held.get(key)?.rev === rev) return
        // Checked against the schema when it came, and authentic since it opens. A row that does not open is as if it
        // weren't here; the server has it.
        const row = (await openJson(cipher, rowPlace(key, rev), body).catch(() => null)) as HeldRow | null
        if (!row) return
        const place = placeOf(row.scope, row.row.id)
        held.set(key, { rev, place })
        rows.set(place, row)
      }),
    )
    state = await readState(loaded.state)
    stateRev = loaded.state?.rev ?? null
    rowsVersion += 1
  }

  /** Reads the rows again only if another tab has written rows, not for its every look at the server. */
  const refreshRows = async (): Promise<boolean> => {
    const stored = await port.state()
    if ((stored?.rev ?? null) === stateRev) return false
    const now = await readState(stored)
    if (now.rowsRev !== state.rowsRev) {
      await loadRows()
      return true
    }
    state = now
    stateRev = stored?.rev ?? null
    return false
  }

  const loadEntries = async (): Promise<boolean> => {
    const stored = await outbox.of(vault)
    const known = new Map(entries.map((each) => [each.entry, each]))
    const before = entries
    let failed = 0
    const read = await Promise.all(
      stored.map(async (row) => {
        const old = known.get(row.entry)
        const same =
          old && row.state !== 'quarantined' && old.state === row.state && old.attempts === row.attempts
        const entry = same ? old : await readEntry(cipher, row)
        if (!entry) failed += 1
        return entry
      }),
    )
    entries = read.filter((entry) => entry !== null)
    unreadable = failed
    return entries.length !== before.length || entries.some((each, i) => each !== before[i])
  }

  /** One thing at a time within this tab: plans are made on what is in memory, and memory is changed by what was done. */
  let turn: Promise<unknown> = Promise.resolve()
  const inTurn = <T>(work: () => Promise<T>): Promise<T> => {
    const done = turn.then(work, work)
    turn = done.catch(() => undefined)
    return done
  }

  await loadRows()
  await loadEntries()

  const change = (changed: ReadonlyMap<string, Partial<Entry>>): void => {
    entries = entries.map((each) => {
      const to = changed.get(each.entry)
      return to ? { ...each, ...to } : each
    })
  }

  const saveOnce = async ({ replace, acts }: SavePlan): Promise<readonly Entry[] | 'stale'> => {
    const after = entries.reduce((last, { seq }) => Math.max(last, seq), 0)
    const fresh = await Promise.all(
      acts.map(async (act) => {
        const entry = randomName()
        return { act, row: { entry, body: await sealJson(cipher, bodyPlace(entry), { act }), sealed: null } }
      }),
    )
    const appended = await outbox.append(vault, { after, replace, rows: fresh.map(({ row }) => row) })
    if (appended.kind === 'stale') return 'stale'
    const saved = fresh.map(({ act, row }, i): Entry => ({
      seq: appended.seqs[i] ?? 0,
      entry: row.entry,
      state: 'unsent',
      attempts: 0,
      act,
      receipt: null,
      confirmedSeq: null,
    }))
    entries = [...entries.filter(({ entry }) => entry !== replace), ...saved]
    return saved
  }

  const applyOnce = async (plan: RowsPlan): Promise<'applied' | 'stale'> => {
    const rev = randomName()
    const put = await Promise.all(
      plan.put.map(async (row): Promise<OpaqueRow & { readonly place: string }> => {
        const key = await cipher.nameOf('row', row.scope, row.row.id)
        const rowRev = randomName()
        const body = await sealJson(cipher, rowPlace(key, rowRev), row)
        return { key, rev: rowRev, body, place: placeOf(row.scope, row.row.id) }
      }),
    )
    const remove = await Promise.all(plan.remove.map(({ scope, id }) => cipher.nameOf('row', scope, id)))
    const touched = plan.put.length > 0 || plan.remove.length > 0
    const next = touched ? { ...plan.state, rowsRev: rev } : plan.state
    const sealedState = await sealJson(cipher, { store: 'state', id: stateKey, rev }, next)
    const answer = await port.apply({
      expect: stateRev,
      put: put.map(({ key, rev, body }) => ({ key, rev, body })),
      remove,
      state: { key: stateKey, rev, body: sealedState },
    })
    if (answer === 'stale') return 'stale'
    for (const { scope, id } of plan.remove) rows.delete(placeOf(scope, id))
    for (const key of remove) held.delete(key)
    put.forEach(({ key, rev, place }, i) => {
      const row = plan.put[i]
      if (row) rows.set(place, row)
      held.set(key, { rev, place })
    })
    state = next
    stateRev = rev
    if (touched) rowsVersion += 1
    return 'applied'
  }

  return {
    vault,
    rows,
    entries: () => entries,
    state: () => state,
    rowsVersion: () => rowsVersion,
    unreadable: () => unreadable,
    refresh: () =>
      inTurn(async () => {
        const rowsChanged = await refreshRows()
        return (await loadEntries()) || rowsChanged
      }),
    save: (plan) =>
      inTurn(async () => {
        for (let tries = 0; tries < MOST_TRIES; tries += 1) {
          const wanted = plan()
          if (!wanted) return []
          const saved = await saveOnce(wanted)
          if (saved !== 'stale') return saved
          await loadEntries()
        }
        throw new Error('the outbox never came to rest')
      }),
    applyRows: (plan) =>
      inTurn(async () => {
        for (let tries = 0; tries < MOST_TRIES; tries += 1) {
          const wanted = plan()
          if (!wanted || (await applyOnce(wanted)) === 'applied') return
          await refreshRows()
        }
        throw new Error('the rows never came to rest')
      }),
    begin: (wanted) =>
      inTurn(async () => {
        const begun = new Set(await outbox.begin(vault, wanted.map(({ entry }) => entry)))
        change(
          new Map(
            wanted
              .filter(({ entry }) => begun.has(entry))
              .map(({ entry, attempts }) => [entry, { state: 'sending', attempts: attempts + 1 }]),
          ),
        )
        return entries.filter(({ entry }) => begun.has(entry))
      }),
    release: (sent) =>
      inTurn(async () => {
        await outbox.release(vault, sent.map(({ entry }) => entry))
        const named = new Set(sent.map(({ entry }) => entry))
        entries = entries.map((each) =>
          named.has(each.entry) && each.state === 'sending' ? { ...each, state: 'unsent' } : each,
        )
      }),
    settle: (settled) =>
      inTurn(async () => {
        const rows = await Promise.all(
          settled.map(async ({ entry, receipt }) => ({
            entry: entry.entry,
            state: receipt.outcome === 'quarantined' ? ('quarantined' as const) : ('confirmed' as const),
            confirmedSeq: receipt.seq,
            receipt: await sealJson(cipher, receiptPlace(entry.entry), receipt),
          })),
        )
        await outbox.settle(vault, rows)
        change(
          new Map(
            settled.map(({ entry, receipt }, i) => [
              entry.entry,
              { state: rows[i]?.state ?? 'confirmed', receipt, confirmedSeq: receipt.seq },
            ]),
          ),
        )
      }),
    forget: (gone) =>
      inTurn(async () => {
        await outbox.forget(vault, gone.map(({ entry }) => entry))
        const named = new Set(gone.filter((each) => !isUnsent(each)).map(({ entry }) => entry))
        entries = entries.filter(({ entry }) => !named.has(entry))
      }),
    adopt: (from, theirs) =>
      inTurn(async () => {
        const stored = await outbox.of(from)
        const read = (await Promise.all(stored.map((row) => readEntry(theirs, row)))).filter((entry) => entry !== null)
        const fresh = await Promise.all(
          read.map(async ({ entry: was, act, receipt }) => {
            const entry = randomName()
            const body = await sealJson(cipher, bodyPlace(entry), { act })
            const sealedReceipt = receipt && (await sealJson(cipher, receiptPlace(entry), receipt))
            return { was, entry, body, sealed: null, receipt: sealedReceipt }
          }),
        )
        await outbox.move(from, vault, fresh)
        await loadEntries()
        return read.filter(isUnsent).length
      }),
    close: () => {
      port.close()
      cipher.lock()
      rows.clear()
      held.clear()
      entries = []
      state = NO_STATE
    },
  }
}
