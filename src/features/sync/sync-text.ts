/** The state of sync, in words. */
import { londonDay, type Instant, type PlainDate } from '../../domain/dates.ts'
import { unreachable } from '../../domain/unreachable.ts'
import { type DeviceSync } from '../../queries/device.ts'
import { type Words } from '../../words/words.ts'

const troubleText = ({ trouble }: DeviceSync, { say }: Words): string | null => {
  switch (trouble) {
    case 'none':
      return null
    case 'sign-in-needed':
      return say('sync.state.signIn')
    case 'update-needed':
      return say('sync.state.update')
    case 'server':
      return say('sync.state.server')
    case 'no-room':
      return say('sync.state.noRoom')
    case 'local-save-failed':
      return say('sync.state.notSaved')
    default:
      return unreachable(trouble)
  }
}

/** One sentence on where everything is. */
export const stateText = (sync: DeviceSync, words: Words): { text: string; tone: 'plain' | 'grey' | 'amber' | 'red' } => {
  const { say } = words
  const trouble = troubleText(sync, words)
  if (sync.trouble === 'local-save-failed') return { text: trouble ?? '', tone: 'red' }
  if (sync.connection === 'offline') return { text: say('sync.state.offline'), tone: 'grey' }
  if (trouble !== null) return { text: trouble, tone: 'amber' }
  if (sync.unsent === 0) return { text: say('sync.state.sent'), tone: 'plain' }
  const count = sync.unsent
  return { text: say(sync.word === 'sending' ? 'sync.state.sending' : 'sync.state.onDevice', { count }), tone: 'plain' }
}

/** When the device last compared itself with the service. */
export const verifiedText = (lastVerified: Instant | null, asOf: PlainDate, { say, time, dayAndTime }: Words): string =>
  lastVerified
    ? say('sync.verified', { when: londonDay(lastVerified) === asOf ? time(lastVerified) : dayAndTime(lastVerified, asOf) })
    : say('sync.verified.never')
