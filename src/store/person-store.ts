/**
 * One person's store, unlocked: what is on the disk sealed is here in memory, read once and kept up to date. Seals
 * before it writes (V1), re-reads what another tab wrote, and never holds a stored copy of unsent work folded in (V2).
 */
import { type WireAct } from '../protocol/act.ts'
import { type ChangeRow } from '../protocol/changes.ts'
import { randomName } from '../vault/bytes.ts'
import { type Cipher } from '../vault/cipher.ts'
import { type Entry, placeOf, type StoredReceipt } from './entry.ts'
import { isUnsent, type OpaqueRow, type OutboxPort, type RowsPort } from './ports.ts'
import { resealed, type Seal, sealedOr } from './reseal.ts'
import { bodyPlace, openJson, readEntry, receiptPlace, rowPlace, sealJson, statePlace } from './sealing.ts'
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
  /** They rest on what others on this device have saved before, and leave after it. */
  readonly behind?: boolean
}

export interface RowsPlan {
  readonly put: readonly HeldRow[]
  readonly remove: readonly { readonly scope: string; readonly id: string }[]
  readonly state: SyncState
}

export interface PersonStore {
  readonly vault: string
  /** The device's: what others have saved on it is delivered from there (P9). */
  readonly outbox: OutboxPort
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
  /** Seals for anyone to deliver what could not be sealed when it was saved (K7). */
  readonly sealRest: () => Promise<void>
  /** Takes in another vault's entries of the same person, opened with that vault's cipher. */
  readonly adopt: (from: string, cipher: Cipher) => Promise<number>
  /** Drops everything in memory. What is being written goes on being written. */
  readonly close: () => void
}

/** A tab plans again this often when others keep getting in first; each time somebody's save went through. */
const MOST_TRIES = 100

/**
 * Opens a person's store.
 *
 * @param seal makes an act deliverable by anyone (K7); null where there is no signing key
 * @throws VaultError locked
 */
