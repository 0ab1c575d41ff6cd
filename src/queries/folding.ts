/** What folds acts into records: every save needs it, what is shown only while something is not in the rows yet. */
import { fold, postIdOf } from '../domain/records/fold.ts'
import { recordFormOf } from '../domain/records/forms.ts'
import { readAct } from '../protocol/read-act.ts'
import { carriedOver, recordOf } from './carried.ts'

export const folding = { fold, postIdOf, recordFormOf, readAct, carriedOver, recordOf }
export type Folding = typeof folding
