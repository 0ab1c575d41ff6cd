/** `npm run simulate`: many seeds, or one of them with what happens in it. */
import { parseArgs } from 'node:util'
import { KEPT } from './kept.ts'
import { mutantTable } from './mutant-table.ts'
import { type Ran, runSeed, runSteps, shrunk } from './run.ts'

const STEPS = 150
const SHRINK_MS = 60_000
/** A mutant that so many seeds do not catch is not caught. */
const MUTANT_SEEDS = 200

const { values } = parseArgs({
  options: { seeds: { type: 'string' }, from: { type: 'string' }, seed: { type: 'string' }, steps: { type: 'string' }, kept: { type: 'boolean' }, first: { type: 'boolean' }, mutants: { type: 'boolean' } },
})
const steps = Number(values.steps ?? STEPS)

const said = (ran: Ran): string =>
  [
    `Seed ${ran.seed} failed after ${ran.after} steps:`,
    ...ran.found.map(({ invariant, what }) => `  ${invariant}: ${what}`),
  ].join('\n')

const explain = async (ran: Ran): Promise<void> => {
  console.log(said(ran))
  const until = performance.now() + SHRINK_MS
  const least = await shrunk(ran, () => performance.now() < until)
  console.log(`The fewest steps found that do it (${least.steps.length}):`)
  for (const step of least.steps) console.log(`  ${JSON.stringify(step)}`)
  for (const { invariant, what } of least.found) console.log(`  ${invariant}: ${what}`)
  console.log(`To see it again: npm run simulate -- --seed ${ran.seed} --steps ${steps}`)
}

/** Ends at the first seed that fails, and says it in one line for whoever asked (`mutant-table.ts`). */
const untilFirst = async (from: number, count: number): Promise<void> => {
  for (let seed = from; seed < from + count; seed += 1) {
    const { found, after } = await runSeed(seed, steps)
    if (found.length === 0) continue
    const invariants = [...new Set(found.map(({ invariant }) => invariant))]
    console.log(JSON.stringify({ seed, after, runs: seed - from + 1, invariants, what: found[0]?.what }))
    process.exitCode = 1
    return
  }
  console.log('null')
}

if (values.mutants) {
  process.exitCode = (await mutantTable(Number(values.seeds ?? MUTANT_SEEDS))) ? 0 : 1
} else if (values.first) {
  await untilFirst(Number(values.from ?? 1), Number(values.seeds ?? 1))
} else if (values.kept) {
  for (const { name, seed, steps: kept } of KEPT) {
    const ran = await runSteps(seed, kept)
    console.log(`${ran.found.length === 0 ? 'ok  ' : 'FAIL'} ${name}`)
    for (const { invariant, what } of ran.found) console.log(`  ${invariant}: ${what}`)
    if (ran.found.length > 0) process.exitCode = 1
  }
} else if (values.seed !== undefined) {
  const ran = await runSeed(Number(values.seed), steps, (line) => console.log(line))
  if (ran.found.length > 0) await explain(ran)
  else console.log(`Seed ${ran.seed}: ${ran.steps.length} steps, and everything is as it should be.`)
  process.exitCode = ran.found.length > 0 ? 1 : 0
} else {
  const count = Number(values.seeds ?? 200)
  const from = Number(values.from ?? 1)
  const begun = performance.now()
  let failed = 0
  for (let seed = from; seed < from + count; seed += 1) {
    const ran = await runSeed(seed, steps)
    if (ran.found.length === 0) continue
    failed += 1
    await explain(ran)
  }
  console.log(`${count - failed} of ${count} seeds of ${steps} steps hold (${((performance.now() - begun) / 1000).toFixed(1)} s).`)
  process.exitCode = failed > 0 ? 1 : 0
}
