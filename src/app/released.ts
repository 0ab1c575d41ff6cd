/**
 * Acts that waited at the service for its upgrade (P10): once it can read them it judges them, and the device that wrote them
 * learns of it by sending them once more, which is harmless (P4). Got when there is such an act.
 */
import { PushAnswer } from '../protocol/push.ts'
import { PUSH_MAX_ACTS } from '../protocol/version.ts'
import { type Device } from '../queries/device.ts'
import { type Entry, type StoredReceipt } from '../store/entry.ts'
import { type PersonStore } from '../store/person-store.ts'

/** @returns whether anything became of one */
export const lookForReleased = async (store: Pick<PersonStore, 'settle'>, entries: readonly Entry[], ask: Device['ask']): Promise<boolean> => {
  const asked = entries.slice(0, PUSH_MAX_ACTS)
  const { receipts } = await ask({ path: '/api/acts', body: { acts: asked.map(({ act }) => act) } }, PushAnswer)
  const settled = asked.flatMap((entry): { entry: Entry; receipt: StoredReceipt }[] => {
    const { act, receipt } = entry
    const said = receipts.find(({ actId, hash }) => actId === act.actId && hash === act.hash)
    if (!receipt || !said || said.outcome === 'retry') return []
    const first = said.outcome === 'duplicate' ? said.first : said
    // It is in the record now: there is nothing more to list.
    if (first.outcome !== 'quarantined') return [{ entry, receipt: { ...receipt, withdrawn: true } }]
    return first.reason.code === receipt.reason?.code ? [] : [{ entry, receipt: { ...receipt, reason: first.reason } }]
  })
  if (settled.length > 0) await store.settle(settled)
  return settled.length > 0
}
