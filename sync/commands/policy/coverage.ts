/** What carries each rule of the five policies, worked out from the packs, the code and the tests. */
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import * as z from 'zod/mini'
import { Json } from '../../../src/domain/json.ts'
import { Scenario } from '../../../src/domain/policy/scenario.ts'
import { type CoverageFlaw as Flaw, type Lack } from '../../../src/words/policy-explain.ts'
import { type Carrier, type CarrierKind } from './carrier.ts'
import { citedIn, namedInScenarios, ROOMS, titledIn } from './citations.ts'
import { type Naming, namingsIn } from './pack-carriers.ts'

/**
 * A rule of the catalogue. `check` is what it needs: `A` something executable and a test that fails without it, `W` a
 * screen, a field or a step, `T` no more than guidance that is shown.
 */
const Entry = z.strictObject({
  id: z.string(),
  pack: z.string(),
  kinds: z.array(z.string()),
  force: z.string(),
  check: z.enum(['A', 'W', 'T']),
  rule: z.string(),
})
export type Entry = z.infer<typeof Entry>

/** Rules whose carrier comes with later work, by the work. The list only shrinks. */
const Planned = z.array(
  z.strictObject({
    work: z.enum([
      'sign-in, access, audit and inspection',
      'vault, sealed outbox and signatures',
      'quality assurance: draws, audits, dip-samples',
      'case lists and management oversight',
      'registration and training records of supervisors',
      'induction, learning and development records',
      'group supervision records',
      'Cymraeg',
      'reports',
      'retention and disposal',
    ]),
    ids: z.array(z.string()).check(z.minLength(1)),
  }),
)
type Planned = z.infer<typeof Planned>

/** A test that names a rule: its file, and of scenarios how many. */
export interface Evidence {
  readonly file: string
  readonly scenarios: number | null
}

/** How a rule stands. */
export type Standing =
  | { readonly is: 'carried'; readonly by: Carrier; readonly more: number; readonly tested: Evidence | null }
  | { readonly is: 'planned'; readonly work: string }
  | { readonly is: 'without'; readonly lacks: Lack; readonly has: Carrier | null }

export interface Coverage {
  readonly rules: readonly { readonly entry: Entry; readonly standing: Standing }[]
  readonly flaws: readonly Flaw[]
}

const CATALOGUE = 'src/domain/policy/catalogue.json'
const PACKS = 'src/domain/policy/packs'
const SCENARIOS = 'test/scenarios'
const PLANNED = 'sync/commands/policy/planned.json'

/** What is not a rule's carrier though it names rules: this command, and the shape of a pack, which says what one may hold. */
const NO_CARRIER = /^sync\/commands\/policy(\/|\.ts$)|^src\/domain\/policy\/(form|governance|pack|track-rules)\.ts$/

const filesUnder = (root: string, folder: string, end: RegExp): string[] => {
  const full = path.join(root, folder)
  if (!existsSync(full)) return []
  return readdirSync(full, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && end.test(entry.name))
    .map((entry) => path.relative(root, path.join(entry.parentPath, entry.name)).replaceAll(path.sep, '/'))
    .sort()
}

const textOf = (root: string, file: string): string => readFileSync(path.join(root, file), 'utf8')
const jsonOf = (root: string, file: string): unknown => JSON.parse(textOf(root, file))

const codeCarriers = (root: string): Carrier[] =>
  Object.entries(ROOMS).flatMap(([room, kind]) =>
    filesUnder(root, room, /\.tsx?$/)
      .filter((file) => !NO_CARRIER.test(file))
      .flatMap((file) => citedIn(textOf(root, file), file, kind)),
  )

type ByRule = Map<string, Evidence[]>

const add = (to: ByRule, id: string, evidence: Evidence): void => {
  to.set(id, [...(to.get(id) ?? []), evidence])
}

const scenarioEvidence = (root: string): ByRule => {
  const found: ByRule = new Map()
  for (const file of filesUnder(root, SCENARIOS, /\.json$/)) {
    const counts = namedInScenarios(z.array(Scenario).parse(jsonOf(root, file)))
    for (const [id, scenarios] of counts) add(found, id, { file, scenarios })
  }
  return found
}

const titleEvidence = (root: string): ByRule => {
  const found: ByRule = new Map()
  for (const file of filesUnder(root, 'test', /\.(test|journey|chromium)\.tsx?$/)) {
    for (const id of titledIn(textOf(root, file))) add(found, id, { file, scenarios: null })
  }
  return found
}

/** The file that tells most: of scenarios the one with the most. */
const strongest = (evidence: readonly Evidence[] | undefined): Evidence | null =>
  (evidence ?? []).reduce<Evidence | null>(
    (best, each) => (best === null || (each.scenarios ?? 0) > (best.scenarios ?? 0) ? each : best),
    null,
  )

interface Tests {
  readonly scenarios: ByRule
  readonly titles: ByRule
}

