/** Today: who is due and why, what waits for me. */
import { type Area } from '../catalogue.ts'

export const today = {
  'today.title': 'Today',
  'today.greeting': 'Today, {day}',
  'today.due.title': 'Supervision due',
  'today.due.empty': 'Nobody is due. The next session is {day}.',
  'today.due.emptyNoNext': 'Nobody is due.',
  'today.toSign.title': 'Waiting for you to sign',
  'today.toSign.empty': 'Nothing is waiting for you to sign.',
  'today.booked.title': 'Booked',
  'today.booked.empty': 'No sessions booked for today.',
  'today.actions.title': 'Actions',
  'today.start': 'Start session',
  'today.book': 'Book a session',
  'today.filter': 'Find a person',
  'today.count': '{count, plural, =0 {Nobody due} one {# person due} other {# people due}}',
} as const satisfies Area<'today'>
