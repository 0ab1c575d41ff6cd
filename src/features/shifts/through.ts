/** How far shifts are known, as it is typed for each home of a roster. */
import { epochOf, type Instant, londonDay, londonTimeOf } from '../../domain/dates.ts'
import { type SettingId } from '../../domain/ids.ts'
import { instantIn } from '../../domain/roster/times.ts'
import { type HomeRead } from '../../queries/roster.ts'
import { type DateValue } from '../../ui/date-value.ts'
import { clockTimeOf } from '../../ui/time-value.ts'

export interface ThroughDraft {
  readonly setting: SettingId
  readonly on: DateValue
  readonly time: string
}

/** Proposed: as far as the file reaches, or as far as is known already. */
export const throughDraft = ({ setting, latest }: HomeRead, known: Instant | null): ThroughDraft => {
  const at = known !== null && (latest === null || epochOf(known) > epochOf(latest)) ? known : latest
  return at === null ? { setting, on: '', time: '' } : { setting, on: londonDay(at), time: londonTimeOf(epochOf(at)) }
}

/** @returns the instant, null where nothing is said, or what is wrong */
export const throughOf = (
  { on, time }: ThroughDraft,
  now: Instant,
): { readonly at: Instant | null } | { readonly problem: 'throughUnreal' | 'throughFuture' } => {
  if (on === '' && time.trim() === '') return { at: null }
  const clock = clockTimeOf(time)
  const at = typeof on !== 'string' || on === '' || clock === null ? null : instantIn(`${on} ${clock}`)
  if (at === null) return { problem: 'throughUnreal' }
  return epochOf(at) > epochOf(now) ? { problem: 'throughFuture' } : { at }
}
