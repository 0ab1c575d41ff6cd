/** What the invented people agreed, by the form's keys. */
import { type Staff } from './people.ts'
import { type Answers } from './sign.ts'

const EVERYBODY: Answers = {
  interruptions: 'Phones off and the door closed. Only for something urgent with a young person.',
  recording: 'The supervisor writes during the session, the supervisee reads and signs within five working days.',
  others: 'Nobody as a rule. The named manager joins where the two of us ask for it.',
  focus: 'One case reference a month is looked at in depth.',
  'expect-c': 'That you come prepared, are honest about what is hard, and tell me early when something goes wrong.',
  'expect-d': 'I keep the time free, listen first, and do what I said I would by the day I said.',
  'expect-e': 'What we agree is written down, shared within five working days, and begins the next session.',
}

export const AGREED_BY_SUPERVISOR: Readonly<Record<Staff['group'], Answers>> = {
  residential: {
    ...EVERYBODY,
    'tasks-workload': 'Shifts as rostered, key work with one young person, the daily log, and the Sunday kitchen checks in turn.',
    'tasks-development': 'Medication refresher this year, and one placement meeting to shadow.',
  },
  'practitioner-manager': {
    ...EVERYBODY,
    'tasks-workload': 'Leading shifts, supervising the team, audits of daily logs, and being on call one week in three.',
    'tasks-development': 'A course on recording practice, and leading one team meeting a quarter.',
  },
}

export const AGREED_BY_SUPERVISEE: Answers = {
  'expect-a': 'Time that is not moved without asking me, and feedback that is specific.',
  'expect-b': 'I bring what I have done since last time and what I want to talk about.',
  'expect-f': 'If we do not agree, I say so in the session, and we write down both views.',
}
