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
  'account.unlock.notMe': 'Not you? Choose someone else',
  'account.unlock.someoneElse': 'Sign in as someone else',
  'account.unlock.opening': 'Looking at who uses this device…',

  'account.signIn.title': 'Sign in',
  'account.signIn.text': 'The first time on this device needs a connection. After that you can unlock with none.',
  'account.signIn.username': 'User name',
  'account.signIn.password': 'Password',
  'account.signIn.button': 'Sign in',
  'account.signIn.working': 'Signing in…',
  'account.signIn.passkey': 'Sign in with a passkey',
  'account.signIn.work': 'Sign in with your work account',
  'account.signIn.back': 'Back to the people on this device',

  'account.demo.title': 'Demonstration',
  'account.demo.text': 'These people and places are made up. Choose one to fill in the boxes.',
  'account.demo.elsewhere': 'Other services',
  'account.demo.fill': '{name}, {post}',
  'account.demo.filled': 'The boxes are filled in for {name}. Choose Sign in.',

  'account.error.usernameMissing': 'Enter your user name',
  'account.error.passwordMissing': 'Enter your password',
  'account.error.wrongPassword': 'That password is not right. Check it and try again.',
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
