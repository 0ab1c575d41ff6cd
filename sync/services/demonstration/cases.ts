/** The invented children of Larkfield House, as its case list has them: the names that the guard looks for in notes (W6). */
import { addDays, type PlainDate } from '../../../src/domain/dates.ts'
import { caseListId } from '../../../src/protocol/derived-ids.ts'
import { HOME } from './people.ts'
import { type Writer } from './writer.ts'

/** Nobody is called this: given names that are words as well, with a surname from a hedge. */
const CASES = [
  { reference: 'LCS 70001', names: ['Jayden Larkspur', 'Jay'] },
  { reference: 'LCS 70002', names: ['Skye Bramblewick'] },
  { reference: 'LCS 70003', names: ['Will Thistledown', 'Billy'] },
  { reference: 'LCS 70004', names: ['Amira Fernhollow', 'Mimi'] },
  { reference: 'LCS 70005', names: ['Rhys Meadowsweet-Teasel'] },
]

export const writeCases = (writer: Writer, today: PlainDate): void => {
  writer.add('dana', { day: addDays(today, -60), time: '16:40' }, {
    recordId: caseListId(HOME),
    kind: 'case-list',
    type: 'cases.list',
    payload: { setting: HOME, cases: CASES },
  })
}
