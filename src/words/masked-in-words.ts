/** What stands in a pack for an inspection, piece by piece, in words: people as roles, masked text, times. */
import { epochOf, type Instant, instantOf, londonDay } from '../domain/dates.ts'
import { type MaskedPart, type MaskedText } from '../domain/inspection/masked.ts'
import { type InspectionPack } from '../domain/inspection/pack.ts'
import { type Words } from './words.ts'

/** A heading with what stands under it, a line each. */
export interface FactInWords {
  readonly name: string
  readonly lines: readonly string[]
}

/** What the words of one pack need: what everybody in it is called. */
export interface PackNames {
  readonly person: (person: number) => string
  readonly text: (text: MaskedText) => string
}

export const packNames = ({ people }: Pick<InspectionPack, 'people'>, { say }: Words): PackNames => {
  const names = new Map(
    people.map(({ person, as, title, number }) => [
      person,
      as === 'post' ? say('inspection.person.post', { title: title ?? '', number }) : say(`inspection.person.${as}`, { number }),
    ]),
  )
  const person = (number: number): string => names.get(number) ?? say('inspection.replaced.colleague')
  const inPlace = (part: Exclude<MaskedPart, string>): string => {
    if ('person' in part) return person(part.person)
    return 'colleague' in part ? say('inspection.replaced.colleague') : say(`inspection.replaced.${part.hidden}`)
  }
  return {
    person,
    text: (text) => text.map((part) => (typeof part === 'string' ? part : say('inspection.replaced', { what: inPlace(part) }))).join(''),
  }
}

/** "Monday 15 June 2026, 14:32" */
export const momentInWords = (at: Instant, { say, longDay, time }: Words): string =>
  say('common.date.dayAndTime', { day: longDay(londonDay(at)), time: time(at) })

const MINUTE_MS = 60_000

/** The last minute before something ends: "Wednesday 3 June 2026, 23:59" of what ends with that day. */
export const lastMinuteInWords = (end: Instant, words: Words): string => momentInWords(instantOf(epochOf(end) - MINUTE_MS), words)
