/** Notes taken on the visit. Each keeps the time at which its writing began (SEF-App2.3). */
import { Instant } from '../../domain/dates.ts'
import { type Words } from '../../words/words.ts'
import { type Fields, rowIdsIn, textOf } from './rows.ts'

export interface Note {
  readonly id: string
  readonly text: string
  /** When its writing began. */
  readonly at: Instant
}

/** The note that is being written has a place of its own, so that it is kept as typed until it is added. */
export const WRITING = { text: 'notes.next.text', at: 'notes.next.at' } as const

/** The notes of a visit by their times, oldest first; a row without words is none. */
export const notesIn = (source: Fields): readonly Note[] => {
  const notes = rowIdsIn(source, 'notes').flatMap((id): Note[] => {
    const text = source.fields[`notes.${id}.text`]
    if (!text || textOf(text.value).trim() === '') return []
    const at = Instant.safeParse(source.fields[`notes.${id}.at`]?.value)
    return [{ id, text: textOf(text.value), at: at.data ?? text.at }]
  })
  return notes.sort((a, b) => (a.at === b.at ? (a.id < b.id ? -1 : 1) : a.at < b.at ? -1 : 1))
}

/** The notes as lines with their times, to write from. */
export const notesAsText = (notes: readonly Note[], { time }: Pick<Words, 'time'>): readonly string[] =>
  notes.map(({ at, text }) => `${time(at)} ${text.trim()}`)

/** A text with the lines it does not hold yet under it. */
export const withLines = (text: string, lines: readonly string[]): string => {
  const fresh = lines.filter((line) => !text.includes(line))
  if (fresh.length === 0) return text
  return text.trim() === '' ? fresh.join('\n') : `${text.trimEnd()}\n\n${fresh.join('\n')}`
}
