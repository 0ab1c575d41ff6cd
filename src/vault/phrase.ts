/**
 * The four words that open a vault with no connection (K3): 51.7 bits, which Argon2id (K1) makes dear to guess. Made here,
 * never chosen.
 */
import { type Bytes, randomBytes } from './bytes.ts'

const WORDS = 4

/**
 * A number from 0 to below `limit`, each as likely: what would favour the low ones is drawn again.
 *
 * @param limit at most 65,536
 */
export const randomBelow = (limit: number, random: (length: number) => Bytes = randomBytes): number => {
  const fair = 0x1_00_00 - (0x1_00_00 % limit)
  for (;;) {
    const [high = 0, low = 0] = random(2)
    const drawn = high * 0x1_00 + low
    if (drawn < fair) return drawn % limit
  }
}

/** @returns four words of the list, single spaces between them */
export const newPhrase = async (below: (limit: number) => number = randomBelow): Promise<string> => {
  const { EFF_WORDS } = await import('./eff-words.ts')
  const words = EFF_WORDS.split(' ')
  return Array.from({ length: WORDS }, () => words[below(words.length)]).join(' ')
}

/**
 * What was typed, as it is stretched. Only letters count: capitals, hyphens, commas, and the full stop that a phone's keyboard
 * makes of two spaces, are as good as one space.
 */
export const normalPhrase = (text: string): string =>
  text.normalize('NFKC').toLowerCase().replaceAll(/[^a-z]+/g, ' ').trim()
