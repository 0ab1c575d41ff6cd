import { classNames } from './class-names.ts'
import { unreachable } from './unreachable.ts'
import { useWords } from './words-provider.tsx'

export interface VoiceLabelProps {
  /** Whose words a field holds. */
  voice: 'supervisee' | 'supervisor' | 'both'
  /** The supervisee's first name. */
  name: string
  /** First name of the supervisor who wrote them down for the supervisee. */
  writtenBy?: string | undefined
}

/** "In Sam’s words", "Supervisor’s words", "Agreed together"; "Written by Dana for Sam" until Sam signs. */
export const VoiceLabel = ({ voice, name, writtenBy }: VoiceLabelProps) => {
  const { say } = useWords()
  const text = (): string => {
    switch (voice) {
      case 'supervisee':
        return writtenBy
          ? say('common.voice.scribe', { writer: writtenBy, name })
          : say('common.voice.supervisee', { name })
      case 'supervisor':
        return say('common.voice.supervisor')
      case 'both':
        return say('common.voice.both')
      default:
        return unreachable(voice)
    }
  }
  return <span className={classNames('cs-voice', `cs-voice--${voice}`)}>{text()}</span>
}
