/** The sessions that lie ahead of one post: planned, agreed for the year, or said at the last session (SEF-8.0, SEF-3.3). */
import { type ClockTime, daysBetween, type PlainDate } from './dates.ts'
import { type AgreementFacts, type SessionFacts } from './facts.ts'
import { type RecordId } from './ids.ts'
import { type PostState } from './records/record.ts'

export interface Planned {
  readonly on: PlainDate
  readonly at: ClockTime | null
  /** The session made for it; null while it is only a date the two agreed. */
  readonly session: RecordId | null
  /** The agreement that has the date; null where it was said at a session. */
  readonly agreement: RecordId | null
}

/** The agreement in force on a day: of those signed by both, the one signed last (C7); of one day, the one that amends. */
export const inForce = (agreements: readonly AgreementFacts[], asOf: PlainDate): AgreementFacts | null => {
  const signed = agreements.filter(({ status, signedOn }) => status === 'signed' && signedOn !== null && signedOn <= asOf)
  const amended = new Set(signed.map(({ follows }) => follows))
  const key = ({ id, signedOn, drawnUpOn }: AgreementFacts): string =>
    `${signedOn ?? ''}|${amended.has(id) ? 'amended' : 'last'}|${drawnUpOn}|${id}`
  return signed.sort((a, b) => (key(a) < key(b) ? 1 : -1))[0] ?? null
}

/** A date so near to another that it is the same meeting. */
const NEAR_DAYS = 3
const near = (a: PlainDate, b: PlainDate): boolean => Math.abs(daysBetween(a, b)) <= NEAR_DAYS

const byDay = (a: Planned, b: Planned): number => (`${a.on}${a.at ?? ''}` < `${b.on}${b.at ?? ''}` ? -1 : 1)

const keyOf = ({ agreement, on }: NonNullable<SessionFacts['agreed']>): string => `${agreement}|${on}`

/**
 * What lies ahead for one post, the soonest first; before it, sessions whose day has gone by without their being held,
 * missed or called off. Sessions planned with an earlier supervisor are not among them, nor dates after the post has ended.
 *
 * @param sessions   the facts of the post's sessions
 * @param agreements the facts of its agreements
 */
export const plannedOf = (
  post: Pick<PostState, 'supervisor' | 'until'>,
  sessions: readonly SessionFacts[],
  agreements: readonly AgreementFacts[],
  asOf: PlainDate,
): readonly Planned[] => {
  const open = (on: PlainDate): boolean => on >= asOf && (post.until === null || on <= post.until)
  const live = sessions.filter(({ status }) => status !== 'void')
  const named = (agreed: SessionFacts['agreed']): RecordId | null =>
    agreements.find(({ id }) => id === agreed?.agreement)?.id ?? null
  const planned = live
    .filter(({ status, supervisor }) => status === 'planned' && supervisor === post.supervisor)
    .map(({ id, plannedFor, at, agreed }): Planned => ({ on: plannedFor, at, session: id, agreement: named(agreed) }))
  const held = new Set(live.flatMap(({ heldOn }) => heldOn ?? []))
  const used = new Set(live.flatMap(({ agreed }) => (agreed ? [keyOf(agreed)] : [])))
  // A date has one session (its id is derived from it): once that is void, another is made as for any new date.
  const spoilt = new Set(sessions.flatMap(({ agreed, status }) => (agreed && status === 'void' ? [keyOf(agreed)] : [])))
  const agreement = inForce(agreements, asOf)
  const dates =
    agreement && agreement.supervisor === post.supervisor
      ? agreement.dates
          .map(({ on, at }) => ({ on, at, key: keyOf({ agreement: agreement.id, on }) }))
          .filter(({ on, key }) => open(on) && !used.has(key) && !held.has(on))
          .map(({ on, at, key }): Planned => ({ on, at, session: null, agreement: spoilt.has(key) ? null : agreement.id }))
      : []
  const last = live.filter(({ heldOn }) => heldOn !== null).sort((a, b) => ((a.heldOn ?? '') < (b.heldOn ?? '') ? 1 : -1))[0]
  const said: Planned[] =
    last?.nextOn && open(last.nextOn) && last.supervisor === post.supervisor && !used.has(keyOf({ agreement: last.id, on: last.nextOn }))
      ? [{ on: last.nextOn, at: last.nextAt, session: null, agreement: null }]
      : []
  // What was planned stands for what was said or agreed of the same days, and so does a session made for a date of an
  // agreement that another has replaced; what was said last, for what was agreed before.
  const fresh = said.filter(({ on }) => !planned.some((each) => near(each.on, on)))
  const standing = [...planned.filter((each) => each.agreement !== agreement?.id), ...fresh]
  const left = dates.filter(({ on }) => !standing.some((each) => near(each.on, on)))
  const fromSaid = fresh.map((each): Planned => {
    const same = dates.find(({ on }) => near(on, each.on))
    return same ? { ...each, agreement: same.on === each.on ? same.agreement : null } : each
  })
  return [...planned, ...fromSaid, ...left].sort(byDay)
}

/** Sessions called off or missed that have no new date yet (SEF-3.4), the oldest first. */
export const toRebook = (post: Pick<PostState, 'supervisor'>, sessions: readonly SessionFacts[]): readonly SessionFacts[] =>
  sessions
    .filter(({ status, supervisor }) => (status === 'cancelled' || status === 'missed') && supervisor === post.supervisor)
    .sort((a, b) => (a.plannedFor < b.plannedFor ? -1 : 1))