/** The test that fails without a carrier: for what the engine runs by a scenario, for anything else a test named for it. */
const testOf = ({ id, engine }: Carrier, { scenarios, titles }: Tests): Evidence | null => {
  const byScenario = strongest(scenarios.get(id))
  return engine ? byScenario : (strongest(titles.get(id)) ?? byScenario)
}

const ENOUGH = { A: ['executable'], W: ['executable', 'step'], T: ['executable', 'step', 'text'] } as const satisfies Record<
  Entry['check'],
  readonly CarrierKind[]
>

const lackOf = ({ check }: Entry, fit: Carrier | undefined, all: readonly Carrier[]): Lack => {
  if (all.length === 0) return 'anything'
  if (fit !== undefined) return fit.engine ? 'scenario' : 'test'
  return check === 'A' ? 'executable' : 'step'
}

/** The carriers that are enough for a rule; what the engine runs by is not made up for by anything beside it. */
const fitFor = ({ check }: Entry, all: readonly Carrier[]): Carrier[] => {
  const kinds: readonly CarrierKind[] = ENOUGH[check]
  const fit = kinds.flatMap((kind) => all.filter((carrier) => carrier.kind === kind))
  const engine = fit.filter((carrier) => carrier.engine)
  return engine.length > 0 ? engine : fit
}

/** How a rule stands by its carriers alone. */
const standingOf = (entry: Entry, all: readonly Carrier[], tests: Tests): Exclude<Standing, { is: 'planned' }> => {
  const fit = fitFor(entry, all)
  const by = fit.find((carrier) => entry.check !== 'A' || testOf(carrier, tests) !== null)
  if (by === undefined) return { is: 'without', lacks: lackOf(entry, fit[0], all), has: fit[0] ?? all[0] ?? null }
  return { is: 'carried', by, more: all.length - 1, tested: testOf(by, tests) }
}

const plannedFlaws = (planned: Planned, known: ReadonlySet<string>): Flaw[] => {
  const seen = new Set<string>()
  return planned.flatMap(({ work, ids }) =>
    ids.flatMap((id): Flaw[] => {
      const twice = seen.has(id)
      seen.add(id)
      if (!known.has(id)) return [{ kind: 'planned-unknown', id, work }]
      return twice ? [{ kind: 'planned-twice', id, work }] : []
    }),
  )
}

/** What a pack calls a rule and is none: not in the catalogue, nor what the pack itself leaves open (SEF-AMB-1). */
const unknownIn = (pack: Json, namings: readonly Naming[], known: ReadonlySet<string>): Flaw[] => {
  const { ambiguities } = z.object({ ambiguities: z._default(z.array(z.object({ id: z.string() })), []) }).parse(pack)
  const own = new Set(ambiguities.map(({ id }) => id))
  return namings
    .filter(({ id }) => !known.has(id) && !own.has(id))
    .map(({ id, file, place }) => ({ kind: 'named-unknown', id, file, place }))
}

/**
 * What carries each rule of the catalogue.
 *
 * @param root the folder of the repository; everything is read from the files in it
 * @throws ZodError where one of the lists is not of its shape
 */
export const coverageOf = (root: string): Coverage => {
  const entries = z.array(Entry).parse(jsonOf(root, CATALOGUE))
  const planned = Planned.parse(jsonOf(root, PLANNED))
  const known = new Set(entries.map(({ id }) => id))
  const packs = filesUnder(root, PACKS, /\.json$/).map((file) => {
    const pack = Json.parse(jsonOf(root, file))
    return { pack, namings: namingsIn(pack, file) }
  })
  // Of two that do as much, code that cites the rule says more of where it is done than a part of a pack.
  const carriers = [
    ...codeCarriers(root),
    ...packs.flatMap(({ namings }) => namings.flatMap((naming) => (naming.kind === null ? [] : [{ ...naming, kind: naming.kind }]))),
  ]
  const byRule = new Map<string, Carrier[]>()
  for (const carrier of carriers) byRule.set(carrier.id, [...(byRule.get(carrier.id) ?? []), carrier])
  const tests = { scenarios: scenarioEvidence(root), titles: titleEvidence(root) }
  const workOf = new Map(planned.flatMap(({ work, ids }) => ids.map((id) => [id, work] as const)))

  const flaws: Flaw[] = []
  const rules = entries.map((entry): { entry: Entry; standing: Standing } => {
    const standing = standingOf(entry, byRule.get(entry.id) ?? [], tests)
    const work = workOf.get(entry.id)
    if (work === undefined) return { entry, standing }
    if (standing.is === 'without') return { entry, standing: { is: 'planned', work } }
    flaws.push({ kind: 'planned-but-carried', id: entry.id, work })
    return { entry, standing }
  })
  return {
    rules,
    flaws: [...flaws, ...plannedFlaws(planned, known), ...packs.flatMap(({ pack, namings }) => unknownIn(pack, namings, known))],
  }
}
