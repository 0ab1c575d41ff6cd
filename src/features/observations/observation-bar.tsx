// oxlint-disable-next-line import/no-unassigned-import -- a stylesheet has no value
import './observations.scss'
import { type Instant } from '../../domain/dates.ts'
import { type ObservationStatus } from '../../domain/records/status.ts'
import { type ObservationState } from '../../domain/records/record.ts'
import { Icon, type IconName } from '../../ui/icon.tsx'
import { Tag, type Tone } from '../../ui/tag.tsx'
import { useWords } from '../../ui/words-provider.tsx'
import { type Words } from '../../words/words.ts'
import { SyncWord } from '../shared/sync-word.tsx'
import { type ObservationView } from './observation-view.ts'
import { lengthOf, minutesSince } from './times.ts'

const LOOK = {
  planned: { tone: 'blue', icon: 'today' },
  begun: { tone: 'amber', icon: 'clock' },
  observed: { tone: 'amber', icon: 'pen' },
  revealed: { tone: 'blue', icon: 'people' },
  'part-signed': { tone: 'blue', icon: 'pen' },
  locked: { tone: 'green', icon: 'lock' },
  void: { tone: 'grey', icon: 'dash' },
} satisfies Record<ObservationStatus, { tone: Tone; icon: IconName }>

export const ObservationTag = ({ status }: { status: ObservationStatus }) => {
  const { say } = useWords()
  return <Tag {...LOOK[status]}>{say(`observations.state.${status}`)}</Tag>
}

/** "14:00 to 15:10, 1 hour 10 minutes"; null while the visit is not over. */
export const visitInWords = (observed: ObservationState['observed'], words: Words): string | null => {
  const minutes = observed && lengthOf(observed)
  if (!observed || minutes === null || observed.end === null) return null
  const { start, end, endOn } = observed
  const length = words.duration(minutes)
  return endOn
    ? words.say('observations.timer.endedOn', { start, end, day: words.day(endOn), length })
    : words.say('observations.timer.ended', { start, end, length })
}

/** How long the visit has run, or how long it was. */
const VisitTimer = ({ state, now }: { state: ObservationState; now: Instant }) => {
  const words = useWords()
  const { observed } = state
  if (!observed) return null
  const running = words.say('observations.timer.running', {
    start: observed.start,
    length: words.duration(minutesSince(observed, now)),
  })
  return (
    <span className="cs-observation-bar__timer" role="timer" aria-live="off">
      <Icon name="clock" size="small" />
      {visitInWords(observed, words) ?? running}
    </span>
  )
}

/** Under the heading: which day, how it stands, how long the visit runs, where its words are. */
export const ObservationBar = ({ view, now }: { view: ObservationView; now: Instant }) => {
  const words = useWords()
  const { state, status } = view
  const day = state.observed?.on ?? state.plannedFor
  const at = state.observed ? null : state.at
  const long = words.longDay(day)
  return (
    <div className="cs-observation-bar">
      <time dateTime={day}>{at ? words.say('observations.dayAt', { day: long, at }) : long}</time>
      <ObservationTag status={status} />
      <VisitTimer state={state} now={now} />
      <SyncWord sync={view.sync} />
    </div>
  )
}
