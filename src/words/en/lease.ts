/** How long a device shows records without contact with the service (K6), and what one can do once it shows none. */
import { type Area } from '../catalogue.ts'

export const lease = {
  'lease.soon':
    '{days, plural, =0 {This device was last in contact with the service today.} one {This device has not been in contact with the service for # day.} other {This device has not been in contact with the service for # days.}}',
  'lease.left':
    '{left, plural, =0 {In less than a day it shows no records until it has.} one {In # day it shows no records until it has.} other {In # days it shows no records until it has.}} What you write is kept.',
  'lease.reading-blocked': 'This device has not been in contact with the service for too long, so it shows no records until it has. Nothing is lost.',
  'lease.clock-back': 'The clock of this device was turned back, so it shows no records. Put its date and time right, or connect. Nothing is lost.',
  'lease.writing': 'Records are not shown. What you write here is saved on this device and sent later.',

  'lease.connect': 'Connect now',
  'lease.connecting': 'Looking for a connection…',
  'lease.offline': 'Still offline. Try again where there is Wi-Fi or a signal.',
  'lease.trouble': 'The service has a problem. Try again in a few minutes.',
  'lease.signIn': 'There is a connection. Sign in again to see your records.',

  'lease.title': 'Records are not shown',
  'lease.write.title': 'You can still write',
  'lease.write.text': 'What you write is saved on this device and sent once it is in contact.',
  'lease.write.start': 'Start session with {name}',
  'lease.write.carryOn': 'Carry on with {name}',

  'lease.note.title': 'Your notebook',
  'lease.note.label': 'Write something down',
  'lease.note.hint': 'For you alone, sealed on this device. You find it under Account afterwards.',
  'lease.note.own': 'You wrote this while records were not shown. It is for you alone, sealed on this device. Copy it where it belongs.',
  'lease.note.copy': 'Copy',
  'lease.note.copied': 'Copied.',
  'lease.note.notCopied': 'It could not be copied. Mark the words and copy them by hand.',
  'lease.note.drop': 'Delete this note',
  'lease.note.sure': 'Delete your note?',
  'lease.note.sureText': 'It is nowhere else.',
} as const satisfies Area<'lease'>
