/** Bytes as IndexedDB gives them back: ciphertext, salts. */
import * as z from 'zod/mini'
import { type Bytes } from './bytes.ts'

export const SealedBytes = z.custom<Bytes>((value) => value instanceof Uint8Array)
