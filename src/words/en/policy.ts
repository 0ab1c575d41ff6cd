/** State words of an obligation (policies/semantics.md, section 2 and 4) and the frame of an explanation. */
import { type Area } from '../catalogue.ts'

export const policy = {
  'policy.state.not-due': 'Not due',
  'policy.state.due-soon': 'Due soon',
  'policy.state.due': 'Due',
  'policy.state.overdue': 'Overdue',
  'policy.state.escalate': 'Escalate',
  'policy.state.excused': 'Excused',
  'policy.state.not-set-up': 'Not set up',
  'policy.state.met': 'Met',
  'policy.state.met-late': 'Met late',

  // Labels under a date: 20 characters at most.
  'policy.label.inDays': '{days, plural, =0 {Due today} =1 {Due tomorrow} other {Due in # days}}',
  'policy.label.late': '{days, plural, one {# day late} other {# days late}}',
  'policy.label.inMonths': 'Due in {months} months',
  'policy.label.lateMonths': '{months} months late',
  'policy.label.shifts': '{count} of {of} shifts',
  'policy.label.shiftsLeft': '{count, plural, one {# shift left} other {# shifts left}}',
  'policy.label.shiftsBook': '{count} left: book it now',
  'policy.label.shiftsReached': 'Before next shift',
  'policy.label.shiftsOver': '{count, plural, one {# shift late} other {# shifts late}}',
  'policy.label.noDate': 'No date yet',

  'policy.why': 'Why this date?',
  'policy.title': 'Policy',
  'policy.rule': 'Rule {rule}',
  'policy.source': 'From {pack}, version {version}',
} as const satisfies Area<'policy'>
