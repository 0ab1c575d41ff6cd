import { type PlainDate } from '../../domain/dates.ts'
import { type PostState } from '../../domain/records/record.ts'
import { type Snapshot } from '../../queries/device.ts'

/** What each form that changes a post is given. */
export interface ChangeProps {
  post: PostState
  snapshot: Snapshot
  asOf: PlainDate
  /** The person's name. */
  name: string
  /** Saved: what is now so, in a sentence. */
  onDone: (what: string) => void
}
