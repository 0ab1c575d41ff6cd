import { type Json } from '../../domain/json.ts'
import { type FieldName } from '../../domain/records/deeds/common.ts'
import { useAutosave } from '../../queries/use-autosave.ts'
import { type SavedNoteProps } from '../../ui/saved-note.tsx'
import { type RecordView } from './record-view.ts'

/** One field of a record being written. It saves itself. */
export interface FieldBeingWritten {
  readonly value: Json | undefined
  readonly saved: SavedNoteProps['state']
  /** A letter more: saved at the next pause. */
  readonly type: (value: Json) => void
  /** An answer in one tap: saved at once. */
  readonly choose: (value: Json) => void
  /** The person goes elsewhere: saved now. */
  readonly leave: () => void
}

/**
 * One field of a record of any kind, with any value: text, a choice, a number, a date, a list. `type` for what is typed,
 * `choose` for what is picked; show `saved` in a `SavedNote`.
 *
 * @param view  the record: its id and kind are all that is asked
 * @param field the field's name: `every`, `actions.<id>.what`
 */
export const useField = (view: { readonly state: Pick<RecordView['state'], 'id' | 'kind'> }, field: FieldName): FieldBeingWritten => {
  const { value, state, change, blur } = useAutosave(view.state.id, view.state.kind, field)
  return {
    value,
    saved: state === 'idle' ? 'none' : state,
    type: change,
    choose: (next) => {
      change(next)
      blur()
    },
    leave: blur,
  }
}
