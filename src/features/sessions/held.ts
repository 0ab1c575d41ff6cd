/** When and where a session was held, while it is being written, and the deed it becomes. */
import { addDays, ClockTime, epochOf, type Instant, londonDay, londonInstant, londonTimeOf, PlainDate } from '../../domain/dates.ts'
import { type Json, sameJson } from '../../domain/json.ts'
import { SessionHold } from '../../domain/records/deeds/session.ts'
import { type SessionState } from '../../domain/records/record.ts'

/** As typed: a day or a time that is not one yet is kept as it is. */
export interface HeldDraft {
  readonly on: Json
  readonly start: string
  readonly end: string
  readonly place: string
  readonly mode: SessionHold['mode']
  /** The day on which it ended, where somebody said that it ended after midnight. */
  readonly endOn: Json
}

export type HeldField = 'when.on' | 'when.start' | 'when.end' | 'when.place' | 'when.mode' | 'when.end-on'

/** What a draft falls back on where nothing was typed. */
export interface HeldDefaults {
  readonly today: PlainDate
  /** When the page was opened. */
  readonly opened: Instant
  /** Where the session before was held. */
  readonly place: string
}

const text = (value: Json | undefined): string | undefined => (typeof value === 'string' ? value : undefined)

/**
 * The draft: what was typed, else what was held, else today, from when the page was opened, where they met last time.
 *
 * @param valueOf what a field shows now
 */
export const heldDraft = (
  state: SessionState,
  valueOf: (field: HeldField) => Json | undefined,
  defaults: HeldDefaults,
): HeldDraft => {
  const { held } = state
  const openedToday = londonDay(defaults.opened) === defaults.today
  const mode = text(valueOf('when.mode')) ?? held?.mode
  return {
    on: valueOf('when.on') ?? held?.on ?? defaults.today,
    start: text(valueOf('when.start')) ?? held?.start ?? (openedToday ? londonTimeOf(epochOf(defaults.opened)) : ''),
    end: text(valueOf('when.end')) ?? held?.end ?? '',
    place: text(valueOf('when.place')) ?? held?.place ?? defaults.place,
    mode: mode === 'video' ? 'video' : 'in-person',
    endOn: valueOf('when.end-on') ?? held?.endOn ?? null,
  }
}

export type HeldProblem =
  | 'date-missing'
  | 'date-unreal'
  | 'date-in-future'
  | 'start-missing'
  | 'start-unreal'
  | 'end-missing'
  | 'end-unreal'
  | 'end-before-start'
  | 'end-in-future'

/** Which field each problem is about. */
export const PROBLEM_FIELD = {
  'date-missing': 'when.on',
  'date-unreal': 'when.on',
  'date-in-future': 'when.on',
  'start-missing': 'when.start',
  'start-unreal': 'when.start',
  'end-missing': 'when.end',
  'end-unreal': 'when.end',
  'end-before-start': 'when.end',
  'end-in-future': 'when.end',
} as const satisfies Record<HeldProblem, HeldField>

const dayProblem = (on: Json, today: PlainDate): HeldProblem | null => {
  if (on === '' || on === null) return 'date-missing'
  const day = PlainDate.safeParse(on)
  if (!day.success) return 'date-unreal'
  return day.data > today ? 'date-in-future' : null
}

const timeProblem = (time: string, which: 'start' | 'end'): HeldProblem | null => {
  if (time.trim() === '') return `${which}-missing`
  return ClockTime.safeParse(time).success ? null : `${which}-unreal`
}

/**
 * The deed of a draft, or what is wrong with it, in the order of the page.
 *
 * @param now the device's clock: a session that has not ended has not been held
 */
export const heldOf = (
  draft: HeldDraft,
  now: Instant,
): { readonly held: SessionHold } | { readonly problems: readonly HeldProblem[] } => {
  const today = londonDay(now)
  const problems = [dayProblem(draft.on, today), timeProblem(draft.start, 'start'), timeProblem(draft.end, 'end')].filter(
    (problem) => problem !== null,
  )
  if (problems.length > 0) return { problems }
  const { on, start, end, mode } = draft
  const after = dayAfterMidnight(draft)
  if (after !== null && draft.endOn !== after) return { problems: ['end-before-start'] }
  const held = SessionHold.parse({ on, start, end, mode, place: draft.place.trim(), ...(after === null ? {} : { endOn: after }) })
  const ended = londonInstant(held.endOn ?? held.on, held.end)
  if (epochOf(ended) > epochOf(now)) return { problems: ['end-in-future'] }
  return { held }
}

/** The day on which a session would have ended whose end is not after its start by the clock; null for any other draft. */
export const dayAfterMidnight = ({ on, start, end }: Pick<HeldDraft, 'on' | 'start' | 'end'>): PlainDate | null => {
  const day = PlainDate.safeParse(on)
  const times = ClockTime.safeParse(start).success && ClockTime.safeParse(end).success
  return day.success && times && end <= start ? addDays(day.data, 1) : null
}

/** The deed with what was worked out of the time since the last session, as the record keeps it (SEF-App3.1). */
export const withGap = (held: SessionHold, gapExceeded: boolean): SessionHold => ({ ...held, gapExceeded })

/** Whether the record already says that it was held just so. A record that says nothing of a gap says that there was none. */
export const sameHeld = (state: SessionState, held: SessionHold): boolean => {
  if (!state.held) return false
  const { act: _act, minutes: _minutes, ...before } = state.held
  return sameJson({ gapExceeded: false, ...before }, { gapExceeded: false, ...held })
}
