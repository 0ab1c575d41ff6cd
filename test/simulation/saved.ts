/** What people were told is on their device: every save that resolved. */
import { type ActId, type RecordId } from '../../src/domain/ids.ts'
import { canonicalJson } from '../../src/protocol/hash.ts'
import { type Json } from '../../src/domain/json.ts'
import { type WireAct } from '../../src/protocol/act.ts'
import { type Tab } from './browser.ts'
import { deviceIdOf } from './chance.ts'
import { type Person } from './people.ts'

/** A patch as it is on the wire. */
export const patchOf = ({ patch }: Pick<WireAct, 'patch'>): Readonly<Record<string, { readonly value: Json; readonly from: string | null }>> =>
  (patch ?? {}) as Readonly<Record<string, { readonly value: Json; readonly from: string | null }>>

/** Where a value is: a field of a record, and what it says. */
export const placeOf = (recordId: string, field: string, value: Json): string => `${recordId} ${field} ${canonicalJson(value)}`

export interface SavedAct {
  readonly what: 'act'
  readonly person: Person
  readonly device: string
  readonly actId: ActId
}

export interface SavedEdit {
  readonly what: 'edit'
  readonly person: Person
  readonly device: string
  readonly recordId: RecordId
  readonly field: string
  readonly value: Json
  /** What the act it was saved in was written over; undefined where another tab has replaced that act since. */
  readonly from: string | null | undefined
}

export interface Saved {
  readonly acts: (tab: Tab, ids: readonly ActId[]) => void
  readonly edit: (tab: Tab, recordId: RecordId, values: Readonly<Record<string, Json>>) => void
  readonly all: readonly (SavedAct | SavedEdit)[]
}

export const savedOf = (): Saved => {
  const all: (SavedAct | SavedEdit)[] = []
  const deviceOf = ({ browser }: Tab): string => deviceIdOf(browser + 1)
  return {
    all,
    acts: (tab, ids) => {
      for (const actId of ids) all.push({ what: 'act', person: tab.person, device: deviceOf(tab), actId })
    },
    edit: (tab, recordId, values) => {
      const entries = tab.store.entries()
      for (const [field, value] of Object.entries(values)) {
        const text = canonicalJson(value)
        const entry = entries.findLast(({ act }) => {
          const change = act.recordId === recordId ? patchOf(act)[field] : undefined
          return change !== undefined && canonicalJson(change.value) === text
        })
        all.push({ what: 'edit', person: tab.person, device: deviceOf(tab), recordId, field, value, from: entry && patchOf(entry.act)[field]?.from })
      }
    },
  }
}
