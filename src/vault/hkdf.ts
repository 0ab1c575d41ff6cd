/** What keys and proofs are derived for: each purpose has a name of its own, so that none can stand for another. */
import { type Bytes, utf8 } from './bytes.ts'

/** 1: vaults opened by the account's password. */
export type VaultVersion = 1 | 2

export const purposeOf = (version: VaultVersion, purpose: string, salt: Bytes = new Uint8Array(0)): HkdfParams => ({
  name: 'HKDF',
  hash: 'SHA-256',
  salt,
  info: utf8(`countersign/vault/${version}/${purpose}`),
})
