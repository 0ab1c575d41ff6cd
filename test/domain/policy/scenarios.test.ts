import { readdirSync, readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { obligations } from '../../../src/domain/policy/obligations.ts'
import { packOf } from '../../../src/domain/policy/packs.ts'
import { differences, Scenario } from '../../../src/domain/policy/scenario.ts'

const folder = new URL('../../scenarios/', import.meta.url)
const files = readdirSync(folder).filter((file) => file.endsWith('.json'))

describe.each(files)('every scenario of a shipped policy in %s comes out as written', (file) => {
  const raw = JSON.parse(readFileSync(new URL(file, folder), 'utf8')) as { name: string; policy: string }[]
  const shipped = raw.filter(({ policy }) => packOf(policy) !== undefined)

  test('there are some', () => {
    expect(shipped.length).toBeGreaterThan(0)
  })

  test.each(shipped.map((each) => [each.name, each] as const))('%s', (_, each) => {
    const scenario = Scenario.parse(each)
    expect(differences(scenario.expect, obligations(packOf(scenario.policy)!, scenario))).toEqual([])
  })
})

test('the scenarios of policies not yet shipped are well formed', () => {
  const all = files.flatMap((file) => JSON.parse(readFileSync(new URL(file, folder), 'utf8')) as unknown[])
  expect(all.filter((each) => !Scenario.safeParse(each).success)).toEqual([])
})
