/** What was written down beside sessions: each year's appraisal, one of them late and one soon due (SEF-4.9). */
import { addDays, type PlainDate } from '../../../src/domain/dates.ts'
import { demonstrationId, postOf, type Staff, STAFF } from './people.ts'
import { type Writer } from './writer.ts'

const YEAR = 365

/** How many days ago the last one was, of those that are neither spread over the year nor missing. */
const DAYS_AGO: Readonly<Record<string, number>> = { sam: YEAR - 4, bronwen: YEAR + 16 }

/** The others had theirs some time in the last ten months. */
const daysAgo = (person: Staff): number => DAYS_AGO[person.key] ?? 40 + ((STAFF.indexOf(person) * 47) % 260)

/** Nobody is appraised before they have been here a year. */
export const writeHappened = (writer: Writer, person: Staff, today: PlainDate): void => {
  if (person.began < YEAR) return
  const on = addDays(today, -daysAgo(person))
  const happened = demonstrationId(`appraisal:${person.key}`)
  writer.add(person.supervisor, { day: on, time: '16:30' }, {
    recordId: postOf(person.key),
    kind: 'post',
    type: 'post.happened',
    payload: { happened, event: { type: 'appraisal', on }, withdrawn: false, on },
  })
}
