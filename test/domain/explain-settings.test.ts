import { expect, test } from 'vitest'
import { usedUntilChosen } from '../../src/domain/explain-settings.ts'
import { packOf } from '../../src/domain/policy/packs.ts'

test.each([
  ['sefton', 'backstop', 'P8W'],
  ['sefton', 'agreementWithin', 'P28D'],
  ['sefton', 'recordWithin', null],
  ['sswb', 'agreementWithin', 'P28D'],
  ['sswb', 'recordWithin', null],
  ['wales-model', 'oneToOne', null],
  ['havering', 'backstop', null],
])('of %s’s %s, %s is used until the service chooses', (policy, key, length) => {
  expect(usedUntilChosen(packOf(policy)!, key)).toBe(length)
})
