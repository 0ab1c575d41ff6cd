/** Devices, network and service in one process, under everything that can go wrong (sync-protocol.md §6): docs/simulation.md. */
import { describe, expect, test } from 'vitest'
import { simulate } from './child.ts'

/** Two processes at a time: as many as CI has cores. */
const SEEDS_EACH = 100

describe('devices and service, simulated', () => {
  test.concurrent.each([1, 1 + SEEDS_EACH])('I1–I10: nothing is lost, doubled, overwritten or left behind: seeds from %i', async (from) => {
    const { code, output } = await simulate('--from', String(from), '--seeds', String(SEEDS_EACH))
    expect({ code, output: code === 0 ? '' : output }).toEqual({ code: 0, output: '' })
  }, 900_000)

  test.concurrent('I1–I8: what once failed holds', async () => {
    const { code, output } = await simulate('--kept')
    expect({ code, output }).toEqual({ code: 0, output: expect.stringMatching(/^(?:ok {3}.*\n)+$/) })
  }, 300_000)

  test.concurrent('a seed is the same run each time', async () => {
    const [one, other] = await Promise.all([simulate('--seed', '7'), simulate('--seed', '7')])
    expect(one.output).toContain('everything is as it should be')
    expect(other.output).toBe(one.output)
  }, 300_000)
})
