/** What the page asks of the KDF worker, and its answers. Not in the worker's own file: importing that runs it. */
import { type Bytes } from './bytes.ts'
import { type KdfCost } from './kdf.ts'
import { type Kept, type TryAnswer } from './kept-key.ts'

/** Either one derivation, and the worker is ended; or a key to keep, and tries at it until it is ended. */
export type KdfQuestion =
  | { readonly ask: 'derive'; readonly secret: string; readonly salt: Bytes; readonly cost: KdfCost }
  | ({ readonly ask: 'keep' } & Kept)
  | { readonly ask: 'try'; readonly pin: string }

export type DeriveReply = { readonly ok: true; readonly key: Bytes } | { readonly ok: false }
/** Of tries, in the order they were asked. */
export type TryReply = { readonly ok: true; readonly answer: TryAnswer } | { readonly ok: false }
