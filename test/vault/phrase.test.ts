import { describe, expect, it } from 'vitest'
import { sha256Hex } from '../../src/protocol/hash.ts'
import { type Bytes } from '../../src/vault/bytes.ts'
import { EFF_WORDS } from '../../src/vault/eff-words.ts'
import { newPhrase, normalPhrase, randomBelow } from '../../src/vault/phrase.ts'
import { pinFault } from '../../src/vault/pin.ts'

const words = EFF_WORDS.split(' ')

/** The five dice of the list's n-th word. */
const dice = (n: number): string => Array.from(n.toString(6).padStart(5, '0'), (face) => Number(face) + 1).join('')

describe('the word list', () => {
  it('is the large one of the EFF, as it was published', () => {
    expect(words).toHaveLength(7776)
    expect(new Set(words).size).toBe(7776)
    const published = words.map((word, n) => `${dice(n)}\t${word}\n`).join('')
    expect(sha256Hex(published)).toBe('addd35536511597a02fa0a9ff1e5284677b8883b83e986e43f15a3db996b903e')
  })

  it('K3: gives each phrase one way to be read, whatever is typed between its words: four words are 51.7 bits', () => {
    const normal = words.map(normalPhrase)
    expect(new Set(normal).size).toBe(7776)
    // The first half of a hyphened word is no word, so none is two others.
    const whole = new Set(normal)
    for (const word of normal.filter((each) => each.includes(' '))) expect(whole.has(word.split(' ')[0]!)).toBe(false)
    expect(4 * Math.log2(words.length)).toBeCloseTo(51.7, 1)
  })
})

describe('a phrase', () => {
  it('K3: is four words of the list, each drawn from all of it, single spaces between them', async () => {
    const asked: number[] = []
    const drawn = [0, 2008, 7747, 7775]
    const phrase = await newPhrase((limit) => {
      asked.push(limit)
      return drawn[asked.length - 1]!
    })
    expect(phrase).toBe('abacus drop-down yo-yo zoom')
    expect(asked).toEqual([7776, 7776, 7776, 7776])
    const made = new Set(await Promise.all(Array.from({ length: 50 }, () => newPhrase())))
    expect(made.size).toBe(50)
    for (const each of made) expect(each).toMatch(/^[a-z-]+( [a-z-]+){3}$/)
  })

  it('K3: is drawn fairly: what would favour some words is drawn again', () => {
    // 65,536 is 8 × 7,776 + 3,328.
    const fed = [65_535, 62_208, 62_207]
    let taken = 0
    const feed = (): Bytes => {
      const next = fed[taken]!
      taken += 1
      return new Uint8Array([next >> 8, next & 255])
    }
    expect(randomBelow(7776, feed)).toBe(7775)
    expect(taken).toBe(3)
    const counts = new Map<number, number>()
    for (let n = 0; n < 65_536; n += 1) {
      let first = true
      const once = (): Bytes => {
        const at = first ? n : 0
        first = false
        return new Uint8Array([at >> 8, at & 255])
      }
      const drawn = randomBelow(7776, once)
      if (n < 62_208) counts.set(drawn, (counts.get(drawn) ?? 0) + 1)
    }
    expect(counts.size).toBe(7776)
    expect(new Set(counts.values())).toEqual(new Set([8]))
  })

  it.each([
    [' Abacus  DROP-DOWN yo–yo. Zoom\n', 'abacus drop down yo yo zoom'],
    ['abacus, drop down, yo yo, zoom', 'abacus drop down yo yo zoom'],
    ['ａｂａｃｕｓ zoom', 'abacus zoom'],
    ['', ''],
  ])('is the same however it is typed: %j', (typed, normal) => {
    expect(normalPhrase(typed)).toBe(normal)
  })

  it('is another with another word', () => {
    expect(normalPhrase('abacus zoom')).not.toBe(normalPhrase('abacuszoom'))
  })
})

describe('a PIN', () => {
  it.each(['', '12345', '1234567', '12345a', ' 804915', '８０４９１５', '80491５'])('K3: is six digits, not %j', (pin) => {
    expect(pinFault(pin)).toBe('not-six-digits')
  })

  it.each([
    '000000', '999999', '123456', '012345', '567890', '890123', '987654', '210987', '098765', '121212', '707070', '123123', '806806', '123321', '804408', '112233', '159753', '147258', '520131',
  ])('K3: is not one of those tried first: %s', (pin) => {
    expect(pinFault(pin)).toBe('too-easy')
  })

  it.each(['804915', '271904', '112234', '135797', '124578', '999998'])('may be %s', (pin) => {
    expect(pinFault(pin)).toBeNull()
  })

  it('K3: leaves 99 of 100 to choose from', () => {
    let easy = 0
    for (let n = 0; n < 1_000_000; n += 1) if (pinFault(String(n).padStart(6, '0')) !== null) easy += 1
    expect(easy).toBeLessThan(10_000)
  })
})
