/** What the policy says of one session: was the gap before it too long, by when is it shared, when is the next one due. */
import { type SessionFacts } from '../../domain/facts.ts'
import { addDays, daysBetween, type PlainDate } from '../../domain/dates.ts'
import { addDuration } from '../../domain/policy/durations.ts'
import { isWorkingDay } from '../../domain/policy/holidays.ts'
import { type Obligation } from '../../domain/policy/obligation.ts'
import { obligations } from '../../domain/policy/obligations.ts'
import { pinnedOn } from '../../domain/adopted.ts'
import { agreementOf, NO_STANDING, policyInputOf } from '../../domain/records/policy-input.ts'
import { type SessionState, type ShiftState } from '../../domain/records/record.ts'
import { type SessionView } from './session-view.ts'

type Known = Pick<SessionView, 'pack' | 'post' | 'setting' | 'others' | 'agreements' | 'observations'> & {
  readonly shifts: readonly ShiftState[]
}

const asked = (known: Known, sessions: readonly SessionFacts[], asOf: PlainDate): readonly Obligation[] => {
  const { pack, post, setting, agreements, observations } = known
  if (!setting) return []
  const shifts = known.shifts.filter((shift) => shift.post === post.id)
  const by = pinnedOn(pack, setting, asOf)
  const input = policyInputOf(post, setting, { standing: NO_STANDING, sessions, agreements, observations, shifts }, asOf)
  return obligations(by.pack, { ...input, settings: by.settings })
}

const oneToOneOf = (all: readonly Obligation[]): Obligation | undefined =>
  all.find(({ track }) => track === 'one-to-one')

/** The sessions held before a day, void ones left out, the latest first. */
const heldBefore = (others: readonly SessionFacts[], day: PlainDate): readonly SessionFacts[] =>
  others
    .filter(({ heldOn, status }) => heldOn !== null && heldOn < day && status !== 'void')
    .sort((a, b) => ((a.heldOn ?? '') < (b.heldOn ?? '') ? 1 : -1))

/** The day of the session before, if there was one. */
export const lastHeldOn = (others: readonly SessionFacts[], day: PlainDate): PlainDate | null =>
  heldBefore(others, day)[0]?.heldOn ?? null

/** The day by which the two had agreed to meet again, where a signed agreement says how often; else null. */
const agreedBy = ({ post, agreements }: Known, last: PlainDate, day: PlainDate): PlainDate | null => {
  const { every } = agreementOf(post, agreements, day)
  return every ? addDuration(last, every) : null
}

/**
 * SEF-App3.1: is it longer since the last session than the two agreed? Asked of their agreement and of the obligations as
 * they stood on that day, with the earlier sessions only. Without an earlier session there is no gap to speak of.
 *
 * @returns null when it is not; else the day it was due, the earlier of the two, null where only a count says so
 */
export const gapExceeded = (known: Known, day: PlainDate): { readonly due: PlainDate | null } | null => {
  const before = heldBefore(known.others, day)
  const last = before[0]?.heldOn ?? null
  if (last === null) return null
  const late = policyGap(known, before, day)
  const agreed = agreedBy(known, last, day)
  if (agreed === null || agreed >= day) return late
  return late?.due && late.due < agreed ? late : { due: agreed }
}

/** The same by the policy alone. */
const policyGap = (
  known: Known,
  before: readonly SessionFacts[],
  day: PlainDate,
): { readonly due: PlainDate | null } | null => {
  const clock = oneToOneOf(asked(known, before, day))
  if (!clock) return null
  // At sixteen shifts exactly supervision is due and not late, whatever the day on which the sixteenth was worked.
  const excusedLate = clock.state === 'excused' && clock.due !== null && clock.due < day
  const late = clock.state === 'overdue' || clock.state === 'escalate' || excusedLate
  return late ? { due: clock.due } : null
}

/** Whether the reason for the gap is asked of a session: what it was held with, else what can be worked out here. */
export const gapAsked = (known: Known, held: SessionState['held']): boolean =>
  held !== null && (held.gapExceeded ?? gapExceeded(known, held.on) !== null)

/** By when the record of a session is to be shared (SEF-6.2); null where the policy names no day. */
export const shareBy = (known: Known, session: SessionFacts): Obligation | null => {
  if (session.heldOn === null) return null
  return asked(known, [session], session.heldOn).find(({ track }) => track === 'record') ?? null
}

/** Until when the supervisee can send their own version of a record that was shared (SSWB-4.20); null once that is over. */
export const ownVersionBy = (known: Known, session: SessionFacts, today: PlainDate): (Obligation & { readonly due: PlainDate }) | null => {
  const one = asked(known, [session], today).find(({ track }) => track === 'own-version')
  return one && one.due !== null && one.due >= today ? { ...one, due: one.due } : null
}

/**
 * By when a session that is called off today, or was, is to have a new date (SEF-3.4); null where the policy names no day
 * or it was missed and not cancelled.
 */
export const rebookBy = (known: Known, session: SessionFacts, today: PlainDate): Obligation | null => {
  const last = session.off.at(-1)
  const open = last && last.rebookedOn === null
  const now = { kind: 'cancelled', plannedFor: session.plannedFor, on: today, reason: '', rebookedOn: null, rebookedFor: null } as const
  const called: SessionFacts = open ? session : { ...session, off: [...session.off, now] }
  const on = open ? last.on : today
  const asks = asked(known, [...known.others, called], on).filter(({ track }) => track === 'rearrange')
  return asks.findLast(({ key, state }) => key?.startsWith(session.id) === true && state !== 'met') ?? null
}

/** When the next one-to-one is due once this one has been held on a day; null where the policy names no day. */
export const nextDue = (known: Known, session: SessionFacts, day: PlainDate): Obligation | null => {
  const held: SessionFacts = { ...session, heldOn: day, status: 'held' }
  return oneToOneOf(asked(known, [...heldBefore(known.others, day), held], day)) ?? null
}

/** The days offered where the policy names none: in two, three and four weeks. */
const WITHOUT_DUE = [14, 21, 28]

/**
 * Three days to offer for the next session: the last working day that is not after the due date, and before it days
 * that fall on the same weekday as this session. Days off are offered only where no working day is left before the due
 * date.
 *
 * @returns earliest first; fewer where the due date is too near
 */
export const daysToOffer = (
  day: PlainDate,
  due: PlainDate | null,
  closureDays: readonly PlainDate[],
): readonly PlainDate[] => {
  const works = (each: PlainDate): boolean => isWorkingDay(each, closureDays)
  if (due === null) {
    return WITHOUT_DUE.map((days) => {
      let each = addDays(day, days)
      while (!works(each)) each = addDays(each, -1)
      return each
    })
  }
  const working: PlainDate[] = []
  for (let each = due; each > day && working.length < 40; each = addDays(each, -1)) if (works(each)) working.push(each)
  if (working.length === 0) return due > day ? [due] : []
  const sameWeekday = working.slice(1).filter((each) => daysBetween(day, each) % 7 === 0)
  const offered = new Set([working[0] as PlainDate, ...sameWeekday.slice(0, 2)])
  for (const each of working) if (offered.size < 3) offered.add(each)
  return [...offered].sort()
}
