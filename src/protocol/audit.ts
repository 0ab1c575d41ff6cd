/** The organisation's audit chain, as far as devices know of it (A8). */
import * as z from 'zod/mini'
import { Sha256 } from '../domain/records/deeds/common.ts'

/** Where the chain ends: how many entries it has, and the hash of the last. */
export const AuditHead = z.strictObject({ n: z.int().check(z.minimum(1)), hash: Sha256 })
export type AuditHead = z.infer<typeof AuditHead>
