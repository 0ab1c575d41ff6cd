/** Words used in every area: buttons, the frame of errors, a secret that is typed, dates and lengths of time. */
import { type Area } from '../catalogue.ts'

export const common = {
  'common.back': 'Back',
  'common.cancel': 'Cancel',
  'common.continue': 'Continue',
  'common.save': 'Save',
  'common.done': 'Done',
  'common.change': 'Change',
  'common.remove': 'Remove',
  'common.print': 'Print',
  'common.tryAgain': 'Try again',
  'common.goToToday': 'Go to Today',
  'common.yes': 'Yes',
  'common.no': 'No',
  'common.optional': '{label} (optional)',
  'common.notProvided': 'Not provided',
  'common.showMore': 'Show more',
  'common.loading': 'Loading…',

  'common.important': 'Important',
  'common.success': 'Done',
  'common.problem': 'There is a problem',
  'common.errorPrefix': 'Error:',

  'common.password.show': 'Show',
  'common.password.hide': 'Hide',
  'common.password.showLabel': 'Show what you type',
  'common.password.hideLabel': 'Hide what you type',
  'common.password.shown': 'What you type is visible',
  'common.password.hidden': 'What you type is hidden',

  'common.notSaved': 'Not saved on this device. Copy your words somewhere safe and try again.',

  // How a date, a time and a length of time are put together. The parts come from the language’s own names.
  'common.date.day': '{weekday} {day} {month}',
  'common.date.dayWithYear': '{weekday} {day} {month} {year}',
  'common.date.month': '{month} {year}',
  'common.date.dayAndTime': '{day}, {time}',
  'common.date.range': '{from} to {until}',
  'common.date.today': 'today',
  'common.date.tomorrow': 'tomorrow',
  'common.date.yesterday': 'yesterday',
  'common.date.inDays': 'in {days, plural, one {# day} other {# days}}',
  'common.date.daysAgo': '{days, plural, one {# day ago} other {# days ago}}',

  'common.ago.now': 'just now',
  'common.ago.minutes': '{count, plural, one {# minute ago} other {# minutes ago}}',
  'common.ago.hours': '{count, plural, one {# hour ago} other {# hours ago}}',
  'common.ago.days': '{count, plural, one {# day ago} other {# days ago}}',

  'common.span.days': '{count, plural, one {# day} other {# days}}',
  'common.span.weeks': '{count, plural, one {# week} other {# weeks}}',
  'common.span.months': '{count, plural, one {# month} other {# months}}',
  'common.span.years': '{count, plural, one {# year} other {# years}}',
  'common.span.workingDays': '{count, plural, one {# working day} other {# working days}}',
  'common.span.shifts': '{count, plural, one {# shift} other {# shifts}}',
  'common.span.minutes': '{count, plural, one {# minute} other {# minutes}}',
  'common.span.hours': '{count, plural, one {# hour} other {# hours}}',
  'common.span.hoursAndMinutes': '{hours} {minutes}',

  'common.every.days': '{count, plural, =1 {every day} other {every # days}}',
  'common.every.weeks': '{count, plural, =1 {every week} other {every # weeks}}',
  'common.every.months': '{count, plural, =1 {every month} other {every # months}}',
  'common.every.years': '{count, plural, =1 {every year} other {every # years}}',
  'common.every.workingDays': '{count, plural, =1 {every working day} other {every # working days}}',
  'common.every.shifts': '{count, plural, =1 {after every shift} other {after every # shifts}}',

  'common.post.professional': '{title} (professional)',

  'common.voice.supervisee': 'In {name}’s words',
  'common.voice.supervisor': 'Supervisor’s words',
  'common.voice.both': 'Agreed together',
  'common.voice.scribe': 'Written by {writer} for {name}',
} as const satisfies Area<'common'>
