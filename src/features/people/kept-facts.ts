/** The variations (C8) and the excused gaps (C10) of a post: lists among its facts, each day included. */
import { type PlainDate } from '../../domain/dates.ts'
import { type Json } from '../../domain/json.ts'
import { type Excused, Facts as AllFacts, type Variation } from '../../domain/policy/facts.ts'
import { type PostState } from '../../domain/records/record.ts'

type Facts = PostState['facts']

const byDay = (a: { readonly from: PlainDate }, b: { readonly from: PlainDate }): number => (a.from < b.from ? -1 : a.from > b.from ? 1 : 0)

/** In order of their first days. */
export const variationsIn = (facts: Facts): readonly Variation[] => [...(AllFacts.shape.variations.parse(facts['variations']) ?? [])].sort(byDay)
export const excusedIn = (facts: Facts): readonly Excused[] => [...(AllFacts.shape.excused.parse(facts['excused']) ?? [])].sort(byDay)

const withList = (facts: Facts, name: 'variations' | 'excused', list: readonly Json[]): Facts => {
  const others = Object.fromEntries(Object.entries(facts).filter(([each]) => each !== name))
  return list.length === 0 ? others : { ...others, [name]: list }
}

/** The facts with these variations in place of those there were. */
export const withVariations = (facts: Facts, all: readonly Variation[]): Facts =>
  withList(facts, 'variations', all.map(({ every, from, until, reason }) => ({ every, from, reason, ...(until === undefined ? {} : { until }) })))

export const withExcused = (facts: Facts, all: readonly Excused[]): Facts => withList(facts, 'excused', all)

interface Period {
  readonly from: PlainDate
  readonly until?: PlainDate | undefined
}

/** Over, and so of no account any more. */
export const isOver = ({ until }: Period, asOf: PlainDate): boolean => until !== undefined && until < asOf

/** Begun, and not to end with today. */
export const canEnd = ({ from, until }: Period, asOf: PlainDate): boolean => from <= asOf && (until === undefined || until > asOf)
