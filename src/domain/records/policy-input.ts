/** From records to what the obligations engine is told (semantics §5), the same from whole records and from facts. */
import { type SessionFacts } from '../access.ts'
import { type PlainDate } from '../dates.ts'
import { Facts, Settings } from '../policy/facts.ts'
import { type PolicyEvent } from '../policy/events.ts'
import { type PostState, type SettingState, type ShiftState } from './record.ts'

/**
 * The facts about one post. A post that has ended, or ends, gives `leftOn`.
 *
 * @throws ZodError when a fact is not one the engine knows: facts are checked when a post is started
 */
export const factsOf = (post: PostState, setting: SettingState | undefined): Facts =>
  Facts.parse({
    ...(setting ? { residentialHome: setting.residentialHome } : {}),
    ...post.facts,
    group: post.group,
    employment: post.employment,
    employedOn: post.employedOn,
    ...(post.hours ? { hours: post.hours } : {}),
    ...(post.supervisedSince ? { supervisedSince: post.supervisedSince } : {}),
    ...(post.until ? { leftOn: post.until } : {}),
  })

export const settingsOf = (setting: SettingState): Settings => Settings.parse(setting.settings)

/** What happened in a post: sessions held and not void, and the roster. */
export const eventsOf = (
  sessions: readonly SessionFacts[],
  shifts: readonly ShiftState[],
): readonly PolicyEvent[] => [
  ...sessions.flatMap((session): PolicyEvent[] =>
    session.heldOn && session.status !== 'void'
      ? [
          {
            type: 'one-to-one',
            id: session.id,
            on: session.heldOn,
            ...(session.minutes === null ? {} : { minutes: session.minutes }),
            ...(session.sharedOn ? { sharedOn: session.sharedOn } : {}),
          },
        ]
      : [],
  ),
  ...shifts.flatMap((shift): PolicyEvent[] =>
    shift.voided
      ? []
      : [
          {
            type: 'shift',
            id: shift.id,
            startedAt: shift.startedAt,
            home: shift.setting,
            status: shift.status,
            ...(shift.units === null ? {} : { units: shift.units }),
          },
        ],
  ),
]

/** Whether a post is running on a day. */
export const isCurrent = (post: PostState, asOf: PlainDate): boolean =>
  post.from <= asOf && (post.until === null || post.until >= asOf)
