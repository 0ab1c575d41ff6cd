import { describe, expect, test } from 'vitest'
import { PlainDate } from '../../src/domain/dates.ts'
import { PersonId } from '../../src/domain/ids.ts'
import { type Facts } from '../../src/domain/policy/facts.ts'
import { packOf } from '../../src/domain/policy/packs.ts'
import { askedOfSupervisor } from '../../src/domain/supervisors.ts'

const SOMEBODY = PersonId.parse('00000000-0000-4000-8000-000000000011')
const asked = (pack: string, supervisor: PersonId | null, facts: Partial<Facts> = {}) => {
  const person: Facts = { group: 'practitioner', employment: 'permanent', employedOn: PlainDate.parse('2020-01-06'), ...facts }
  return askedOfSupervisor(packOf(pack)!, { facts: person, agreed: false, residentialGroups: [] }, supervisor)
}
const lacking = (pack: string, supervisor: PersonId | null) => asked(pack, supervisor).filter((each) => each.lacking).map(({ rule }) => rule)

describe('what a policy asks of a supervisor', () => {
  test.each([
    ['SEF-2.3', 'sefton'],
    ['SSWB-4.7', 'sswb'],
    ['WAL-1', 'wales-model'],
  ])('%s: a post whose supervisor has no name lacks one, and one with a name does not', (rule, pack) => {
    expect([lacking(pack, null), lacking(pack, SOMEBODY)]).toEqual([[rule], []])
  })

  test('what nothing is recorded of is asked of those it is for, and said of nobody to be lacking', () => {
    const rules = (facts: Partial<Facts>) => asked('sefton', SOMEBODY, facts).map(({ rule }) => rule)
    expect(rules({})).toEqual(['SEF-2.3', 'SEF-2.1', 'SEF-1.7'])
    expect(rules({ group: 'social-worker' })).toEqual(['SEF-2.3', 'SEF-2.1', 'SEF-1.7', 'SEF-2.4'])
    expect(lacking('havering', null)).toEqual([])
  })
})
