/**
 * What the device's storage has to do, as ports. Rows are opaque here: random names, ciphertext, sizes (K2). One
 * contract suite (test/contracts/store.ts) holds every adapter to them.
 *
 * Every method that writes is one strict transaction and resolves on its *complete* (V1).
 */
import { type Bytes } from '../vault/bytes.ts'

/** A sealed row under a name that says nothing; `rev` is the random name of this writing of it. */
export interface OpaqueRow {
  readonly key: string
  readonly rev: string
  readonly body: Bytes
}

interface RowsChange {
  /** The state row's `rev` this change was planned against; null when there was none. */
  readonly expect: string | null
  readonly put: readonly OpaqueRow[]
  readonly remove: readonly string[]
  readonly state: OpaqueRow
}

/** One person's records on this device: the server's copy only (V2), and one state row with the cursors. */
export interface RowsPort {
  readonly load: () => Promise<{ readonly rows: readonly OpaqueRow[]; readonly state: OpaqueRow | null }>
  readonly state: () => Promise<OpaqueRow | null>
  /**
   * Rows and cursors in one transaction, so that a cursor never stands for rows that are not there.
   *
   * @returns `stale`, with nothing written, when another tab has written since `expect`
   */
  readonly apply: (change: RowsChange) => Promise<'applied' | 'stale'>
  readonly close: () => void
}

/**
 * `sending` is written before a request goes out, so that no tab replaces an act that is in flight (V8). `confirmed` and
 * `quarantined`: the server has it.
 */
export type OutboxState = 'unsent' | 'sending' | 'confirmed' | 'quarantined'

/** One act in the outbox (K7). */
export interface OutboxRow {
  /** The order in which acts were saved on this device. */
  readonly seq: number
  /** The entry's random name. */
  readonly entry: string
  /** Whose: the random id of a vault. */
  readonly vault: string
  /** The act, sealed for its author. */
  readonly body: Bytes
  /** The act, signed and sealed to the server, for anyone to deliver (P9); null until there are signing keys. */
  readonly sealed: Bytes | null
  readonly state: OutboxState
  /** How often it was put into a request. */
  readonly attempts: number
  /** What the server answered, sealed for the author. */
  readonly receipt: Bytes | null
  readonly confirmedSeq: number | null
}

export type NewOutboxRow = Pick<OutboxRow, 'entry' | 'body' | 'sealed'>

interface Settled {
  readonly entry: string
  readonly state: 'confirmed' | 'quarantined'
  readonly confirmedSeq: number
  readonly receipt: Bytes
}

/** Acts that the server has not confirmed, and those it has, until they are backed up (V9). */
export interface OutboxPort {
  /** One vault's entries in the order they were saved. */
  readonly of: (vault: string) => Promise<readonly OutboxRow[]>
  /**
   * Saves acts: all or none, in one transaction. A replaced entry leaves in that same transaction (V8).
   *
   * @param after   the highest `seq` of the vault that the plan knew of; 0 for none
   * @param replace the entry the first row replaces; it has to be unsent and never sent
   * @returns `stale`, with nothing written, when there is a later entry, or `replace` may not be replaced any more
   */
  readonly append: (
    vault: string,
    plan: { readonly after: number; readonly replace: string | null; readonly rows: readonly NewOutboxRow[] },
  ) => Promise<{ readonly kind: 'appended'; readonly seqs: readonly number[] } | { readonly kind: 'stale' }>
  /** Marks entries as being sent. @returns those that are still there and unconfirmed: only they may be sent */
  readonly begin: (vault: string, entries: readonly string[]) => Promise<readonly string[]>
  /** The request has ended without a receipt: unsent again. An entry confirmed meanwhile stays so. */
  readonly release: (vault: string, entries: readonly string[]) => Promise<void>
  /** What receipts say. A later receipt for a confirmed entry changes nothing but a quarantined one's `receipt`. */
  readonly settle: (vault: string, settled: readonly Settled[]) => Promise<void>
  /** Lets go of entries the server has and has backed up (V9). Any other is left, whatever is asked (V3). */
  readonly forget: (vault: string, entries: readonly string[]) => Promise<void>
  /** Gives entries, sealed anew, to another vault of the same person, keeping what the server said of them. */
  readonly move: (
    from: string,
    to: string,
    entries: readonly (NewOutboxRow & { readonly was: string; readonly receipt: Bytes | null })[],
  ) => Promise<void>
  /** How many entries wait to be sent, by vault: all that can be known of them while locked (K4). */
  readonly waiting: () => Promise<ReadonlyMap<string, number>>
  readonly close: () => void
}

/** One person's vault as the lock screen knows it (K4). */
export interface VaultRow {
  /** Random. */
  readonly id: string
  /** The random name of its database. */
  readonly database: string
  /** A digest of whose it is, which nobody can guess: an online sign-in finds its vault by it. */
  readonly owner: string
  readonly knownAs: string
  /** `superseded`: its password was changed elsewhere; kept for what it had not sent. */
  readonly state: 'current' | 'superseded'
  readonly envelope: unknown
}

export interface VaultsPort {
  /** The device's id; made by `make` the first time. */
  readonly deviceId: (make: () => string) => Promise<string>
  readonly all: () => Promise<readonly VaultRow[]>
  /** Writes all of them in one transaction: a new vault and the one it supersedes. */
  readonly put: (vaults: readonly VaultRow[]) => Promise<void>
  /** Lets go of a vault. Refused (false) while it has an entry in the outbox that the server does not have. */
  readonly remove: (id: string) => Promise<boolean>
}

/** The storage of a device: the list of vaults and the outbox in one database, each person's rows in their own. */
export interface DeviceStorage {
  readonly vaults: VaultsPort
  readonly outbox: OutboxPort
  readonly openRows: (database: string) => Promise<RowsPort>
  readonly removeRows: (database: string) => Promise<void>
}

/** Entries that the server does not have. */
export const isUnsent = ({ state }: Pick<OutboxRow, 'state'>): boolean => state === 'unsent' || state === 'sending'
