import { type SignAnswer } from '../../domain/records/deeds/signed.ts'
import { type Words } from '../../words/words.ts'
import { inLanguage } from '../../words/answers.ts'
import { otherOf } from '../shared/record-view.ts'
import { type SessionView } from './session-view.ts'

/** What the form says that signing means: paragraphs of it under which nothing is asked (HAV-App2.1). */
const signingClauses = ({ sections }: SessionView, { lang }: Words): readonly string[] =>
  sections.flatMap(({ fields, clauses = [] }) => (fields.length === 0 ? clauses.map((clause) => inLanguage(clause, lang)) : []))

/** The very words that are signed under a session, by the reader and with their answer. */
export const statementOf = (view: SessionView, answer: SignAnswer, words: Words): string => {
  const { role, state, supervisor, supervisee } = view
  const places = {
    name: role === 'supervisor' ? supervisor.name : supervisee.name,
    other: otherOf(view).name,
    day: state.held ? words.longDay(state.held.on) : '',
  }
  const own = role === 'supervisor' ? words.say('sign.statement.supervisor', places) : words.say(`sign.statement.${answer}`, places)
  return [own, ...signingClauses(view, words)].join('\n')
}
