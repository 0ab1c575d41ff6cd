/** Deeds about the home itself: settings, people, their posts, the roster. */
import * as z from 'zod/mini'
import { Instant, PlainDate } from '../../dates.ts'
import { PersonId, PostId, SettingId } from '../../ids.ts'
import { Json } from '../../json.ts'
import { Name, Note } from './common.ts'

export const Employment = z.enum(['permanent', 'temporary', 'agency', 'casual'])
export const Hours = z.enum(['full-time', 'part-time'])

/** A setting: a home, centre or team, with its policy pack and the people who manage it. */
export const SettingOpen = z.strictObject({
  name: Name,
  residentialHome: z.boolean(),
  pack: z.string().check(z.minLength(1), z.maxLength(60)),
  packVersion: z.int().check(z.minimum(1)),
  settings: z.record(z.string(), Json),
  managers: z.array(PersonId).check(z.maxLength(50)),
})
export type SettingOpen = z.infer<typeof SettingOpen>

/** A roster was taken in: which shifts of this setting are known, and until when (SEF-3.18). */
export const SettingRoster = z.strictObject({ through: Instant, rows: z.int().check(z.minimum(0)), on: PlainDate })
export type SettingRoster = z.infer<typeof SettingRoster>

const staffNumber = z.nullable(z.string().check(z.minLength(1), z.maxLength(40)))

export const PersonAdd = z.strictObject({
  name: Name,
  /** The first name, or the name a person goes by: what the lock screen shows. */
  knownAs: z.string().check(z.minLength(1), z.maxLength(100)),
  staffNumber,
})
export type PersonAdd = z.infer<typeof PersonAdd>

const post = {
  title: Name,
  group: z.string().check(z.minLength(1), z.maxLength(60)),
  employment: Employment,
  hours: z.nullable(Hours),
  employedOn: PlainDate,
  /** Further facts in the words of semantics §5: probationEndsOn, variations, excused, … */
  facts: z.record(z.string(), Json),
  /** As the roster writes it: an agency's number may differ from the service's own. */
  staffNumber: z.exactOptional(staffNumber),
}

/** A post: one person's employment in one setting, with the facts that policies ask about. */
export const PostStart = z.strictObject({
  ...post,
  person: PersonId,
  setting: SettingId,
  line: z.enum(['managerial', 'professional']),
  supervisor: z.nullable(PersonId),
  supervisedSince: z.nullable(PlainDate),
  from: PlainDate,
  until: z.nullable(PlainDate),
})
export type PostStart = z.infer<typeof PostStart>

/** Puts right what was entered of a post. A change of employment is another post: its clock begins anew (SEF-3.17). */
export const PostAmend = z.strictObject({ ...post, on: PlainDate })
export type PostAmend = z.infer<typeof PostAmend>

/** Another supervisor from this day on: a new supervisory relationship, so the agreement is reviewed (SEF-2.5, SEF-App1.1). */
export const PostSupervise = z.strictObject({ supervisor: PersonId, on: PlainDate })
export type PostSupervise = z.infer<typeof PostSupervise>

export const PostEndReason = z.enum(['left', 'moved', 'other-employment'])
export type PostEndReason = z.infer<typeof PostEndReason>

/** The last day of a post; retention counts from it (SEF-10). Said again, it corrects; null takes it back. */
export const PostEnd = z.strictObject({ until: z.nullable(PlainDate), reason: PostEndReason, on: PlainDate })
export type PostEnd = z.infer<typeof PostEnd>

/** Planned leave, both days included; the reason is nobody's business here. The same id again changes it. */
export const PostLeave = z
  .strictObject({ leave: z.uuid(), from: PlainDate, until: PlainDate, cancelled: z.boolean() })
  .check(z.refine((leave) => leave.until >= leave.from, { path: ['until'], message: 'end-before-start' }))
export type PostLeave = z.infer<typeof PostLeave>

/** "I am overdue": the supervisee asks supervisor and manager for supervision (SEF-5.10). */
export const PostAsk = z.strictObject({ note: Note, on: PlainDate })
export type PostAsk = z.infer<typeof PostAsk>

/** What happened beside sessions, observations and shifts, by the day: training, an appraisal, a group, a record audited. */
const HappenedOn = z.strictObject({
  type: z.enum([
    'informal',
    'team-meeting',
    'group',
    'joint',
    'observation-done',
    'audit',
    'supervision-observed',
    'record-audit',
    'training',
    'appraisal',
    'self-evaluation',
    'asye-review',
    'three-way',
  ]),
  on: PlainDate,
})
/** The supervisor is away; `cover` names who supervises meanwhile (WOK-A13, HAV-App1.6). */
const SupervisorAway = z
  .strictObject({ type: z.literal('absence'), from: PlainDate, until: z.exactOptional(PlainDate), cover: z.exactOptional(Name) })
  .check(z.refine(({ from, until }) => until === undefined || until >= from, { path: ['until'], message: 'end-before-start' }))

/** Writes down that something happened in a post. The same id again corrects it; withdrawn, it counts for nothing. */
export const PostHappened = z.strictObject({
  happened: z.uuid(),
  event: z.discriminatedUnion('type', [HappenedOn, SupervisorAway]),
  withdrawn: z.boolean(),
  on: PlainDate,
})
export type PostHappened = z.infer<typeof PostHappened>

/**
 * One entry of the roster actually worked (SEF-3.18). Logged again under the same id it corrects the entry, and the one
 * before is kept. A claim is what the worker says they worked; it counts once the home has logged it.
 */
export const ShiftLog = z.strictObject({
  post: PostId,
  setting: SettingId,
  person: PersonId,
  startedAt: Instant,
  endedAt: z.nullable(Instant),
  status: z.enum(['planned', 'worked', 'cancelled', 'absent']),
  units: z.nullable(z.number().check(z.positive(), z.maximum(10))),
  claimed: z.exactOptional(z.boolean()),
})
export type ShiftLog = z.infer<typeof ShiftLog>
