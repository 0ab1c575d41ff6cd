/**
 * What the identifier guard costs (W6): a note of 2,000 characters looked through, in Node. It runs once a pause in
 * typing, never by the letter. `node test/bench/guard.ts`.
 */
import { PlainDate } from '../../src/domain/dates.ts'
import { findIdentifiers } from '../../src/domain/guard/find-identifiers.ts'
import { type GuardedCase } from '../../src/domain/guard/identifier.ts'
import { SUPERVISEE_TEXTS, SUPERVISOR_TEXTS } from '../../sync/services/demonstration/texts.ts'
import { CASES, COLLEAGUES } from '../domain/guard/case-list.ts'
import { labelledOf } from '../domain/guard/labelled.ts'
import { HARMLESS, IDENTIFYING } from '../domain/guard/sentences.ts'
import { median, p95 } from './figures.ts'

const LENGTH = 2000
const TIMES = 400
const asOf = PlainDate.parse('2026-04-20')

const micros = (value: number): string => `${(value * 1000).toFixed(0)} µs`

const times = (work: (turn: number) => unknown): readonly number[] =>
  Array.from({ length: TIMES }, (_, turn) => {
    const from = performance.now()
    work(turn)
    return performance.now() - from
  })

const plain = [...Object.values(SUPERVISEE_TEXTS), ...Object.values(SUPERVISOR_TEXTS)].flat().join(' ')
const dense = [...IDENTIFYING.map((each) => labelledOf(each).text), ...HARMLESS].join(' ')
const noteOf = (text: string, turn: number): string => `${text} ${text}`.slice((turn * 37) % text.length).slice(0, LENGTH)

const many: readonly GuardedCase[] = Array.from({ length: 500 }, (_, n) => ({ reference: `C-${n}`, names: CASES[n % CASES.length]?.names ?? [] }))

for (const [name, text, cases] of [
  ['as notes are, 15 cases', plain, CASES],
  ['as notes are, 500 cases', plain, many],
  ['nothing but names and look-alikes, 15 cases', dense, CASES],
] as const) {
  const measured = times((turn) => findIdentifiers(noteOf(text, turn), cases, { colleagues: COLLEAGUES, asOf }))
  console.log(`a note of ${LENGTH} characters, ${name}: median ${micros(median(measured))}, p95 ${micros(p95(measured))}`)
}
const prepared = times(() => findIdentifiers('', [...many], { colleagues: COLLEAGUES }))
console.log(`a list of 500 cases taken apart, once for each change of it: median ${micros(median(prepared))}`)
