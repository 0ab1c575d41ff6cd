/**
 * Whether what is here is what the server says it should be (L4). Where it isn't, the scopes that differ are fetched once
 * more; what they hold stays readable meanwhile, and no other scope and no act is touched.
 */
import { type Digest, isSame, minus, NO_ROWS } from '../protocol/digest.ts'
import { type ChangesAnswer } from '../protocol/changes.ts'
import { digestsHere, together } from './digests-here.ts'
import { type Again, NOTHING_YET, planAgain, withPage } from './plan-again.ts'
import { type Ending, type Round } from './round.ts'
import { type Ask, type Changes, take, written } from './take-changes.ts'

/** By scope, how the server's digest differed from what had just been fetched again: that will not be mended by fetching. */
export type Unmended = Map<string, Digest>

const DONE: Ending = { kind: 'done' }

/** Whether all that is here is as of this answer: another tab may be further already. */
const isAsOf = ({ store }: Round, { head, gone }: ChangesAnswer): boolean =>
  Object.entries(store.state().cursors).every(([scope, cursor]) => cursor === head || gone.includes(scope))

/** What is here, without scopes that are the person's no more and are kept for what is unsent of them (L3). */
const mineOf = ({ store }: Round, gone: readonly string[]): ReadonlyMap<string, Digest> =>
  new Map([...digestsHere(store.rows)].filter(([scope]) => !gone.includes(scope)))

const isRight = (round: Round, { digest, gone }: ChangesAnswer): boolean => {
  if (!digest) return true
  const known = together(round.memory.unmended.values())
  return isSame(minus(digest, together(mineOf(round, gone).values())), known)
}

/** By how much each scope differs, those that do. */
const differencesOf = (round: Round, digests: Readonly<Record<string, Digest>>, gone: readonly string[]): Unmended => {
  const mine = mineOf(round, gone)
  const differences: Unmended = new Map()
  for (const [scope, theirs] of Object.entries(digests)) {
    const difference = minus(theirs, mine.get(scope) ?? NO_ROWS)
    if (!isSame(difference, NO_ROWS)) differences.set(scope, difference)
  }
  return differences
}

/** The answer without what it says of these scopes but that there is more of them. */
const without = (value: ChangesAnswer, scopes: ReadonlyMap<string, Again>): ChangesAnswer => ({
  ...value,
  scopes: value.scopes.map((page) => (scopes.has(page.scope) ? { ...page, rows: [], cursor: 0 } : page)),
})

/** Reads scopes from their beginning to their end, then writes what is different. @returns how it ended, and the last answer */
const fetchAgain = async (round: Round, ask: Ask, scopes: readonly string[]): Promise<Ending | Changes> => {
  const { store } = round
  const fetched = new Map<string, Again>(scopes.map((scope) => [scope, NOTHING_YET]))
  for (;;) {
    const cursors = { ...store.state().cursors }
    for (const [scope, { cursor }] of fetched) cursors[scope] = cursor
    const changes = await ask(cursors, { digests: true })
    if ('kind' in changes) return changes
    const { value } = changes
    // The next round sees to that first (T2).
    if (value.restored) return DONE
    for (const scope of value.gone) fetched.delete(scope)
    let further = value.gone.length > 0
    for (const page of value.scopes) {
      const again = fetched.get(page.scope)
      further ||= page.cursor > (cursors[page.scope] ?? 0)
      if (again) fetched.set(page.scope, withPage(again, page, store.rows))
    }
    if (!(await take(round, { ...changes, value: without(value, fetched) }))) return { kind: 'no-room' }
    if (value.scopes.some(({ more }) => more)) {
      // A page that brings it no further would be asked for until the end of time.
      if (!further) return { kind: 'wait', retryAfterMs: null, fails: false }
      continue
    }
    const fits = await written(store, () => planAgain({ rows: store.rows, state: store.state() }, fetched))
    return fits ? changes : { kind: 'no-room' }
  }
}

/**
 * Compares, after the last page of a pull, and mends.
 *
 * @param answer the last one, written already
 */
export const checkDigests = async (round: Round, ask: Ask, answer: ChangesAnswer): Promise<Ending> => {
  const { store, memory } = round
  if (!isAsOf(round, answer) || isRight(round, answer)) return DONE
  // A scope that is here and that no cursor names is named, so that the server says whether it is gone (L3).
  const strays = Object.fromEntries([...mineOf(round, answer.gone).keys()].map((scope) => [scope, 0]))
  const changes = await ask({ ...strays, ...store.state().cursors }, { digests: true })
  if ('kind' in changes) return changes
  const { value } = changes
  if (value.restored) return DONE
  if (!(await take(round, changes))) return { kind: 'no-room' }
  round.changed()
  // Something came just now: the next round compares.
  if (!value.digests || !isAsOf(round, value)) return DONE
  const differences = differencesOf(round, value.digests, value.gone)
  const wanted = [...differences].filter(([scope, by]) => !isSame(by, memory.unmended.get(scope) ?? NO_ROWS)).map(([scope]) => scope)
  memory.unmended = differences
  if (wanted.length === 0) return DONE
  const fetched = await fetchAgain(round, ask, wanted)
  round.changed()
  if ('kind' in fetched) {
    // Not read to the end: the next round begins anew.
    for (const scope of wanted) memory.unmended.delete(scope)
    return fetched
  }
  const { digests, gone } = fetched.value
  if (digests && isAsOf(round, fetched.value)) memory.unmended = differencesOf(round, digests, gone)
  return DONE
}
