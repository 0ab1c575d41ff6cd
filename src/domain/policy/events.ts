/** What happened (semantics §5), as the engine is told it. An event dated after `asOf` is a plan and is not there (D6). */
import * as z from 'zod/mini'
import { type Instant, PlainDate } from '../dates.ts'

const id = z.optional(z.string().check(z.minLength(1)))
const on = PlainDate
const minutes = z.optional(z.number().check(z.minimum(0)))

/** An instant as rosters write it: ISO 8601 with an offset; seconds may be missing. */
const RosterInstant = z.pipe(
  z.union([z.iso.datetime({ offset: true }), z.iso.datetime({ offset: true, precision: -1 })], {
    error: 'a date and time with an offset, such as 2026-06-02T07:00:00Z',
  }),
  z.transform((text) => text as Instant),
)

const held = { id, on, minutes, recordedOn: z.optional(PlainDate), sharedOn: z.optional(PlainDate) }
export const OneToOneEvent = z.strictObject({ type: z.literal('one-to-one'), ...held })
export type OneToOneEvent = z.infer<typeof OneToOneEvent>
export const GroupEvent = z.strictObject({ type: z.literal('group'), ...held })
export type GroupEvent = z.infer<typeof GroupEvent>
export const JointEvent = z.strictObject({ type: z.literal('joint'), ...held })
export type JointEvent = z.infer<typeof JointEvent>

/** The events of which only the day matters. */
export const DayEventType = z.enum([
  'informal',
  'team-meeting',
  'missed',
  'observation',
  'observation-done',
  'audit',
  'supervision-observed',
  'record-audit',
  'training',
  'appraisal',
  'self-evaluation',
  'asye-review',
  'three-way',
])
export type DayEventType = z.infer<typeof DayEventType>
export const DayEvent = z.strictObject({ type: DayEventType, id, on })
export type DayEvent = z.infer<typeof DayEvent>

/** A session called off on `on`; `rebookedOn` is the day on which the new date, `rebookedFor`, was made. */
export const CancelledEvent = z.strictObject({
  type: z.literal('cancelled'),
  id,
  on,
  plannedOn: z.optional(PlainDate),
  rebookedOn: z.optional(PlainDate),
  rebookedFor: z.optional(PlainDate),
  heldOn: z.optional(PlainDate),
})
export type CancelledEvent = z.infer<typeof CancelledEvent>

/** One entry of a roster. `units` is how many sessions of SEF-3.18 it counts as, once worked. */
export const ShiftEvent = z.strictObject({
  type: z.literal('shift'),
  id,
  startedAt: RosterInstant,
  home: z.string().check(z.minLength(1)),
  status: z.enum(['planned', 'worked', 'cancelled', 'absent']),
  units: z.optional(z.int().check(z.minimum(0))),
})
export type ShiftEvent = z.infer<typeof ShiftEvent>

export const CaseKind = z.enum([
  'child-protection',
  'in-care',
  'early-help',
  'supervising-social-worker',
  'in-need',
  'care-leaver',
  'child',
  'carer',
])
export type CaseKind = z.infer<typeof CaseKind>

export const CaseEvent = z.strictObject({
  type: z.literal('case'),
  id,
  ref: z.string().check(z.minLength(1)),
  kind: CaseKind,
  allocatedOn: PlainDate,
  reduced: z.optional(z.enum(['permanence', 'complex-needs-hub', 'care-experienced'])),
  closedOn: z.optional(PlainDate),
  dutyTeam: z.optional(z.boolean()),
})
export type CaseEvent = z.infer<typeof CaseEvent>

const onCase = { id, ref: z.string().check(z.minLength(1)), on }
export const CaseSupervisionEvent = z.strictObject({ type: z.literal('case-supervision'), ...onCase })
export type CaseSupervisionEvent = z.infer<typeof CaseSupervisionEvent>
export const OversightEvent = z.strictObject({ type: z.literal('oversight'), ...onCase })
export type OversightEvent = z.infer<typeof OversightEvent>

export const AbsenceEvent = z.strictObject({
  type: z.literal('absence'),
  id,
  from: PlainDate,
  until: z.optional(PlainDate),
  cover: z.optional(z.string().check(z.minLength(1))),
})
export type AbsenceEvent = z.infer<typeof AbsenceEvent>

export const PolicyEvent = z.discriminatedUnion('type', [
  OneToOneEvent,
  GroupEvent,
  JointEvent,
  DayEvent,
  CancelledEvent,
  ShiftEvent,
  CaseEvent,
  CaseSupervisionEvent,
  OversightEvent,
  AbsenceEvent,
])
export type PolicyEvent = z.infer<typeof PolicyEvent>
