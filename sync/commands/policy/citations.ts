/** Where code and tests name rules: comments of the product's own code, titles of tests, scenarios. */
import { type Carrier, idsIn } from './carrier.ts'

/** The rooms whose comments carry rules, and how. */
export const ROOMS = {
  'src/domain': 'executable',
  'src/protocol': 'executable',
  'src/vault': 'executable',
  'src/store': 'executable',
  'src/outbox': 'executable',
  sync: 'executable',
  'src/queries': 'step',
  'src/features': 'step',
} as const satisfies Record<string, Carrier['kind']>

/** Text in quotation marks, which may look like a comment, or a comment. */
const QUOTED_OR_COMMENT =
  /'(?:[^'\\\n]|\\.)*'|"(?:[^"\\\n]|\\.)*"|`(?:[^`\\]|\\[\s\S])*`|\/\*[\s\S]*?\*\/|\/\/[^\n]*/g

/** The rules that the comments of a file of code cite, each where it does so first. */
export const citedIn = (code: string, file: string, kind: Carrier['kind']): Carrier[] => {
  const found = new Map<string, Carrier>()
  for (const { 0: text, index } of code.matchAll(QUOTED_OR_COMMENT)) {
    if (!text.startsWith('/')) continue
    for (const id of idsIn(text)) {
      if (found.has(id)) continue
      const line = code.slice(0, index + text.indexOf(id)).split('\n').length
      found.set(id, { id, kind, engine: false, file, place: `line ${line}` })
    }
  }
  return [...found.values()]
}

const QUOTED = String.raw`'(?:[^'\\\n]|\\.)*'|"(?:[^"\\\n]|\\.)*"|${'`'}(?:[^${'`'}\\]|\\[\s\S])*${'`'}`
const TITLE = new RegExp(String.raw`\b(?:test|it|describe)(?:\.(?!skip\b|todo\b|each\b)\w+)*\s*\(\s*(${QUOTED})`, 'g')
const TITLE_OF_EACH = new RegExp(
  String.raw`\b(?:test|it|describe)\.each(?:<[^>]*>)?\s*\(((?:(?!\b(?:test|it|describe)[.(])[\s\S])*?)\)\s*\(\s*(${QUOTED})`,
  'g',
)

/** The rules named by the titles of a file's tests; where a title is filled in from a table, by the table too. */
export const titledIn = (code: string): ReadonlySet<string> => {
  const titles = [...code.matchAll(TITLE)].map(([, title = '']) => title)
  const tables = [...code.matchAll(TITLE_OF_EACH)].flatMap(([, table = '', title = '']) =>
    /[%$]/.test(title) ? [title, ...(table.match(new RegExp(QUOTED, 'g')) ?? [])] : [title],
  )
  return new Set([...titles, ...tables].flatMap(idsIn))
}

/** A scenario as far as it names rules. */
interface Naming {
  readonly name: string
  readonly expect: Readonly<Record<string, { readonly rule?: string | undefined; readonly also?: readonly string[] | undefined } | null>>
}

/** How many of these scenarios name each rule: in their name, or as what must come out. */
export const namedInScenarios = (scenarios: readonly Naming[]): ReadonlyMap<string, number> => {
  const counts = new Map<string, number>()
  for (const { name, expect } of scenarios) {
    const expected = Object.values(expect).flatMap((each) => [...(each?.rule === undefined ? [] : [each.rule]), ...(each?.also ?? [])])
    for (const id of new Set([...idsIn(name), ...expected])) counts.set(id, (counts.get(id) ?? 0) + 1)
  }
  return counts
}
