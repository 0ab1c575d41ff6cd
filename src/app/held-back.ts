/**
 * What the service holds back of this person's (P8), wherever they wrote it. Of what was written on this device its receipt
 * says so; what was delivered from a device that is lost, or whose words were forgotten, only the service can tell.
 */
import { type Json } from '../domain/json.ts'
import { type ActId } from '../domain/ids.ts'
import { type Instant } from '../domain/dates.ts'
import { QuarantineAnswer, type QuarantineItem } from '../protocol/changes.ts'
import { type Device, type QuarantinedAct, type Snapshot } from '../queries/device.ts'

export interface HeldBack {
  /** Asks the service anew. Rejects, and knows what it knew, where there is no answer. */
  readonly ask: () => Promise<void>
  /** Takes in what the service answered. */
  readonly take: (answer: QuarantineAnswer) => void
  readonly knows: (actId: ActId) => boolean
  readonly drop: () => void
  /** @param here the acts this device has itself: their receipts are nearer */
  readonly with: (snapshot: Snapshot, here: ReadonlySet<string>) => Snapshot
}

/** Null of another's, which is known to exist and no more; and of one that was withdrawn. */
const actOf = ({ actId, recordId, kind, type, reason, act, withdrawnAt, at }: QuarantineItem): QuarantinedAct | null => {
  if (act === null || typeof act !== 'object' || Array.isArray(act) || withdrawnAt !== null) return null
  const { patch, payload, deviceTime } = act as { readonly patch?: Json; readonly payload?: Json; readonly deviceTime?: Instant }
  return { actId: actId as ActId, recordId, kind, type, body: patch ?? payload ?? null, at: deviceTime ?? at, code: reason.code, fields: reason.fields ?? [] }
}

/** In memory alone, for as long as the device is open (K8). */
export const heldBackOf = (ask: Device['ask']): HeldBack => {
  let acts: readonly QuarantinedAct[] = []
  const take = ({ items }: QuarantineAnswer): void => {
    acts = items.flatMap((item) => actOf(item) ?? [])
  }
  return {
    ask: async () => take(await ask({ path: '/api/quarantine', method: 'GET' }, QuarantineAnswer)),
    take,
    drop: () => {
      acts = []
    },
    knows: (id) => acts.some(({ actId }) => actId === id),
    with: (snapshot, here) => {
      const elsewhere = acts.filter(({ actId }) => !here.has(actId))
      return elsewhere.length === 0 ? snapshot : { ...snapshot, quarantined: [...snapshot.quarantined, ...elsewhere] }
    },
  }
}
