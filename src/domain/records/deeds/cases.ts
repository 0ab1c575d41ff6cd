/** Deeds about a setting’s case list: the names that the guard looks for in notes (W6). */
import * as z from 'zod/mini'
import { SettingId } from '../../ids.ts'

export const REFERENCE_MOST = 40
export const NAME_MOST = 80
export const NAMES_MOST = 12
/** Of one act: a list is kept case by case, so that two who keep it do not undo each other. */
const CASES_MOST = 200

const printed = (most: number) => z.string().check(z.maxLength(most), z.refine((text) => text.trim() !== '', 'words-missing'))

/** What the service calls a case in its notes. */
const CaseReference = printed(REFERENCE_MOST)
const CaseName = printed(NAME_MOST)

export const ListedCase = z.strictObject({
  reference: CaseReference,
  /** Full names and nicknames; none takes the case off the list. */
  names: z.array(CaseName).check(z.maxLength(NAMES_MOST)),
})
export type ListedCase = z.infer<typeof ListedCase>

/** These cases are called so from now on; cases it does not name stay as they are. */
export const CasesList = z.strictObject({
  setting: SettingId,
  cases: z.array(ListedCase).check(z.minLength(1), z.maxLength(CASES_MOST)),
})
export type CasesList = z.infer<typeof CasesList>
