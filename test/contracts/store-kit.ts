/** What the cases of the storage contract are written with. It needs no test runner: they run inside a browser's page too. */
import { type DeviceStorage, type NewOutboxRow, type OpaqueRow, type OutboxRow, type VaultRow } from '../../src/store/ports.ts'
import { type Bytes } from '../../src/vault/bytes.ts'

interface StorageUnderTest {
  /** The storage, as a tab opens it. */
  readonly open: () => DeviceStorage
}

export interface Case {
  readonly name: string
  readonly run: (test: StorageUnderTest) => Promise<void>
}

export const bytes = (...values: readonly number[]): Bytes => new Uint8Array(values)
export const row = (key: string, rev: string, ...body: number[]): OpaqueRow => ({ key, rev, body: bytes(...body) })
export const entry = (name: string): NewOutboxRow => ({ entry: name, body: bytes(1, 2, 3), sealed: null })
export const vault = (id: string, state: VaultRow['state'] = 'current'): VaultRow => ({
  id,
  database: `db-${id}`,
  owner: 'owner',
  knownAs: 'Sam',
  state,
  envelope: { v: 1, bytes: bytes(9) },
})

const plain = (value: unknown): unknown =>
  value instanceof Uint8Array
    ? { bytes: [...value] }
    : Array.isArray(value)
      ? value.map(plain)
      : typeof value === 'object' && value !== null
        ? Object.fromEntries(Object.entries(value).map(([key, each]) => [key, plain(each)]))
        : value
export const same = (actual: unknown, expected: unknown): void => {
  const [a, b] = [JSON.stringify(plain(actual)), JSON.stringify(plain(expected))]
  if (a !== b) throw new Error(`expected ${b}, was ${a}`)
}
export const names = (rows: readonly OutboxRow[]): readonly string[] => rows.map((each) => each.entry)
export const states = (rows: readonly OutboxRow[]): readonly string[] => rows.map((each) => `${each.entry}:${each.state}`)

/** As no entry has it. */
export const NO_SEQ = 999

interface Saving {
  readonly vault?: string
  readonly seen?: number
  readonly replace?: number
  readonly behind?: boolean
  /** Sealed for anyone to deliver. */
  readonly sealed?: boolean
}

export const append = async (
  storage: DeviceStorage,
  entries: readonly string[],
  { vault: id = 'v', seen = Number.MAX_SAFE_INTEGER, replace, behind = false, sealed = false }: Saving = {},
): Promise<'stale' | readonly number[]> => {
  const rows = entries.map((name) => ({ ...entry(name), sealed: sealed ? bytes(7, name.codePointAt(0) ?? 0) : null }))
  const answer = await storage.outbox.append(id, { era: storage.outbox.era(), seen, replace: replace ?? null, behind, rows })
  return answer.kind === 'stale' ? 'stale' : answer.seqs
}

/** Saves entries. @returns their seqs, in order */
export const save = async (storage: DeviceStorage, entries: readonly string[], how: Saving = {}): Promise<readonly [number, number, number]> => {
  const seqs = await append(storage, entries, how)
  if (seqs === 'stale') throw new Error('stale')
  const [a = NO_SEQ, b = NO_SEQ, c = NO_SEQ] = seqs
  return [a, b, c]
}

export const confirmed = (seq: number, confirmedSeq: number, receipt: Bytes = bytes(confirmedSeq)) =>
  ({ seq, state: 'confirmed', confirmedSeq, receipt }) as const
export const quarantined = (seq: number, confirmedSeq: number, receipt: Bytes = bytes(confirmedSeq)) =>
  ({ seq, state: 'quarantined', confirmedSeq, receipt }) as const
