/** A file of sealed acts that were not sent (T5): what `POST /api/deposits` takes, carried by hand. */
import * as z from 'zod/mini'

/** `kind` tells it from any other file. */
export const UnsentFile = z.strictObject({
  kind: z.literal('countersign-unsent-work'),
  v: z.literal(1),
  /** Compact JWEs, in the order in which the acts were saved. */
  sealed: z.array(z.string()),
})
export type UnsentFile = z.infer<typeof UnsentFile>

/** @returns null where it is no such file */
export const readUnsentFile = (text: string): UnsentFile | null => {
  try {
    return UnsentFile.safeParse(JSON.parse(text)).data ?? null
  } catch {
    return null
  }
}
