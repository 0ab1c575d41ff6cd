/** Deeds about a person's supervision file (SEF-9.0). */
import * as z from 'zod/mini'
import { PersonId, PostId, SettingId } from '../../ids.ts'
import { Pins } from './common.ts'

/** The file of one post is begun: its front sheet and its references. Opening it again changes nothing. */
export const FileOpen = z.strictObject({ post: PostId, setting: SettingId, person: PersonId, pins: Pins })
export type FileOpen = z.infer<typeof FileOpen>
