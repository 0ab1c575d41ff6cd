/** How long files are kept (W4): `GET /api/disposals`, what two people decide of them, and holds. */
import * as z from 'zod/mini'
import { Instant, PlainDate } from '../domain/dates.ts'
import { PersonId, PostId, SettingId } from '../domain/ids.ts'
import { Note } from '../domain/records/deeds/common.ts'

/** A reason somebody has to give. */
const Reason = z.string().check(z.maxLength(2000), z.refine((text) => text.trim() !== '', 'reason-missing'))
export const DisposalId = z.uuid()

const Proposal = z.strictObject({
  id: DisposalId,
  what: z.enum(['erase', 'keep']),
  keepUntil: z.nullable(PlainDate),
  reason: z.string(),
  withPerson: z.boolean(),
  by: PersonId,
  byName: z.string(),
  at: Instant,
})

/** A leaver's file, by what is known of it without reading it (class C). */
export const LeaversFile = z.strictObject({
  post: PostId,
  person: PersonId,
  name: z.string(),
  title: z.string(),
  setting: SettingId,
  place: z.string(),
  leftOn: PlainDate,
  due: z.nullable(PlainDate),
  /** The rule that says how long, and how long that is (ISO 8601). */
  rule: z.string(),
  keep: z.nullable(z.string()),
  state: z.enum(['due', 'soon', 'later', 'not-set-up']),
  /** Until which day two people have agreed to keep it all the same. */
  keptUntil: z.nullable(PlainDate),
  held: z.boolean(),
  /** Acts about it in quarantine, and records of it with competing versions. */
  quarantined: z.int(),
  competing: z.int(),
  /** The person has asked for a copy of their records and has not had it yet (W5). */
  copyOpen: z.boolean(),
  /** Whether nothing else is kept that needs the person's name. */
  last: z.boolean(),
  proposal: z.nullable(Proposal),
})
export type LeaversFile = z.infer<typeof LeaversFile>

export const Hold = z.strictObject({
  id: z.uuid(),
  person: PersonId,
  name: z.string(),
  reason: z.string(),
  reference: z.string(),
  by: PersonId,
  byName: z.string(),
  at: Instant,
})
export type Hold = z.infer<typeof Hold>

/** What was erased: by whom, under which rule; whose it was is gone with it. */
const ErasedFile = z.strictObject({ id: DisposalId, at: Instant, rule: z.string(), proposedBy: z.string(), agreedBy: z.string() })

export const KeepingAnswer = z.strictObject({
  /** Due now or within three months, proposed, or held; the first due first. */
  files: z.array(LeaversFile),
  holds: z.array(Hold),
  /** The latest first. */
  erased: z.array(ErasedFile),
  serverTime: Instant,
})
export type KeepingAnswer = z.infer<typeof KeepingAnswer>

/** Why something was not done; the words are in the catalogue. */
export const KeepingRefusal = z.enum([
  /** The person has not left, or the time is not over. */
  'not-due',
  'on-hold',
  /** Something is in quarantine or competing, and it was not said that it goes too. */
  'unresolved',
  'copy-open',
  'proposed-already',
  'decided-already',
  /** It takes two people. */
  'same-person',
  /** It is about whoever asks. */
  'about-you',
  'keep-until-past',
  'hold-yours',
  'lifted-already',
])
export type KeepingRefusal = z.infer<typeof KeepingRefusal>

/** What became of something asked, and how everything stands now. */
export const KeepingDone = z.strictObject({ refused: z.nullable(KeepingRefusal), now: KeepingAnswer })
export type KeepingDone = z.infer<typeof KeepingDone>

export const DisposalPropose = z.strictObject({
  post: PostId,
  what: z.enum(['erase', 'keep']),
  /** Of what is to be kept: until which day. */
  keepUntil: z.nullable(PlainDate),
  reason: Reason,
  /** Their name and account go too, where nothing else needs them. */
  withPerson: z.boolean(),
  /** What is in quarantine or competing goes too. */
  unresolvedToo: z.boolean(),
})
export type DisposalPropose = z.infer<typeof DisposalPropose>

export const HoldSet = z.strictObject({ person: PersonId, reason: Reason, reference: Note })
export type HoldSet = z.infer<typeof HoldSet>
export const HoldLift = z.strictObject({ reason: Reason })
export type HoldLift = z.infer<typeof HoldLift>