export const openPersonStore = async ({
  vault,
  cipher,
  rows: port,
  outbox,
  seal,
}: {
  readonly vault: string
  readonly cipher: Cipher
  readonly rows: RowsPort
  readonly outbox: OutboxPort
  readonly seal: Seal
}): Promise<PersonStore> => {
  const rows = new Map<string, HeldRow>()
  /** By the name on the disk: which writing of it is in memory, and where. */
  const held = new Map<string, { readonly rev: string; readonly place: string }>()
  let state = NO_STATE
  let stateRev: string | null = null
  let rowsVersion = 0
  let entries: readonly Entry[] = []
  let unreadable = 0
  /** Names on the disk under which there is something that does not open: the next writing takes them away. */
  let broken: readonly string[] = []
  let era = outbox.era()
  const stateKey = await cipher.nameOf('state')

  const readState = async (stored: OpaqueRow | null): Promise<SyncState> => {
    if (!stored) return NO_STATE
    // A state that does not open is as if there were none: everything is pulled again.
    const open = await openJson(cipher, statePlace(stateKey, stored.rev), stored.body).catch(() => null)
    return SyncState.safeParse(open).data ?? NO_STATE
  }

  const loadRows = async (): Promise<void> => {
    const loaded = await port.load()
    const present = new Set(loaded.rows.map(({ key }) => key))
    for (const [key, { place }] of held) {
      if (present.has(key)) continue
      held.delete(key)
      rows.delete(place)
    }
    const failed: string[] = []
    await Promise.all(
      loaded.rows.map(async ({ key, rev, body }) => {
        if (held.get(key)?.rev === rev) return
        // Checked against the schema when it came, and authentic since it opens. A row that does not open is as if it
        // weren't here; the server has it.
        const row = (await openJson(cipher, rowPlace(key, rev), body).catch(() => null)) as HeldRow | null
        if (!row) {
          failed.push(key)
          return
        }
        const place = placeOf(row.scope, row.row.id)
        held.set(key, { rev, place })
        rows.set(place, row)
      }),
    )
    broken = failed
    state = await readState(loaded.state)
    // The cursors stand for rows that are not here: the server is asked for all of them again (V6).
    const lost = failed.length > 0 || (state.rowCount !== null && state.rowCount > present.size)
    if (lost) state = { ...state, cursors: {}, pulledThrough: 0 }
    stateRev = loaded.state?.rev ?? null
    rowsVersion += 1
  }

  /** Reads the rows again only if another tab has written rows, not for its every look at the server. */
  const refreshRows = async (): Promise<boolean> => {
    const stored = await port.state()
    if ((stored?.rev ?? null) === stateRev) return false
    if (!stored) {
      // The database was taken away under us and is made anew: what it held is in memory (V6).
      stateRev = null
      held.clear()
      await applyOnce({ put: [...rows.values()], remove: [], state })
      return false
    }
    const now = await readState(stored)
    if (now.rowsRev !== state.rowsRev) {
      await loadRows()
      return true
    }
    state = now
    stateRev = stored.rev
    return false
  }

  const loadEntries = async (): Promise<boolean> => {
    let stored = await outbox.of(vault)
    if (outbox.era() !== era) {
      era = outbox.era()
      const { saveAgain } = await import('./save-again.ts')
      await saveAgain({ vault, cipher, outbox, seal }, entries.filter((entry) => isUnsent(entry)))
      stored = await outbox.of(vault)
    }
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

  const saveOnce = async ({ replace, acts, behind = false }: SavePlan): Promise<readonly Entry[] | 'stale'> => {
    const seen = entries.reduce((last, { seq }) => Math.max(last, seq), 0)
    const replaced = entries.find(({ entry }) => entry === replace)
    const fresh = await Promise.all(
      acts.map(async (act) => {
        const entry = randomName()
        const body = await sealJson(cipher, bodyPlace(entry), { act })
        return { act, row: { entry, body, sealed: await sealedOr(seal, act) } }
      }),
    )
    const rows = fresh.map(({ row }) => row)
    const appended = await outbox.append(vault, { seen, replace: replaced?.seq ?? null, behind, rows })
    if (appended.kind === 'stale') return 'stale'
    const saved = fresh.map(({ act, row }, i): Entry => ({
      seq: appended.seqs[i] ?? 0,
      entry: row.entry,
      state: 'unsent',
      attempts: 0,
      act,
      receipt: null,
      confirmedSeq: null,
      sealed: row.sealed !== null,
      after: appended.after,
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
    const named = await Promise.all(plan.remove.map(({ scope, id }) => cipher.nameOf('row', scope, id)))
    const written = new Set(put.map(({ key }) => key))
    const remove = [...named, ...broken.filter((key) => !written.has(key))]
    const touched = put.length > 0 || remove.length > 0
    const stay = [...held.keys()].filter((key) => !written.has(key) && !named.includes(key)).length
    const next = touched ? { ...plan.state, rowsRev: rev, rowCount: stay + written.size } : plan.state
    const sealedState = await sealJson(cipher, statePlace(stateKey, rev), next)
    const answer = await port.apply({
      expect: stateRev,
      put: put.map(({ key, rev, body }) => ({ key, rev, body })),
      remove,
      state: { key: stateKey, rev, body: sealedState },
    })
    if (answer === 'stale') return 'stale'
    for (const { scope, id } of plan.remove) rows.delete(placeOf(scope, id))
    for (const key of remove) held.delete(key)
    broken = []
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
    outbox,
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
        const begun = new Set(await outbox.begin(vault, wanted.map(({ seq }) => seq)))
        change(
          new Map(
            wanted
              .filter(({ seq }) => begun.has(seq))
              .map(({ entry, attempts }) => [entry, { state: 'sending', attempts: attempts + 1 }]),
          ),
        )
        return entries.filter(({ seq }) => begun.has(seq))
      }),
    release: (sent) =>
      inTurn(async () => {
        await outbox.release(vault, sent.map(({ seq }) => seq))
        const named = new Set(sent.map(({ entry }) => entry))
        entries = entries.map((each) =>
          named.has(each.entry) && each.state === 'sending' ? { ...each, state: 'unsent' } : each,
        )
      }),
    settle: (settled) =>
      inTurn(async () => {
        const rows = await Promise.all(
          settled.map(async ({ entry, receipt }) => ({
            seq: entry.seq,
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
        await outbox.forget(vault, gone.map(({ seq }) => seq))
        const named = new Set(gone.filter((each) => !isUnsent(each)).map(({ entry }) => entry))
        entries = entries.filter(({ entry }) => !named.has(entry))
      }),
    sealRest: () =>
      inTurn(async () => {
        const open = seal ? entries.filter((entry) => isUnsent(entry) && !entry.sealed) : []
        const tried = await Promise.all(open.map(async ({ act, ...entry }) => ({ ...entry, sealed: await sealedOr(seal, act) })))
        const sealed = tried.flatMap((each) => (each.sealed ? [{ entry: each.entry, seq: each.seq, sealed: each.sealed }] : []))
        if (sealed.length === 0) return
        await outbox.seal(vault, sealed)
        change(new Map(sealed.map(({ entry }) => [entry, { sealed: true }])))
      }),
    adopt: (from, theirs) =>
      inTurn(async () => {
        const stored = await outbox.of(from)
        const read = (await Promise.all(stored.map((row) => readEntry(theirs, row)))).filter((entry) => entry !== null)
        await outbox.move(from, vault, await resealed(read, cipher, seal))
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
