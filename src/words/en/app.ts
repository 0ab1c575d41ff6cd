/** The shell: navigation, the three sync words, lock, install and update. */
import { type Area } from '../catalogue.ts'

export const app = {
  'app.name': 'Countersign',
  'app.title': '{page} – Countersign',
  'app.titleError': 'Error: {page} – Countersign',
  'app.skip': 'Skip to main content',
  'app.home': 'Countersign, go to Today',

  'app.nav.label': 'Main',
  'app.nav.today': 'Today',
  'app.nav.people': 'People',
  'app.nav.account': 'Account',
  'app.nav.waiting': 'Waiting',
  'app.nav.waitingCount': '{count, plural, one {# thing waiting} other {# things waiting}}',

  'app.sync.label': 'Saving and sending',
  'app.sync.onDevice': 'On this device',
  'app.sync.sending': 'Sending',
  'app.sync.sent': 'Sent {time}',
  'app.sync.sentBefore': 'Sent',
  'app.sync.notSaved': 'Not saved',
  'app.sync.notSavedWhatToDo':
    'Your last words are not saved on this device. Copy them somewhere safe before you leave this page, then try again.',
  'app.sync.offline': 'offline{count, plural, =0 {} other {, # waiting}}',
  'app.sync.offlineSentence':
    'You’re offline. Your notes are saved on this device and will send when you’re back.',
  'app.sync.failed': 'couldn’t send{count, plural, =0 {} other {, # waiting}}',
  'app.sync.failedSentence':
    'We couldn’t send your notes. They are saved on this device and we’ll keep trying.',
  'app.sync.waiting': '{count, plural, =0 {} other {# waiting}}',
  'app.sync.sendNow': 'Send now',
  'app.sync.oldest': 'oldest {ago}',
  'app.sync.answer.failed': 'That did not work. Nothing is lost: try again in a minute.',

  'app.lock.lock': 'Lock',

  'app.notFound.title': 'Page not found',
  'app.notFound.text': 'Check the address, or go to Today.',
  'app.broken.title': 'Sorry, something went wrong on this page',
  'app.broken.text': 'What you wrote is saved on this device. Go to Today and open it again.',
  'app.broken.reload': 'Open again',

  'app.outOfDate': 'A newer Countersign is open in another tab. What you typed is saved. Open this page again to go on.',
} as const satisfies Area<'app'>
