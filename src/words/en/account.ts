/** Unlocking, signing in, this device, signing out. */
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

  'account.me.title': 'You',
  'account.me.name': 'Name',
  'account.me.knownAs': 'Known as',
  'account.me.posts': 'Posts',
  'account.me.manages': 'Homes you manage',
  'account.me.administrator': 'Administrator',
  'account.access.title': 'Who sees your records',
  'account.access.text': 'You and your supervisor. Anybody else has to say why, and you see that they did.',
  'account.access.log': 'Who has looked',
  'account.access.oversee': 'Records you oversee',

  'account.leaving': 'Your last day is {day}. After it your account closes, unless an administrator keeps it open. Send and sign what you still have to before then.',
  'account.signIns.title': 'Signing in',
  'account.signIns.open': 'Where you’re signed in',
  'account.signIns.people': 'Who can sign in',
  'account.policy.title': 'Policy',
  'account.policy.text': 'Which policy your homes and teams work by.',
  'account.policy.look': '{count, plural, one {Policy: # thing to look at} other {Policy: # things to look at}}',
  'account.policy.open': 'Open Policy',
  'account.calendar.title': 'Your calendar',
  'account.calendar.text': 'See your planned sessions in the calendar you already use.',
  'account.calendar.open': 'Add to your calendar',

  'account.security.title': 'Signing in and security',
  'account.security.text': 'Your password, codes, passkeys and work account.',
  'account.security.open': 'Open signing in and security',

  'account.device.title': 'This device',
  'account.device.unsent': 'Waiting to send',
  'account.device.unsentCount': '{count, plural, =0 {No changes} one {# change} other {# changes}}',
  'account.device.lock': 'Lock',
  'account.device.unsavedText':
    'Countersign stays unlocked: something you typed could not be saved on this device. Copy it somewhere safe, then lock again.',
  'account.device.lockText': 'Lock when you put the device down. What you were writing is saved.',

  'account.signOut': 'Sign out',
  'account.signOut.text': 'Signing out locks Countersign here and ends your sign-in to the service.',
  'account.signOut.title': 'Sign out of this device?',
  'account.signOut.nothing': 'Everything you wrote is sent.',
  'account.signOut.unsent':
    '{count, plural, one {# change is not sent yet. It stays on this device, sealed so that nobody else can read it, and will be sent when you sign in here again.} other {# changes are not sent yet. They stay on this device, sealed so that nobody else can read them, and will be sent when you sign in here again.}}',
  'account.signOut.yes': 'Sign out',
  'account.signOut.failed': 'Signing out did not work. Try again.',
} as const satisfies Area<'account'>
