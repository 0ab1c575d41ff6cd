/** Deeds about a supervision agreement (SEF-8.0, SEF-App1.1). */
import * as z from 'zod/mini'
import { PlainDate } from '../../dates.ts'
import { PersonId, PostId, RecordId, SettingId } from '../../ids.ts'
import { Note, Pins } from './common.ts'

/** An agreement is drawn up. One that follows another amends it: the earlier stays in force until both have signed. */
export const AgreementDrawUp = z.strictObject({
  post: PostId,
  setting: SettingId,
  supervisee: PersonId,
  supervisor: PersonId,
  follows: z.nullable(RecordId),
  on: PlainDate,
  pins: Pins,
})
export type AgreementDrawUp = z.infer<typeof AgreementDrawUp>

/** Both looked at it again and it goes on as it is (SEF-2.5). */
export const AgreementReview = z.strictObject({ on: PlainDate, note: Note })
export type AgreementReview = z.infer<typeof AgreementReview>
