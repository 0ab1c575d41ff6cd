/** What was planned, seen and said of the invented observations, by the form's keys. */
import { type Answers } from './sign.ts'

export const PLANNED_TO_OBSERVE: readonly Answers[] = [
  {
    'plan.venue': 'The kitchen and the dining table',
    'plan.nature': 'Tea time with two young people, from cooking to clearing up',
    'plan.present': 'LCS 70001 and LCS 70002, and one colleague',
    'plan.looking-for': 'How choices are offered, and how a refusal is met',
  },
  {
    'plan.venue': 'The lounge',
    'plan.nature': 'The handover from earlies to lates',
    'plan.present': 'The team on shift',
    'plan.looking-for': 'Whether what matters for each child is passed on, without names of others',
  },
]

export const OBSERVED_BY_OBSERVER: readonly string[] = [
  'Cooked with both young people and let them lead. When one walked off, waited, then went after and asked what would help. Calm voice throughout.',
  'Gave the handover in order, child by child, and checked it back. Missed saying who had rung the school; remembered it before the end.',
]

export const OBSERVED_BY_SUPERVISEE: readonly string[] = [
  'I was nervous for the first ten minutes and then forgot that I was being watched. I am pleased with how the walking off was handled.',
  'I think the order helped. I would like a prompt card for the phone calls.',
]

export const OBSERVED_BY_BOTH: Answers = {
  'went-well': 'Patience, a calm voice, and choices that were real choices.',
  'to-improve': 'Say out loud what was noticed before moving on to the next thing.',
}
