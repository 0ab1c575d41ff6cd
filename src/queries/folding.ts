/** What folds acts into records: every save needs it, what is shown only while something is not in the rows yet. */
import { fold } from '../domain/records/fold.ts'
import { readAct } from '../protocol/read-act.ts'
import { foldUnsent } from './fold-unsent.ts'

export const folding = { fold, readAct, foldUnsent }
export type Folding = typeof folding
