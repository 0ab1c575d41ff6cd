import { type PlainDate } from '../../domain/dates.ts'
import { type ShiftLog } from '../../domain/records/deeds/home.ts'
import { type RosterReading } from '../../domain/roster.ts'
import { type Snapshot } from '../../queries/device.ts'
import { Details } from '../../ui/details.tsx'
import { Row, RowList } from '../../ui/row-list.tsx'
import { useWords } from '../../ui/words-provider.tsx'
import { timesOf, whenOf } from './entry-words.ts'
import { nameOf } from './shifts-view.ts'

const MOST = 100

export interface ChangedListProps {
  changed: RosterReading['changed']
  snapshot: Snapshot
  asOf: PlainDate
}

/** What a roster changes of shifts that are known: what each said, and what it says then. */
export const ChangedList = ({ changed, snapshot, asOf }: ChangedListProps) => {
  const words = useWords()
  const { say } = words
  if (changed.length === 0) return null
  const said = (entry: Pick<ShiftLog, 'startedAt' | 'endedAt' | 'status' | 'claimed'>): string =>
    say(entry.claimed ? 'shifts.check.claimed' : 'shifts.check.said', { status: say(`shifts.status.${entry.status}`), times: timesOf(entry, words) })
  return (
    <Details summary={say('shifts.check.showChanged', { count: changed.length })}>
      <RowList label={say('shifts.check.showChanged', { count: changed.length })}>
        {changed.slice(0, MOST).map(({ was, ...shift }) => (
          <Row
            key={was.id}
            title={say('shifts.claims.which', { name: nameOf(snapshot, shift.person), when: whenOf(shift, asOf, words) })}
            meta={
              shift.post === was.post
                ? say('shifts.check.becomes', { was: said(was), now: said(shift) })
                : say('shifts.check.otherPost', { now: said(shift), title: snapshot.posts.get(shift.post)?.title ?? '' })
            }
          />
        ))}
      </RowList>
    </Details>
  )
}
