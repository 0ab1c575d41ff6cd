/**
 * What the people of the other services said, by the key of the question; whatever a form asks beside is answered by
 * whose words it is in and how private. `{ref}` stands for somebody who uses the service.
 */
import { type PrivacyClass, type Voice } from '../../../src/domain/policy/form.ts'

type Texts = Readonly<Record<string, readonly string[]>>

/** How somebody is, and what is between people: class A in every form that asks. */
const PERSONAL: Texts = {
  wellbeing: [
    'Well in myself. The change of hours has given me my evenings back.',
    'A tiring fortnight, with two of us off sick. I slept badly before the review and better since.',
    'Good. I used the walking group at lunch, and it helps.',
  ],
  'wellbeing-comments': ['Thanked for holding the week together. No late meetings for you next week.', 'We agreed what helps on a heavy day, and whom to ring.'],
  feeling: ['Settled. The team talks to each other again since the move.', 'Worn by the number of visits, glad about how they went.'],
  'feeling-comments': ['It shows in the meetings. Keep the quiet morning in the diary.', 'We looked at the diary together and took two things out.'],
  'work-life-balance': ['Working from home on Fridays is going well.', 'I finished late three times and took the time back.'],
  'work-life-balance-comments': ['Agreed for another three months.', 'Time owed is noted. Please keep telling me.'],
  support: ['Ten minutes after a hard visit, on the same day.', 'Nothing new. The shared inbox has helped.'],
  'support-comments': ['I will ring after the visit on Thursday.', 'Noted. We look at it again next time.'],
  'time-out': ['Four days in the spring holiday, please.', 'Nothing before next time.'],
  'time-out-comments': ['Agreed and in the calendar.', 'Noted.'],
  leave: ['Three days of annual leave taken. No sickness.', 'No leave. One afternoon off for an appointment.'],
  equality: [
    'We talked about who gets listened to first in meetings, and what each of us can do about it.',
    'A prayer room at the new building: found one, and told the team.',
  ],
  'own-words': ['I like the mornings best. The new rota means I see the same people, and they are calmer for it.', 'The travel between calls is tight on Tuesdays. Otherwise good.'],
  'own-words-comments': ['The same faces matter, and it shows. I will look at the Tuesday round.', 'Thank you for saying so plainly.'],
}

/** The work itself. */
const PRACTICE: Texts = {
  'agenda-items': ['The new sign-in sheet. Transport on Thursdays. A place on the course.'],
  'work-plan': ['Invoices are up to date. Next: the register of keys, and the minutes of the last two team meetings.'],
  'case-discussion': ['{ref}: the plan is working, and the family say so. Reviewed on Monday with everybody there.', '{ref}: moved between groups without upset after a visit beforehand.'],
  'high-risk': ['{ref}: a risk at home is known to the duty team, and there is a plan for evenings.'],
  reflection: [
    'What made the difference in the last visit was waiting before answering. I would do that again, and say less at the start.',
    'We went through a meeting that had gone wrong: who was missing, and what I could have asked earlier.',
  ],
  'legal-literacy': ['What the duty to assess asks of us where somebody says no, and what to write down.'],
  professional: ['Registration is in order. Reading this month: writing about strengths.'],
  development: ['Finished the course on recording. I would like to shadow a panel.', 'Two days of training left this year; I would use one for risk and choice.'],
  'development-comments': ['Shadowing a panel is agreed for next month.', 'Good choice. Bring one page on it to the team.'],
  performance: ['Records are up to date, and the last two were clear about why. Praised for that.'],
  team: ['Handovers on Mondays work. The noticeboard does not; we try a shared page.'],
  priorities: ['Two plans to finish before the reviews, and one goodbye to prepare well.'],
  role: ['I know what is mine and what is duty’s. The first visits with the new form went well.', 'Steady. I would like to lead a strategy discussion with you beside me.'],
  'role-comments': ['Ready for it. I will sit in and say nothing unless asked.'],
  aims: ['To be surer in meetings with other professionals.'],
  observed: ['Seen in a core group: clear, kind, and finished on time.'],
  relationships: ['Good with health. The school is hard to reach before noon.'],
  'relationships-comments': ['I will write to the head teacher about times.'],
  casework: ['{ref}: visits are in time, the plan is in small steps, and the family can say what each is for.', 'Fourteen cases, two of them heavy. Each has been seen this month.'],
  'from-group': ['The group’s question, what a good day looks like, opened the conversation with {ref}.'],
  'casework-comments': ['Agreed with the order of things. The decision about contact is entered.'],
  feedback: ['Going through one case slowly helped. Next time a little less about dates.'],
  'development-activities': ['Shadow a panel. Read the two practice notes.'],
  bring: ['{ref}: whether to ask for the review early.'],
  progress: ['{ref}: walks to the shop twice a week now, which was the outcome that mattered.', 'Three of five plans are where they should be; two wait for equipment.'],
  risk: ['{ref}: falls, with the sensor now in place. Nothing new elsewhere.', 'No new risks. The old one is on the plan and was looked at.'],
  barriers: ['Waiting for the panel. Nine days to a date.', 'No key worker on the ward yet.'],
  manageability: ['Yes, with the two reviews moved to next week.', 'Just. One more would be too many until the new post is filled.'],
  experience: ['A first visit in which nobody spoke for some minutes.'],
  analysis: ['The silence was a question about whether I would leave.'],
  plan: ['Go back on the same day of the week, and say so beforehand.'],
  understanding: ['What is known about {ref} comes from three people who have not met; bring them together.'],
  fairness: ['We asked ourselves whether we would expect the same of somebody else. We would.'],
  safety: ['Lone visits are in the shared calendar, and somebody rings at the end.'],
  learning: ['The day on mental capacity changed how I ask.'],
  'learning-comments': ['Tell the team what changed, in ten minutes on Wednesday.'],
  objectives: ['Two of the three are met. The third, on recording, goes on.'],
  'good-practice': ['The letter to {ref} in plain words.'],
  'to-develop': ['Say earlier when something will be late.'],
  review: ['We keep to the time, and I leave knowing what is next.'],
  'review-comments': ['The same for me. I will send the notes sooner.'],
  'managing-work': ['Visits are in time. Writing up on the same day works three days of five.', 'The two new referrals are seen and planned.'],
  'managing-work-comments': ['Seen in the records: short, clear, and why is in them.', 'Agreed which of the two comes first.'],
  outline: ['The Tuesday round, a birthday that mattered to {ref}, and the new lifting belt.', 'How the first calls go, and what to do when a door stays closed.'],
  decisions: ['The round starts ten minutes earlier, so that nobody is rushed.', 'The office is rung after five minutes at a closed door, as the plan for {ref} says.'],
  summary: ['A good quarter. The round changes on Tuesday; the lifting belt is to be practised once more.', 'Settled in, careful, liked. Next: the medicines unit.'],
}

