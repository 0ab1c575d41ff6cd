/** Why a session did not take place: the policy's reasons for cancelling (SEF-3.3), and who was not there. */
import { type Off } from '../../domain/records/record.ts'
import { type Words } from '../../words/words.ts'
import { inLanguage } from '../../words/answers.ts'
import { type SessionView } from './session-view.ts'

/** An answer to "Why?": `cancel <reason of the pack>`, `miss <who>`. */
export interface WhyOption {
  readonly value: string
  readonly label: string
}
export type Why =
  | { readonly kind: 'cancel'; readonly reason: string }
  | { readonly kind: 'miss'; readonly who: 'supervisee' | 'supervisor' }

const missedLabel = (view: SessionView, who: 'supervisee' | 'supervisor', { say }: Words): string => {
  if (who === 'supervisee') return say('planning.move.missed.supervisee', { name: view.supervisee.knownAs })
  if (view.role === 'supervisor') return say('planning.move.missed.me')
  return say('planning.move.missed.supervisor', { name: view.supervisor.knownAs })
}

/** @param past whether the day has come: only then has somebody not been there, as the supervisor says */
export const whyOptions = (view: SessionView, past: boolean, words: Words): readonly WhyOption[] => [
  ...(past && view.role === 'supervisor'
    ? (['supervisee', 'supervisor'] as const).map((who) => ({ value: `miss ${who}`, label: missedLabel(view, who, words) }))
    : []),
  ...(view.pack.cancelReasons ?? []).map(({ key, label }) => ({ value: `cancel ${key}`, label: inLanguage(label, words.lang) })),
]

export const whyOf = (value: string): Why | null => {
  const [kind, what = ''] = value.split(' ')
  if (kind === 'cancel' && what !== '') return { kind, reason: what }
  return kind === 'miss' && (what === 'supervisee' || what === 'supervisor') ? { kind, who: what } : null
}

/** The reason that says nothing of itself. */
export const needsNote = (why: Why): boolean => why.kind === 'cancel' && why.reason === 'other'

/** Why a date came to nothing, in words. */
export const offReason = (view: SessionView, off: Pick<Off, 'kind' | 'reason'>, words: Words): string => {
  if (off.kind === 'missed') return missedLabel(view, off.reason === 'supervisor' ? 'supervisor' : 'supervisee', words)
  const known = view.pack.cancelReasons?.find(({ key }) => key === off.reason)
  return known ? inLanguage(known.label, words.lang) : off.reason
}
