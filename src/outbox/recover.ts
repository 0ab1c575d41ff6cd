/**
 * What a device does once it is told that the service was restored from a backup (T2): acts the service had go again; what
 * nobody's acts have brought back it is given as copies; then all is pulled anew. Killed at any point, or on a line that
 * breaks, it begins again: nothing here is forgotten before the service has all of it.
 */
import { epochOf } from '../domain/dates.ts'
import { RECOVERY_PAGE, RecoveryAnswer, RecoveryCopiesAnswer, COPIES_PAGE } from '../protocol/recovery.ts'
import { type Entry, placeOf } from '../store/entry.ts'
import { endingOf, meaningOf } from './meaning.ts'
import { askedRow, type Copy, copyIn, keptActs, parkedBy, planRecall, planRegained, planReset, type Said } from './plan-recover.ts'
import { request } from './request.ts'
import { type Ending, type Round } from './round.ts'

/** A batch of copies is about this long; one that is longer goes alone. */
const COPIES_CHARACTERS = 500_000

/** Nothing went wrong: go on. */
type Step<T> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly ending: Ending }

const pagesOf = <T>(all: readonly T[]): readonly (readonly T[])[] =>
  Array.from({ length: Math.ceil(all.length / RECOVERY_PAGE) }, (_, n) => all.slice(n * RECOVERY_PAGE, (n + 1) * RECOVERY_PAGE))

/** The service's time, in milliseconds since the epoch: this device's clock may have been moved since it was last compared. */
const timeIn = ({ serverTime }: RecoveryAnswer): number => epochOf(serverTime)

const ask = async (round: Round, body: { acts: readonly unknown[]; rows: readonly unknown[] }): Promise<Step<RecoveryAnswer>> => {
  const { ports, signal } = round
  if (signal.aborted) return { ok: false, ending: { kind: 'offline' } }
  const answer = await request(ports, { path: '/api/recovery', body, principal: round.person, signal }, RecoveryAnswer)
  round.connected(answer.kind !== 'offline')
  if (answer.kind !== 'answered') return { ok: false, ending: endingOf(answer) }
  round.memory.recoversTo ??= answer.value.commit ?? null
  return { ok: true, value: answer.value }
}

/** Scopes that the service does not know to be the person's, now: what is done in them waits until it does (T2). */
const parkScopes = async (round: Round): Promise<Ending | null> => {
  const { store } = round
  const one = new Map([...store.rows.values()].map((row) => [row.scope, row]))
  const said = new Map<string, RecoveryAnswer['rows'][number]>()
  let now = 0
  for (const page of pagesOf([...one.values()])) {
    const asked = await ask(round, { acts: [], rows: page.map(askedRow) })
    if (!asked.ok) return asked.ending
    now = timeIn(asked.value)
    for (const each of asked.value.rows) said.set(placeOf(each.scope, each.id), each)
  }
  await store.applyRows(() => {
    const state = store.state()
    return { put: [], remove: [], state: { ...state, parked: parkedBy(state, said, now) } }
  })
  return null
}

/** Acts the service had and has no more are unsent again. */
const recallActs = async (round: Round): Promise<Ending | null> => {
  const { store } = round
  const lacked = new Map<string, RecoveryAnswer['acts'][number]>()
  const erased = new Set<string>()
  let now = 0
  for (const acts of pagesOf(keptActs(store.entries()))) {
    const asked = await ask(round, { acts, rows: [] })
    if (!asked.ok) return asked.ending
    now = timeIn(asked.value)
    for (const each of asked.value.acts) {
      if (each.is === 'erased') erased.add(each.actId)
      else lacked.set(each.actId, each)
    }
  }
  if (erased.size > 0) await store.forget(store.entries().filter(({ act }) => erased.has(act.actId)))
  if (lacked.size === 0) return null
  // What they wait for first: killed before they are unsent again, they are asked about again.
  let again: readonly Entry[] = []
  await store.applyRows(() => {
    const here = { rows: store.rows, entries: store.entries(), state: store.state() }
    const { recall, awaits } = planRecall(here, lacked, now)
    again = recall
    return { put: [], remove: [], state: { ...here.state, awaits, pulledThrough: 0 } }
  })
  await store.recall(again)
  round.changed()
  return null
}

