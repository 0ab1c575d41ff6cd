/** Signing in with a user name, and what leads to it: words that are forgotten, records that are gone from here. */
import { type Area } from '../catalogue.ts'

export const door = {
  'door.title': 'Sign in',
  'door.text': 'The first time on this device needs a connection. After that you can unlock with none.',
  'door.username': 'User name',
  'door.signIn': 'Sign in',
  'door.working': 'Signing in…',
  'door.passkey': 'Sign in with a passkey',
  'door.work': 'Sign in with your work account',
  'door.back': 'Back to the people on this device',

  'door.forgotten.title': 'If you’ve forgotten your four words',
  'door.forgotten.text': 'The words are only on your card. Nobody can look them up for you.',
  'door.forgotten.unsent':
    '{count, plural, =0 {Everything you wrote here is sent.} one {# item you wrote here is not sent yet. It will be sent all the same, without the words.} other {# items you wrote here are not sent yet. They will be sent all the same, without the words.}}',
  'door.forgotten.back': 'Sign in to get four new words. Then your records come back to this device. You need a connection.',

  'door.wiped.title': 'Your records are no longer on this device',
  'door.wiped.lease': 'It was not in contact with the service for too long, so it let go of them.',
  'door.wiped.revoked': 'It was reported lost, so it let go of them.',
  'door.wiped.text': 'Your records are safe with the service. What you had not sent waits here, sealed, and is sent when anybody signs in.',
  'door.wiped.back': 'Sign in to have your records here again.',

  'door.demo.title': 'Demonstration',
  'door.demo.text': 'These people and places are made up. Choose one to fill in the boxes.',
  'door.demo.elsewhere': 'Other services',
  'door.demo.fill': '{name}, {post}',
  'door.demo.filled': 'The boxes are filled in for {name}. Choose Sign in.',

  'door.usernameMissing': 'Enter your user name',
} as const satisfies Area<'door'>
