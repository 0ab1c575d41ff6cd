import { type ClockTime, type PlainDate } from '../../domain/dates.ts'
import { type Off, type SessionState } from '../../domain/records/record.ts'
import { packFor } from '../../domain/adopted.ts'
import { type Snapshot } from '../../queries/device.ts'
import { type Words } from '../../words/words.ts'
import { policyText } from './why-due.ts'

/** "Fri 12 June, 14:00"; the day alone where no time was set. */
export const dateAndTime = (
  { on, at }: { readonly on: PlainDate; readonly at: ClockTime | null },
  asOf: PlainDate,
  { say, day }: Words,
): string => (at === null ? day(on, asOf) : say('common.date.dayAndTime', { day: day(on, asOf), time: at }))

/** What became of a date and why: "Mon 1 June: Training that could not be moved". */
export const calledOff = (
  off: Pick<Off, 'kind' | 'plannedFor' | 'reason'>,
  { pins }: Pick<SessionState, 'pins'>,
  snapshot: Snapshot,
  asOf: PlainDate,
  words: Words,
): string => {
  const date = words.day(off.plannedFor, asOf)
  const reason = packFor(snapshot.packs, pins)?.cancelReasons.find(({ key }) => key === off.reason)
  return off.kind === 'cancelled' && reason
    ? words.say('today.off.because', { day: date, reason: policyText(reason.label, words) })
    : date
}