/** Gives the service copies, in batches that it takes. One that it cannot even read stays out: it is no record. */
const giveCopies = async (round: Round, copies: readonly Copy[]): Promise<Ending | null> => {
  const { ports, signal } = round
  const waiting = [...copies]
  let most = COPIES_PAGE
  while (waiting.length > 0) {
    if (signal.aborted) return { kind: 'offline' }
    const batch: Copy[] = []
    let characters = 0
    for (const copy of waiting) {
      if (batch.length > 0 && (batch.length >= most || characters > COPIES_CHARACTERS)) break
      batch.push(copy)
      characters += JSON.stringify(copy).length
    }
    const body = { deviceId: round.deviceId, copies: batch }
    const answer = await request(ports, { path: '/api/recovery/copies', body, principal: round.person, signal }, RecoveryCopiesAnswer)
    round.connected(answer.kind !== 'offline')
    if (answer.kind !== 'answered') {
      const { kind } = meaningOf(answer)
      if (kind !== 'too-large' && kind !== 'malformed') return endingOf(answer)
      if (batch.length > 1) most = 1
      else waiting.shift()
      continue
    }
    if (answer.value.outcomes.length !== batch.length) return { kind: 'wait', retryAfterMs: null, fails: false }
    waiting.splice(0, batch.length)
  }
  return null
}

/** What the service says of the rows here, and when, having been given copies of those it lacks. @param scopes all of them where null */
const offerRows = async (round: Round, scopes: readonly string[] | null): Promise<Step<{ readonly said: Said; readonly now: number }>> => {
  const said = new Map<string, RecoveryAnswer['rows'][number]>()
  let now = 0
  const held = [...round.store.rows.values()].filter(({ scope }) => scopes === null || scopes.includes(scope))
  for (const page of pagesOf(held)) {
    const asked = await ask(round, { acts: [], rows: page.map(askedRow) })
    if (!asked.ok) return asked
    now = timeIn(asked.value)
    for (const each of asked.value.rows) said.set(placeOf(each.scope, each.id), each)
    const lacked = page.filter(({ scope, row }) => ['other', 'absent'].includes(said.get(placeOf(scope, row.id))?.is ?? ''))
    const ending = await giveCopies(round, lacked.flatMap((row) => copyIn(row) ?? []))
    if (ending) return { ok: false, ending }
  }
  return { ok: true, value: { said, now } }
}

/**
 * The service was restored.
 *
 * @param send sends what is unsent
 * @returns null once all is to be pulled anew; else why it has to begin again later
 */
export const recover = async (round: Round, send: (round: Round) => Promise<Ending>): Promise<Ending | null> => {
  const { store } = round
  const { resets } = store.state()
  const stopped = (await parkScopes(round)) ?? (await recallActs(round))
  if (stopped) return stopped
  const sent = await send(round)
  // Restored once more meanwhile: what was asked about was of another history.
  if (round.memory.restore !== 'recovering') return { kind: 'wait', retryAfterMs: null, fails: false }
  // What others' acts are waited for, or is to be sent again later, keeps nothing else from coming back.
  if (sent.kind !== 'done' && sent.kind !== 'again-later') return sent
  const offered = await offerRows(round, null)
  if (!offered.ok) return offered.ending
  const { said, now } = offered.value
  // Another tab may have been through it meanwhile.
  await store.applyRows(() => (store.state().resets === resets ? planReset({ state: store.state() }, said, now) : null))
  round.changed()
  return null
}

/** Scopes that the service counts as the person's again. @returns null once they are to be pulled */
export const regain = async (round: Round, scopes: readonly string[]): Promise<Ending | null> => {
  const { store } = round
  const offered = await offerRows(round, scopes)
  if (!offered.ok) return offered.ending
  await store.applyRows(() => planRegained({ state: store.state() }, scopes, offered.value.said))
  round.changed()
  return null
}
