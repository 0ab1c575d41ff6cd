/** The house's server in another process, for benches. */
import { fork } from 'node:child_process'
import { once } from 'node:events'
import path from 'node:path'
import { type Instant } from '../../src/domain/dates.ts'
import { type Council } from './council.ts'
import { type Asked, type Said } from './house-process.ts'

export interface Served {
  readonly address: string
  readonly now: () => Instant
  /** Bytes, now and the most there has been, and microseconds of a processor's time. */
  readonly memory: () => Promise<{ readonly rss: number; readonly peak: number; readonly cpu: number }>
  readonly council: (people: number) => Promise<Council>
  readonly stop: () => Promise<void>
}

export const serve = async (): Promise<Served> => {
  const child = fork(path.join(import.meta.dirname, 'house-process.ts'), { stdio: ['ignore', 'ignore', 'inherit', 'ipc'] })
  const next = async <S extends Said['said']>(said: S, asked?: Asked): Promise<Extract<Said, { said: S }>> => {
    const answer = once(child, 'message')
    const gone = once(child, 'exit').then(() => {
      throw new Error('the server has gone')
    })
    if (asked) child.send(asked)
    const [message] = (await Promise.race([answer, gone])) as [Said]
    if (message.said !== said) throw new Error(`the server said ${message.said}`)
    return message as Extract<Said, { said: S }>
  }
  const { address, now } = await next('ready')
  return {
    address,
    now: () => now as Instant,
    memory: () => next('memory', { ask: 'memory' }),
    council: async (people) => (await next('council', { ask: 'council', people })).council,
    stop: async () => {
      const exit = once(child, 'exit')
      child.send({ ask: 'stop' } satisfies Asked)
      await exit
    },
  }
}
