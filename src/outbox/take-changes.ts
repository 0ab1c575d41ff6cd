/** Asking what changed, and writing what the answer says (L1). */
import { epochOf } from '../domain/dates.ts'
import { type ChangesAnswer, type ChangesRequest, USUAL_PAGE } from '../protocol/changes.ts'
import { type Entry } from '../store/entry.ts'
import { type RowsPlan } from '../store/person-rows.ts'
import { type PersonStore } from '../store/person-store.ts'
import { isUnsent } from '../store/ports.ts'
import { StorageError } from '../store/storage-error.ts'
import { endingOf } from './meaning.ts'
import { erasedIn, mayBeForgotten, planPull, PulledAnswer } from './plan-pull.ts'
import { nextPage } from './page-size.ts'
import { lastCommit } from './plan-recover.ts'
import { request } from './request.ts'
import { type Ending, type Round } from './round.ts'

/** What the service answered. */
export interface Changes {
  readonly value: ChangesAnswer
  /** The cursors it was asked with. */
  readonly asked: ChangesRequest['cursors']
  /** How often all had been pulled anew by then (T2). */
  readonly resets: number
  /** This device's clock when it came, in milliseconds since the epoch. */
  readonly clock: number
  /** Server time minus this device's, estimated from it. */
  readonly offsetMs: number
}

/** Asks; where there is no answer to take, how that ends the round. */
export type Ask = (cursors: ChangesRequest['cursors'], more?: Pick<ChangesRequest, 'digests'>) => Promise<Changes | Ending>

/** What the device says it has not sent (T5). */
const unsentOf = (entries: readonly Entry[]): ChangesRequest['unsent'] => {
  const unsent = entries.filter(isUnsent)
  const times = unsent.map(({ act }) => act.deviceTime).sort((a, b) => epochOf(a) - epochOf(b))
  return { count: unsent.length, oldest: times[0] ?? null }
}

/** @param signal calls off what is asked */
export const askOf = ({ store, memory, ports, person, deviceId, asking, connected }: Round, signal: AbortSignal): Ask =>
  async (cursors, more = {}) => {
    const last = lastCommit(store.entries(), store.state())
    const { resets } = store.state()
    const most = memory.page ?? USUAL_PAGE
    // A service that has named a commit takes both (T3).
    const body: ChangesRequest = { cursors, unsent: unsentOf(store.entries()), deviceId, ...(last ? { last, most } : {}), ...more }
    const from = ports.now()
    asking?.()
    const answer = await request(ports, { path: '/api/changes', body, principal: person, witness: store.state().audit, signal }, PulledAnswer)
    if (!signal.aborted) connected(answer.kind !== 'offline')
    // The server read its clock somewhere between asking and now (T1).
    const clock = ports.now()
    if (answer.kind === 'answered') memory.page = nextPage(most, { ms: clock - from, more: answer.value.scopes.some((page) => page.more) })
    else if (answer.kind === 'offline' && !signal.aborted) memory.page = nextPage(most, null)
    if (answer.kind !== 'answered') return endingOf(answer)
    return { value: answer.value, asked: cursors, resets, clock, offsetMs: Math.round(epochOf(answer.value.serverTime) - (from + clock) / 2) }
  }

/** Writes rows and cursors. @returns false where there is no room for them */
export const written = async (store: PersonStore, plan: () => RowsPlan | null): Promise<boolean> => {
  try {
    await store.applyRows(plan)
    return true
  } catch (error) {
    if (error instanceof StorageError && error.code === 'storage-full') return false
    throw error
  }
}

/** Writes what an answer says, and lets go of acts that are in it (V9). @returns false where there is no room for it */
export const take = async ({ store, memory }: Round, { value, asked, resets, clock, offsetMs }: Changes): Promise<boolean> => {
  const skipped = new Set(memory.skipped.keys())
  const here = () => ({ rows: store.rows, entries: store.entries(), state: store.state() })
  const fits = await written(store, () =>
    // Asked before all was to be pulled anew, it is of a history that is no more.
    store.state().resets === resets ? planPull(here(), value, asked, { clock, offsetMs }, skipped) : null,
  )
  if (!fits) return false
  const erased = erasedIn(store.rows)
  const gone = store.entries().filter((entry) => mayBeForgotten(entry, store.state(), erased))
  if (gone.length > 0) await store.forget(gone)
  return true
}
