/**
 * Whatever the engine runs by in a policy that ships makes a difference that a scenario notices: with a rule or a track
 * left out, or a length, a number or a day of it a little more or less, at least one scenario comes out otherwise. So a
 * rule that `npm run -s policy -- coverage` calls tested by a scenario is one whose loss would be seen.
 */
import { readdirSync, readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { obligations } from '../../../src/domain/policy/obligations.ts'
import { type PolicyPack } from '../../../src/domain/policy/pack.ts'
import { shippedPacks } from '../../../src/domain/policy/packs.ts'
import { differences, Scenario } from '../../../src/domain/policy/scenario.ts'
import { faultsOf } from './mutants.ts'

const folder = new URL('../../scenarios/', import.meta.url)
const scenarios = readdirSync(folder)
  .filter((file) => file.endsWith('.json'))
  .flatMap((file) => JSON.parse(readFileSync(new URL(file, folder), 'utf8')) as unknown[])
  .map((each) => Scenario.parse(each))

const notices = (pack: PolicyPack): boolean =>
  scenarios.some((scenario) => scenario.policy === pack.id && differences(scenario.expect, obligations(pack, scenario)).length > 0)

describe.each(shippedPacks.map((pack) => [pack.id, pack] as const))('%s', (_, pack) => {
  test('as it ships every scenario comes out as written', () => {
    expect(notices(pack)).toBe(false)
  })

  test.each(faultsOf(pack).map(({ name, packs }) => [name, packs] as const))('a scenario notices %s', (_name, packs) => {
    expect(packs.some(notices)).toBe(true)
  })
})
