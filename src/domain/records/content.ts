/** What a record that two people sign says: the form it is filled in by, its answers, and the content that signatures are on (G1). */
import { type Json, sameJson } from '../json.ts'
import { type PrivacyClass, type Voice } from '../policy/form.ts'
import { unreachable } from '../unreachable.ts'
import { type FieldName } from './deeds/common.ts'
import { type RecordSign } from './deeds/signed.ts'
import { type FormState, type SignableState } from './record.ts'

/** What is known of one field of a form. */
export interface FormField {
  readonly voice: Voice
  readonly class: PrivacyClass
  /** One party's own view of an observation: nobody else writes it (SEF-App2.3). */
  readonly view?: 'observer' | 'supervisee'
}

/** What the fold and the access table ask of the form a record is pinned to; a policy pack answers. */
export interface RecordForm {
  /** Whose voice a field is in and how private it is; undefined for a name the form does not have. */
  readonly fieldOf: (field: FieldName) => FormField | undefined
  /** What is required and not there, in the form's order: answers, and parts of actions (SEF-App3.6). */
  readonly missing: (answers: Answers) => readonly FieldName[]
}

/** What a form is filled in with. `held` says whether the reason for a gap is asked (SEF-App3.1). */
export type Answers = Pick<FormState, 'fields'> & { readonly held?: { readonly gapExceeded?: boolean | undefined } | null }

/** An answer that says nothing: it is not part of the content and does not count as given. */
export const isBlank = (value: Json | undefined): boolean =>
  value === undefined ||
  value === null ||
  (typeof value === 'string' && value.trim() === '') ||
  (Array.isArray(value) && value.length === 0)

/** What belongs to the record itself and not to its form, by name. */
const particulars = (state: SignableState): Readonly<Record<string, Json | undefined>> => {
  switch (state.kind) {
    case 'session': {
      const { held } = state
      if (!held) return {}
      const { on, start, end, place, mode, endOn, gapExceeded } = held
      return {
        'held.on': on,
        'held.start': start,
        'held.end': end,
        'held.place': place,
        'held.mode': mode,
        'held.endOn': endOn,
        'held.gapExceeded': gapExceeded,
      }
    }
    case 'agreement':
      return { 'record.follows': state.follows ?? undefined, 'record.drawnUpOn': state.drawnUpOn }
    case 'observation':
      return {
        'observed.on': state.observed?.on,
        'observed.start': state.observed?.start,
        'observed.end': state.observed?.end ?? undefined,
        'observed.endOn': state.observed?.endOn,
        'revealed.on': state.revealed?.on,
      }
    default:
      return unreachable(state)
  }
}

/**
 * The content that signatures are on, name by name: who, when, where, under which form, and every answer (G1). An
 * answer that is blank is not content.
 */
export const signedContentOf = (state: SignableState): Readonly<Record<string, Json>> => {
  const content: Record<string, Json> = {
    'record.id': state.id,
    'record.kind': state.kind,
    'record.post': state.post,
    'record.supervisee': state.supervisee,
    'record.supervisor': state.supervisor,
    'record.pack': `${state.pins.pack}@${state.pins.packVersion}`,
    'record.form': `${state.pins.form}@${state.pins.formVersion}`,
  }
  for (const [name, value] of Object.entries(particulars(state))) if (value !== undefined) content[name] = value
  for (const [name, version] of Object.entries(state.fields)) {
    if (!isBlank(version.value)) content[`field.${name}`] = version.value
  }
  return content
}

/** Whether a signature is on what the record says now (P7). */
export const sameContent = (sign: RecordSign, state: SignableState): boolean => {
  const now = signedContentOf(state)
  const names = Object.keys(sign.content)
  return (
    names.length === Object.keys(now).length &&
    names.every((name) => Object.hasOwn(now, name) && sameJson(sign.content[name]?.value, now[name]))
  )
}
