/**
 * One person's store, unlocked: what is on the disk sealed is here in memory, read once and kept up to date. Seals
 * before it writes (V1), re-reads what another tab wrote, and never holds a stored copy of unsent work folded in (V2).
 */
import { type WireAct } from '../protocol/act.ts'
import { type Cipher } from '../vault/cipher.ts'
import { type Entry, type StoredReceipt } from './entry.ts'
import { MOST_TRIES, openRows, type PersonRows, type RowsPlan } from './person-rows.ts'
import { lazily } from './lazily.ts'
import { type OutboxPort, type RowsPort } from './ports.ts'
import { type Seal } from './reseal.ts'
import { readEntry } from './sealing.ts'

export interface SavePlan {
  /** The entry the first act replaces (V8), or null. */
  readonly replace: string | null
  readonly acts: readonly WireAct[]
  /** They rest on what others on this device have saved before, and leave after it. */
  readonly behind?: boolean
}

/** What the half that reads and the half that writes have in common. */
export interface Context {
  readonly vault: string
  readonly cipher: Cipher
  readonly outbox: OutboxPort
  readonly seal: Seal
  /** In the order they were saved. */
  entries: readonly Entry[]
  /** The last on the disk, one that does not open too: nobody's plan is out of date for not knowing what is in it. */
  last: number
  era: number
}

export type Writes = 'save' | 'begin' | 'release' | 'settle' | 'forget' | 'recall' | 'sealRest' | 'adopt'

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
  /** Makes unsent again what the service, restored from a backup, has not got any more (T2). */
  readonly recall: (entries: readonly Entry[]) => Promise<void>
  /** Seals for anyone to deliver what could not be sealed when it was saved (K7). */
  readonly sealRest: () => Promise<void>
  /** Takes in another vault's entries of the same person, opened with that vault's cipher. */
  readonly adopt: (from: string, cipher: Cipher) => Promise<number>
  /** Drops everything in memory. What is being written goes on being written. */
  readonly close: () => void
}

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
  const context: Context = { vault, cipher, outbox, seal, entries: [], last: 0, era: outbox.era() }
  let unreadable = 0

  const loadEntries = async (): Promise<boolean> => {
    let stored = await outbox.of(vault)
    if (outbox.era() !== context.era) {
      context.era = outbox.era()
      await (await import('./person-writing.ts')).saveAgain(context)
      stored = await outbox.of(vault)
    }
    const before = context.entries
    const known = new Map(before.map((each) => [each.entry, each]))
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
    const now = read.filter((entry) => entry !== null)
    context.entries = now
    context.last = stored.at(-1)?.seq ?? 0
    unreadable = failed
    return now.length !== before.length || now.some((each, i) => each !== before[i])
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

  return {
    vault,
    outbox,
    rows: rows.rows,
    entries: () => context.entries,
    state: rows.state,
    rowsVersion: rows.version,
    unreadable: () => unreadable,
    refresh: () =>
      inTurn(async () => {
        const rowsChanged = await rows.refresh()
        return (await loadEntries()) || rowsChanged
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
    ...lazily<PersonStore, Writes>(
      ['save', 'begin', 'release', 'settle', 'forget', 'recall', 'sealRest', 'adopt'],
      async () => (await import('./person-writing.ts')).writingOf(context, inTurn, loadEntries),
    ),
    close: () => {
      rows.close()
      cipher.lock()
      context.entries = []
    },
  }
}
