/** One's own account: who one is, this device, signing out, putting Countersign on the device. */
import { type Area } from '../catalogue.ts'

export const own = {
  'own.me.title': 'You',
  'own.me.name': 'Name',
  'own.me.knownAs': 'Known as',
  'own.me.posts': 'Posts',
  'own.me.manages': 'Homes you manage',
  'own.me.administrator': 'Administrator',
  'own.access.title': 'Who sees your records',
  'own.access.text': 'You and your supervisor. Anybody else has to say why, and you see that they did.',
  'own.access.log': 'Who has looked',
  'own.access.oversee': 'Records you oversee',

  'own.leaving': 'Your last day is {day}. After it your account closes, unless an administrator keeps it open. Send and sign what you still have to before then.',
  'own.signIns.title': 'Signing in',
  'own.signIns.open': 'Where you’re signed in',
  'own.signIns.people': 'Who can sign in',
  'own.policy.title': 'Policy',
  'own.policy.text': 'Which policy your homes and teams work by.',
  'own.policy.look': '{count, plural, one {Policy: # thing to look at} other {Policy: # things to look at}}',
  'own.policy.open': 'Open Policy',
  'own.calendar.title': 'Your calendar',
  'own.calendar.text': 'See your planned sessions in the calendar you already use.',
  'own.calendar.open': 'Add to your calendar',

  'own.security.title': 'Signing in and security',
  'own.security.text': 'Your password, codes, passkeys and work account.',
  'own.security.open': 'Open signing in and security',

  'own.device.title': 'This device',
  'own.device.unsent': 'Waiting to send',
  'own.device.unsentCount': '{count, plural, =0 {No changes} one {# change} other {# changes}}',
  'own.device.lock': 'Lock',
  'own.device.lockText': 'Lock when you put the device down. What you were writing is saved.',

  'own.signOut': 'Sign out',
  'own.signOut.text': 'Signing out locks Countersign here and ends your sign-in to the service.',
  'own.signOut.title': 'Sign out of this device?',
  'own.signOut.nothing': 'Everything you wrote is sent.',
  'own.signOut.unsent':
    '{count, plural, one {# change is not sent yet. It stays on this device, sealed so that nobody else can read it, and will be sent when you sign in here again.} other {# changes are not sent yet. They stay on this device, sealed so that nobody else can read them, and will be sent when you sign in here again.}}',
  'own.signOut.yes': 'Sign out',
  'own.signOut.failed': 'Signing out did not work. Try again.',

  'own.home.title': 'Put Countersign on this device',
  'own.home.why': 'Installed, it opens with no connection and keeps your notes safe until they are sent.',
  'own.home.button': 'Install Countersign',
  'own.home.ios': 'Tap Share, then “Add to Home Screen”. Open Countersign from there.',
  'own.home.installed': 'Countersign is installed on this device.',
  'own.home.browser': 'Look for “Install” or “Add to Home screen” in your browser’s menu.',

  'own.keep.title': 'Keep what is on this device',
  'own.keep.kept': 'This device keeps your notes until they are sent.',
  'own.keep.mayClear': 'If this device runs out of room, the browser may clear notes that are not sent yet.',
  'own.keep.button': 'Ask the browser to keep them',
  'own.keep.refused': 'The browser said no. Install Countersign, then ask again.',
  'own.keep.used': '{used} MB used, {free} MB free',
} as const satisfies Area<'own'>
