/** Deeds about a supervision session. */
import * as z from 'zod/mini'
import { ClockTime, PlainDate } from '../../dates.ts'
import { PersonId, PostId, RecordId, SettingId } from '../../ids.ts'
import { Note, Pins } from './common.ts'

/**
 * A session is planned. `agreed` names where the two agreed its date: the agreement (SEF-8.0), or the session before, at
 * which it was said. Whoever takes that date up first, it is one session.
 */
export const SessionPlan = z.strictObject({
  post: PostId,
  setting: SettingId,
  supervisee: PersonId,
  supervisor: PersonId,
  plannedFor: PlainDate,
  at: z.exactOptional(z.nullable(ClockTime)),
  agreed: z.exactOptional(z.nullable(z.strictObject({ agreement: RecordId, on: PlainDate }))),
  pins: Pins,
})
export type SessionPlan = z.infer<typeof SessionPlan>

/**
 * The session happened: this is what moves the clock (C1). Said again before the first signature, it corrects.
 * `gapExceeded` is what was worked out of the time since the last one; its reason is then asked (SEF-App3.1).
 */
export const SessionHold = z
  .strictObject({
    on: PlainDate,
    start: ClockTime,
    end: ClockTime,
    place: z.string().check(z.maxLength(200)),
    mode: z.enum(['in-person', 'video']),
    gapExceeded: z.exactOptional(z.boolean()),
    /** The day on which it ended, where it went past midnight. */
    endOn: z.exactOptional(PlainDate),
  })
  .check(
    z.refine(
      (held) => (held.endOn === undefined || held.endOn === held.on ? held.end > held.start : held.endOn > held.on),
      { path: ['end'], message: 'end-before-start' },
    ),
  )
export type SessionHold = z.infer<typeof SessionHold>

/** The session planned for `plannedFor` is called off, for a reason of the policy's (SEF-3.3). */
export const SessionCancel = z.strictObject({
  plannedFor: PlainDate,
  reason: z.string().check(z.minLength(1), z.maxLength(60)),
  note: Note,
  on: PlainDate,
})
export type SessionCancel = z.infer<typeof SessionCancel>

/** The day came and one of the two did not. */
export const SessionMiss = z.strictObject({
  plannedFor: PlainDate,
  who: z.enum(['supervisee', 'supervisor']),
  note: Note,
  on: PlainDate,
})
export type SessionMiss = z.infer<typeof SessionMiss>

/** A new date for a session called off or missed (SEF-3.4). */
export const SessionRebook = z.strictObject({ plannedFor: PlainDate, at: z.nullable(ClockTime), on: PlainDate })
export type SessionRebook = z.infer<typeof SessionRebook>
