import { useEffect, useState } from 'react'
import { type DeviceSync } from '../queries/device.ts'
import { useDevice, useSync } from '../queries/use-device.tsx'
import { SyncSlot, type SyncState } from '../ui/sync-slot.tsx'
import { useWords } from '../ui/words-provider.tsx'
import { type Words } from '../words/words.ts'

/** What the slot shows: red only for a failed save here, grey offline, amber when sending failed. */
export const slotState = (sync: DeviceSync, { time }: Pick<Words, 'time'>): SyncState => {
  if (sync.trouble === 'local-save-failed') return { kind: 'not-saved' }
  if (sync.connection === 'offline') return { kind: 'offline' }
  if (sync.trouble !== 'none' && sync.unsent > 0) return { kind: 'failed' }
  if (sync.word === 'sending') return { kind: 'sending' }
  if (sync.word === 'sent' && sync.lastVerified) return { kind: 'sent', time: time(sync.lastVerified) }
  return { kind: 'on-device' }
}

const answers = () => import('../features/sync/answer-text.ts')

/** Gets what "Send now" answers in words. */
export const preloadAnswers = (): void => {
  answers().catch(() => undefined)
}

const ANSWER_STAYS_MS = 8000

/** The sync slot in its fixed place; "Send now" always answers. */
export const SyncBar = () => {
  const device = useDevice()
  const sync = useSync()
  const words = useWords()
  const { say, ago } = words
  const [said, setSaid] = useState('')
  useEffect(() => {
    if (said === '') return undefined
    const timer = setTimeout(() => setSaid(''), ANSWER_STAYS_MS)
    return () => clearTimeout(timer)
  }, [said])
  const send = async () => {
    try {
      const [{ answerText }, answer] = await Promise.all([answers(), device.sendNow()])
      setSaid(answerText(answer, words))
    } catch {
      setSaid(say('app.sync.answer.failed'))
    }
  }
  return (
    <>
      {sync.oldestUnsent && sync.unsent > 0 && (
        <span className="cs-sync-oldest">{say('app.sync.oldest', { ago: ago(sync.oldestUnsent, device.now()) })}</span>
      )}
      <SyncSlot state={slotState(sync, words)} unsent={sync.unsent} onSendNow={send} answer={said} />
    </>
  )
}
