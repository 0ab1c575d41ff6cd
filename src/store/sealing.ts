/** Where each kind of row stands, and how it is sealed there: for whoever reads or writes a person's rows. */
import { type Bytes, textOf, utf8 } from '../vault/bytes.ts'
import { type Cipher, type RowPlace } from '../vault/cipher.ts'
import { type Entry, EntryBody, StoredReceipt } from './entry.ts'
import { type OutboxRow } from './ports.ts'

export const rowPlace = (key: string, rev: string): RowPlace => ({ store: 'rows', id: key, rev })
export const statePlace = (key: string, rev: string): RowPlace => ({ store: 'state', id: key, rev })
export const bodyPlace = (entry: string): RowPlace => ({ store: 'outbox', id: entry, rev: '1' })
export const receiptPlace = (entry: string): RowPlace => ({ store: 'receipt', id: entry, rev: '1' })

export const sealJson = (cipher: Cipher, place: RowPlace, value: unknown): Promise<Bytes> =>
  cipher.seal(place, utf8(JSON.stringify(value)))
export const openJson = async (cipher: Cipher, place: RowPlace, sealed: Bytes): Promise<unknown> =>
  JSON.parse(textOf(await cipher.open(place, sealed)))

/** @returns null for an entry that this cipher does not open */
export const readEntry = async (cipher: Cipher, row: OutboxRow): Promise<Entry | null> => {
  try {
    const { act } = EntryBody.parse(await openJson(cipher, bodyPlace(row.entry), row.body))
    const receipt = row.receipt
      ? StoredReceipt.parse(await openJson(cipher, receiptPlace(row.entry), row.receipt))
      : null
    const { seq, entry, state, attempts, confirmedSeq, sealed, after } = row
    return { seq, entry, state, attempts, act, receipt, confirmedSeq, sealed: sealed !== null, after }
  } catch {
    return null
  }
}
