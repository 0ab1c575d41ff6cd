/** What the service has of what was sent to it, read as it grows. */
import { type WireAct } from '../../src/protocol/act.ts'
import { type FirstReceipt } from '../../src/protocol/push.ts'
import { patchOf, placeOf } from './saved.ts'
import { type Service } from './service.ts'

/** An act that the service has, applied or in quarantine. */
export interface Stored {
  readonly org: string
  readonly seq: number
  readonly author: string
  readonly wire: WireAct
  readonly receipt: FirstReceipt
  readonly where: 'acts' | 'quarantine'
}

export interface Ledger {
  /** Reads what has come since. @returns it */
  readonly read: () => Promise<readonly Stored[]>
  readonly all: readonly Stored[]
  /** By the act's id; more than one where an id was used twice. */
  readonly byAct: ReadonlyMap<string, readonly Stored[]>
  /** By `placeOf` what an edit says. */
  readonly byPlace: ReadonlyMap<string, readonly Stored[]>
  /** Forgets everything: the service went back to an earlier point. */
  readonly forget: () => void
}

export const ledgerOf = (service: Service): Ledger => {
  const all: Stored[] = []
  const byAct = new Map<string, Stored[]>()
  const byPlace = new Map<string, Stored[]>()
  const seen = new Map<string, number>()
  const add = (map: Map<string, Stored[]>, key: string, stored: Stored): void => {
    map.set(key, [...(map.get(key) ?? []), stored])
  }
  return {
    all,
    byAct,
    byPlace,
    forget: () => {
      all.length = 0
      for (const map of [byAct, byPlace, seen]) map.clear()
    },
    read: async () => {
      const fresh = await service.read(async (tx) => {
        const orgs = await tx.selectFrom('orgs').select(['org', 'seq']).execute()
        const found: Stored[] = []
        for (const { org, seq } of orgs) {
          const from = seen.get(org) ?? -1
          if (from === seq) continue
          seen.set(org, seq)
          const acts = await tx.selectFrom('acts').select(['seq', 'actor as author', 'body', 'receipt']).where('org', '=', org).where('seq', '>', from).orderBy('seq').execute()
          const kept = await tx.selectFrom('quarantine').select(['seq', 'author', 'body', 'receipt']).where('org', '=', org).where('seq', '>', from).orderBy('seq').execute()
          const read = (row: { readonly seq: number; readonly author: string; readonly body: string; readonly receipt: string }, where: Stored['where']): Stored => ({
            org, where, seq: row.seq, author: row.author, wire: JSON.parse(row.body) as WireAct, receipt: JSON.parse(row.receipt) as FirstReceipt,
          })
          found.push(...acts.map((row) => read(row, 'acts')), ...kept.map((row) => read(row, 'quarantine')))
        }
        return found
      })
      for (const stored of fresh) {
        all.push(stored)
        add(byAct, stored.wire.actId, stored)
        for (const [field, change] of Object.entries(patchOf(stored.wire))) {
          if (change !== null && typeof change === 'object' && 'value' in change) add(byPlace, placeOf(stored.wire.recordId, field, change.value), stored)
        }
      }
      return fresh
    },
  }
}
