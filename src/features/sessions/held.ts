/** When and where a session was held, while it is being written, and the deed it becomes. */
import { ClockTime, epochOf, type Instant, londonDay, londonTimeOf, PlainDate } from '../../domain/dates.ts'
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
}

export type HeldField = 'when.on' | 'when.start' | 'when.end' | 'when.place' | 'when.mode'

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
  if (draft.end <= draft.start) return { problems: ['end-before-start'] }
  if (draft.on === today && draft.end > londonTimeOf(epochOf(now))) return { problems: ['end-in-future'] }
  return { held: SessionHold.parse({ ...draft, place: draft.place.trim() }) }
}

/** Whether the record already says that it was held just so. */
export const sameHeld = (state: SessionState, held: SessionHold): boolean => {
  if (!state.held) return false
  const { on, start, end, place, mode } = state.held
  return sameJson({ on, start, end, place, mode }, held)
}
