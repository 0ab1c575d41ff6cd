// oxlint-disable-next-line import/no-unassigned-import -- a stylesheet has no value
import './sessions.scss'
import { type ClockTime, epochOf, type Instant, londonDay, londonInstant, PlainDate } from '../../domain/dates.ts'
import { type Json } from '../../domain/json.ts'
import { Icon } from '../../ui/icon.tsx'
import { RecordStatus } from '../../ui/status.tsx'
import { useWords } from '../../ui/words-provider.tsx'
import { type HeldDraft, heldOf } from './held.ts'
import { type SessionView } from './session-view.ts'
import { SyncWord } from '../shared/sync-word.tsx'

const MINUTE = 60_000

/** How long the session has run, or how long it was; nothing where the times don't say. */
const SessionTimer = ({ draft, now }: { draft: HeldDraft; now: Instant }) => {
  const { say, duration } = useWords()
  const outcome = heldOf(draft.end === '' ? { ...draft, end: '23:59' } : draft, now)
  const text = (): string | null => {
    if ('held' in outcome && draft.end !== '') {
      const { on, start, end } = outcome.held
      const minutes = (epochOf(londonInstant(on, end)) - epochOf(londonInstant(on, start))) / MINUTE
      return say('sessions.timer.ended', { start, end, length: duration(minutes) })
    }
    const today = londonDay(now)
    if (draft.on !== today || !/^\d\d:\d\d$/.test(draft.start)) return null
    const since = Math.floor((epochOf(now) - epochOf(londonInstant(today, draft.start as ClockTime))) / MINUTE)
    return since < 0 ? null : say('sessions.timer.running', { start: draft.start, length: duration(since) })
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
