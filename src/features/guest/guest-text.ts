/** What a guest is told: why a link does nothing, what the record is, and the very words they sign. */
import { type PlainDate } from '../../domain/dates.ts'
import { type SignAnswer } from '../../domain/records/deeds/signed.ts'
import { unreachable } from '../../domain/unreachable.ts'
import { inLanguage } from '../../words/answers.ts'
import { agreements } from '../../words/en/agreements.ts'
import { guest } from '../../words/en/guest.ts'
import { observations } from '../../words/en/observations.ts'
import { addArea, type Words } from '../../words/words.ts'
import { type GuestProblem, type GuestRecord } from './guest.ts'

addArea('agreements', { en: agreements })
addArea('guest', { en: guest })
addArea('observations', { en: observations })

/** Why a link does nothing now, though it may later. */
export const problemText = (problem: Exclude<GuestProblem, { kind: 'unknown' }>, { say }: Words): string => {
  switch (problem.kind) {
    case 'offline':
      return say('guest.offline')
    case 'server-trouble':
      return say('guest.trouble')
    case 'throttled':
      return say('guest.throttled', { seconds: problem.seconds })
    default:
      return unreachable(problem)
  }
}

const dayOf = ({ state }: GuestRecord): PlainDate => {
  switch (state.kind) {
    case 'session':
      return state.held?.on ?? state.plannedFor
    case 'agreement':
      return state.drawnUpOn
    case 'observation':
      return state.observed?.on ?? state.plannedFor
    default:
      return unreachable(state)
  }
}

export const titleOf = (record: GuestRecord, { say, longDay }: Words): string => say(`guest.record.${record.state.kind}`, { day: longDay(dayOf(record)) })

const ownStatement = (record: GuestRecord, answer: SignAnswer, { say, longDay }: Words): string => {
  const names = { name: record.person.name, other: record.other.name }
  const dated = { ...names, day: longDay(dayOf(record)) }
  switch (record.state.kind) {
    case 'session':
      return say(`sign.statement.${answer}`, dated)
    case 'observation':
      return say(`observations.statement.${answer}`, dated)
    case 'agreement':
      return answer === 'agree' ? say('agreements.statement', names) : say(`guest.statement.${answer}`, names)
    default:
      return unreachable(record.state)
  }
}

/** The words under which their name goes, with what the form says that signing means. */
export const statementOf = (record: GuestRecord, answer: SignAnswer, words: Words): string =>
  [ownStatement(record, answer, words), ...record.clauses.map((clause) => inLanguage(clause, words.lang))].join('\n')
