import { readdirSync, readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { obligations } from '../../../src/domain/policy/obligations.ts'
import { packOf } from '../../../src/domain/policy/packs.ts'
import { differences, Scenario } from '../../../src/domain/policy/scenario.ts'

const folder = new URL('../../scenarios/', import.meta.url)
const files = readdirSync(folder).filter((file) => file.endsWith('.json'))

describe.each(files)('every scenario in %s comes out as written', (file) => {
  const raw = JSON.parse(readFileSync(new URL(file, folder), 'utf8')) as { name: string }[]

  test('there are some', () => {
    expect(raw.length).toBeGreaterThan(0)
  })

  test.each(raw.map((each) => [each.name, each] as const))('%s', (_, each) => {
    const scenario = Scenario.parse(each)
    expect(differences(scenario.expect, obligations(packOf(scenario.policy)!, scenario))).toEqual([])
  })
})
