/**
 * One person's store, unlocked: what is on the disk sealed is here in memory, read once and kept up to date. Seals
 * before it writes (V1), re-reads what another tab wrote, and never holds a stored copy of unsent work folded in (V2).
 */
import { type WireAct } from '../protocol/act.ts'
import { randomName } from '../vault/bytes.ts'
import { type Cipher } from '../vault/cipher.ts'
import { type Entry, type StoredReceipt } from './entry.ts'
import { openRows, type PersonRows, type RowsPlan } from './person-rows.ts'
import { isUnsent, type OutboxPort, type RowsPort } from './ports.ts'
import { resealed, type Seal, sealedOr } from './reseal.ts'
import { bodyPlace, readEntry, receiptPlace, sealJson } from './sealing.ts'

export interface SavePlan {
  /** The entry the first act replaces (V8), or null. */
  readonly replace: string | null
  readonly acts: readonly WireAct[]
  /** They rest on what others on this device have saved before, and leave after it. */
  readonly behind?: boolean
}

export interface PersonStore {
  readonly vault: string
  /** The device's: what others have saved on it is delivered from there (P9). */
  readonly outbox: OutboxPort
  readonly rows: PersonRows['rows']
  /** In the order they were saved. */
  readonly entries: () => readonly Entry[]
  readonly state: PersonRows['state']
  readonly rowsVersion: PersonRows['version']
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
  let entries: readonly Entry[] = []
  let unreadable = 0
  /** The last on the disk, one that does not open too: nobody's plan is out of date for not knowing what is in it. */
  let last = 0
  let era = outbox.era()

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
    last = stored.at(-1)?.seq ?? 0
    return entries.length !== before.length || entries.some((each, i) => each !== before[i])
  }

  /** One thing at a time within this tab: plans are made on what is in memory, and memory is changed by what was done. */
  let turn: Promise<unknown> = Promise.resolve()
  const inTurn = <T>(work: () => Promise<T>): Promise<T> => {
    const done = turn.then(work, work)
    turn = done.catch(() => undefined)
    return done
  }

  const rows = await openRows(cipher, port)
  await loadEntries()

  const change = (changed: ReadonlyMap<string, Partial<Entry>>): void => {
    entries = entries.map((each) => {
      const to = changed.get(each.entry)
      return to ? { ...each, ...to } : each
    })
  }

  const saveOnce = async ({ replace, acts, behind = false }: SavePlan): Promise<readonly Entry[] | 'stale'> => {
    const replaced = entries.find(({ entry }) => entry === replace)
    if (replace !== null && !replaced) return 'stale'
    const fresh = await Promise.all(
      acts.map(async (act) => {
        const entry = randomName()
        const body = await sealJson(cipher, bodyPlace(entry), { act })
        return { act, row: { entry, body, sealed: await sealedOr(seal, act) } }
      }),
    )
    const rows = fresh.map(({ row }) => row)
    const appended = await outbox.append(vault, { era, seen: last, replace: replaced?.seq ?? null, behind, rows })
    if (appended.kind === 'stale') return 'stale'
    last = appended.seqs.at(-1) ?? last
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

  return {
    vault,
    outbox,
    rows: rows.rows,
    entries: () => entries,
    state: rows.state,
    rowsVersion: rows.version,
    unreadable: () => unreadable,
    refresh: () =>
      inTurn(async () => {
        const rowsChanged = await rows.refresh()
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
          if (!wanted || (await rows.apply(wanted)) === 'applied') return
          await rows.refresh()
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
      rows.close()
      cipher.lock()
      entries = []
    },
  }
}
