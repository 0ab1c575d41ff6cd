/** What is wrong with a policy file, where, and what to write instead. */
import { type Found, type Path, type Problem } from '../../domain/policy/problem.ts'
import { TRACKS } from '../../domain/policy/obligation.ts'
import { unreachable } from '../../domain/unreachable.ts'
import { type Words } from '../../words/words.ts'

/** A place in the file as whoever writes it would write it: `forms[0].sections[2].fields[1].class`. */
export const placeInFile = (path: Path): string =>
  path
    .map((part) => {
      if (typeof part === 'number') return `[${part}]`
      const text = String(part)
      return /^[A-Za-z_][\w]*$/.test(text) ? `.${text}` : `["${text}"]`
    })
    .join('')
    .replace(/^\./, '')

const LONGEST = 60

/** A value on one line, short enough to read. */
const shown = (value: unknown): string => {
  const text = JSON.stringify(value) ?? '—'
  return text.length > LONGEST ? `${text.slice(0, LONGEST - 1)}…` : text
}

const typeInWords = (type: string, { say }: Words): string => {
  switch (type) {
    case 'array':
    case 'boolean':
    case 'int':
    case 'number':
    case 'string':
      return say(`policies.problem.type.${type}`)
    case 'object':
    case 'record':
      return say('policies.problem.type.object')
    default:
      return say('policies.problem.type.other')
  }
}

const tooSmall = ({ got, least, text }: Extract<Problem, { kind: 'too-small' }>, { say }: Words): string => {
  if (text) return say('policies.problem.empty')
  return Array.isArray(got) ? say('policies.problem.too-few', { least }) : say('policies.problem.too-small', { got: shown(got), least })
}

/** What the schemas say where nobody has given them words. */
const SAYS_NOTHING = 'Invalid input'

/** One problem as a sentence that says what to do. */
export const problemInWords = (problem: Problem, words: Words): string => {
  const { say, list } = words
  switch (problem.kind) {
    case 'missing':
    case 'unknown-key':
    case 'twice':
      return say(`policies.problem.${problem.kind}`)
    case 'not-one-of':
      return say('policies.problem.not-one-of', { got: shown(problem.got), allowed: list(problem.allowed, 'or') })
    case 'not-a-date':
    case 'not-an-instant':
    case 'not-a-duration':
      return say(`policies.problem.${problem.kind}`, { got: shown(problem.got) })
    case 'not-a-track':
      return say('policies.problem.not-a-track', { allowed: list(Object.keys(TRACKS), 'or') })
    case 'wrong-type':
      return say('policies.problem.wrong-type', { got: shown(problem.got), type: typeInWords(problem.type, words) })
    case 'too-small':
      return tooSmall(problem, words)
    case 'wrong':
      return problem.wanted.startsWith(SAYS_NOTHING)
        ? say('policies.problem.wrongPlain', { got: shown(problem.got) })
        : say('policies.problem.wrong', { got: shown(problem.got), wanted: problem.wanted })
    case 'rule-unknown':
    case 'leads-nowhere':
    case 'changes-form':
      return say(`policies.problem.${problem.kind}`, { got: shown(problem.got) })
    case 'no-form':
      return say('policies.problem.no-form', { record: problem.record })
    default:
      return unreachable(problem)
  }
}

export interface ToCorrect {
  readonly where: string
  readonly what: string
}

/** Everything to put right in a file, in the order in which it was found, each thing once. */
export const toCorrect = (problems: readonly Found[], words: Words): readonly ToCorrect[] => {
  const all = problems.map(({ path, problem }) => ({
    where: placeInFile(path) || words.say('policies.own.wholeFile'),
    what: problemInWords(problem, words),
  }))
  return all.filter(({ where, what }, index) => all.findIndex((other) => other.where === where && other.what === what) === index)
}
