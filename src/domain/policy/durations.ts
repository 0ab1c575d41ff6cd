/** Lengths of time as policies and agreements write them (semantics D1–D3). */
import * as z from 'zod/mini'
import { addDays, addMonths, type PlainDate } from '../dates.ts'

const PATTERN = /^P(?=\d)(?:(\d{1,3})Y)?(?:(\d{1,4})M)?(?:(\d{1,4})W)?(?:(\d{1,5})D)?$/

/** An ISO 8601 duration in years, months, weeks and days: `P2W`, `P1M`, `P12M` (D1). */
export const Duration = z.string().check(z.regex(PATTERN, 'a duration such as P2W, P1M or P28D')).brand('Duration')
export type Duration = z.infer<typeof Duration>

/** A duration that is an interval between two things, so never nothing. */
export const Interval = z
  .string()
  .check(
    z.regex(PATTERN, 'a duration such as P2W, P1M or P28D'),
    z.refine((text) => /[1-9]/.test(text), 'longer than nothing'),
  )
  .brand('Duration')

/** A number of working days (D4). */
export const WorkingDays = z.strictObject({ workingDays: z.int().check(z.minimum(1), z.maximum(260)) })
export type WorkingDays = z.infer<typeof WorkingDays>

/** What a deadline allows: calendar time or working days. */
export const Allowance = z.union([Duration, WorkingDays])
export type Allowance = z.infer<typeof Allowance>

type Steps = readonly [months: number, days: number]
const parsed = new Map<Duration, Steps>()

const stepsOf = (duration: Duration): Steps => {
  const known = parsed.get(duration)
  if (known) return known
  const [, years, months, weeks, days] = PATTERN.exec(duration) ?? []
  const steps = [Number(years ?? 0) * 12 + Number(months ?? 0), Number(weeks ?? 0) * 7 + Number(days ?? 0)] as const
  parsed.set(duration, steps)
  return steps
}

/** `from` + a duration: months first, clamped to the month's end, then days (D2). */
export const addDuration = (from: PlainDate, duration: Duration): PlainDate => {
  const [months, days] = stepsOf(duration)
  const moved = months === 0 ? from : addMonths(from, months)
  return days === 0 ? moved : addDays(moved, days)
}

/** `from` + one duration after the other (D3). */
export const addAll = (from: PlainDate, durations: readonly Duration[]): PlainDate => {
  let day = from
  for (const duration of durations) day = addDuration(day, duration)
  return day
}
