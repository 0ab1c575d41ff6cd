/** Keeps a vault key in a worker of its own (K5). Ending that worker is dropping the key. */
import { type KdfQuestion, type TryReply } from './kdf-messages.ts'
import { type Keeping, type TryAnswer } from './kept-key.ts'
import { PATIENCE_MS, startKdfWorker } from './start-kdf-worker.ts'
import { VaultError } from './vault-error.ts'

interface Waiting {
  readonly resolve: (answer: TryAnswer) => void
  readonly reject: (error: VaultError) => void
  readonly timer: ReturnType<typeof setTimeout>
}

export const keptInWorker: Keeping = ({ vaultKey, pin }) => {
  let worker: Worker | null = startKdfWorker('keeper')
  let waiting: readonly Waiting[] = []
  const ask = (question: KdfQuestion): void => worker?.postMessage(question, { transfer: [] })

  const end = (settle: (each: Waiting) => void): void => {
    worker?.terminate()
    worker = null
    const all = waiting
    waiting = []
    for (const each of all) {
      clearTimeout(each.timer)
      settle(each)
    }
  }
  const drop = (): void => end(({ resolve }) => resolve({ kind: 'gone' }))
  const fail = (): void => end(({ reject }) => reject(new VaultError('kdf-failed')))

  const replied = (reply: TryReply): void => {
    const [first, ...others] = waiting
    if (!first) return
    waiting = others
    clearTimeout(first.timer)
    if (!reply.ok) {
      first.reject(new VaultError('kdf-failed'))
      return
    }
    first.resolve(reply.answer)
    if (reply.answer.kind !== 'wrong') drop()
  }

  worker.addEventListener('message', ({ data }: MessageEvent<TryReply>) => replied(data))
  worker.addEventListener('error', fail)
  worker.addEventListener('messageerror', fail)
  ask({ ask: 'keep', vaultKey, pin })
  return {
    tryPin: (tried) =>
      new Promise((resolve, reject) => {
        if (!worker) {
          resolve({ kind: 'gone' })
          return
        }
        waiting = [...waiting, { resolve, reject, timer: setTimeout(fail, PATIENCE_MS) }]
        ask({ ask: 'try', pin: tried })
      }),
    drop,
  }
}
