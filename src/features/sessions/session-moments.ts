import { type Words } from '../../words/words.ts'
import { personIn } from '../shared/record-view.ts'
import { type Moment } from '../shared/record-timeline.tsx'
import { offReason } from './off-reasons.ts'
import { type SessionView } from './session-view.ts'

/** What only a session's history has: when it was held, the dates that came to nothing and the ones in their place. */
export const momentsOfSession = (view: SessionView, words: Words): readonly Moment[] => {
  const { say, longDay, dayAndTime } = words
  const { held, off } = view.state
  const by = (name: string): string => say('records.history.by', { name })
  return [
    ...(held ? [{ id: held.act, order: held.on, title: say('sessions.history.held'), when: longDay(held.on), dateTime: held.on }] : []),
    ...off.flatMap((each): Moment[] => {
      const { act, at, kind, plannedFor, note, rebooked } = each
      const called: Moment = {
        id: act,
        order: at,
        title: say(`planning.history.${kind}`, { day: words.day(plannedFor) }),
        when: dayAndTime(at),
        dateTime: at,
        by: by(personIn(view, each.by).name),
        body: [offReason(view, each, words), note].filter((part) => part !== '').join('. '),
      }
      if (!rebooked) return [called]
      const title = say('planning.history.rebooked', { day: words.day(rebooked.for) })
      const order = `${rebooked.on}T23:59` > at ? `${at}~` : rebooked.on
      return [called, { id: rebooked.act, order, title, when: longDay(rebooked.on), dateTime: rebooked.on }]
    }),
  ]
}
