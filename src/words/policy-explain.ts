/** What the command `policy` says: results, reasons, and what to do about a file it can't read. */
import { type PlainDate } from '../domain/dates.ts'
import { type Rule } from '../domain/policy/governance.ts'
import { type Obligation, type Reason, trackLabel } from '../domain/policy/obligations.ts'
import { type Problem } from '../domain/policy/problem.ts'
import { type Difference } from '../domain/policy/scenario.ts'
import { unreachable } from '../domain/unreachable.ts'
import { createWords } from './words.ts'

const words = createWords('en')

/** One value on one line, short enough to read. */
const shown = (value: unknown): string => {
  const text = typeof value === 'string' ? value : (JSON.stringify(value) ?? 'nothing')
  return text.length > 80 ? `${text.slice(0, 77)}...` : text
}

const quoted = (value: unknown): string => shown(typeof value === 'string' ? JSON.stringify(value) : value)

const TYPES: Readonly<Record<string, string>> = {
  array: 'a list, [ … ]',
  boolean: 'true or false',
  int: 'a whole number',
  number: 'a number',
  object: 'an object, { … }',
  record: 'an object, { … }',
  string: 'text, in quotation marks',
}

const instead = (got: unknown, wanted: string): string => `${quoted(got)} can't be used here; give ${wanted}`

const problemText = (problem: Problem): string => {
  switch (problem.kind) {
    case 'missing':
      return 'is missing; add it'
    case 'unknown-key':
      return 'is not a key that belongs here; correct its spelling or take it out'
    case 'twice':
      return 'is there twice; keep one'
    case 'not-one-of':
      return `${quoted(problem.got)} is not known here; use one of ${problem.allowed.join(', ')}`
    case 'not-a-date':
      return `${quoted(problem.got)} is not a date that exists; write it as YYYY-MM-DD`
    case 'not-an-instant':
      return `${quoted(problem.got)} is not a date and time with an offset; write it like 2026-06-02T07:00:00Z`
    case 'not-a-duration':
      return `${quoted(problem.got)} is not a length of time; write it like P2W, P1M or P28D`
    case 'not-a-track':
      return 'is not a track; use a name of section 4 of semantics.md, such as one-to-one or record:s1'
    case 'wrong-type':
      return instead(problem.got, TYPES[problem.type] ?? `a value of type ${problem.type}`)
    case 'too-small':
      return instead(problem.got, problem.text ? 'text that is not empty' : `at least ${problem.least}`)
    case 'wrong':
      return instead(problem.got, problem.wanted)
    case 'rule-unknown':
      return `${quoted(problem.got)} is none of the policy's rules; list it, or correct it`
    case 'leads-nowhere':
      return `${quoted(problem.got)} leads to nothing in the policy; correct the path`
    case 'changes-form':
      return `${quoted(problem.got)} is in a form, which a reading can't change; write another policy for it`
    case 'no-form':
      return `has no form for a ${problem.record}; add one`
    default:
      return unreachable(problem)
  }
}

/** A field's place in a scenario: `events[3].startedAt`. */
export const placeText = (path: readonly PropertyKey[]): string =>
  path.map((part) => (typeof part === 'number' ? `[${part}]` : `.${String(part)}`)).join('').replace(/^\./, '')

export const explainWords = {
  usage:
    'Say what to do: npm run -s policy -- check FILE…, npm run -s policy -- explain FILE… or npm run -s policy -- coverage',
  unreadable: (file: string) => `${file}: can't be read; check that the file is there and may be opened`,
  notJson: (file: string, detail: string) => `${file}: is not complete JSON (${detail}); correct the file`,
  notAList: (file: string) => `${file}: must hold a list of scenarios, [ … ]; put the scenarios in one`,
  problem: (file: string, index: number, name: string | null, path: readonly PropertyKey[], problem: Problem) => {
    const scenario = `scenario ${index + 1}${name === null ? '' : ` ${JSON.stringify(name)}`}`
    return `${file}: ${scenario}: ${placeText(path) || 'the scenario'}: ${problemText(problem)}`
  },
  ok: (name: string) => `ok ${oneLine(name)}`,
  fail: (name: string, found: readonly Difference[]) => `FAIL ${oneLine(name)}: ${found.map(differenceText).join('; ')}`,
  totals: (passed: number, failed: number) => `${passed} passed, ${failed} failed`,
  heading: (name: string, policy: string, asOf: PlainDate) =>
    `${oneLine(name)} (${policy}, as of ${words.longDay(asOf)})`,
}

const oneLine = (text: string): string => text.replaceAll(/\s+/g, ' ').trim()

const differenceText = ({ track, key, expected, got }: Difference): string => {
  if (key !== undefined) return `${track}.${key} expected ${shown(expected)}, got ${shown(got)}`
  if (expected === null) return `${track} expected null, got an obligation due ${shown((got as Obligation).due)}`
  return `${track} expected an obligation, got null`
}

const everyText = (every: NonNullable<Reason['every']>): string => {
  if (every === 'next-calendar-month') return 'the end of the next calendar month'
  const single = typeof every !== 'string' || /^P\d+[DWMY]$/.test(every)
  return single ? words.span(every) : every
}

/** One reason: "Mon 15 June: fortnightly in the first six months (SEF-3.17)", "9 of 16 shifts worked (SEF-3.18)". */
const reasonText = ({ rule, says, due, count, of, note }: Reason, asOf: PlainDate): string => {
  const because = note === undefined ? '' : `, because of: ${oneLine(note)}`
  if (count !== undefined && of !== undefined) {
    const reached = due === null ? '' : `${words.day(due, asOf)}: `
    return `${reached}${count} of ${of} shifts worked (${rule})`
  }
  return `${due === null ? 'No date yet' : words.day(due, asOf)}: ${says.en}${because} (${rule})`
}

