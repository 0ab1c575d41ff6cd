/**
 * What the service holds back of this person's (P8), wherever they wrote it. Of what was written on this device its receipt
 * says so; what was delivered from a device that is lost, or whose words were forgotten, only the service can tell.
 */
import { type Json } from '../domain/json.ts'
import { type ActId } from '../domain/ids.ts'
import { type Instant } from '../domain/dates.ts'
import { QuarantineAnswer, type QuarantineItem } from '../protocol/changes.ts'
import { AWAITS_UPGRADE } from '../protocol/version.ts'
import { type Device, type QuarantinedAct, type Snapshot } from '../queries/device.ts'
import { DeviceError } from '../queries/device-error.ts'
import { type Entry } from '../store/entry.ts'
import { type PersonStore } from '../store/person-store.ts'

/** Waits at the service until that is upgraded (P10). */
const awaitsUpgrade = ({ state, receipt }: Entry): boolean => state === 'quarantined' && receipt?.withdrawn === false && AWAITS_UPGRADE.some((code) => code === receipt.reason?.code)

export interface HeldBack {
  /** Asks the service, once; where there is no answer, the next time again. */
  readonly look: () => void
  readonly with: (snapshot: Snapshot) => Snapshot
  /** Its author lets go of one. @throws DeviceError */
  readonly withdraw: (actId: ActId) => Promise<void>
  readonly drop: () => void
}

/** Null of another's, which is known to exist and no more; and of one that was withdrawn. */
const actOf = ({ actId, recordId, kind, type, reason, act, withdrawnAt, at }: QuarantineItem): QuarantinedAct | null => {
  if (act === null || typeof act !== 'object' || Array.isArray(act) || withdrawnAt !== null) return null
  const { patch, payload, deviceTime } = act as { readonly patch?: Json; readonly payload?: Json; readonly deviceTime?: Instant }
  return { actId: actId as ActId, recordId, kind, type, body: patch ?? payload ?? null, at: deviceTime ?? at, code: reason.code, fields: reason.fields ?? [] }
}

/** In memory alone, for as long as the device is open (K8). @param changed called when there is something else to show */
export const heldBackOf = (store: Pick<PersonStore, 'entries' | 'settle' | 'forget'>, ask: Device['ask'], changed: () => void): HeldBack => {
  let acts: readonly QuarantinedAct[] = []
  let looked = false
  const take = ({ items }: QuarantineAnswer): void => {
    acts = items.flatMap((item) => actOf(item) ?? [])
    changed()
  }
  const lookForReleased = async (awaiting: readonly Entry[]): Promise<void> => {
    const released = await import('./released.ts')
    if (await released.lookForReleased(store, awaiting, ask)) changed()
  }
  const told = (actId: ActId): Promise<QuarantineAnswer> => ask({ path: '/api/quarantine/withdraw', body: { actId } }, QuarantineAnswer)
  return {
    look: () => {
      if (looked) return
      looked = true
      ask({ path: '/api/quarantine', method: 'GET' }, QuarantineAnswer).then(take, () => {
        looked = false
      })
      const awaiting = store.entries().filter(awaitsUpgrade)
      if (awaiting.length > 0) {
        // Where there is no answer, the next unlocking asks again.
        lookForReleased(awaiting).catch(() => undefined)
      }
    },
    drop: () => {
      acts = []
    },
    with: (snapshot) => {
      // Of what this device has itself its receipts are nearer.
      const here = new Set<string>(store.entries().map(({ act }) => act.actId))
      const elsewhere = acts.filter(({ actId }) => !here.has(actId))
      return elsewhere.length === 0 ? snapshot : { ...snapshot, quarantined: [...snapshot.quarantined, ...elsewhere] }
    },
    withdraw: async (actId) => {
      const entry = store.entries().find(({ act, state }) => act.actId === actId && state === 'quarantined')
      if (!entry && acts.some((each) => each.actId === actId)) {
        take(await told(actId))
        return
      }
      if (!entry?.receipt) throw new DeviceError('act-unknown')
      const receipt = { ...entry.receipt, withdrawn: true }
      // What was refused because its file is erased is nowhere but here: letting go of it is the end of it (W4).
      const isOnlyHere = entry.receipt.reason?.code === 'erased'
      if (!isOnlyHere) await told(actId)
      await store.settle([{ entry, receipt }])
      if (isOnlyHere) await store.forget([entry])
      changed()
    },
  }
}
