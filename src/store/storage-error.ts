/** Why the storage of this device refuses, where a person can do something about it. The words are in `words/en/storage.ts`. */
export type StorageErrorCode =
  /** No room is left; nothing was written. */
  | 'storage-full'
  /** A newer version of the app is open in another tab: this one reads and writes no more until it is loaded anew. */
  | 'tab-out-of-date'
  /** This browser window keeps nothing: entries are not taken (V7). */
  | 'reads-only-here'
  /** The vault has been wiped, or superseded, while it was open here. */
  | 'vault-gone'
  /** It does not open, not even a second time. */
  | 'storage-broken'

export class StorageError extends Error {
  readonly code: StorageErrorCode
  constructor(code: StorageErrorCode, options?: ErrorOptions) {
    super(code, options)
    this.name = 'StorageError'
    this.code = code
  }
}
