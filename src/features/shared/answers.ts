/** Answers of a form as text: what a person wrote, or the one-tap answer that stands for it. */
import { type Json } from '../../domain/json.ts'
import { type QuickState, TopicAnswer } from '../../domain/policy/answer.ts'
import { NOTHING_TO_RECORD } from '../../domain/records/forms.ts'

/** A text answer: what is written, or the explicit "nothing to record". */
export interface WrittenAnswer {
  readonly text: string
  readonly nothing: boolean
}

export const writtenAnswer = (value: Json | undefined): WrittenAnswer => {
  if (typeof value === 'string') return { text: value, nothing: false }
  const state = typeof value === 'object' && value !== null && 'state' in value ? value.state : null
  return { text: '', nothing: state === NOTHING_TO_RECORD }
}

/** What is stored for a text answer; null takes a "nothing to record" back. */
export const storedText = ({ text, nothing }: WrittenAnswer): Json =>
  nothing && text.trim() === '' ? { state: NOTHING_TO_RECORD } : text

/** The answer to a topic: a note, or one of the quick states. */
export interface TopicNote {
  readonly quick: QuickState | null
  readonly note: string
}

export const topicNote = (value: Json | undefined): TopicNote => {
  if (typeof value === 'string') return { quick: null, note: value }
  const answer = TopicAnswer.safeParse(value)
  if (!answer.success) return { quick: null, note: '' }
  const { state, note = '' } = answer.data
  return { quick: state === 'note' ? null : state, note }
}

/** What is stored for a topic: words win over a quick answer, and nothing at all is null, which is no answer. */
export const storedTopic = ({ quick, note }: TopicNote): Json => {
  if (note.trim() !== '') return { state: 'note', note }
  return quick ? { state: quick } : null
}

/** The text in an answer that was written, whatever kind of field it is; null where it is not text. */
export const textIn = (value: Json | undefined): string | null => {
  if (typeof value === 'string') return value
  const { quick, note } = topicNote(value)
  return quick === null && note !== '' ? note : null
}

/** The same text as an answer of the same kind as `like`. */
export const textAs = (like: Json | undefined, text: string): Json =>
  typeof like === 'object' && like !== null ? { state: 'note', note: text } : text
