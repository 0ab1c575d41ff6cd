/** What is written down as having happened beside sessions, and which of it does what the policy asks. */
import { type PlainDate } from '../../domain/dates.ts'
import { type PostHappened } from '../../domain/records/deeds/home.ts'
import { type PostState } from '../../domain/records/record.ts'
import { unreachable } from '../../domain/unreachable.ts'
import { type Words } from '../../words/words.ts'
import { type OtherAsked } from './person-view.ts'

export type Happened = PostState['happened'][number]
export type HappenedEvent = PostHappened['event']
export type HappenedType = Exclude<HappenedEvent['type'], 'absence'>
export type Away = Extract<HappenedEvent, { type: 'absence' }>

/** What a supervisor or manager writes down to say that it was done; null of what is done otherwise. */
export const doneBy = ({ track, key }: OtherAsked['one']): HappenedType | null => {
  switch (track) {
    case 'group':
    case 'supervision-observed':
    case 'record-audit':
    case 'training':
    case 'appraisal':
    case 'self-evaluation':
    case 'asye-review':
    case 'three-way':
      return track
    case 'quota':
      return key === 'audit' ? 'audit' : 'observation-done'
    case 'case':
    case 'oversight':
    case 'capacity':
    case 'cover':
      return null
    default:
      return unreachable(track)
  }
}

/** The day it happened, or the first day the supervisor is away. */
export const dayOfEvent = (event: HappenedEvent): PlainDate => (event.type === 'absence' ? event.from : event.on)

/** The absence that a missing cover is about (WOK-A13): the one of that first day for which nobody is named. */
export const uncovered = ({ happened }: Pick<PostState, 'happened'>, from: PlainDate | null): (Happened & { event: Away }) | null =>
  happened.find((each): each is Happened & { event: Away } => {
    const { event } = each
    return event.type === 'absence' && event.from === from && event.cover === undefined
  }) ?? null

/** "Supervision training, Mon 1 June"; "Supervisor away, Mon 1 June to Fri 26 June". */
export const happenedInWords = (event: HappenedEvent, asOf: PlainDate, { say, day }: Words): string => {
  const from = day(dayOfEvent(event), asOf)
  const when =
    event.type !== 'absence'
      ? from
      : event.until === undefined
        ? say('people.happened.fromOn', { day: from })
        : say('common.date.range', { from, until: day(event.until, asOf) })
  return say('people.happened.when', { what: say(`people.happened.${event.type}`), when })
}
