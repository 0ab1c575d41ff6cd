/**
 * What the device's storage has to do, as ports. Rows are opaque here: random names, ciphertext, sizes (K2). One
 * contract suite (test/contracts/store.ts) holds every adapter to them.
 *
 * Every method that writes is one strict transaction and resolves on its *complete* (V1). Methods reject with a
 * `StorageError` where its code says something that a person can do.
 */
import { type DeviceKind } from '../protocol/vaults.ts'
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
  /** A row that the browser itself cannot read is left out (V6). */
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

/** One act in the outbox (K7). It is found by `seq`, its primary key, and by nothing else: there is no index to lose (V6). */
export interface OutboxRow {
  /** The order in which acts were saved on this device, whoever saved them. */
  readonly seq: number
  /** The entry's random name. */
  readonly entry: string
  /** Whose: the random id of a vault. */
  readonly vault: string
  /** The act, sealed for its author. */
  readonly body: Bytes
  /** The act, signed and sealed to the server, for anyone to deliver (P9); null where there were no keys to do it with. */
  readonly sealed: Bytes | null
  readonly state: OutboxState
  /** How often it was put into a request, its author's or somebody else's. */
  readonly attempts: number
  /** What the server answered, sealed for the author. */
  readonly receipt: Bytes | null
  readonly confirmedSeq: number | null
  /** Somebody else has delivered the sealed act: the server has it, and its author is yet to be told (P9). */
  readonly deposited: boolean
  /** It leaves only once every row up to this one that is another vault's has left: it rests on what they saved. */
  readonly after: number | null
}

export type NewOutboxRow = Pick<OutboxRow, 'entry' | 'body' | 'sealed'>

/** An entry sealed anew for another vault of the same person, under the place it has. */
export type MovedRow = NewOutboxRow & Pick<OutboxRow, 'seq' | 'receipt'>

interface Settled {
  readonly seq: number
  readonly state: 'confirmed' | 'quarantined'
  readonly confirmedSeq: number
  readonly receipt: Bytes
}

/** What is known of an act of somebody else's that the server does not have. */
export interface OthersRow extends Pick<OutboxRow, 'seq' | 'vault' | 'sealed' | 'after'> {
  /** Its vault is in use: its author may still send it, sealed or not. */
  readonly openable: boolean
}

/** How much of one vault's waits to be sent: all that can be known of it while locked (K4). */
export interface Waiting {
  readonly items: number
  /** Those that nobody but their author can send; of a wiped vault nobody ever can, and they are kept all the same (V3). */
  readonly unsealed: number
}

/** Acts that the server has not confirmed, and those it has, until they are backed up (V9). */
export interface OutboxPort {
  /** One vault's entries in the order they were saved. */
  readonly of: (vault: string) => Promise<readonly OutboxRow[]>
  /**
   * Saves acts: all or none, in one transaction. A replaced entry leaves in that same transaction (V8).
   *
   * @param era     of the outbox, when the plan was made
   * @param seen    the highest `seq` of the vault that the plan knew of; 0 for none
   * @param replace the seq of the entry the first row replaces; it has to be unsent and never sent
   * @param behind  they rest on what others on this device have saved before: they leave after it
   * @returns `stale`, with nothing written, when there is a later entry, `replace` may not be replaced any more, or the
   *   outbox is another one
   */
  readonly append: (
    vault: string,
    plan: {
      readonly era: number
      readonly seen: number
      readonly replace: number | null
      readonly behind: boolean
      readonly rows: readonly NewOutboxRow[]
    },
  ) => Promise<
    { readonly kind: 'appended'; readonly seqs: readonly number[]; readonly after: number | null } | { readonly kind: 'stale' }
  >
  /** Marks entries as being sent. @returns those that are still there and unconfirmed: only they may be sent */
  readonly begin: (vault: string, seqs: readonly number[]) => Promise<readonly number[]>
  /** The request has ended without a receipt: unsent again. An entry confirmed meanwhile stays so. */
  readonly release: (vault: string, seqs: readonly number[]) => Promise<void>
  /** What receipts say. A later receipt for a confirmed entry changes nothing but a quarantined one's `receipt`. */
  readonly settle: (vault: string, settled: readonly Settled[]) => Promise<void>
  /** Lets go of entries the server has and has backed up (V9). Any other is left, whatever is asked (V3). */
  readonly forget: (vault: string, seqs: readonly number[]) => Promise<void>
  /**
   * The server, restored from a backup, has not got these any more (T2): unsent again, in their places, and never replaced, as
   * they were sent once.
   */
  readonly recall: (vault: string, seqs: readonly number[]) => Promise<void>
  /** Gives unsent entries that were saved without it what anyone can deliver. */
  readonly seal: (vault: string, sealed: readonly { readonly seq: number; readonly sealed: Bytes }[]) => Promise<void>
  /** Gives entries, sealed anew, to another vault of the same person, keeping their places and what the server said. */
  readonly move: (from: string, to: string, entries: readonly MovedRow[]) => Promise<void>
  /** What all vaults but this one have not sent and nobody has delivered, in order. */
  readonly others: (vault: string) => Promise<readonly OthersRow[]>
  /** Marks entries of whomever as being delivered. @returns those that are still there and unconfirmed */
  readonly beginDeposit: (seqs: readonly number[]) => Promise<readonly number[]>
  /**
   * The request has ended: the server has `taken`, and not `left`. What is taken of a vault that nobody can open any more
   * goes; a wiped vault that keeps nothing any more goes with it.
   */
  readonly endDeposit: (ended: { readonly taken: readonly number[]; readonly left: readonly number[] }) => Promise<void>
  /** By vault. What somebody else has delivered waits no longer. */
  readonly waiting: () => Promise<ReadonlyMap<string, Waiting>>
  /** Another number once the database was lost under this tab and made anew: what was in it is in memory, or nowhere. */
  readonly era: () => number
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
  /**
   * `superseded`: its person has a newer one; kept for what it had not sent. `wiped`: nothing opens it any more, its
   * envelope is null; kept until what it had not sent is delivered (K7).
   */
  readonly state: 'current' | 'superseded' | 'wiped'
  /** When what opens it is destroyed for want of contact (K6): looked at while nobody has unlocked it. Unset where nobody said. */
  readonly ends?: string
  readonly envelope: unknown
}

