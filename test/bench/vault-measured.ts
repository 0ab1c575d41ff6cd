/** Times in milliseconds; `bytes` of one act, and of it sealed. */
export interface Measured {
  readonly derive: readonly number[]
  readonly phrase: readonly number[]
  readonly pin: readonly number[]
  readonly kept: readonly number[]
  /** Opening an envelope without deriving: the passkey's way. */
  readonly passkey: readonly number[]
  readonly enrol: number
  readonly seal: readonly number[]
  readonly own: readonly number[]
  readonly bareAes: readonly number[]
  readonly bareSign: readonly number[]
  readonly bareBoth: readonly number[]
  readonly bytes: number
  readonly sealedBytes: number
}
