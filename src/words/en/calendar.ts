/** The calendar: the file of planned sessions and the private address that a person's own calendar reads. */
import { type Area } from '../catalogue.ts'

export const calendar = {
  'calendar.title': 'Your calendar',
  'calendar.name': 'Supervision',
  /** What every entry is called, wherever it is read: nothing of whom, where or what about. */
  'calendar.entry': 'Supervision',

  'calendar.holds':
    'Your planned supervision sessions, as the person supervised and as supervisor. Each entry is called “Supervision” and says only when it is: no names, no place, no notes.',
  'calendar.count':
    '{count, plural, =0 {No sessions are planned yet.} one {# session is planned.} other {# sessions are planned.}}',
  'calendar.failed': 'We can’t open what is on this device. Nothing is lost. Try again.',

  'calendar.file.title': 'A file for your calendar',
  'calendar.file.text':
    'Works with no connection. When dates change, download it again: your calendar changes the entries it has and adds none twice.',
  'calendar.file.button': 'Download the file',
  'calendar.file.done': 'The file is in your downloads. Open it to add the sessions to your calendar.',
  'calendar.file.failed': 'The file was not made. Try again.',

  'calendar.feed.title': 'Add to your calendar',
  'calendar.feed.text':
    'A private address keeps your calendar up to date by itself. Your phone or computer reads it a few times a day, so a change can take some hours to show.',
  'calendar.feed.warning':
    'Anyone who has the address can see when your sessions are, and nothing else. Don’t pass it on. If it gets out, replace it: the old address then stops working.',
  'calendar.feed.checking': 'Asking the service whether you have an address.',
  'calendar.feed.make': 'Make a private address',
  'calendar.feed.none': 'You have no private address.',
  'calendar.feed.since': 'You have had a private address since {day}.',
  'calendar.feed.lastRead': 'A calendar last read it on {day}.',
  'calendar.feed.neverRead': 'No calendar has read it yet.',
  'calendar.feed.hidden': 'For safety an address is shown only when it is made. If you no longer have it, replace it.',
  'calendar.feed.address': 'Your private address',
  'calendar.feed.addressHint': 'Copy it now. It will not be shown again.',
  'calendar.feed.copy': 'Copy the address',
  'calendar.feed.copied': 'Copied.',
  'calendar.feed.notCopied': 'It was not copied. Select the address and copy it yourself.',
  'calendar.feed.made': 'Your address is ready.',
  'calendar.feed.replace': 'Replace the address',
  'calendar.feed.replaceTitle': 'Replace the address?',
  'calendar.feed.replaceText': 'The old address stops working at once. Give the new one to each calendar that should go on showing your sessions.',
  'calendar.feed.replaceYes': 'Yes, replace it',
  'calendar.feed.end': 'End the address',
  'calendar.feed.endTitle': 'End the address?',
  'calendar.feed.endText': 'It stops working at once. Calendars that read it keep or drop what they have; no new sessions reach them.',
  'calendar.feed.endYes': 'Yes, end it',
  'calendar.feed.ended': 'The address has ended. Nobody can read it any more.',
  'calendar.feed.tryAgain': 'Try again',
  'calendar.feed.problem.offline': 'This needs a connection, and you’re offline. Download the file instead, or try again later.',
  'calendar.feed.problem.sign-in-needed': 'You’re signed out of the service. Choose “Sign in again” in the bar that says so, then try again.',
  'calendar.feed.problem.server-trouble': 'The service has a problem. Nothing was changed. Try again in a minute.',

  'calendar.how.title': 'Where to put the address',
  'calendar.how.phone':
    'On an iPhone, open Settings, then Apps, Calendar, Accounts, Add account, Other, and paste it into “Add subscribed calendar”; on an Android phone, open calendar.google.com on a computer and paste it into “Other calendars”, “From URL”.',
  'calendar.how.outlook': 'In Outlook, choose “Add calendar”, then “Subscribe from web”, and paste it.',
} as const satisfies Area<'calendar'>
