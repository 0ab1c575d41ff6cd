import { useDeferredValue, useState } from 'react'
import { type PlainDate } from '../../domain/dates.ts'
import { type ShiftState } from '../../domain/records/record.ts'
import { type Snapshot } from '../../queries/device.ts'
import { Button } from '../../ui/button.tsx'
import { Card } from '../../ui/card.tsx'
import { EmptyState } from '../../ui/empty-state.tsx'
import { Row, RowList } from '../../ui/row-list.tsx'
import { TextField } from '../../ui/text-field.tsx'
import { useWords } from '../../ui/words-provider.tsx'
import { whenOf, timesOf } from './entry-words.ts'
import { byDay, matches, nameOf, placeOf } from './shifts-view.ts'

const PAGE = 40

export interface EntriesCardProps {
  entries: readonly ShiftState[]
  snapshot: Snapshot
  asOf: PlainDate
  /** Whom to look for to begin with. */
  find: string
  onCorrect: (entry: ShiftState) => void
}

interface EntryProps {
  entry: ShiftState
  snapshot: Snapshot
  asOf: PlainDate
  onCorrect: (entry: ShiftState) => void
}

const Entry = ({ entry, snapshot, asOf, onCorrect }: EntryProps) => {
  const words = useWords()
  const { say, number, dayAndTime } = words
  const name = nameOf(snapshot, entry.person)
  const { logged, units } = entry
  const meta = [
    timesOf(entry, words),
    say(`shifts.status.${entry.status}`),
    placeOf(snapshot, entry.setting),
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

/** The entries of the roster by day, the newest first, each to be put right. */
export const EntriesCard = ({ entries, snapshot, asOf, find, onCorrect }: EntriesCardProps) => {
  const { say, longDay } = useWords()
  const [search, setSearch] = useState(find)
  const [most, setMost] = useState(PAGE)
  const typed = useDeferredValue(search)
  const found = entries.filter(({ person }) => matches(nameOf(snapshot, person), typed))
  return (
    <Card heading={say('shifts.entries.title')}>
      {entries.length === 0 ? (
        <EmptyState icon="clock" title={say('shifts.entries.none')} text={say('shifts.entries.noneText')} />
      ) : (
        <>
          <TextField label={say('shifts.entries.find')} type="search" width={20} autoComplete="off" value={search} onChange={setSearch} />
          <output className="govuk-body-s">{say('shifts.entries.count', { count: found.length })}</output>
          {found.length === 0 && <p className="govuk-body">{say('shifts.entries.noneFound', { search: typed })}</p>}
          {byDay(found.slice(0, most)).map(([day, shifts]) => (
            <div key={day}>
              <h3 className="govuk-heading-s cs-shift-day">
                <time dateTime={day}>{longDay(day)}</time>
              </h3>
              <RowList label={longDay(day)}>
                {shifts.map((entry) => (
                  <Entry key={entry.id} entry={entry} snapshot={snapshot} asOf={asOf} onCorrect={onCorrect} />
                ))}
              </RowList>
            </div>
          ))}
          {found.length > most && (
            <Button kind="secondary" onClick={() => setMost(most + PAGE)}>
              {say('shifts.entries.more')}
            </Button>
          )}
        </>
      )}
    </Card>
  )
}
