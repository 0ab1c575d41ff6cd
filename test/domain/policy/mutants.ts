/**
 * Policies with one thing wrong: for each one-to-one rule, the escalation and each track of a pack, the pack without it,
 * and the pack with one of its lengths, numbers or days a little more and a little less.
 */
import { addDays, PlainDate } from '../../../src/domain/dates.ts'
import { type Json } from '../../../src/domain/json.ts'
import { type PolicyPack } from '../../../src/domain/policy/pack.ts'

export interface Fault {
  /** The JSON Pointer of what is wrong, and how: `/oneToOne/rules/3 left out`. */
  readonly name: string
  /** The pack with it; of two, one is for more and one for less. */
  readonly packs: readonly PolicyPack[]
}

const FEWEST_DAYS: Readonly<Record<string, number>> = { Y: 365, M: 28, W: 7, D: 1 }

type Path = readonly (string | number)[]

/** What a leaf is changed into, first more and then less; none where it is not one that moves a date or a count. */
const others = (leaf: Json): readonly (string | number)[] => {
  if (typeof leaf === 'number') return [leaf + 1, leaf - 1]
  if (typeof leaf !== 'string') return []
  if (leaf === 'next-calendar-month') return ['P2M']
  if (PlainDate.safeParse(leaf).success) return [addDays(leaf as PlainDate, 1), addDays(leaf as PlainDate, -1)]
  const [, count, unit] = /^P(\d+)([YMWD])$/.exec(leaf) ?? []
  if (count === undefined || unit === undefined) return []
  const days = Number(count) * (FEWEST_DAYS[unit] ?? 1)
  return [unit === 'D' ? `P${days + 1}D` : `${leaf}1D`, `P${days - 1}D`]
}

/** The path of every leaf below a value, with the leaf. */
const leavesOf = (value: Json, path: Path): { path: Path; leaf: Json }[] => {
  if (typeof value !== 'object' || value === null) return [{ path, leaf: value }]
  if (Array.isArray(value)) return (value as readonly Json[]).flatMap((each, index) => leavesOf(each, [...path, index]))
  return Object.entries(value).flatMap(([key, each]) => leavesOf(each, [...path, key]))
}

type Inner = Record<string | number, unknown>

/** A copy of the pack in which what the path leads to is `value`, or is not there. */
const withOther = (pack: PolicyPack, path: Path, value?: Json): PolicyPack => {
  const copy = { ...pack, oneToOne: structuredClone(pack.oneToOne), tracks: structuredClone(pack.tracks) }
  let inner = copy as unknown as Inner
  for (const step of path.slice(0, -1)) inner = inner[step] as Inner
  const last = path.at(-1) ?? ''
  if (value !== undefined) inner[last] = value
  else if (Array.isArray(inner)) inner.splice(Number(last), 1)
  else delete inner[last]
  return copy
}

/** Where the parts of a pack that the engine runs by are. A rule for a kind of case is one, and so is its track. */
const partsOf = ({ oneToOne: { rules, escalate }, tracks }: PolicyPack): Path[] => [
  ...rules.map((_, index) => ['oneToOne', 'rules', index]),
  ...(escalate ? [['oneToOne', 'escalate']] : []),
  ...Object.keys(tracks).map((name) => ['tracks', name]),
  ...(tracks.case?.rules ?? []).map((_, index) => ['tracks', 'case', 'rules', index]),
]

const pointer = (path: Path): string => `/${path.join('/')}`

/** Everything that can be wrong with a pack in this way. */
export const faultsOf = (pack: PolicyPack): Fault[] => {
  const { rules, escalate } = pack.oneToOne
  const runsBy = { oneToOne: { rules, ...(escalate ? { escalate } : {}) }, tracks: pack.tracks } as unknown as Json
  return [
    ...partsOf(pack).map((path) => ({ name: `${pointer(path)} left out`, packs: [withOther(pack, path)] })),
    ...leavesOf(runsBy, []).flatMap(({ path, leaf }): Fault[] => {
      const values = others(leaf)
      if (values.length === 0) return []
      const name = `${pointer(path)} being ${values.join(' or ')} instead of ${JSON.stringify(leaf)}`
      return [{ name, packs: values.map((value) => withOther(pack, path, value)) }]
    }),
  ]
}
