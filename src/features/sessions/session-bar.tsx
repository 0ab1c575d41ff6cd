// oxlint-disable-next-line import/no-unassigned-import -- a stylesheet has no value
import './sessions.scss'
import { ClockTime, epochOf, type Instant, londonInstant, PlainDate } from '../../domain/dates.ts'
import { type Json } from '../../domain/json.ts'
import { minutesOf } from '../../domain/records/session.ts'
import { Icon } from '../../ui/icon.tsx'
import { RecordStatus } from '../../ui/status.tsx'
import { useWords } from '../../ui/words-provider.tsx'
import { type HeldDraft, heldOf } from './held.ts'
import { type SessionView } from './session-view.ts'
import { SyncWord } from '../shared/sync-word.tsx'

const MINUTE = 60_000
/** A session that began longer ago was not left running: it may have passed midnight, not a night. */
const LONGEST = 12 * 60

/** How long the session has run, or how long it was; nothing where the times don't say. */
const SessionTimer = ({ draft, now }: { draft: HeldDraft; now: Instant }) => {
  const { say, duration } = useWords()
  const text = (): string | null => {
    if (draft.end !== '') {
      const outcome = heldOf(draft, now)
      if (!('held' in outcome)) return null
      const { start, end } = outcome.held
      return say('sessions.timer.ended', { start, end, length: duration(minutesOf(outcome.held)) })
    }
    const day = PlainDate.safeParse(draft.on)
    const start = ClockTime.safeParse(draft.start)
    if (!day.success || !start.success) return null
    const since = Math.floor((epochOf(now) - epochOf(londonInstant(day.data, start.data))) / MINUTE)
    return since < 0 || since > LONGEST ? null : say('sessions.timer.running', { start: start.data, length: duration(since) })
  }
  const words = text()
  if (words === null) return null
  return (
    <span className="cs-session-bar__timer" role="timer" aria-live="off">
      <Icon name="clock" size="small" />
      {words}
    </span>
  )
}

const DayOf = ({ on }: { on: Json }) => {
  const words = useWords()
  const day = PlainDate.safeParse(on)
  return day.success && <time dateTime={day.data}>{words.longDay(day.data)}</time>
}

export interface SessionBarProps {
  view: SessionView
  /** While it is being recorded. */
  draft?: HeldDraft
  now: Instant
}

/** Under the heading: which day, how it stands, how long it runs, where its words are. */
export const SessionBar = ({ view, draft, now }: SessionBarProps) => (
  <div className="cs-session-bar">
    <DayOf on={draft?.on ?? view.state.held?.on ?? view.state.plannedFor} />
    {view.status !== 'planned' && <RecordStatus state={view.status} />}
    {draft && <SessionTimer draft={draft} now={now} />}
    <SyncWord sync={view.sync} />
  </div>
)
