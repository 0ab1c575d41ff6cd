import { describe, expect, it } from 'vitest'
import { nextPage } from '../../src/outbox/page-size.ts'
import { USUAL_PAGE } from '../../src/protocol/changes.ts'

const times = (count: number, step: (size: number) => number): number => {
  let size = USUAL_PAGE
  for (let n = 0; n < count; n += 1) size = step(size)
  return size
}

describe('how much is asked for at once (L5)', () => {
  it('L5: pages grow while they come quickly and there is more, to a most', () => {
    const quick = (size: number): number => nextPage(size, { ms: 40, more: true })
    expect(quick(USUAL_PAGE)).toBe(2 * USUAL_PAGE)
    expect(times(20, quick)).toBe(quick(times(20, quick)))
    expect(times(20, quick)).toBeGreaterThan(2 * USUAL_PAGE)
  })

  it('L5: the last page, which may be small, does not make the next larger', () => {
    expect(nextPage(USUAL_PAGE, { ms: 40, more: false })).toBe(USUAL_PAGE)
  })

  it('L5: one that takes its time stays as it is, one that takes long is halved', () => {
    expect(nextPage(USUAL_PAGE, { ms: 3000, more: true })).toBe(USUAL_PAGE)
    expect(nextPage(USUAL_PAGE, { ms: 12_000, more: true })).toBe(USUAL_PAGE / 2)
  })

  it('T4: one that does not come is halved, until one goes through at 20 kbit/s', () => {
    const lost = (size: number): number => nextPage(size, null)
    expect(lost(USUAL_PAGE)).toBe(USUAL_PAGE / 2)
    const least = times(20, lost)
    expect(lost(least)).toBe(least)
    // Nothing compressed, in the 30 s that a request has.
    expect((least * 8) / 20_000).toBeLessThan(30)
  })
})
