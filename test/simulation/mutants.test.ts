/** The simulation is tested too: each protocol fault, alone, is caught by the invariant it breaks (sync-protocol.md §6). */
import { describe, expect, test } from 'vitest'
import { caught } from './mutant-table.ts'
import { MUTANTS } from './mutants.ts'

describe('protocol faults, each alone, are caught by the simulation', () => {
  const known = MUTANTS.map((mutant) => ({ mutant, fault: mutant.fault, ...mutant.known }))
  test.concurrent.each(known)('$fault: by $invariant at seed $seed', async ({ mutant, seed, invariant }) => {
    const found = await caught(mutant, seed, 1)
    expect(found?.invariants).toContain(invariant)
  }, 300_000)
})
