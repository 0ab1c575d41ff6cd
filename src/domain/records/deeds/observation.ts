/** Deeds about a direct observation (SEF-4.6, SEF-App2). */
import * as z from 'zod/mini'
import { ClockTime, PlainDate } from '../../dates.ts'
import { PersonId, PostId, SettingId } from '../../ids.ts'
import { Pins } from './common.ts'

/** Who will be observed, by whom and when. Said again before the visit, it moves the date. */
export const ObservationPlan = z.strictObject({
  post: PostId,
  setting: SettingId,
  supervisee: PersonId,
  /** The line manager or another manager (SEF-4.6). */
  observer: PersonId,
  plannedFor: PlainDate,
  at: z.nullable(ClockTime),
  pins: Pins,
})
export type ObservationPlan = z.infer<typeof ObservationPlan>

/**
 * The visit began, and, once `end` is there, is over: then practice has been observed. Said again, it corrects. `endOn`
 * is the day on which it ended, where it went past midnight.
 */
export const ObservationObserve = z
  .strictObject({ on: PlainDate, start: ClockTime, end: z.nullable(ClockTime), endOn: z.exactOptional(PlainDate) })
  .check(
    z.refine(
      ({ on, start, end, endOn }) =>
        end === null ? endOn === undefined : endOn === undefined || endOn === on ? end >= start : endOn > on,
      { path: ['end'], message: 'end-before-start' },
    ),
  )
export type ObservationObserve = z.infer<typeof ObservationObserve>

/** The feedback session: both views are shown to both (SEF-App2.3). */
export const ObservationReveal = z.strictObject({ on: PlainDate })
export type ObservationReveal = z.infer<typeof ObservationReveal>
