/** Why the device could not do what was asked. The words are in the message catalogue. */
import { type Refusal } from '../domain/records/record.ts'
import { type ApiErrorCode } from '../protocol/errors.ts'

export type DeviceErrorCode =
  /** The transaction did not complete (V1): nothing was saved. */
  | 'local-save-failed'
  /** Nor is there room for it on this device (V7). */
  | 'storage-full'
  /** A newer version of the app is open in another tab: this page writes nothing until it is loaded again (V6). */
  | 'tab-out-of-date'
  /** This browser window keeps nothing: what there is can be read (V7). */
  | 'reads-only-here'
  /** The keys have been dropped. */
  | 'locked'
  /** Something typed could not be saved, so it stays where it is. */
  | 'unsaved-text'
  /** The program made an act it cannot read itself. */
  | 'act-invalid'
  /** The act is not in the server's quarantine. */
  | 'act-unknown'
  | 'offline'
  | 'sign-in-needed'
  | 'server-trouble'
  /** The record, as it is here, does not take the act. */
  | Refusal['code']
  /** The service refused what was asked of it online. */
  | ApiErrorCode

export class DeviceError extends Error {
  readonly code: DeviceErrorCode
  constructor(code: DeviceErrorCode, options?: ErrorOptions) {
    super(code, options)
    this.name = 'DeviceError'
    this.code = code
  }
}
