import { type Json } from '../../domain/json.ts'
import { type FieldName } from '../../domain/records/acts.ts'
import { useAutosave } from '../../queries/use-autosave.ts'
import { type SavedNoteProps } from '../../ui/saved-note.tsx'
import { type SessionView } from './session-view.ts'

/** One field of a session being written. It saves itself. */
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

export const useField = (view: SessionView, field: FieldName): FieldBeingWritten => {
  const { value, state, change, blur } = useAutosave(view.state.id, 'session', field)
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
