import { useDeferredValue, useState } from 'react'
import { type PlainDate } from '../../domain/dates.ts'
import { type ShiftState } from '../../domain/records/record.ts'
import { type Snapshot } from '../../queries/device.ts'
import { Button } from '../../ui/button.tsx'
import { Card } from '../../ui/card.tsx'
import { Details } from '../../ui/details.tsx'
import { EmptyState } from '../../ui/empty-state.tsx'
import { Row, RowList } from '../../ui/row-list.tsx'
import { TextField } from '../../ui/text-field.tsx'
import { useWords } from '../../ui/words-provider.tsx'
import { whenOf, timesOf } from './entry-words.ts'
import { byDay, matches, nameOf, placeOf } from './shifts-view.ts'

const PAGE = 40

interface EntryProps {
  entry: ShiftState
  snapshot: Snapshot
  asOf: PlainDate
  /** Says in which home each was: the reader manages several. */
  places: boolean
  onCorrect: (entry: ShiftState) => void
}

export interface EntriesCardProps extends Omit<EntryProps, 'entry'> {
  past: readonly ShiftState[]
  ahead: readonly ShiftState[]
  /** Whom to look for to begin with. */
  find: string
}

const Entry = ({ entry, snapshot, asOf, places, onCorrect }: EntryProps) => {
  const words = useWords()
  const { say, number, dayAndTime } = words
  const name = nameOf(snapshot, entry.person)
  const { logged, units } = entry
  const meta = [
    timesOf(entry, words),
    say(`shifts.status.${entry.status}`),
    ...(places ? [placeOf(snapshot, entry.setting)] : []),
    ...(units === null ? [] : [say('shifts.units', { units: number(units) })]),
    ...(entry.earlier.length > 0 ? [say('shifts.corrected')] : []),
  ]
  return (
    <Row
      title={name}
      meta={
        <>
          {meta.join(' · ')}
          {logged && (
            <span className="cs-row__meta">
              {say('shifts.loggedBy', { name: nameOf(snapshot, logged.by), when: dayAndTime(logged.at, asOf) })}
            </span>
          )}
        </>
      }
      action={
        <Button kind="quiet" onClick={() => onCorrect(entry)}>
          {say('shifts.entries.correct')}{' '}
          <span className="govuk-visually-hidden">{say('shifts.entries.which', { name, when: whenOf(entry, asOf, words) })}</span>
        </Button>
      }
    />
  )
}

interface DaysProps extends Omit<EntryProps, 'entry'> {
  entries: readonly ShiftState[]
}

const Days = ({ entries, ...rest }: DaysProps) => {
  const { longDay } = useWords()
  return byDay(entries).map(([day, shifts]) => (
    <div key={day}>
      <h3 className="govuk-heading-s cs-shift-day">
        <time dateTime={day}>{longDay(day)}</time>
      </h3>
      <RowList label={longDay(day)}>
        {shifts.map((entry) => (
          <Entry key={entry.id} entry={entry} {...rest} />
        ))}
      </RowList>
    </div>
  ))
}

/** The entries of the roster by day, the newest first, each to be put right. */
export const EntriesCard = ({ past, ahead, find, ...rest }: EntriesCardProps) => {
  const { say } = useWords()
  const [search, setSearch] = useState(find)
  const [most, setMost] = useState(PAGE)
  const typed = useDeferredValue(search)
  const found = ({ person }: ShiftState): boolean => matches(nameOf(rest.snapshot, person), typed)
  const [shown, coming] = [past.filter(found), ahead.filter(found)]
  return (
    <Card heading={say('shifts.entries.title')}>
      {past.length + ahead.length === 0 ? (
        <EmptyState icon="clock" title={say('shifts.entries.none')} text={say('shifts.entries.noneText')} />
      ) : (
        <>
          <TextField label={say('shifts.entries.find')} type="search" width={20} autoComplete="off" value={search} onChange={setSearch} />
          <output className="govuk-body-s">{say('shifts.entries.count', { count: shown.length + coming.length })}</output>
          {shown.length + coming.length === 0 && <p className="govuk-body">{say('shifts.entries.noneFound', { search: typed })}</p>}
          {coming.length > 0 && (
            <Details summary={say('shifts.entries.ahead', { count: coming.length })}>
              <Days entries={coming} {...rest} />
            </Details>
          )}
          <Days entries={shown.slice(0, most)} {...rest} />
          {shown.length > most && (
            <Button kind="secondary" onClick={() => setMost(most + PAGE)}>
              {say('shifts.entries.more')}
            </Button>
          )}
        </>
      )}
    </Card>
  )
}
