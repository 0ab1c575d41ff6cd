import { type RecordSync } from '../../queries/device.ts'
import { Icon } from '../../ui/icon.tsx'
import { unreachable } from '../../ui/unreachable.ts'
import { type Words } from '../../words/words.ts'
import { useRecordWords } from './use-record-words.ts'

const ICON = { 'on-device': 'device', sending: 'sending', sent: 'tick' } as const

/** Where this one record is, in the three words; one that came from the server is sent, by whoever wrote it. */
export const recordWord = (sync: RecordSync, { say, time }: Pick<Words, 'say' | 'time'>): string => {
  switch (sync.word) {
    case 'on-device':
      return say('app.sync.onDevice')
    case 'sending':
      return say('app.sync.sending')
    case 'sent':
      return sync.sentAt ? say('app.sync.sent', { time: time(sync.sentAt) }) : say('app.sync.sentBefore')
    default:
      return unreachable(sync.word)
  }
}

/** Silent: the slot in the frame announces. */
export const SyncWord = ({ sync }: { sync: RecordSync }) => {
  const words = useRecordWords()
  return (
    <span className={`cs-record-sync cs-record-sync--${sync.word}`}>
      <Icon name={ICON[sync.word]} size="small" />
      {recordWord(sync, words)}
    </span>
  )
}

/** The same as a sentence: "On this device, not yet sent." */
export const whereItIs = (sync: RecordSync, { say, time }: Pick<Words, 'say' | 'time'>): string => {
  switch (sync.word) {
    case 'on-device':
      return say('sign.where.onDevice')
    case 'sending':
      return say('sign.where.sending')
    case 'sent':
      return sync.sentAt ? say('sign.where.sent', { time: time(sync.sentAt) }) : say('sign.where.sentBefore')
    default:
      return unreachable(sync.word)
  }
}
