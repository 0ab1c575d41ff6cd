/** `GET /api/records/:id/acts`: everything that was ever done to a record, for the two whose record it is (I4). */
import * as z from 'zod/mini'
import { Instant } from '../domain/dates.ts'
import { PersonId, RecordId } from '../domain/ids.ts'
import { WireAct } from './act.ts'

const RecordedAct = z.strictObject({
  seq: z.int().check(z.minimum(1)),
  actor: PersonId,
  receivedAt: Instant,
  outcome: z.enum(['applied', 'competing']),
  act: WireAct,
})
export const HistoryAnswer = z.strictObject({ recordId: RecordId, acts: z.array(RecordedAct), serverTime: Instant })
export type HistoryAnswer = z.infer<typeof HistoryAnswer>
