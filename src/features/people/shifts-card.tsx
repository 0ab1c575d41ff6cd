import { londonDay, type PlainDate } from '../../domain/dates.ts'
import { type PersonId, type SettingId } from '../../domain/ids.ts'
import { type Reason } from '../../domain/policy/obligation.ts'
import { type CountedShift } from '../../domain/policy/shifts.ts'
import { type PostState } from '../../domain/records/record.ts'
import { unreachable } from '../../domain/unreachable.ts'
import { type Snapshot } from '../../queries/device.ts'
import { Card } from '../../ui/card.tsx'
import { Details } from '../../ui/details.tsx'
import { Link } from '../../ui/link.tsx'
import { Row, RowList } from '../../ui/row-list.tsx'
import { Tag, type Tone } from '../../ui/tag.tsx'
import { useWords } from '../../ui/words-provider.tsx'
import { shifts as words } from '../../words/en/shifts.ts'
import { addArea, type Words } from '../../words/words.ts'
import { hrefOf } from '../addresses.ts'
import { WhyLink } from '../why.tsx'
import { type Alert, alertOf, shiftsOf, type ShiftsOf } from './shifts-of.ts'

addArea('shifts', { en: words })

export interface ShiftsCardProps {
  post: PostState
  snapshot: Snapshot
  counted: readonly CountedShift[]
  /** The rule that counts: how many of how many, since when. */
  reason: Reason
  asOf: PlainDate
  me: PersonId
  /** Whose shifts they are; null where they are the reader’s own. */
  whose: string | null
}

const alertWords = (alert: Alert, { say }: Words): string | null => {
  switch (alert.kind) {
    case 'none':
      return null
    case 'left':
    case 'book':
      return say(`shifts.card.${alert.kind}`, { left: alert.left })
    case 'due':
      return say('shifts.card.due')
    case 'over':
      return say('shifts.card.over', { of: alert.of })
    default:
      return unreachable(alert)
  }
}

const TONE = { none: 'plain', left: 'blue', book: 'amber', due: 'amber', over: 'red' } as const satisfies Record<Alert['kind'], Tone>

type PlaceOf = (home: SettingId) => string

interface TableProps {
  counted: readonly CountedShift[]
  reason: Reason
  asOf: PlainDate
  placeOf: PlaceOf
}

/** The very entries that made the count, numbered. */
const Counted = ({ counted, reason, asOf, placeOf }: TableProps) => {
  const { say, day, time, number } = useWords()
  const weighted = counted.some(({ units }) => units !== 1)
  const head = (text: string) => (
    <th scope="col" className="govuk-table__header">
      {text}
    </th>
  )
  return (
    <table className="govuk-table">
      {reason.anchor && (
        <caption className="govuk-table__caption govuk-table__caption--s">{say('shifts.card.since', { day: day(reason.anchor, asOf) })}</caption>
      )}
      <thead className="govuk-table__head">
        <tr className="govuk-table__row">
          {head(say('shifts.card.number'))}
          {head(say('shifts.card.when'))}
          {head(say('shifts.card.where'))}
          {weighted && head(say('shifts.card.units'))}
        </tr>
      </thead>
      <tbody className="govuk-table__body">
        {counted.map((shift, index) => (
          <tr key={shift.id ?? `${shift.startedAt} ${shift.home}`} className="govuk-table__row">
            <td className="govuk-table__cell">{number(index + 1)}</td>
            <td className="govuk-table__cell">
              <time dateTime={shift.startedAt}>
                {say('common.date.dayAndTime', { day: day(shift.londonDay, asOf), time: time(shift.startedAt) })}
              </time>
            </td>
            <td className="govuk-table__cell">{placeOf(shift.home as SettingId)}</td>
            {weighted && <td className="govuk-table__cell">{number(shift.units)}</td>}
          </tr>
        ))}
      </tbody>
    </table>
  )
}

