import { type RecordSync } from '../../queries/device.ts'
import { Icon } from '../../ui/icon.tsx'
import { useWords } from '../../ui/words-provider.tsx'

const ICON = { 'on-device': 'device', sending: 'sending', sent: 'tick' } as const

/** Where this one record is: On this device · Sending · Sent 14:32. Silent: the slot in the frame announces. */
export const SyncWord = ({ sync }: { sync: RecordSync }) => {
  const { say, time } = useWords()
  const word = (): string => {
    if (sync.word === 'sending') return say('app.sync.sending')
    return sync.word === 'sent' && sync.sentAt
      ? say('app.sync.sent', { time: time(sync.sentAt) })
      : say('app.sync.onDevice')
  }
  return (
    <span className={`cs-record-sync cs-record-sync--${sync.word}`}>
      <Icon name={ICON[sync.word]} size="small" />
      {word()}
    </span>
  )
}
