/** Reads the guard’s sentences, and counts what it got right. */
import { type PlainDate } from '../../../src/domain/dates.ts'
import { findIdentifiers } from '../../../src/domain/guard/find-identifiers.ts'
import { type GuardedCase, IDENTIFIER_KINDS, type IdentifierKind } from '../../../src/domain/guard/identifier.ts'

export interface Labelled {
  readonly text: string
  readonly expected: readonly { readonly kind: IdentifierKind; readonly from: number; readonly to: number }[]
}

/** `{name:Jayden} rang` as the sentence and what is to be found in it. */
export const labelledOf = (marked: string): Labelled => {
  let text = ''
  const expected: { kind: IdentifierKind; from: number; to: number }[] = []
  for (const part of marked.split(/(\{[a-z-]+:[^}]*\})/)) {
    const [, kind, inner] = /^\{([a-z-]+):([^}]*)\}$/.exec(part) ?? []
    const known = IDENTIFIER_KINDS.find((each) => each === kind)
    if (kind !== undefined && !known) throw new Error(`no such kind: ${kind}`)
    const from = text.length
    text += inner ?? part
    if (known) expected.push({ kind: known, from, to: text.length })
  }
  return { text, expected }
}

export interface Score {
  readonly right: number
  /** Found where nothing of the kind is. */
  readonly wrong: readonly string[]
  readonly missed: readonly string[]
  readonly precision: number
  readonly recall: number
}

const scoreOf = (right: number, wrong: readonly string[], missed: readonly string[]): Score => ({
  right,
  wrong,
  missed,
  precision: right + wrong.length === 0 ? 1 : right / (right + wrong.length),
  recall: right + missed.length === 0 ? 1 : right / (right + missed.length),
})

/**
 * Precision and recall over sentences × kinds: a sentence has a kind, or not, and the guard says that it has, or not. It
 * is right only if something that it found overlaps something marked; what it finds elsewhere in a sentence that has the
 * kind counts as wrong as well. `all` adds the five kinds up (micro).
 */
export const measure = (
  sentences: readonly string[],
  known: { readonly cases: readonly GuardedCase[]; readonly colleagues: readonly string[]; readonly asOf: PlainDate | null },
): Readonly<Record<IdentifierKind | 'all', Score>> => {
  const tally = Object.fromEntries(IDENTIFIER_KINDS.map((kind) => [kind, { right: 0, wrong: [] as string[], missed: [] as string[] }])) as Record<
    IdentifierKind,
    { right: number; wrong: string[]; missed: string[] }
  >
  for (const { text, expected } of sentences.map(labelledOf)) {
    const found = findIdentifiers(text, known.cases, known)
    for (const kind of IDENTIFIER_KINDS) {
      const wanted = expected.filter((each) => each.kind === kind)
      const got = found.filter((each) => each.kind === kind)
      const meets = (one: { from: number; to: number }) => (other: { from: number; to: number }) => one.from < other.to && other.from < one.to
      const hit = wanted.some((each) => got.some(meets(each)))
      if (hit) tally[kind].right += 1
      else if (wanted.length > 0) tally[kind].missed.push(text)
      if (got.some((each) => !wanted.some(meets(each)))) tally[kind].wrong.push(text)
    }
  }
  const all = IDENTIFIER_KINDS.map((kind) => tally[kind])
  return {
    ...(Object.fromEntries(IDENTIFIER_KINDS.map((kind) => [kind, scoreOf(tally[kind].right, tally[kind].wrong, tally[kind].missed)])) as Record<IdentifierKind, Score>),
    all: scoreOf(
      all.reduce((sum, { right }) => sum + right, 0),
      all.flatMap(({ wrong }) => wrong),
      all.flatMap(({ missed }) => missed),
    ),
  }
}
