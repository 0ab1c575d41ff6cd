import { Button } from './button.tsx'
import { Icon, type IconName } from './icon.tsx'
import { Inset } from './inset.tsx'
import { unreachable } from './unreachable.ts'
import { useWords } from './words-provider.tsx'

/** Where what was written is. `time` is in words, `words.time(…)`: when the server last confirmed everything. */
export type SyncState =
  | { kind: 'on-device' }
  | { kind: 'sending' }
  | { kind: 'sent'; time: string }
  | { kind: 'offline' }
  | { kind: 'failed' }
  | { kind: 'not-saved' }

const ICON = {
  'on-device': 'device',
  sending: 'sending',
  sent: 'tick',
  offline: 'offline',
  failed: 'late',
  'not-saved': 'failed',
} satisfies Record<SyncState['kind'], IconName>

export interface SyncSlotProps {
  state: SyncState
  /** Acts the server has not confirmed. */
  unsent: number
  /** The button is there while anything is unsent, and always answers (`answer`), offline too. */
  onSendNow?: (() => void) | undefined
  /** What "Send now" answered; stays until the caller clears it. */
  answer?: string | undefined
}

/**
 * The one place that says where a person's words are: "On this device", "Sending", "Sent 14:32". Offline is grey, a
 * failed send amber; red, and an alert, only a save that failed on this device. Announced without moving the focus.
 */
export const SyncSlot = ({ state, unsent, onSendNow, answer }: SyncSlotProps) => {
  const { say } = useWords()
  const word = (): string => {
    switch (state.kind) {
      case 'sending':
        return say('app.sync.sending')
      case 'sent':
        return say('app.sync.sent', { time: state.time })
      case 'not-saved':
        return say('app.sync.notSaved')
      case 'on-device':
      case 'offline':
      case 'failed':
        return say('app.sync.onDevice')
      default:
        return unreachable(state)
    }
  }
  const more = (): string => {
    switch (state.kind) {
      case 'offline':
        return say('app.sync.offline', { count: unsent })
      case 'failed':
        return say('app.sync.failed', { count: unsent })
      case 'sent':
        return ''
      case 'on-device':
      case 'sending':
      case 'not-saved':
        return say('app.sync.waiting', { count: unsent })
      default:
        return unreachable(state)
    }
  }
  return (
    <div className={`cs-sync cs-sync--${state.kind}`}>
      <div
        className="cs-sync__state"
        role={state.kind === 'not-saved' ? 'alert' : 'status'}
        aria-label={say('app.sync.label')}
        aria-atomic="true"
      >
        <Icon name={ICON[state.kind]} size="small" />
        <span className="cs-sync__text">
          <span className="cs-sync__word">{word()}</span> {more() && <span className="cs-sync__more">{more()}</span>}
        </span>{' '}
        {state.kind === 'not-saved' && (
          <span className="govuk-visually-hidden">{say('app.sync.notSavedWhatToDo')}</span>
        )}
      </div>
      {unsent > 0 && onSendNow && (
        <Button kind="quiet" busy={state.kind === 'sending'} onClick={onSendNow}>
          {say('app.sync.sendNow')}
        </Button>
      )}
      <output className="cs-sync__answer">{answer}</output>
    </div>
  )
}

/** The whole sentence, for a page where being offline or a failure changes what one can do; nothing otherwise. */
export const SyncNote = ({ state }: { state: SyncState }) => {
  const { say } = useWords()
  switch (state.kind) {
    case 'on-device':
    case 'sending':
    case 'sent':
      return null
    case 'offline':
      return <Inset tone="grey">{say('app.sync.offlineSentence')}</Inset>
    case 'failed':
      return <Inset tone="amber">{say('app.sync.failedSentence')}</Inset>
    case 'not-saved':
      return <Inset tone="red">{say('app.sync.notSavedWhatToDo')}</Inset>
    default:
      return unreachable(state)
  }
}
