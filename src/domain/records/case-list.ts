/** A setting’s case list (W6): kept case by case, each as it was said last. */
import { type RecordAct } from './acts.ts'
import { type CaseListState, doneBy, type Folded, refused } from './record.ts'

const byReference = (a: { readonly reference: string }, b: { readonly reference: string }): number => (a.reference < b.reference ? -1 : 1)

export const foldCaseList = (state: CaseListState | null, act: RecordAct): Folded<CaseListState> => {
  if (act.type !== 'cases.list') return refused({ code: state ? 'act-not-for-kind' : 'record-unknown' })
  const { setting, cases } = act.payload
  // A list is one setting’s for good: said of another, it would carry these names to people of that one.
  if (state && state.setting !== setting) return refused({ code: 'record-exists' })
  const list = new Map(state?.cases.map((each) => [each.reference, each]))
  for (const each of cases) {
    if (each.names.length === 0) list.delete(each.reference)
    else list.set(each.reference, { ...each, ...doneBy(act) })
  }
  const made: CaseListState = {
    id: act.recordId,
    revision: (state?.revision ?? 0) + 1,
    kind: 'case-list',
    setting,
    cases: [...list.values()].sort(byReference),
  }
  return { ok: true, state: made, competing: [] }
}
