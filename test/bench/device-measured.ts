/** Times in milliseconds; `bytes` of one session. */
export interface Measured {
  readonly kdf: readonly number[]
  readonly unlock: readonly number[]
  readonly open: readonly number[]
  readonly snapshot: readonly number[]
  readonly saves: readonly number[]
  readonly newActs: readonly number[]
  readonly bare: readonly number[]
  readonly bytes: number
  readonly pull: number
}
