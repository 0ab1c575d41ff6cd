import { type Words } from '../../words/words.ts'
import { type SummaryRow } from '../../ui/summary-list.tsx'
import { type SessionView } from './session-view.ts'

/**
 * Date, length and place of a session as lines of a summary.
 *
 * @param changeHref where Change leads; none, no links
 */
export const heldRows = (view: SessionView, words: Words, changeHref?: string): readonly SummaryRow[] => {
  const { say } = words
  const { held } = view.state
  const change = changeHref === undefined ? {} : { changeHref }
  const length =
    held &&
    say(held.endOn && held.endOn !== held.on ? 'sessions.timer.endedNextDay' : 'sessions.timer.ended', {
      start: held.start,
      end: held.end,
      length: words.duration(held.minutes),
    })
  return [
    { key: say('sessions.date'), value: held && words.longDay(held.on), ...change },
    { key: say('sessions.length'), value: length, ...change },
    {
      key: say('sessions.when.where'),
      value: held && [say(`records.mode.${held.mode}`), held.place].filter((part) => part !== '').join(', '),
      ...change,
    },
  ]
}
