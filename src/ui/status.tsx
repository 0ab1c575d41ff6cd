import { type IconName } from './icon.tsx'
import { Tag, type Tone } from './tag.tsx'
import { useWords } from './words-provider.tsx'

/** States of an obligation (policies/semantics.md, sections 2 and 4). */
export type ObligationState =
  | 'not-due'
  | 'due-soon'
  | 'due'
  | 'overdue'
  | 'escalate'
  | 'excused'
  | 'not-set-up'
  | 'met'
  | 'met-late'

/** States of a record (design.md, Records and acts). */
export type RecordState = 'planned' | 'held' | 'shared' | 'part-signed' | 'locked' | 'cancelled' | 'missed' | 'void'

interface Look {
  tone: Tone
  icon?: IconName
}

const OBLIGATION = {
  'not-due': { tone: 'plain' },
  'due-soon': { tone: 'blue', icon: 'clock' },
  due: { tone: 'amber', icon: 'clock' },
  overdue: { tone: 'red', icon: 'late' },
  escalate: { tone: 'strong-red', icon: 'late' },
  excused: { tone: 'grey', icon: 'pause' },
  'not-set-up': { tone: 'grey', icon: 'dash' },
  met: { tone: 'green', icon: 'tick' },
  'met-late': { tone: 'grey', icon: 'tick' },
} satisfies Record<ObligationState, Look>

const RECORD = {
  planned: { tone: 'blue', icon: 'today' },
  held: { tone: 'amber', icon: 'pen' },
  shared: { tone: 'blue', icon: 'people' },
  'part-signed': { tone: 'blue', icon: 'pen' },
  locked: { tone: 'green', icon: 'lock' },
  cancelled: { tone: 'grey', icon: 'dash' },
  missed: { tone: 'red', icon: 'late' },
  void: { tone: 'grey', icon: 'dash' },
} satisfies Record<RecordState, Look>

/** How an obligation stands, in the policy's own state words, with a picture so that colour is never all. */
export const Status = ({ state }: { state: ObligationState }) => {
  const { say } = useWords()
  return <Tag {...OBLIGATION[state]}>{say(`policy.state.${state}`)}</Tag>
}

/** Where a session's record stands. */
export const RecordStatus = ({ state }: { state: RecordState }) => {
  const { say } = useWords()
  return <Tag {...RECORD[state]}>{say(`sessions.state.${state}`)}</Tag>
}
