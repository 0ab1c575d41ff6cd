/** What a page measured of one first sync, in milliseconds. */
export interface FirstSync {
  /** From asking until everything is in the browser's store. */
  readonly all: number
  /** From the first byte of the first answer until Today can be shown; null where there is no such thing. */
  readonly today: number | null
  /** How many documents could be read afterwards. */
  readonly read: number
}
