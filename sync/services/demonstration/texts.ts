/** What the invented people said. Class A answers are kept apart from class B, so that tests can look for either. */
import { type Json } from '../../../src/domain/json.ts'
import { BROOK, HOME } from './people.ts'

/** Answers to the form's questions, by the form's keys; each session takes the next one round. */
export const SUPERVISEE_TEXTS: Readonly<Record<string, readonly string[]>> = {
  feeling: [
    'Steady. The last fortnight was calmer than the one before and I have slept better.',
    'Tired after three lates in a row, but good about how the team pulled together.',
    'Proud of this month. I feel listened to in handovers now.',
    'A bit flat. The evening with the smoke alarm stayed with me longer than I thought it would.',
  ],
  'managing-work': [
    'Key work sessions are on time. The daily log still takes me too long at the end of a late.',
    'The new bedtime routine works when two of us stick to it. Mornings are the hard part.',
    'I led the house meeting twice and both young people chose the agenda (LCS 70001, LCS 70002).',
    'Planning the school run with the office has taken the rush out of mornings.',
  ],
  'work-life-balance': [
    'Swapping to every other weekend has helped. I get Sundays with my family.',
    'Two extra shifts this month was my limit. I said no to the third and that was fine.',
    'The later start on Wednesdays still works for me.',
  ],
  support: [
    'Someone to talk an incident through with on the same day, even for ten minutes.',
    'Nothing new. The buddy on lates is what helps most.',
    'A quiet hour a week for writing up key work.',
  ],
  development: [
    'I finished the medication refresher. I would like to shadow a placement meeting.',
    'The therapeutic parenting day changed how I think about endings. I want to read more.',
    'I have started the unit on recording. My tutor visits next month.',
  ],
  'time-out': [
    'A week off in the school holidays is booked. I am owed four hours.',
    'No leave needed before the next session.',
    'One day off sick with a cold. Back to normal.',
  ],
}

export const SUPERVISOR_TEXTS: Readonly<Record<string, readonly string[]>> = {
  'feeling-comments': [
    'Good to hear. We agreed to keep an eye on the run of lates when the next rota is written.',
    'We talked about what helped after the alarm. A check-in is in the diary for next week.',
    'It shows. The handovers are clearer for it.',
  ],
  'managing-work-comments': [
    'The logs are improving: the one of last Tuesday says what was seen before what was thought.',
    'Praised the calm way the morning of the late taxi was handled. The plan was kept to.',
    'We looked at two logs together and agreed what makes the difference between them.',
  ],
  'work-life-balance-comments': [
    'Agreed. The rota stays as it is until the end of term.',
    'Saying no was right. I will ask the bank earlier next time.',
  ],
  'support-comments': ['I will make sure that whoever is on call rings the same evening.', 'A quiet hour is on the rota from Monday.'],
  'development-comments': [
    'PDR is up to date. Shadowing a placement meeting is agreed for next month.',
    'Mandatory training is complete. The recording unit is the priority.',
  ],
  'time-out-comments': ['Leave approved.', 'Noted, nothing outstanding.'],
}

/** What is noted of the eleven topics (SEF-4.17), by number; topics left out are answered without a note. */
const TOPIC_NOTES: Readonly<Record<number, readonly string[]>> = {
  1: [
    'Offering two choices instead of an instruction has worked at mealtimes.',
    'Consistent answers from all of us about screens; it took a week to settle.',
  ],
  2: ['Key work with LCS 70002: life story book begun, photographs chosen together.', 'Wishes and feelings work done on time for LCS 70001.'],
  3: ['What the Statement of Purpose says about family time, and what that asks of a weekend shift.'],
  4: ['Health appointments are in line with the plan. The dentist is booked.', 'The plan’s step on travelling alone: first bus trip went well.'],
  5: ['Feels close to the work and knows it. Talks it through with the buddy on shift.', 'A worry about a colleague leaving; we named it and it eased.'],
  6: ['Medication refresher done. Fire warden training is due in spring.'],
  7: ['Feedback from a young person: “she does what she says she will”.', 'Asked for earlier notice of rota changes; fair, and I will give it.'],
  8: ['The kitchen checks are done; the fridge log has gaps on Sundays.', 'Takes on the petty cash from this month.'],
  9: ['A family matter that may need a swap at short notice. We agreed whom to ring.'],
  10: ['One hold this month, brief and recorded. We went through what led to it and what we would try sooner.'],
  11: ['The reward chart has run its course; earned trips work better now.', 'Time-in instead of time-out: fewer doors slammed.'],
}

/** The answer to a topic in a session: a note every so often, else that it was talked about or that there was none. */
export const topicAnswer = (topic: number, turn: number): Json => {
  const notes = TOPIC_NOTES[topic] ?? []
  const note = notes[Math.floor(turn / 2) % notes.length]
  if (note !== undefined && (turn + topic) % 2 === 0) return { state: 'note', note }
  return { state: topic >= 10 ? 'none-since-last' : 'discussed' }
}

export const ACTIONS: readonly { readonly what: string; readonly who: 'supervisee' | 'supervisor' }[] = [
  { what: 'Write up the key work plan for the half term and bring it to the next session', who: 'supervisee' },
  { what: 'Book a place on the fire warden course', who: 'supervisor' },
  { what: 'Shadow one placement meeting and note three things learnt', who: 'supervisee' },
  { what: 'Share the log of last Tuesday with the team as a good example', who: 'supervisor' },
  { what: 'Read the revised family time plan and ask about anything unclear', who: 'supervisee' },
  { what: 'Go through the fridge log with the Sunday team', who: 'supervisee' },
]

export const UPDATE_NOTES: Readonly<Record<'done' | 'in-progress', string>> = {
  done: 'Done, and it helped.',
  'in-progress': 'Begun; a little longer is needed.',
}

/** Where sessions are held, by home. */
export const PLACES: Readonly<Record<string, string>> = { [HOME]: 'Larkfield House, quiet room', [BROOK]: 'Brook Cottage, office' }

/** What somebody signed with who did not agree. */
export const DISAGREEMENT = 'I do not think the part about the late handover is fair. I told the shift leader at half past two.'

/** The round-robin of a list. */
export const turnOf = <T>(list: readonly T[], turn: number): T | undefined => list[turn % list.length]
