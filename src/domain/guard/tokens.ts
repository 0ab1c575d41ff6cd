/** A text as words, each with where it stands and how it is written. */

export interface Token {
  /** Lower case, without accents and apostrophes, and without a possessive ’s. */
  readonly folded: string
  /** UTF-16 units; `to` leaves a possessive out. */
  readonly from: number
  readonly to: number
  /** Where the word ends, its possessive with it. */
  readonly end: number
  readonly possessive: boolean
  readonly capital: boolean
  readonly allCapitals: boolean
  /** Nothing of the same sentence, line, bracket or quotation stands before it. */
  readonly first: boolean
}

/** Of European scripts alone: elsewhere a mark is a vowel. */
const ACCENTS = /[\u0300-\u036F]/g
const PLAIN = /^[a-z]*$/

/** A word without what people type differently: case, accents, apostrophes. */
export const foldWord = (word: string): string => {
  const lower = word.toLowerCase().replaceAll(/['’‘`´]/g, '')
  return PLAIN.test(lower) ? lower : lower.normalize('NFKD').replaceAll(ACCENTS, '')
}

const WORD = /\p{L}[\p{L}\p{M}]*(?:['’‘`´][\p{L}\p{M}]+)*/gu
const POSSESSIVE = /['’‘`´][sS]$/
/** What ends a sentence or begins another inside it; an abbreviation’s point does as well, and costs little. */
const BREAK = /[.!?:;\n\r()[\]“”"•*]|(?:^|\s)[-–—‘'](?=\S|\s)|\d[).]\s/

export const tokensOf = (text: string): readonly Token[] => {
  const tokens: Token[] = []
  let end = 0
  for (const { 0: word, index } of text.matchAll(WORD)) {
    const possessive = POSSESSIVE.test(word)
    const bare = possessive ? word.slice(0, -2) : word
    const upper = bare.toUpperCase()
    const capital = bare.charAt(0) === upper.charAt(0)
    tokens.push({
      folded: foldWord(bare),
      from: index,
      to: index + bare.length,
      end: index + word.length,
      possessive,
      capital,
      allCapitals: bare.length > 1 && bare === upper,
      first: tokens.length === 0 || BREAK.test(text.slice(end, index)),
    })
    end = index + word.length
  }
  return tokens
}
