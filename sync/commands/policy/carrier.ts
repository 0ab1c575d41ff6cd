/** What carries a rule of a policy, and where it is. */

/**
 * `executable` computes, refuses or withholds; a `step` is a screen, a field or a step that leads somewhere; `text` is
 * guidance that is shown.
 */
export type CarrierKind = 'executable' | 'step' | 'text'

export interface Carrier {
  /** The rule's id in the catalogue. */
  readonly id: string
  readonly kind: CarrierKind
  /** Part of what the engine runs by: the clock or a track, each of which scenarios are known to notice. */
  readonly engine: boolean
  /** From the root of the repository. */
  readonly file: string
  /** A JSON Pointer into a pack, or a line. */
  readonly place: string
}

/** Rule ids that a text names: `SEF-3.18`, `HAV-App3.a`, `WOK-A22+`; never the full stop of a sentence. */
export const idsIn = (text: string): string[] =>
  (text.match(/(?<![\w-])[A-Z]{2,}-[A-Za-z0-9]+(?:\.[A-Za-z0-9]+)*\+?/g) ?? []).map(String)
