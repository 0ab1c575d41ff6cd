/** What a device measured of itself in an organisation of one size, in milliseconds. */
export interface Grown {
  /** A field saved: on the disk. */
  readonly saves: readonly number[]
  /** The same field confirmed by the service. */
  readonly confirmed: readonly number[]
  /** A record that somebody else changed, pulled and readable. */
  readonly pulls: readonly number[]
  /** Unlocked, opened and read, without the time that deriving the key takes. */
  readonly opens: readonly number[]
}
