/**
 * The erasure ledger (W4): the ids of what was erased, one line each, in a file beside the database and never in it, so that
 * a database restored from before does not bring anything back. Append-only, each line chained to the one before.
 */
import { closeSync, existsSync, fstatSync, fsyncSync, ftruncateSync, openSync, readFileSync, statSync, truncateSync, writeSync } from 'node:fs'
import path from 'node:path'
import * as z from 'zod/mini'
import { Instant } from '../../src/domain/dates.ts'
import { OrgId, RecordId } from '../../src/domain/ids.ts'
import { RecordKind, Sha256 } from '../../src/domain/records/deeds/common.ts'
import { hashOf } from '../../src/protocol/hash.ts'

export const ErasureLine = z.strictObject({
  /** Which line of the organisation's it is, from 1. */
  n: z.int().check(z.minimum(1)),
  org: OrgId,
  record: RecordId,
  /** Null of what never became a record: an act in quarantine about the file. */
  kind: z.nullable(RecordKind),
  at: Instant,
  disposal: z.uuid(),
  /** The hash of the line before; '' of the first. */
  before: z.union([Sha256, z.literal('')]),
  hash: Sha256,
})
export type ErasureLine = z.infer<typeof ErasureLine>

/** What is written down of one record. */
export type Erasure = Pick<ErasureLine, 'record' | 'kind' | 'at' | 'disposal'>

/** Where an organisation's part of the ledger ends. */
export interface ErasureHead {
  readonly n: number
  readonly hash: string
}

export interface ErasureLedger {
  /** Whether this id is of something erased. */
  readonly has: (org: OrgId, record: string) => boolean
  /** An organisation's lines, in order. */
  readonly linesOf: (org: OrgId) => readonly ErasureLine[]
  /** Writes lines down; they are durable when this returns. @returns where the organisation's part ends now */
  readonly append: (org: OrgId, erasures: readonly Erasure[]) => ErasureHead
  /** Whether every line is as it was written and follows the one before. What can be read counts all the same. */
  readonly intact: boolean
}

const lineHash = ({ hash: _, ...line }: Omit<ErasureLine, 'hash'> & { readonly hash?: string }): string =>
  hashOf([line.before, line.org, line.n, line.record, line.kind, line.at, line.disposal])

/** Keeps lines in memory, and writes new ones by `write`; `written` gives what another server has written since. */
const ledgerOver = (
  read: readonly ErasureLine[],
  wasWhole: boolean,
  { write, written }: { readonly write: (lines: readonly ErasureLine[]) => void; readonly written: () => readonly ErasureLine[] },
): ErasureLedger => {
  const byOrg = new Map<OrgId, ErasureLine[]>()
  const ids = new Set<string>()
  let intact = wasWhole
  const take = (line: ErasureLine): void => {
    const lines = byOrg.get(line.org)
    if (lines) lines.push(line)
    else byOrg.set(line.org, [line])
    ids.add(`${line.org} ${line.record}`)
  }
  const endOf = (org: OrgId): ErasureHead => byOrg.get(org)?.at(-1) ?? { n: 0, hash: '' }
  for (const line of read) {
    const end = endOf(line.org)
    if (line.n !== end.n + 1 || line.before !== end.hash || line.hash !== lineHash(line)) intact = false
    take(line)
  }
  const follow = (): void => {
    for (const line of written()) take(line)
  }
  return {
    intact,
    has: (org, record) => {
      follow()
      return ids.has(`${org} ${record}`)
    },
    linesOf: (org) => {
      follow()
      return byOrg.get(org) ?? []
    },
    append: (org, erasures) => {
      follow()
      let { n, hash } = endOf(org)
      const lines = erasures.map((erasure): ErasureLine => {
        const line = { ...erasure, org, n: n + 1, before: hash }
        n = line.n
        hash = lineHash(line)
        return { ...line, hash }
      })
      write(lines)
      for (const line of lines) take(line)
      return { n, hash }
    },
  }
}

/** The ledger's name in the data folder. */
export const ERASURES_FILE = 'erasures.jsonl'

/** Appends a text and waits until it is on the disk. One that is not whole is taken off again: the next would go on from it. */
const appendDurably = (file: string, text: string): void => {
  const handle = openSync(file, 'a')
  const { size } = fstatSync(handle)
  try {
    writeSync(handle, text)
    fsyncSync(handle)
  } catch (error) {
    ftruncateSync(handle, size)
    throw error
  } finally {
    closeSync(handle)
  }
}

/** The folder's own entry of a new file has to be durable too. Windows has no folder to sync. */
const syncFolder = (folder: string): void => {
  if (process.platform === 'win32') return
  const handle = openSync(folder, 'r')
  try {
    fsyncSync(handle)
  } finally {
    closeSync(handle)
  }
}

/** The lines of a text; null of one that is none. */
const linesIn = (text: string): readonly (ErasureLine | null)[] =>
  text
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => {
      try {
        return ErasureLine.safeParse(JSON.parse(line)).data ?? null
      } catch {
        return null
      }
    })

/**
 * Opens the ledger of a data folder, which several servers on one database share: who writes holds the database's lock, so that
 * none reads while another writes. A last line that was cut short while it was written is taken off again: what it was
 * written for did not happen. Any other line that cannot be read is passed over, and `intact` says so.
 */
export const openErasureLedger = (folder: string): ErasureLedger => {
  const file = path.join(folder, ERASURES_FILE)
  const text = existsSync(file) ? readFileSync(file, 'utf8') : ''
  const whole = text.slice(0, text.lastIndexOf('\n') + 1)
  if (whole.length < text.length) truncateSync(file, Buffer.byteLength(whole))
  const read = linesIn(whole)
  const lines = read.flatMap((line) => line ?? [])
  /** How much of the file is known here. */
  let known = Buffer.byteLength(whole)
  return ledgerOver(lines, lines.length === read.length, {
    write: (added) => {
      const isNew = !existsSync(file)
      const more = added.map((line) => `${JSON.stringify(line)}\n`).join('')
      appendDurably(file, more)
      known += Buffer.byteLength(more)
      if (isNew) syncFolder(folder)
    },
    written: () => {
      const size = statSync(file, { throwIfNoEntry: false })?.size ?? 0
      if (size <= known) return []
      const more = readFileSync(file).subarray(known).toString()
      known = size
      return linesIn(more).flatMap((line) => line ?? [])
    },
  })
}
