import { describe, expect, it } from 'vitest'
import { FIRST_PAGE, nextPage } from '../../src/outbox/page-size.ts'

const times = (count: number, step: (size: number) => number): number => {
  let size = FIRST_PAGE
  for (let n = 0; n < count; n += 1) size = step(size)
  return size
}

describe('how much is asked for at once (L5)', () => {
  it('L5: pages grow while they come quickly and there is more, to a most', () => {
    const quick = (size: number): number => nextPage(size, { ms: 40, more: true })
    expect(quick(FIRST_PAGE)).toBe(2 * FIRST_PAGE)
    expect(times(20, quick)).toBe(quick(times(20, quick)))
    expect(times(20, quick)).toBeGreaterThan(2 * FIRST_PAGE)
  })

  it('L5: the last page, which may be small, does not make the next larger', () => {
    expect(nextPage(FIRST_PAGE, { ms: 40, more: false })).toBe(FIRST_PAGE)
  })

  it('L5: one that takes its time stays as it is, one that takes long is halved', () => {
    expect(nextPage(FIRST_PAGE, { ms: 3000, more: true })).toBe(FIRST_PAGE)
    expect(nextPage(FIRST_PAGE, { ms: 12_000, more: true })).toBe(FIRST_PAGE / 2)
  })

  it('T4: one that does not come is halved, until a page goes through in a minute’s fraction even at 20 kbit/s', () => {
    const lost = (size: number): number => nextPage(size, null)
    expect(lost(FIRST_PAGE)).toBe(FIRST_PAGE / 2)
    const least = times(20, lost)
    expect(lost(least)).toBe(least)
    // Nothing compressed, in the 30 s that a request has.
    expect((least * 8) / 20_000).toBeLessThan(30)
  })
})
