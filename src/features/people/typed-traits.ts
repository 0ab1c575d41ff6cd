/** What is ticked of a person and the days that go with it, as it is being typed; and what comes of it as facts. */
import { type PlainDate } from '../../domain/dates.ts'
import { type Json } from '../../domain/json.ts'
import { type FactAsked, type Trait, type TraitDay } from '../../domain/policy/facts-asked.ts'
import { type PostState } from '../../domain/records/record.ts'
import { type DateValue } from '../../ui/date-value.ts'
import { type FieldError } from '../../ui/error-summary.tsx'
import { type Words } from '../../words/words.ts'
import { typedDate } from '../shared/typed-date.ts'

/** Said outright that none of it is so. */
export const NONE = 'none'

export interface TypedTraits extends Readonly<Record<TraitDay, DateValue>> {
  readonly traits: readonly (Trait | typeof NONE)[]
}

export const NOTHING_TICKED: TypedTraits = { traits: [], qualifiedOn: '', probationEndsOn: '' }

type Facts = PostState['facts']

/** What the post's policy asks, and how things are in its home. */
export interface TraitsAsked {
  readonly asked: readonly FactAsked[]
  /** The post's setting is a residential home: then `residential-home` is ticked of whoever does not work in it. */
  readonly home: boolean
}

/** The fact that a tick stands for; none where its day alone is the fact. */
const factOf = (trait: Trait, home: boolean): readonly [name: string, value: Json] | null => {
  const facts: Readonly<Record<Trait, readonly [string, Json] | null>> = {
    'newly-qualified-social-worker': ['newlyQualified', 'social-worker'],
    'newly-qualified-other': ['newlyQualified', 'other'],
    qualified: null,
    'on-probation': null,
    'from-outside-uk': ['fromOutsideUk', true],
    'residential-home': ['residentialHome', !home],
  }
  return facts[trait]
}

const isSo = ({ trait, day }: FactAsked, facts: Facts, home: boolean): boolean => {
  const fact = factOf(trait, home)
  return fact ? facts[fact[0]] === fact[1] : day !== null && facts[day] !== undefined
}

const dayIn = (facts: Facts, day: TraitDay): DateValue => {
  const value = facts[day]
  return typeof value === 'string' ? value : ''
}

/** What is known of a post already, as the form shows it. */
export const typedTraitsOf = (facts: Facts, { asked, home }: TraitsAsked): TypedTraits => ({
  traits: asked.filter((each) => isSo(each, facts, home)).map(({ trait }) => trait),
  qualifiedOn: dayIn(facts, 'qualifiedOn'),
  probationEndsOn: dayIn(facts, 'probationEndsOn'),
})

/** The days that are asked, since what they go with is ticked. */
export const daysAsked = ({ traits }: Pick<TypedTraits, 'traits'>, asked: readonly FactAsked[]): readonly TraitDay[] => [
  ...new Set(asked.flatMap(({ trait, day }) => (day !== null && traits.includes(trait) ? [day] : []))),
]

const without = (facts: Facts, names: readonly (string | null | undefined)[]): Facts =>
  Object.fromEntries(Object.entries(facts).filter(([name]) => !names.includes(name)))

/** The facts with what the form asks, and only that, as it is ticked. */
const factsFrom = (traits: TypedTraits['traits'], days: ReadonlyMap<TraitDay, PlainDate>, before: Facts, { asked, home }: TraitsAsked): Facts => {
  const unticked = asked.filter((each) => !traits.includes(each.trait) && isSo(each, before, home))
  const kept = unticked.reduce((facts, { trait, day }) => without(facts, [factOf(trait, home)?.[0], day]), before)
  const ticked = asked.filter(({ trait }) => traits.includes(trait)).flatMap(({ trait }) => {
    const fact = factOf(trait, home)
    return fact ? [fact] : []
  })
  return { ...kept, ...Object.fromEntries(ticked), ...Object.fromEntries(days) }
}

export interface TraitsAround extends TraitsAsked {
  /** Facts of the post as they are; those that the form does not ask stay. */
  readonly before: Facts
  readonly employedOn: PlainDate | null
  readonly asOf: PlainDate
  /** Nothing ticked is an answer: it is put right, not asked for the first time. */
  readonly mayBeEmpty: boolean
}

export interface CheckedTraits {
  readonly facts: Facts
  readonly errors: readonly FieldError[]
}

const dayErrorOf = (day: TraitDay, on: PlainDate, { employedOn, asOf }: TraitsAround, { say }: Words): string | null => {
  if (day === 'qualifiedOn') return on > asOf ? say('forms.date.future', { What: say('posts.traits.The.qualifiedOn') }) : null
  return employedOn !== null && on < employedOn ? say('posts.traits.probationBefore') : null
}

/** The facts of the post as ticked, or what is still wrong, in the order of the page. */
export const checkTraits = (typed: TypedTraits, around: TraitsAround, words: Words): CheckedTraits => {
  const { say } = words
  const { asked, before, mayBeEmpty } = around
  const { traits } = typed
  const errors: FieldError[] = []
  const ticked = asked.filter(({ trait }) => traits.includes(trait))
  const kinds = ticked.filter(({ trait }) => trait === 'newly-qualified-social-worker' || trait === 'newly-qualified-other')
  if (kinds.length > 1) errors.push({ id: 'traits', message: say('posts.traits.oneKind') })
  const answered = ticked.length > 0 || traits.includes(NONE)
  if (asked.length > 0 && !answered && !mayBeEmpty) errors.push({ id: 'traits', message: say('posts.traits.missing') })
  const days = new Map<TraitDay, PlainDate>()
  for (const day of daysAsked(typed, asked)) {
    const { on, error } = typedDate(typed[day], say(`posts.traits.the.${day}`), words)
    const wrong = on === null ? error : dayErrorOf(day, on, around, words)
    if (wrong !== null) errors.push({ id: day, message: wrong })
    else if (on !== null) days.set(day, on)
  }
  return { facts: factsFrom(traits, days, before, around), errors }
}
