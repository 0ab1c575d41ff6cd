/** Error codes → a sentence that says what to do. `errorInWords` finds `errors.<code>`; unknown codes get `errors.unknown`. */
import { type Area } from '../catalogue.ts'

export const errors = {
  'errors.unknown': 'Sorry, something went wrong. What you wrote is saved on this device. Try again.',
  'errors.offline': 'You’re offline. This needs a connection. Try again when you’re back.',
  'errors.timeout': 'The service took too long to answer. Try again in a minute.',
  'errors.server-trouble': 'The service has a problem. Nothing was changed. Try again in a few minutes.',
  'errors.server': 'The service has a problem. What you wrote is saved on this device and we’ll keep trying.',
  'errors.too-many-requests': 'Too many tries in a short time. Wait a minute and try again.',
  'errors.sign-in-needed': 'You’re signed out. Sign in again to send what is waiting.',
  'errors.sign-in-wrong': 'The user name, password or code is not right. Check them and try again.',
  'errors.other-person': 'Someone else is signed in on this device. Sign in as yourself and try again.',
  'errors.not-allowed': 'You can’t see or change this. If you think you should, ask your line manager.',
  'errors.sign-link-not-now': 'This record is not waiting for a signature as it is now. Open it again and see what it waits for.',
  'errors.not-found': 'We can’t find this record. It may have been moved or you may no longer have access.',
  'errors.app-too-old': 'Update Countersign to get new records. What you write still sends.',
  'errors.local-save-failed':
    'This was not saved on this device. Copy your words somewhere safe, then close other apps and try again.',
  'errors.storage-full': 'This device is full. Remove photos or apps you don’t need, then try again.',
  'errors.tab-out-of-date': 'A newer Countersign is open in another tab. Load this page again to go on.',
  'errors.reads-only-here': 'You can’t write in this browser window, as it would not be kept.',
  'errors.record-locked': 'This record is signed and locked. You can add to it, not change it.',
  'errors.quarantined': 'The service could not use this change. It is kept. Open it to rewrite, export or withdraw it.',
  'errors.competing': 'You and someone else changed this at the same time. Both are kept. Choose which to use.',
  'errors.invalid': 'Some of this is missing or not right. Check what is marked and try again.',
} as const satisfies Area<'errors'>
