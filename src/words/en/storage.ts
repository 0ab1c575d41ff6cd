/** What is wrong with the storage of this device, or of this window, and what to do about it (V6, V7). */
import { type Area } from '../catalogue.ts'

export const storage = {
  'storage.full.title': 'This device is full',
  'storage.full.text':
    'What you just wrote is not saved. Copy it somewhere safe. Then remove photos or apps you don’t need, and try again.',

  'storage.otherTab.title': 'Close the other Countersign tabs',
  'storage.otherTab.text':
    'An older Countersign is open in another tab or window. Close it, and this one goes on by itself. Nothing is lost.',

  'storage.private.title': 'This is a private window',
  'storage.private.text':
    'A private window keeps nothing, so here you can read and not write. To write, open Countersign in a normal window.',

  'storage.safari.title': 'To write, put Countersign on your Home Screen',
  'storage.safari.text':
    'In a browser tab, an iPhone or iPad may throw away after 7 days what is not sent. So here you can read and not write. Tap Share, then “Add to Home Screen”, and open Countersign from there.',

  'storage.broken.title': 'We can’t open what is on this device',
  'storage.broken.text':
    'Close every Countersign tab and open it again. If that does not help, restart the device. What you wrote is still here: don’t clear the browser’s data.',

  'storage.gone.title': 'Your notes are no longer on this device',
  'storage.gone.text':
    'They were taken off it. What you had not sent is kept here, sealed, and will be sent. Sign in to get your notes again.',
} as const satisfies Area<'storage'>
