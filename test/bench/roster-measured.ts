/** Times in milliseconds, one for each roster brought in. */
export interface RosterMeasured {
  /** From the text of the file to what is to be saved. */
  readonly read: readonly number[]
  /** From the text until every row is on the disk and shown. */
  readonly device: readonly number[]
  /** From the text until the server has confirmed every row. */
  readonly confirmed: readonly number[]
  /** Shifts known before the first. */
  readonly known: number
}
