/** One committed write: after a restore other writes take the same seqs, and none of them has the same token (T2). */
import * as z from 'zod/mini'

export const Commit = z.strictObject({ seq: z.int().check(z.minimum(1)), token: z.string().check(z.minLength(1), z.maxLength(60)) })
export type Commit = z.infer<typeof Commit>
