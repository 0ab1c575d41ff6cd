/** What an answer of the service must look like: a zod schema, for rooms that pass one on and make none. */
import type * as z from 'zod/mini'

export type Shape<T> = z.ZodMiniType<T>
