/** Whose vault it is: read after unlocking, never before. */
import * as z from 'zod/mini'
import { Duty } from '../domain/duties.ts'

export const Owner = z.strictObject({
  org: z.string(),
  person: z.string(),
  username: z.string(),
  name: z.string(),
  knownAs: z.string(),
  administrator: z.boolean(),
  /** As of the last sign-in; an envelope of before says nothing of them. */
  duties: z._default(z.array(Duty), []),
})
export type Owner = z.infer<typeof Owner>
