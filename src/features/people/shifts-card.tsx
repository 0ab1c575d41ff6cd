import { type PlainDate } from '../../domain/dates.ts'
import { type CountedShift } from '../../domain/policy/shifts.ts'
import { Card } from '../../ui/card.tsx'
import { Details } from '../../ui/details.tsx'
import { useWords } from '../../ui/words-provider.tsx'
import { type SettingId } from '../../domain/ids.ts'

export interface ShiftsCardProps {
  counted: readonly CountedShift[]
  /** "9 of 16 shifts worked" */
  total: string
  since: PlainDate
  asOf: PlainDate
  placeOf: (home: SettingId) => string
}

/** The very shifts that made the count: when each began, and where. */
export const ShiftsCard = ({ counted, total, since, asOf, placeOf }: ShiftsCardProps) => {
  const { say, day, time, number } = useWords()
  const weighted = counted.some(({ units }) => units !== 1)
  return (
    <Card heading={say('people.shifts.title')} beside={<span className="govuk-body-s govuk-!-margin-bottom-0">{total}</span>}>
      {counted.length === 0 ? (
        <p className="govuk-body">{say('people.shifts.none')}</p>
      ) : (
        <Details summary={say('people.shifts.show', { count: counted.length })}>
          <table className="govuk-table">
            <caption className="govuk-table__caption govuk-table__caption--s">
              {say('people.shifts.caption', { day: day(since, asOf) })}
            </caption>
            <thead className="govuk-table__head">
              <tr className="govuk-table__row">
                <th scope="col" className="govuk-table__header">
                  {say('people.shifts.when')}
                </th>
                <th scope="col" className="govuk-table__header">
                  {say('people.shifts.where')}
                </th>
                {weighted && (
                  <th scope="col" className="govuk-table__header">
                    {say('people.shifts.units')}
                  </th>
                )}
              </tr>
            </thead>
            <tbody className="govuk-table__body">
              {counted.map((shift) => (
                <tr key={shift.id ?? `${shift.startedAt} ${shift.home}`} className="govuk-table__row">
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
        </Details>
      )}
    </Card>
  )
}