interface OtherShiftsProps extends Pick<ShiftsOf, 'claims' | 'others'> {
  asOf: PlainDate
  placeOf: PlaceOf
}

/** Claims, and behind a summary what doesn't count and why. */
const OtherShifts = ({ claims, others, asOf, placeOf }: OtherShiftsProps) => {
  const { say, day, time } = useWords()
  const when = (startedAt: (typeof claims)[number]['startedAt']) => (
    <time dateTime={startedAt}>
      {say('common.date.dayAndTime', { day: day(londonDay(startedAt), asOf), time: time(startedAt) })}
    </time>
  )
  return (
    <>
      {claims.length > 0 && (
        <>
          <h3 className="govuk-heading-s">{say('shifts.card.claims')}</h3>
          <RowList label={say('shifts.card.claims')}>
            {claims.map(({ id, startedAt, setting }) => (
              <Row key={id} title={when(startedAt)} meta={placeOf(setting)} />
            ))}
          </RowList>
        </>
      )}
      {others.length > 0 && (
        <Details summary={say('shifts.card.others', { count: others.length })}>
          <RowList label={say('shifts.card.others', { count: others.length })}>
            {others.map(({ shift, why }) => (
              <Row key={shift.id} title={when(shift.startedAt)} meta={placeOf(shift.setting)} end={<span>{say(`shifts.card.why.${why}`)}</span>} />
            ))}
          </RowList>
        </Details>
      )}
    </>
  )
}

/** The shifts counted: what the count asks for, the very entries that made it, what is still to be confirmed (SEF-3.18). */
export const ShiftsCard = ({ post, snapshot, counted, reason, asOf, me, whose }: ShiftsCardProps) => {
  const all = useWords()
  const { say, dayAndTime } = all
  const { claims, others, through } = shiftsOf(post, snapshot, counted, reason, asOf)
  const placeOf: PlaceOf = (home) => snapshot.settings.get(home)?.name ?? '—'
  const alert = alertOf(reason)
  const alertText = alertWords(alert, all)
  const manager = snapshot.settings.get(post.setting)?.managers.includes(me) ?? false
  const books = post.supervisor === me || (post.person === me && post.supervisor !== null)
  const total = say('policy.label.shifts', { count: reason.count ?? 0, of: reason.of ?? 0 })
  const postId = post.id
  return (
    <Card heading={say('shifts.card.title')} beside={<span className="govuk-body-s govuk-!-margin-bottom-0">{total}</span>}>
      {alertText && (
        <p className="govuk-body">
          <Tag tone={TONE[alert.kind]} icon={alert.kind === 'over' ? 'late' : 'clock'}>
            {alertText}
          </Tag>
          {books && (
            <>
              {' '}
              <Link href={hrefOf('planSession', { postId })}>{say('shifts.card.bookLink')}</Link>
            </>
          )}{' '}
          <WhyLink post={postId} one={{ track: 'one-to-one' }} name={whose} />
        </p>
      )}
      {counted.length === 0 ? (
        <p className="govuk-body">{say('shifts.card.none')}</p>
      ) : (
        <Details summary={say('shifts.card.show', { count: counted.length })}>
          <Counted counted={counted} reason={reason} asOf={asOf} placeOf={placeOf} />
        </Details>
      )}
      <OtherShifts claims={claims} others={others} asOf={asOf} placeOf={placeOf} />
      <p className="govuk-body-s">{through ? say('shifts.known.upTo', { when: dayAndTime(through, asOf) }) : say('shifts.known.never')}</p>
      {(manager || post.person === me) && (
        <p className="govuk-body">
          {manager ? (
            <Link href={`${hrefOf('shifts')}?post=${postId}`}>{say('shifts.card.correctLink')}</Link>
          ) : (
            <Link href={hrefOf('logShift', { postId })}>{say('shifts.card.logLink')}</Link>
          )}
        </p>
      )}
    </Card>
  )
}
