/**
 * `npm run -s policy -- check|explain FILE…` (semantics §5): runs scenarios against the policies that ship. Every file
 * is read and checked whole before anything is printed, so there is never part of an answer. Exits 0 when all passed, 1
 * when a scenario failed, 2 when a file or the command could not be used.
 *
 * `npm run -s policy -- coverage`: every rule of the five policies with what carries it. Exits 1 where nothing does.
 */
import path from 'node:path'
import { obligations } from '../../src/domain/policy/obligations.ts'
import { packOf } from '../../src/domain/policy/packs.ts'
import { differences, type Scenario } from '../../src/domain/policy/scenario.ts'
import { explainWords, obligationText } from '../../src/words/policy-explain.ts'
import { coverageReport } from './policy/coverage-report.ts'
import { coverageOf } from './policy/coverage.ts'
import { scenariosOf, Unusable } from './policy/scenario-files.ts'

const ROOT = path.resolve(import.meta.dirname, '../..')

const answersTo = (scenario: Scenario): ReturnType<typeof obligations> => {
  const pack = packOf(scenario.policy)
  return pack === undefined ? [] : obligations(pack, scenario)
}

const check = (scenarios: readonly Scenario[]): { lines: string[]; code: number } => {
  let failed = 0
  const lines = scenarios.map((scenario) => {
    const found = differences(scenario.expect, answersTo(scenario))
    if (found.length === 0) return explainWords.ok(scenario.name)
    failed += 1
    return explainWords.fail(scenario.name, found)
  })
  lines.push(explainWords.totals(scenarios.length - failed, failed))
  return { lines, code: failed > 0 ? 1 : 0 }
}

const explain = (scenarios: readonly Scenario[]): { lines: string[]; code: number } => ({
  lines: scenarios.flatMap((scenario) => [
    explainWords.heading(scenario.name, scenario.policy, scenario.asOf),
    ...answersTo(scenario).map((each) => `  ${obligationText(each, scenario.asOf, packOf(scenario.policy)?.rules ?? [])}`),
  ]),
  code: 0,
})

/** Runs the command; `args` are what follows `--`. Returns what to print and the exit code. */
export const policyCommand = (args: readonly string[]): { out: string; error: string; code: number } => {
  const [command, ...files] = args
  if (command === 'coverage' && files.length === 0) {
    const { lines, code } = coverageReport(coverageOf(ROOT))
    return { out: `${lines.join('\n')}\n`, error: '', code }
  }
  if ((command !== 'check' && command !== 'explain') || files.length === 0) {
    return { out: '', error: `${explainWords.usage}\n`, code: 2 }
  }
  try {
    const scenarios = files.flatMap((file) => scenariosOf(file, command === 'check'))
    const { lines, code } = command === 'check' ? check(scenarios) : explain(scenarios)
    return { out: `${lines.join('\n')}\n`, error: '', code }
  } catch (error) {
    if (error instanceof Unusable) return { out: '', error: `${error.message}\n`, code: 2 }
    throw error
  }
}

if (import.meta.main) {
  const { out, error, code } = policyCommand(process.argv.slice(2))
  process.stdout.write(out)
  process.stderr.write(error)
  process.exitCode = code
}
