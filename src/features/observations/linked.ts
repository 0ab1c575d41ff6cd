/** What an observation may be linked to: open actions, and what earlier observations found to improve (SEF-App2.2). */
import { actionsOf, isOpen } from '../../domain/records/actions.ts'
import { type ObservationView } from './observation-view.ts'
import { textOf } from './rows.ts'

export interface Linked {
  readonly kind: 'action' | 'improve'
  readonly what: string
}

/** Longer texts are no suggestion. */
const MOST = 300

const inOneLine = (text: string): string => text.replaceAll(/\s+/g, ' ').trim()

/** The latest first within each kind; each text once. */
export const linkedOf = ({ agreedIn, state }: ObservationView): readonly Linked[] => {
  const before = agreedIn.filter((each) => each.id !== state.id && !each.voided)
  const actions = actionsOf(before)
    .filter(isOpen)
    .toReversed()
    .map(({ what }): Linked => ({ kind: 'action', what: inOneLine(what) }))
  const improve = before
    .filter((each) => each.kind === 'observation' && each.revealed !== null)
    .sort((a, b) => (a.plannedFor < b.plannedFor ? 1 : -1))
    .map(({ fields }): Linked => ({ kind: 'improve', what: inOneLine(textOf(fields['to-improve']?.value)) }))
  const seen = new Set<string>()
  return [...actions, ...improve].filter(({ what }) => {
    const fresh = what !== '' && what.length <= MOST && !seen.has(what)
    seen.add(what)
    return fresh
  })
}

/** A text with a suggestion on a line of its own, or without it where it has it. */
export const toggled = (text: string, what: string): string => {
  const lines = text.split('\n')
  if (lines.includes(what)) return lines.filter((line) => line !== what).join('\n')
  return text.trim() === '' ? what : `${text.trimEnd()}\n${what}`
}

/** Whether a text holds a suggestion. */
export const holds = (text: string, what: string): boolean => text.split('\n').includes(what)
