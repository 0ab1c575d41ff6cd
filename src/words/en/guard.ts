/** The identifier guard (W6), and the page on which a case list is kept. */
import { type Area } from '../catalogue.ts'

export const guard = {
  'guard.name': '“{text}” looks like the name of someone you support. Use the reference {reference} instead.',
  'guard.nameShared': '“{text}” looks like the name of someone you support. Use their reference instead.',
  'guard.birth-date': '“{text}” looks like a date of birth. If it matters here, write how old they are instead.',
  'guard.phone': '“{text}” looks like a phone number. If it is of someone you support or their family, leave it out.',
  'guard.email': '“{text}” looks like an email address. If it is of someone you support or their family, leave it out.',
  'guard.postcode': '“{text}” looks like a postcode. If someone you support lives or stays there, leave it out.',
  'guard.more': '{count, plural, one {And # more like these.} other {And # more like these.}}',
  'guard.use': 'Use {reference} for “{text}”',
  'guard.keep': 'Keep “{text}”: it’s about something else',

  'guard.list.title': 'Case list',
  'guard.list.whatFor': 'What this list is for',
  'guard.list.whatForText':
    'When somebody writes one of these names in a note, Countersign points it out and offers the reference instead. It never stops anybody from saving.',
  'guard.list.whoHas':
    'The list is on the devices of the managers, of everybody who works there now, and of their supervisors, so that it works with no connection. There it is locked like everything else. Nobody sees it but the managers.',
  'guard.list.goes': 'Keep it short: take a case off when the person has moved on. The list leaves a device once its owner no longer works there.',
  'guard.list.of': 'Case list of {name}',
  'guard.list.none': 'There are no cases on this list yet. Until there are, only phone numbers, email addresses, postcodes and dates of birth are pointed out.',
  'guard.list.add': 'Add a case',
  'guard.list.addThis': 'Add this case',
  'guard.list.save': 'Save this case',
  'guard.list.reference': 'Reference',
  'guard.list.referenceHint': 'What your notes call them, as your policy says. For example, LF-07.',
  'guard.list.referenceMissing': 'Enter the reference',
  'guard.list.referenceTaken': '{reference} is on the list already. Change that one, or enter another reference.',
  'guard.list.names': 'Names',
  'guard.list.namesHint': 'One on each line: first the full name, then any nickname.',
  'guard.list.namesMissing': 'Enter a name',
  'guard.list.namesTooMany': 'Enter no more than {max} names',
  'guard.list.nameTooLong': 'Each name must be {max} characters or fewer',
  'guard.list.takeOff': 'Take off',
  'guard.list.takenOff': '{reference} is off the list.',
  'guard.list.putBack': 'Put it back',
  'guard.list.notYours': 'You keep no case list',
  'guard.list.notYoursText': 'The managers of a home or team keep its list. If a name or a reference is wrong, tell one of them.',
  'guard.list.failed': 'We can’t open what is on this device. Nothing is lost. Try again.',
} as const satisfies Area<'guard'>