/** What was agreed, and what practice looked like when it was seen. */
const AGREED: Texts = {
  'expect-b': ['I come prepared, and say what I am not sure of.'],
  'expect-d': ['I listen first, and do what I said I would by the day I said.'],
  focus: ['One piece of work looked at closely each month.'],
  preparation: ['Both send what they want to talk about the day before.'],
  'aims-plan': ['One step at each session, looked at again after three months.'],
  expected: ['As the job description says, with kindness and on time.'],
  interruptions: ['Only for something that cannot wait and that nobody else can deal with.'],
  recording: ['The supervisor writes during the session; both read and sign within the week.'],
  others: ['Senior managers and auditors, with personal matters taken out.'],
  venue: ['A room with a door, booked for us.'],
  place: ['The small meeting room, or a video call behind a closed door.'],
  'plan.venue': ['At the service, in the morning'],
  'plan.nature': ['A planned meeting with {ref}, from hello to goodbye'],
  'plan.present': ['{ref} and one relative'],
  'plan.looking-for': ['How choices are offered, and whether what is said is checked back'],
  record: ['Sat beside {ref}, not across. Asked one thing at a time and waited. Said at the end what would happen next, and when.'],
  standards: ['Communication and dignity, both met.'],
  'own-view': ['I was aware of being watched, then not. I would bring the large-print sheet next time.'],
  'went-well': ['Patience, plain words, and a clear end.'],
  'to-improve': ['Write down the date of the next visit for {ref} to keep.'],
  'to-share': ['Waiting after a question: worth showing the team.'],
}

const BY_KEY: Texts = { ...PERSONAL, ...PRACTICE, ...AGREED }

/** What each wants of the other. */
const WANTED: Readonly<Record<Voice, readonly string[]>> = {
  supervisee: ['Time that is kept free, and honest words early on.', 'That you ask before you advise, and tell me what you saw.'],
  supervisor: ['That you bring what is hard as well as what went well.', 'That you come prepared, and tell me in time when something will be late.'],
  both: ['As we talked about on the day.'],
}

const OTHERWISE: Readonly<Record<Voice, readonly string[]>> = {
  supervisee: ['Going as planned, and I know whom to ask.', 'Better than last time. One thing still takes too long.'],
  supervisor: ['Seen and valued. We look at it again next time.', 'Agreed, with thanks.'],
  both: ['Talked about, and clear to both of us.', 'We agreed to carry on as we are.'],
}
const OTHERWISE_PERSONAL: Readonly<Record<Voice, readonly string[]>> = {
  supervisee: ['I am all right, thank you, and I would say so if not.', 'A little tired. A quiet weekend is coming.'],
  supervisor: ['Good to hear. My door is open.', 'Thank you for telling me.'],
  both: ['Talked about, with nothing to worry us.', 'All well on that side.'],
}

/** The words for a question by its key; null where nobody wrote any for it. */
export const wordsFor = (key: string): readonly string[] | null => BY_KEY[key] ?? null

export const wantedBy = (voice: Voice): readonly string[] => WANTED[voice]

export const otherwise = (voice: Voice, privacy: PrivacyClass): readonly string[] => (privacy === 'A' ? OTHERWISE_PERSONAL : OTHERWISE)[voice]

/** Cells of tables, by the key of the column. */
export const CELLS: Texts = {
  initials: ['J. K.', 'A. M.', 'P. O.'],
  discussed: ['The next review, and who should be there.', 'A worry of the school’s, and what was found.'],
  decision: ['Review brought forward, since the plan is nearly done.', 'No change: what was found is explained and written down.'],
  comments: ['Review is due this month. Family to be asked about the time.', 'Settled in the new group.'],
  update: ['Assessment finished, waits for panel.', 'Visit made, letter to write.'],
}

/** Actions agreed, each time the next ones round. */
export const ACTIONS: readonly { readonly what: string; readonly who: 'supervisee' | 'supervisor' }[] = [
  { what: 'Book the review and ask who should be there', who: 'supervisee' },
  { what: 'Ask for a place on the course', who: 'supervisor' },
  { what: 'Write up the last visit and share the draft', who: 'supervisee' },
  { what: 'Write to the school about times', who: 'supervisor' },
  { what: 'Shadow a panel and bring one thing learnt', who: 'supervisee' },
]

/** Notes on topics that a form lists. */
export const TOPICS: readonly string[] = [
  'Clear about it, and can say so in own words.',
  'An example from last week: offered two choices and waited.',
  'To be looked at again with the new plan in hand.',
]
