/** What a pack leaves out, of which record, under which heading, and why (W3). */
import { type PrivacyClass } from '../policy/form.ts'
import { type RuleId, type Text } from '../policy/text.ts'
import { type InspectionPack, type PackRecord } from './pack.ts'

export type Withheld =
  | {
      readonly what: 'answer'
      readonly section: Text
      readonly label: Text
      readonly class: PrivacyClass
      /** Whether something was said; null where not even that is for an inspector. */
      readonly covered: boolean | null
      readonly rule: RuleId | null
    }
  /** Names and references in an answer that is there otherwise. */
  | { readonly what: 'masked'; readonly section: Text; readonly label: Text; readonly count: number; readonly rule: RuleId | null }
  | { readonly what: 'comments' | 'addenda' | 'responses'; readonly count: number }
  /** Whether there was a disagreement, and which. */
  | { readonly what: 'concerns' }
  /** Only its dates are there. */
  | { readonly what: 'all'; readonly because: 'not-shared' | 'void' }

export const withheldOfRecord = ({ open, status, sections, withheld }: PackRecord): readonly Withheld[] => {
  if (!open) return [{ what: 'all', because: status === 'void' ? 'void' : 'not-shared' }]
  const counted = (what: 'comments' | 'addenda' | 'responses'): readonly Withheld[] => (withheld[what] > 0 ? [{ what, count: withheld[what] }] : [])
  return [
    ...sections.flatMap(({ title: section, answers }) =>
      answers.flatMap(({ label, class: its, shown, covered, rule, masked }): readonly Withheld[] => {
        if (shown !== 'whole') return [{ what: 'answer', section, label, class: its, covered: shown === 'covered' ? covered : null, rule }]
        return masked > 0 ? [{ what: 'masked', section, label, count: masked, rule }] : []
      }),
    ),
    ...counted('comments'),
    ...counted('addenda'),
    ...counted('responses'),
    ...(withheld.concerns ? [{ what: 'concerns' } as const] : []),
  ]
}

export interface WithheldTotals {
  /** Answers of which it is said only whether something was written. */
  readonly covered: number
  readonly answers: number
  readonly masked: number
  readonly words: number
  /** Records of which only the dates are there. */
  readonly records: number
}

export const withheldTotals = ({ records }: Pick<InspectionPack, 'records'>): WithheldTotals => {
  const all = records.flatMap(withheldOfRecord)
  const sum = (counts: readonly number[]): number => counts.reduce((a, b) => a + b, 0)
  return {
    covered: all.filter((each) => each.what === 'answer' && each.covered !== null).length,
    answers: all.filter((each) => each.what === 'answer' && each.covered === null).length,
    masked: sum(all.map((each) => (each.what === 'masked' ? each.count : 0))),
    words: sum(all.map((each) => (each.what === 'comments' || each.what === 'addenda' || each.what === 'responses' ? each.count : 0))),
    records: all.filter(({ what }) => what === 'all').length,
  }
}
