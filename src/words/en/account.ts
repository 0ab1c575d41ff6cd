/** Unlocking and signing in. */
import { type Area } from '../catalogue.ts'

export const account = {
  'account.title': 'Account',

  'account.unlock.title': 'Unlock Countersign',
  'account.unlock.who': 'Who are you?',
  'account.unlock.hello': 'Hello, {name}',
  'account.unlock.waiting': '{count, plural, =0 {Nothing waiting to send} one {# item waiting to send} other {# items waiting to send}}',
  'account.unlock.button': 'Unlock',
  'account.unlock.working': 'Unlocking…',
  'account.unlock.pin': 'Your PIN',
  'account.unlock.pinHint': 'Six digits. It unlocks as you type the last one.',
  'account.unlock.phrase': 'Your four words',
  'account.unlock.phraseHint': 'They are on your card. Type a space between them.',
  'account.unlock.usePhrase': 'Use my four words instead',
  'account.unlock.usePin': 'Use my PIN instead',
  'account.unlock.passkey': 'Use fingerprint or face',
  'account.unlock.forgotten': 'I’ve forgotten my four words',
  'account.unlock.wiped': 'Records no longer here',
  'account.unlock.delivered':
    '{count, plural, one {# item waits here, sealed. It is sent when anybody signs in.} other {# items wait here, sealed. They are sent when anybody signs in.}}',
  'account.unlock.notMe': 'Not you? Choose someone else',
  'account.unlock.someoneElse': 'Sign in as someone else',
  'account.unlock.opening': 'Looking at who uses this device…',

  'account.signIn.password': 'Password',

  'account.screen.title': 'Screen locked',
  'account.screen.whose': '{name}, type your PIN',
  'account.screen.text': 'What you were writing is saved. You come back to the same page.',
  'account.screen.change': 'Not you? Change person',
  'account.screen.gone': 'That was the fifth wrong PIN, so Countersign is locked. Nothing is lost. If you’ve forgotten your PIN, use your four words.',

  'account.error.passwordMissing': 'Enter your password',
  'account.error.wrongPassword': 'That password is not right. Check it and try again.',
  'account.error.pinWrong': 'That PIN is not right. {left, plural, one {You have # try left.} other {You have # tries left.}}',
  'account.error.pinGone': 'Your PIN no longer works on this device: there were too many wrong tries. Use your four words.',
  'account.error.pinOffline': 'You’re offline, and a PIN needs a connection here. Use your four words.',
  'account.error.phraseMissing': 'Enter your four words',
  'account.error.phraseWrong': 'Those are not your four words. Look at your card and try again.',
  'account.error.passkeyStopped': 'That did not work. Try again, or unlock another way.',
  'account.error.wrongSignIn': 'The user name or password is not right. Check them and try again.',
  'account.error.throttled':
    '{seconds, plural, one {Too many tries. Wait # second, then try again.} other {Too many tries. Wait # seconds, then try again.}}',
  'account.error.closed': 'Your account is closed. What you wrote is kept on this device. Ask your manager, or whoever looks after Countersign.',
  'account.error.offline': 'You’re offline. Signing in the first time on this device needs a connection. Connect, then try again.',
  'account.error.server': 'The service has a problem. Try again in a few minutes.',
  'account.error.storage': 'Countersign can’t keep anything in this browser window. Open it in a normal one, not a private one.',
  'account.error.notHere': 'This person’s notes are no longer on this device. Sign in with user name and password.',

  'account.error.memory': 'This device has too little free memory to unlock. Close other apps and tabs, then try again.',

  'account.device.unsavedText':
    'Countersign stays unlocked: something you typed could not be saved on this device. Copy it somewhere safe, then lock again.',
} as const satisfies Area<'account'>
