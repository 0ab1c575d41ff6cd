/** What each of the two wants to talk about: rows `agenda.<id>.text`, taken out by `.removed`, ticked off by `.done`. */
import { type PersonId } from '../../domain/ids.ts'
import { type SessionState } from '../../domain/records/record.ts'

export interface WantedItem {
  readonly id: string
  readonly text: string
  /** Who wrote it last. */
  readonly by: PersonId
  readonly done: boolean
}

const TEXT = /^agenda\.([0-9a-f-]+)\.text$/

/** The items that say something, less those taken out, in the order in which they were begun. */
export const wantedIn = ({ fields }: Pick<SessionState, 'fields'>): readonly WantedItem[] =>
  Object.entries(fields)
    .flatMap(([name, { value, by }]): WantedItem[] => {
      const id = TEXT.exec(name)?.[1]
      if (id === undefined || typeof value !== 'string' || value.trim() === '') return []
      if (fields[`agenda.${id}.removed`]?.value === true) return []
      return [{ id, text: value, by, done: fields[`agenda.${id}.done`]?.value === true }]
    })
    .sort((a, b) => (a.id < b.id ? -1 : 1))
