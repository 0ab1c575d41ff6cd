/** The engine inside a real browser's page. */
import { obligations } from '../../src/domain/policy/obligations.ts'
import { packOf } from '../../src/domain/policy/packs.ts'
import { Scenario } from '../../src/domain/policy/scenario.ts'

/** What each scenario answers, as text. */
export const answersTo = (raw: readonly unknown[]): readonly string[] =>
  raw.map((each) => {
    const scenario = Scenario.parse(each)
    const pack = packOf(scenario.policy)
    return JSON.stringify(pack ? obligations(pack, scenario) : null)
  })

Object.assign(globalThis, { answersTo })
