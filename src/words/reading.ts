/** A record as somebody beside the pair reads it, in lines of text: on a page here, and in a file that opens without us. */
import { PlainDate } from '../domain/dates.ts'
import { type Json } from '../domain/json.ts'
import { TopicAnswer } from '../domain/policy/answer.ts'
import { MASK, type ReadAnswer, type ReadValue } from '../domain/reading.ts'
import { NOTHING_TO_RECORD } from '../domain/records/forms.ts'
import { answerInWords, inLanguage } from './answers.ts'
import { type Words } from './words.ts'

/** What the two are called in this reading: their names, or what they are. */
export interface PairNames {
  readonly supervisor: string
  readonly supervisee: string
}

const ACTION_STATES = ['not-started', 'in-progress', 'done', 'dropped'] as const

const topicInWords = (value: Json, { say }: Words): string | null => {
  const answer = TopicAnswer.safeParse(value)
  if (!answer.success) return null
  const { state, note = '' } = answer.data
  return state === 'note' ? note : [say(`records.quick.${state}`), note].filter((part) => part !== '').join('\n')
}

const saysNothing = (value: Json): boolean =>
  typeof value === 'object' && value !== null && 'state' in value && value.state === NOTHING_TO_RECORD

/** One value in words. What can't be read as what was asked is shown as far as it is text. */
export const readValueInWords = ({ type, part, options, value }: ReadValue, pair: PairNames, words: Words): string => {
  if (value === MASK) return MASK
  if (saysNothing(value)) return words.say('records.nothingToRecord')
  const own = answerInWords({ type, options }, value, words) ?? (type === 'topic' ? topicInWords(value, words) : null)
  if (own !== null) return own
  if (typeof value === 'number') return words.number(value)
  if (typeof value !== 'string') return ''
  if (type === 'actions' && part === 'who') return value === 'supervisor' ? pair.supervisor : pair.supervisee
  const state = type === 'action-updates' && part === 'state' ? ACTION_STATES.find((each) => each === value) : undefined
  if (state) return words.say(`records.actionState.${state}`)
  const day = PlainDate.safeParse(value)
  return day.success ? words.longDay(day.data) : value
}

const cellInLine = (value: ReadValue, pair: PairNames, words: Words): string => {
  const said = readValueInWords(value, pair, words)
  return value.label ? words.say('records.cell', { label: inLanguage(value.label, words.lang), said }) : said
}

/** The lines of one answer that is shown whole: what was said, then a line for each row. */
export const readLines = ({ values, rows }: ReadAnswer, pair: PairNames, words: Words): readonly string[] => [
  ...values.map((value) => readValueInWords(value, pair, words)),
  ...rows.map((cells) => cells.map((cell) => cellInLine(cell, pair, words)).filter((text) => text !== '').join(' · ')),
]
