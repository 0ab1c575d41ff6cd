/** An entry as it is typed: what the boxes hold, and the shift they say. */
import { epochOf, type Instant, londonDay, londonTimeOf } from '../../domain/dates.ts'
import { type SettingId } from '../../domain/ids.ts'
import { type ShiftLog } from '../../domain/records/deeds/home.ts'
import { type PostState, type ShiftState } from '../../domain/records/record.ts'
import { endIn, startIn } from '../../domain/roster/times.ts'
import { type DateValue, problemOfDate } from '../../ui/date-value.ts'
import { clockTimeOf } from '../../ui/time-value.ts'

export interface ShiftDraft {
  readonly on: DateValue
  readonly start: string
  /** May be empty: it isn't over yet, or nobody knows. */
  readonly end: string
  readonly home: SettingId
  readonly status: ShiftLog['status']
  /** How many shifts it counts as; empty for one. */
  readonly units: string
}

export type DraftField = 'on' | 'start' | 'end' | 'units'
export interface DraftProblem {
  readonly field: DraftField
  readonly code:
    | 'date-missing'
    | 'date-unreal'
    | 'start-missing'
    | 'start-unreal'
    | 'end-unreal'
    | 'not-begun'
    | 'not-employed'
    | 'units-unreal'
}

export type DraftEntry = Pick<ShiftLog, 'setting' | 'startedAt' | 'endedAt' | 'status' | 'units'>

const timeOf = (at: Instant | null): string => (at === null ? '' : londonTimeOf(epochOf(at)))

/** An entry in boxes, to be put right. */
export const draftOf = ({ startedAt, endedAt, setting, status, units }: ShiftState): ShiftDraft => ({
  on: londonDay(startedAt),
  start: timeOf(startedAt),
  end: timeOf(endedAt),
  home: setting,
  status,
  units: units === null ? '' : String(units),
})

/** 1 and empty both are one shift, as the roster says nothing of it. */
const unitsIn = (text: string): { readonly units: number | null } | null => {
  if (text.trim() === '') return { units: null }
  const units = Number(text.trim().replace(',', '.'))
  return units > 0 && units <= 10 ? { units: units === 1 ? null : units } : null
}

/**
 * What a draft says, or everything that is wrong with it.
 *
 * @param was the entry being put right: times that were not touched stay its own, to the second and in the hour that
 *   comes twice
 * @param post must be running on the day the shift began
 */
export const entryOf = (
  draft: ShiftDraft,
  { now, was, post }: { readonly now: Instant; readonly was?: ShiftState; readonly post: PostState | undefined },
): { readonly entry: DraftEntry } | { readonly problems: readonly DraftProblem[] } => {
  const problems: DraftProblem[] = []
  const before = was && draftOf(was)
  const wrongDate = problemOfDate(draft.on)
  if (wrongDate) problems.push({ field: 'on', code: wrongDate.problem === 'missing' ? 'date-missing' : 'date-unreal' })

  const clock = clockTimeOf(draft.start)
  if (draft.start.trim() === '') problems.push({ field: 'start', code: 'start-missing' })
  else if (clock === null) problems.push({ field: 'start', code: 'start-unreal' })
  const startRead = wrongDate || clock === null ? null : startIn(`${draft.on as string} ${clock}`)
  const untouched = was !== undefined && before?.on === draft.on && before.start === draft.start
  const startedAt = untouched ? was.startedAt : startRead && 'at' in startRead ? startRead.at : null
  if (startRead && startedAt === null) problems.push({ field: 'on', code: 'date-unreal' })

  if (startedAt !== null) {
    const on = londonDay(startedAt)
    if (post && (on < post.from || (post.until !== null && on > post.until))) problems.push({ field: 'on', code: 'not-employed' })
    if (draft.status === 'worked' && epochOf(startedAt) > epochOf(now)) problems.push({ field: 'start', code: 'not-begun' })
  }

  const endClock = clockTimeOf(draft.end)
  if (draft.end.trim() !== '' && endClock === null) problems.push({ field: 'end', code: 'end-unreal' })
  const endRead = startedAt === null || endClock === null ? null : endIn(endClock, startedAt)
  const endUntouched = untouched && before?.end === draft.end
  const endedAt = endUntouched ? was.endedAt : endRead && 'at' in endRead ? endRead.at : null

  const units = unitsIn(draft.units)
  if (units === null) problems.push({ field: 'units', code: 'units-unreal' })
  if (problems.length > 0 || startedAt === null || units === null) return { problems }
  return { entry: { setting: draft.home, startedAt, endedAt, status: draft.status, units: units.units } }
}
