/** Packs for inspections (W3): made, listed, opened and ended by who manages the setting; read by the inspector through a link. */
import * as z from 'zod/mini'
import { Instant, PlainDate } from '../domain/dates.ts'
import { InspectionId, PersonId, SettingId } from '../domain/ids.ts'
import { InspectionPack, ReaderName } from '../domain/inspection/pack.ts'
import { Sha256 } from '../domain/records/deeds/common.ts'
import { AuditHead } from './audit.ts'

/** A pack can be opened for so many days, the day it is made included. */
export const OPEN_DAYS_MOST = 14
/** It looks back no further. */
export const YEARS_MOST = 7

/** `POST /api/inspections`. Nothing in it widens what an inspector may read but `concerns`, which section 5 gives on request. */
export const InspectionMake = z.strictObject({
  setting: SettingId,
  from: PlainDate,
  until: PlainDate,
  for: ReaderName,
  /** The last London day on which it can be opened; left out, tomorrow. */
  lastDay: z.exactOptional(PlainDate),
  /** The inspector’s own words, where they asked for concerns (class E). */
  concerns: z.exactOptional(z.string().check(z.trim(), z.minLength(1), z.maxLength(500))),
  /** Names and other words to hide beside what is hidden anyway: a child’s, a relative’s. */
  alsoHide: z.exactOptional(z.array(z.string().check(z.trim(), z.minLength(2), z.maxLength(80))).check(z.maxLength(100))),
})
export type InspectionMake = z.infer<typeof InspectionMake>

/** A pack as its setting’s managers see it in a list: for whom and until when, and nothing of what is in it. */
export const InspectionItem = z.strictObject({
  id: InspectionId,
  setting: SettingId,
  from: PlainDate,
  until: PlainDate,
  for: ReaderName,
  madeBy: PersonId,
  madeAt: Instant,
  opensUntil: Instant,
  concerns: z.boolean(),
  /** SHA-256 of the pack’s canonical form, which stands in the audit chain. */
  hash: Sha256,
  /** How many times the inspector, or somebody for them, opened it: on screen, as a file, by the link. */
  opened: z.int(),
  lastOpened: z.nullable(Instant),
  /** Whether there is a link to it. */
  link: z.boolean(),
})
export type InspectionItem = z.infer<typeof InspectionItem>

export const InspectionsAnswer = z.strictObject({ inspections: z.array(InspectionItem), serverTime: Instant })
export type InspectionsAnswer = z.infer<typeof InspectionsAnswer>

export const InspectionMade = z.strictObject({ inspection: InspectionItem, serverTime: Instant })
export type InspectionMade = z.infer<typeof InspectionMade>

/** A pack with what proves it: its hash, and the entry of the audit chain that holds it. */
const proven = { pack: InspectionPack, hash: Sha256, written: AuditHead, serverTime: Instant }

/** `GET /api/inspections/:id`, to who made it, and each opening to hand it over. */
export const InspectionAnswer = z.strictObject({ inspection: InspectionItem, ...proven })
export type InspectionAnswer = z.infer<typeof InspectionAnswer>

/** `POST /api/inspections/:id/open`: on this screen, or as a file. It is written down before it is answered. */
export const InspectionOpen = z.strictObject({ how: z.enum(['screen', 'file']) })
export type InspectionOpen = z.infer<typeof InspectionOpen>

/** `POST /api/inspections/:id/link`. Only this answer ever says the address; the one before it is dead. */
export const InspectionLink = z.strictObject({ path: z.string().check(z.regex(/^\/inspection#[\w-]{43}$/)), opensUntil: Instant, serverTime: Instant })
export type InspectionLink = z.infer<typeof InspectionLink>

/** `POST /api/inspection`, with no sign-in. */
export const InspectionRead = z.strictObject({ token: z.string().check(z.minLength(1), z.maxLength(100)) })
export type InspectionRead = z.infer<typeof InspectionRead>

/** What the inspector’s own device is answered: the pack and nothing else. */
export const InspectionReadAnswer = z.strictObject(proven)
export type InspectionReadAnswer = z.infer<typeof InspectionReadAnswer>
