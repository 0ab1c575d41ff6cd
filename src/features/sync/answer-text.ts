import { unreachable } from '../../domain/unreachable.ts'
import { type SendNowAnswer } from '../../queries/device.ts'
import { type Words } from '../../words/words.ts'

/** What "Send now" answered. */
export const answerText = (answer: SendNowAnswer, { say, time }: Words): string => {
  switch (answer.kind) {
    case 'sent':
      return say('app.sync.answer.sent', { count: answer.count, time: time(answer.at) })
    case 'nothing-to-send':
      return say('app.sync.answer.nothing', { time: time(answer.at) })
    case 'offline':
      return say('app.sync.answer.offline', { count: answer.unsent })
    case 'sign-in-needed':
      return say('app.sync.answer.signIn')
    case 'waits-for-others':
      return say('app.sync.answer.others')
    case 'server-trouble':
      return say('app.sync.answer.server')
    default:
      return unreachable(answer)
  }
}
