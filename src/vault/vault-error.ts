/** What can go wrong with a vault. The words are in the message catalogue. */
export type VaultErrorCode =
  /** The password does not open the envelope of before: a wrong password, or an envelope that was tampered with. */
  | 'password-wrong'
  /** The phrase, the PIN with its pepper or the passkey does not open the envelope: wrong, or it was tampered with. */
  | 'secret-wrong'
  /** There is no PIN here that could open it: never set, or taken away. */
  | 'pin-gone'
  /** The envelope is of a shape this version does not know. */
  | 'envelope-unreadable'
  /** What the service answered certifies another key or another person, or nobody knows who certified it. */
  | 'certificate-wrong'
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