export interface VaultsPort {
  /** The device's id; made by `make` the first time. */
  readonly deviceId: (make: () => string) => Promise<string>
  /** Who uses the device, as somebody said once (K5); null while nobody has. */
  readonly kind: () => Promise<DeviceKind | null>
  readonly setKind: (kind: DeviceKind) => Promise<void>
  readonly all: () => Promise<readonly VaultRow[]>
  /** Writes all of them in one transaction: a new vault and the one it supersedes. */
  readonly put: (vaults: readonly VaultRow[]) => Promise<void>
  /**
   * Changes the row of a vault in use, in one transaction: what was wiped meanwhile, elsewhere, does not come back by it.
   *
   * @param change of the row as it is now; pure
   * @returns whether it is in use
   */
  readonly amend: (id: string, change: (row: VaultRow) => VaultRow) => Promise<boolean>
  /**
   * Puts a vault in the place of an earlier one of the same person, in one transaction: its row, the earlier one's entries
   * sealed anew, and its end. Nothing opens it any more; where an entry was not moved it is kept for it, superseded.
   *
   * @param seen every seq of the earlier vault that the plan knew of
   * @returns `stale`, with nothing written, when an entry has come, or been answered, since
   */
  readonly supersede: (plan: {
    readonly earlier: string
    readonly row: VaultRow
    readonly seen: readonly number[]
    readonly moved: readonly MovedRow[]
  }) => Promise<'superseded' | 'stale'>
  /**
   * Destroys what opens a vault, in one transaction (K6, K7): no wrap is left, and of its entries only those the server
   * does not have. Its records go with their database: `wipeVault` does both.
   */
  readonly wipe: (id: string) => Promise<void>
  /** Lets go of a vault. Refused (false) while it has an entry in the outbox that the server does not have. */
  readonly remove: (id: string) => Promise<boolean>
}

/**
 * What is wrong with the storage as a whole (V6). `other-tab-open`: an older version of the app in another tab keeps the
 * new one waiting. `tab-out-of-date`: a newer one in another tab waits for this one, which writes nothing any more.
 */
export type StorageTrouble = 'other-tab-open' | 'tab-out-of-date'

/** The storage of a device: the list of vaults and the outbox in one database, each person's rows in their own. */
export interface DeviceStorage {
  readonly vaults: VaultsPort
  readonly outbox: OutboxPort
  readonly openRows: (database: string) => Promise<RowsPort>
  readonly removeRows: (database: string) => Promise<void>
  readonly trouble: () => StorageTrouble | null
  /**
   * Tells of trouble and of its end. On `tab-out-of-date` what the listener returns is awaited, for a few seconds, before
   * the storage closes: what is typed is saved first.
   *
   * @returns stops telling
   */
  readonly watch: (listener: (trouble: StorageTrouble | null) => unknown) => () => void
}

/** What becomes of an entry that the server had and has no more (T2). */
export const RECALLED = { state: 'unsent', receipt: null, confirmedSeq: null, deposited: false } as const

/** Entries that the server has not answered its author for. */
export const isUnsent = ({ state }: Pick<OutboxRow, 'state'>): boolean => state === 'unsent' || state === 'sending'

/** Entries that the server does not have. */
export const isWaiting = (row: Pick<OutboxRow, 'state' | 'deposited'>): boolean => isUnsent(row) && !row.deposited
