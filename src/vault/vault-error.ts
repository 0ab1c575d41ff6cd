/** What can go wrong with a vault. The words are in the message catalogue. */
export type VaultErrorCode =
  /** The password does not open the envelope: a wrong password, or an envelope that was tampered with. */
  | 'password-wrong'
  /** The envelope is of a shape this version does not know. */
  | 'envelope-unreadable'
  /** A row does not open: altered, moved from another place, or another vault's. */
  | 'row-unreadable'
  /** The keys have been dropped. */
  | 'locked'
  /** The key could not be derived: no memory, or the worker did not start. */
  | 'kdf-failed'

export class VaultError extends Error {
  readonly code: VaultErrorCode
  constructor(code: VaultErrorCode, options?: ErrorOptions) {
    super(code, options)
    this.name = 'VaultError'
    this.code = code
  }
}
