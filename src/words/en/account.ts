/** Signing in, this device, PIN and four words, language. */
import { type Area } from '../catalogue.ts'

export const account = {
  'account.title': 'Account',
  'account.signIn.title': 'Sign in',
  'account.signIn.name': 'User name or email',
  'account.signIn.password': 'Password',
  'account.signIn.code': 'Code from your authenticator app',
  'account.signIn.codeHint': '6 numbers',
  'account.signIn.button': 'Sign in',
  'account.signOut': 'Sign out',
  'account.signOut.unsent':
    '{count, plural, one {# item is not sent yet. Send it before you sign out.} other {# items are not sent yet. Send them before you sign out.}}',
  'account.device.title': 'This device',
  'account.device.storage': '{used} of {total} used',
  'account.device.ready': 'Get ready to work offline',
  'account.language': 'Language',
  'account.accessLog': 'Who has read my records',
} as const satisfies Area<'account'>