const ANCHORS = { 'one-to-one': 'the one-to-one on', start: 'the start on', event: '' } as const

const clockText = ({ anchor, anchorKind, every }: Reason, asOf: PlainDate): string => {
  if (anchor === null) return ''
  const from = [ANCHORS[anchorKind], words.day(anchor, asOf)].filter((part) => part !== '').join(' ')
  return ` Counted from ${from}${every === undefined ? '' : `, ${everyText(every)}`}.`
}

/** The rules behind the reasons as the policy lists them: " SEF-3.17 (Section 3, Frequency): Somebody new in a home …" */
const rulesText = ({ reasons }: Obligation, rules: readonly Rule[]): string => {
  const cited = new Set(reasons.map(({ rule }) => rule))
  return rules
    .filter(({ id }) => cited.has(id))
    .map(({ id, section, says }) => ` ${id} (${oneLine(section.en)}): ${oneLine(says.en)}`)
    .join('')
}

/**
 * One obligation as a person reads it: its name, its state, the date and every reason.
 *
 * @param rules those the policy lists
 */
export const obligationText = (obligation: Obligation, asOf: PlainDate, rules: readonly Rule[]): string => {
  const { state, due, target, minutes, reasons, warnings, short } = obligation
  const [first, ...others] = reasons
  const why = first === undefined ? '' : ` ${first.due === null ? '' : 'Due '}${reasonText(first, asOf)}.`
  const also = others.length === 0 ? '' : ` Also ${others.map((reason) => reasonText(reason, asOf)).join('; ')}.`
  return [
    `${trackLabel(obligation)}:${obligation.track === 'own-version' ? '' : ` ${words.say(`policy.state.${state}`)}.`}`,
    why,
    also,
    target !== null && target !== due ? ` Wanted by ${words.day(target, asOf)}, as agreed.` : '',
    first === undefined ? '' : clockText(first, asOf),
    typeof minutes === 'number' ? ` At least ${minutes} minutes.` : '',
    short === true ? ' The session was shorter than the policy asks.' : '',
    ...(warnings ?? []).map((code) => ` ${warningText(code)}`),
    rulesText(obligation, rules),
  ].join('')
}

const warningText = (code: string): string =>
  code.startsWith('no-bank-holidays-after:')
    ? `Bank holidays are known only until ${words.longDay(code.slice('no-bank-holidays-after:'.length) as PlainDate)}; the date may be too early.`
    : code

/** Where something carries a rule, and how. */
interface CarrierAt {
  readonly kind: 'executable' | 'step' | 'text'
  readonly file: string
  readonly place: string
}

/** The tests of one file; `scenarios` is how many, where they are scenarios. */
interface TestedBy {
  readonly file: string
  readonly scenarios: number | null
}

/** What a rule still lacks. */
export type Lack = 'anything' | 'executable' | 'step' | 'scenario' | 'test'

/** What is wrong with the list of what is planned, or with a pack that names a rule. */
export type CoverageFlaw =
  | { readonly kind: 'planned-but-carried'; readonly id: string; readonly work: string }
  | { readonly kind: 'planned-unknown'; readonly id: string; readonly work: string }
  | { readonly kind: 'planned-twice'; readonly id: string; readonly work: string }
  | { readonly kind: 'named-unknown'; readonly id: string; readonly file: string; readonly place: string }

interface CoverageCounts {
  readonly carried: number
  readonly planned: number
  readonly without: number
}

const LACKS: Readonly<Record<Lack, string>> = {
  anything: 'NOTHING CARRIES IT',
  executable: 'NOTHING EXECUTABLE CARRIES IT',
  step: 'NO SCREEN, FIELD OR STEP CARRIES IT',
  scenario: 'NO SCENARIO NAMES IT',
  test: 'NO TEST NAMES IT IN ITS TITLE',
}

const carrierText = ({ kind, file, place }: CarrierAt): string => `${kind} ${file} ${place}`

const testedText = ({ file, scenarios }: TestedBy): string =>
  ` · tested by ${file}${scenarios === null ? '' : ` (${scenarios})`}`

const flawText = (flaw: CoverageFlaw): string => {
  switch (flaw.kind) {
    case 'planned-but-carried':
      return `${flaw.id} is carried now: take it out of planned.json (${flaw.work}), which only shrinks`
    case 'planned-unknown':
      return `${flaw.id} is no rule of the catalogue: correct it in planned.json (${flaw.work}) or take it out`
    case 'planned-twice':
      return `${flaw.id} is twice in planned.json: keep one (not that of ${flaw.work})`
    case 'named-unknown':
      return `${flaw.id} is no rule of the catalogue and none of the policy’s own readings: correct it at ${flaw.file} ${flaw.place}`
    default:
      return unreachable(flaw)
  }
}

const countsText = ({ carried, planned, without }: CoverageCounts): string =>
  `${carried} carried, ${planned} planned, ${without} without`

/** What `coverage` says: a line for each rule, with its id and what the catalogue asks for it (A, W or T). */
export const coverageWords = {
  carried: (id: string, check: string, by: CarrierAt, more: number, tested: TestedBy | null) =>
    `${id}  ${check}  ${carrierText(by)}${more > 0 ? ` and ${more} more` : ''}${tested === null ? '' : testedText(tested)}`,
  planned: (id: string, check: string, work: string) => `${id}  ${check}  planned: ${work}`,
  without: (id: string, check: string, lacks: Lack, has: CarrierAt | null) =>
    `${id}  ${check}  ${LACKS[lacks]}${has === null ? '' : ` (only ${carrierText(has)})`}`,
  flaw: flawText,
  pack: (pack: string, counts: CoverageCounts) => `${pack}: ${countsText(counts)}`,
  totals: countsText,
}
