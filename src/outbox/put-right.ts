/** What an answer to a pull says besides what changed (T2). What is done about it is got when it is wanted. */
import { type ChangesAnswer } from '../protocol/changes.ts'
import { regainedIn } from './plan-recover.ts'
import { type Ending, type Round } from './round.ts'

/** A service that says so again, having been given everything, has a fault of its own. */
const MOST_RESTORES = 3

/**
 * What comes before changes do: the service was restored, or counts scopes as the person's again that it had not since (T2).
 *
 * @param times how often it was so in this pull
 * @param send  sends what is unsent
 * @returns `none` where there is nothing of the kind; `done`: ask again
 */
export const putRight = async (
  round: Round,
  { restored, gone }: Pick<ChangesAnswer, 'restored' | 'gone'>,
  times: number,
  send: (round: Round) => Promise<Ending>,
): Promise<Ending | { readonly kind: 'none' }> => {
  const regained = restored ? [] : regainedIn(round.store.state(), gone)
  if (!restored && regained.length === 0) return { kind: 'none' }
  if (times >= MOST_RESTORES) return { kind: 'wait', retryAfterMs: null, fails: false }
  const recovering = await import('./recover.ts').catch(() => null)
  if (!recovering) return { kind: 'offline' }
  const { recover, regain } = recovering
  if (!restored) return (await regain(round, regained)) ?? { kind: 'done' }
  round.memory.restore = 'recovering'
  round.memory.recoversTo = null
  const ended = await recover(round, send)
  round.memory.restore = 'no'
  return ended ?? { kind: 'done' }
}
