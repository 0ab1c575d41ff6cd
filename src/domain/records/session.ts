/** A supervision session: planned → held → shared → part-signed → locked; cancelled, missed; void. */
import { type ClockTime, epochOf, londonInstant } from '../dates.ts'
import { sameJson } from '../json.ts'
import { type RecordAct } from './acts.ts'
import { type SessionHold } from './deeds/session.ts'
import { doneBy, type Folded, type Off, refused, type SessionState } from './record.ts'
import { offOf } from './status.ts'
import { type RecordForm } from './content.ts'
import { afterVoid, foldSigned, unsetAll, UNSIGNED } from './signed.ts'

/** How long it took, by the clock of the world: a session may pass midnight, and the change of the clocks. */
export const minutesOf = ({ on, start, end, endOn }: SessionHold): number => {
  const instant = (day: typeof on, time: ClockTime): number => epochOf(londonInstant(day, time))
  return Math.round((instant(endOn ?? on, end) - instant(on, start)) / 60_000)
}

const plan = (act: RecordAct & { type: 'session.plan' }): SessionState => ({
  ...UNSIGNED,
  ...act.payload,
  at: act.payload.at ?? null,
  agreed: act.payload.agreed ?? null,
  kind: 'session',
  id: act.recordId,
  revision: 1,
  off: [],
  held: null,
})

/** Either of the two may take up an agreed date first; the second says nothing new. */
const sameDate = (state: SessionState, act: RecordAct & { type: 'session.plan' }): boolean =>
  state.agreed !== null && sameJson(state.agreed, act.payload.agreed) && state.post === act.payload.post

/** Calls off, or notes as missed, the date it is planned for. */
const callOff = (state: SessionState, act: RecordAct & { type: 'session.cancel' | 'session.miss' }): Partial<SessionState> => {
  const { plannedFor, note, on } = act.payload
  // Called off already, or the date has moved since: nothing is left to call off.
  if (offOf(state) || plannedFor !== state.plannedFor) return {}
  const about: Pick<Off, 'kind' | 'reason'> =
    act.type === 'session.cancel'
      ? { kind: 'cancelled', reason: act.payload.reason }
      : { kind: 'missed', reason: act.payload.who }
  return { off: [...state.off, { ...about, ...doneBy(act), plannedFor, note, on, rebooked: null }] }
}

/**
 * Folds one act into a session.
 *
 * @param state the session so far, null before its first act
 * @param form  the form the session is pinned to
 * @returns as `foldSigned`
 */
export const foldSession = (state: SessionState | null, act: RecordAct, form: RecordForm): Folded<SessionState> => {
  if (!state) {
    return act.type === 'session.plan'
      ? { ok: true, state: plan(act), competing: [] }
      : refused({ code: 'record-unknown' })
  }
  if (state.voided && !afterVoid(act)) return refused({ code: 'record-void' })
  const next = (change: Partial<SessionState>): Folded<SessionState> => ({
    ok: true,
    state: { ...state, ...change, revision: state.revision + 1 },
    competing: [],
  })
  if (act.type === 'session.plan') return sameDate(state, act) ? next({}) : refused({ code: 'record-exists' })
  if (act.type === 'session.hold') {
    if (state.locked) return refused({ code: 'record-locked' })
    const held = { ...act.payload, act: act.actId, minutes: minutesOf(act.payload) }
    return next({ held, ...unsetAll(state, act) })
  }
  if (act.type === 'session.cancel' || act.type === 'session.miss') {
    return state.held ? refused({ code: 'session-held' }) : next(callOff(state, act))
  }
  if (act.type !== 'session.rebook') return foldSigned(state, act, form)
  if (state.held) return refused({ code: 'session-held' })
  const last = offOf(state)
  if (!last) return refused({ code: 'session-not-off' })
  const { plannedFor, at, on } = act.payload
  const rebooked = { act: act.actId, on, for: plannedFor }
  return next({ plannedFor, at, off: [...state.off.slice(0, -1), { ...last, rebooked }] })
}
