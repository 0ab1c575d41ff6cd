/** What deeds and edits are made of: names of fields, pins, short texts. */
import * as z from 'zod/mini'
import { ActId } from '../../ids.ts'
import { Json } from '../../json.ts'

/** The kinds of record there are so far. */
export const RecordKind = z.enum(['setting', 'person', 'post', 'file', 'agreement', 'session', 'observation', 'shift', 'policy', 'case-list'])
export type RecordKind = z.infer<typeof RecordKind>

/** The name of a field of a record: words and ids joined by dots, as `topic.4` or `actions.<id>.what`. */
export const FieldName = z.string().check(z.regex(/^[a-z][a-z0-9]*(?:[.-][a-z0-9]+)*$/), z.maxLength(120))
export type FieldName = string

/** `from` is the act that set the value being replaced, null if there was none (P2). */
export const Patch = z
  .record(FieldName, z.strictObject({ value: Json, from: z.nullable(ActId) }))
  .check(z.refine((patch) => Object.keys(patch).length > 0, 'a patch names at least one field'))
export type Patch = z.infer<typeof Patch>

/** The pack and form a record was made under; they never change, whatever the service uses later. */
export const Pins = z.strictObject({
  pack: z.string().check(z.minLength(1), z.maxLength(60)),
  packVersion: z.int().check(z.minimum(1)),
  form: z.string().check(z.minLength(1), z.maxLength(60)),
  formVersion: z.int().check(z.minimum(1)),
})
export type Pins = z.infer<typeof Pins>

/** A few words of a person's own; may be empty. */
export const Note = z.string().check(z.maxLength(2000))
/** Something a person has to say: never blank. */
export const Words = z.string().check(z.maxLength(10_000), z.refine((text) => text.trim() !== '', 'words-missing'))
export const Name = z.string().check(z.minLength(1), z.maxLength(200))
export const Sha256 = z.string().check(z.regex(/^[0-9a-f]{64}$/))
