/** All that waits for the reader, the most urgent first. */
import { londonDay } from '../../domain/dates.ts'
import { type TodayLine } from '../../domain/today.ts'
import { hrefOf } from '../addresses.ts'
import { knownAs } from './names.ts'
import { todosOfPost } from './post-todos.ts'
import { todosOfRecord } from './signed-todos.ts'
import { byUrgency, type Reader, type Todo } from './todo.ts'

/** What the service could not use (P8). */
const problems = ({ snapshot, me, words: { say } }: Reader): Todo[] =>
  snapshot.quarantined.map(({ actId, recordId, at }) => {
    const state = snapshot.sessions.get(recordId) ?? snapshot.agreements.get(recordId) ?? snapshot.observations.get(recordId)
    const other = state && (state.supervisee === me ? state.supervisor : state.supervisee)
    return {
      id: `problem ${actId}`,
      kind: 'problem',
      title: other ? say('today.todo.problem', { name: knownAs(snapshot, other) }) : say('today.todo.problemOther'),
      meta: say('today.todo.problemText'),
      href: hrefOf('sync'),
      on: londonDay(at),
    }
  })

/** Disagreements that the reader is asked to settle (SEF-8.4). */
const referred = ({ snapshot, me, asOf, words: { say, day } }: Reader): Todo[] =>
  [...snapshot.referrals.values()].flatMap(({ id, supervisee, supervisor, referrals }): Todo[] => {
    const open = referrals.find(({ to, resolved }) => to === me && !resolved)
    if (!open) return []
    const [one, two] = [knownAs(snapshot, supervisor), knownAs(snapshot, supervisee)]
    return [
      {
        id: `referral ${id}`,
        kind: 'referral',
        title: say('today.todo.referral', { one, two }),
        meta: say('today.todo.referralText', { name: knownAs(snapshot, open.by), day: day(open.on, asOf) }),
        href: hrefOf('referral', { recordId: id }),
        on: open.on,
      },
    ]
  })

/** Shifts that people say they worked, for the home to confirm (SEF-3.18). */
const toConfirm = ({ snapshot, manages, words: { say, list } }: Reader): Todo[] => {
  const claims = snapshot.shifts.filter(({ claimed, voided, setting }) => claimed && !voided && manages.has(setting))
  if (claims.length === 0) return []
  const names = [...new Set(claims.map(({ person }) => knownAs(snapshot, person)))]
  const some = names.length > 3 ? [...names.slice(0, 2), say('today.todo.confirmOthers', { count: names.length - 2 })] : names
  return [
    {
      id: 'confirm',
      kind: 'confirm',
      title: say('today.todo.confirm', { count: claims.length }),
      meta: say('today.todo.confirmText', { names: list(some) }),
      href: hrefOf('shifts'),
      on: null,
    },
  ]
}

/** @param lines every current post known here */
export const todosOf = (lines: readonly TodayLine[], reader: Reader): readonly Todo[] => {
  const { sessions, agreements, observations } = reader.snapshot
  return [
    ...problems(reader),
    ...referred(reader),
    ...toConfirm(reader),
    ...[...sessions.values(), ...agreements.values(), ...observations.values()].flatMap((state) =>
      todosOfRecord(state, reader, lines),
    ),
    ...lines.flatMap((line) => todosOfPost(line, reader)),
  ].sort(byUrgency)
}
