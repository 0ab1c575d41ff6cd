/** Scenario files (semantics §5) as they are read: every one checked whole, and what is wrong said with its place. */
import { readFileSync } from 'node:fs'
import * as z from 'zod/mini'
import { packOf, shippedPacks } from '../../../src/domain/policy/packs.ts'
import { type Path, type Problem, problemOf, valueAt } from '../../../src/domain/policy/problem.ts'
import { Scenario } from '../../../src/domain/policy/scenario.ts'
import { explainWords } from '../../../src/words/policy-explain.ts'
import { troubledKey } from '../../../src/domain/troubled-key.ts'

// The schemas are zod/mini's, which say no more than "Invalid input" until they are given a language.
z.config(z.locales.en())

/** What can't be used, as the sentence that says what to do. */
export class Unusable extends Error {}

const nameOf = (scenario: unknown): string | null => {
  const name = valueAt(scenario, ['name'])
  return typeof name === 'string' ? name : null
}

const scenarioOf = (file: string, raw: unknown, index: number, needsExpect: boolean): Scenario => {
  const refuse = (path: Path, problem: Problem): Unusable =>
    new Unusable(explainWords.problem(file, index, nameOf(raw), path, problem))
  const given = !needsExpect && typeof raw === 'object' && raw !== null ? { expect: {}, ...raw } : raw
  const parsed = Scenario.safeParse(given)
  if (!parsed.success) {
    const [issue] = parsed.error.issues
    if (issue === undefined) throw parsed.error
    const { path, problem } = problemOf(issue, raw)
    throw refuse(path, problem)
  }
  if (packOf(parsed.data.policy) === undefined) {
    const allowed = shippedPacks.map(({ id }) => id)
    throw refuse(['policy'], { kind: 'not-one-of', got: parsed.data.policy, allowed })
  }
  return parsed.data
}

const textOf = (file: string): string => {
  try {
    return readFileSync(file, 'utf8').replace(/^\u{FEFF}/u, '')
  } catch {
    throw new Unusable(explainWords.unreadable(file))
  }
}

const jsonOf = (file: string, text: string): unknown => {
  try {
    return JSON.parse(text)
  } catch (error) {
    throw new Unusable(explainWords.notJson(file, error instanceof Error ? error.message : String(error)))
  }
}

/**
 * The scenarios of a file.
 *
 * @param needsExpect whether each must say what is expected of it
 * @throws Unusable where any of it can't be used
 */
export const scenariosOf = (file: string, needsExpect: boolean): Scenario[] => {
  const text = textOf(file)
  const raw = jsonOf(file, text)
  if (!Array.isArray(raw)) throw new Unusable(explainWords.notAList(file))
  const trouble = troubledKey(text)
  if (trouble !== null) {
    const [index, ...path] = trouble.path
    const at = Number(index)
    throw new Unusable(explainWords.problem(file, at, nameOf(raw[at]), path, { kind: trouble.kind }))
  }
  return raw.map((each, index) => scenarioOf(file, each, index, needsExpect))
}
