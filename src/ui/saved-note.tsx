import { Icon } from './icon.tsx'
import { unreachable } from './unreachable.ts'
import { useWords } from './words-provider.tsx'
import { forms } from '../words/en/forms.ts'
import { addArea } from '../words/words.ts'

addArea('forms', { en: forms })

export interface SavedNoteProps {
  /** `none` keeps the room, so that nothing jumps when the note appears. */
  state: 'none' | 'saving' | 'on-device' | 'failed'
}

/**
 * Under a box: where its words are. Silent, since the sync slot tells assistive technology; only a failed save on this
 * device is an alert.
 */
export const SavedNote = ({ state }: SavedNoteProps) => {
  const { say } = useWords()
  switch (state) {
    case 'none':
      return null
    case 'saving':
      return <span className="cs-saved">{say('forms.saved.saving')}</span>
    case 'on-device':
      return (
        <span className="cs-saved">
          <Icon name="tick" size="small" />
          {say('forms.saved.onDevice')}
        </span>
      )
    case 'failed':
      return (
        <span className="cs-saved cs-saved--failed" role="alert">
          <Icon name="failed" size="small" />
          {say('common.notSaved')}
        </span>
      )
    default:
      return unreachable(state)
  }
}
