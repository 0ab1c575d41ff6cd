/** The shell: navigation, the three sync words, lock, install and update. */
import { type Area } from '../catalogue.ts'

export const app = {
  'app.name': 'Countersign',
  'app.title': '{page} – Countersign',
  'app.titleError': 'Error: {page} – Countersign',
  'app.skip': 'Skip to main content',
  'app.home': 'Countersign, go to Today',
  'app.loading': 'Opening…',

  'app.nav.label': 'Main',
  'app.nav.today': 'Today',
  'app.nav.people': 'People',
  'app.nav.sessions': 'Sessions',
  'app.nav.oversight': 'Oversight',
  'app.nav.policy': 'Policy',
  'app.nav.account': 'Account',
  'app.nav.more': 'More',

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
  'app.sync.unsent': '{count, plural, =0 {nothing waiting} other {# waiting to send}}',
  'app.sync.waiting': '{count, plural, =0 {} other {# waiting}}',
  'app.sync.oldest': 'The oldest was saved {ago}.',
  'app.sync.sendNow': 'Send now',
  'app.sync.sendNowOffline': 'Still offline. Nothing is lost: we’ll send when you’re back.',
  'app.sync.sendNowStarted': 'Sending now.',
  'app.sync.sendNowDone': 'Everything is sent.',
  'app.sync.list': 'What is waiting to send',
  'app.sync.upTo': 'Shown as of {when}',

  'app.lock.title': 'Unlock Countersign',
  'app.lock.hide': 'Hide screen',
  'app.lock.lock': 'Lock',
  'app.lock.choosePerson': 'Who are you?',
  'app.lock.waiting': '{count, plural, =0 {Nothing waiting to send} other {# items waiting to send}}',
  'app.lock.pin': 'PIN',
  'app.lock.pinHint': 'The 6 numbers you chose for this device',
  'app.lock.phrase': 'Your four words',
  'app.lock.phraseHint': 'With a space between each word',
  'app.lock.unlock': 'Unlock',
  'app.lock.wrongPin':
    '{left, plural, =0 {That PIN is not right. Unlock with your four words.} one {That PIN is not right. You have 1 try left.} other {That PIN is not right. You have # tries left.}}',
  'app.lock.wrongPhrase': 'Those four words do not match. Check the spelling and try again.',
  'app.lock.kept': 'What you were writing is saved. Unlock to carry on where you stopped.',
  'app.lock.handOver': 'Hand over to {name} to sign',

  'app.install.title': 'Put Countersign on this device',
  'app.install.why': 'Installed, it opens with no connection and keeps your notes safe until they are sent.',
  'app.install.button': 'Install Countersign',
  'app.install.ios': 'Tap Share, then “Add to Home Screen”. Open Countersign from there.',
  'app.install.later': 'Not now',

  'app.update.title': 'A new version is ready',
  'app.update.text': 'It takes a few seconds. What you have written stays on this device.',
  'app.update.button': 'Update now',
  'app.update.later': 'Later',
  'app.update.tooOld': 'This version is too old to get new records. What you write still sends. Update to carry on.',

  'app.notFound.title': 'Page not found',
  'app.notFound.text': 'Check the address, or go to Today.',
  'app.broken.title': 'Sorry, something went wrong on this page',
  'app.broken.text': 'What you wrote is saved on this device. Go to Today and open it again.',
  'app.broken.reload': 'Open again',
} as const satisfies Area<'app'>
