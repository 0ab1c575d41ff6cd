import { unreachable } from '../../domain/unreachable.ts'
import { type SendNowAnswer } from '../../queries/device.ts'
import { sync } from '../../words/en/sync.ts'
import { addArea, type Words } from '../../words/words.ts'

addArea('sync', { en: sync })

/** What "Send now" answered. */
export const answerText = (answer: SendNowAnswer, { say, time }: Words): string => {
  switch (answer.kind) {
    case 'sent':
      return say('sync.answer.sent', { count: answer.count, time: time(answer.at) })
    case 'nothing-to-send':
      return say('sync.answer.nothing', { time: time(answer.at) })
    case 'offline':
      return say('sync.answer.offline', { count: answer.unsent })
    case 'sign-in-needed':
      return say('sync.answer.signIn')
    case 'waits-for-others':
      return say('sync.answer.others')
    case 'server-trouble':
      return say('sync.answer.server')
    default:
      return unreachable(answer)
  }
}
