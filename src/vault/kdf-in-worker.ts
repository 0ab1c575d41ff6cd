/** Derives keys in a dedicated worker, which is ended then: so goes the memory it took. */
import { type Kdf } from './kdf.ts'
import { type DeriveReply, type KdfQuestion } from './kdf-messages.ts'
import { PATIENCE_MS, startKdfWorker } from './start-kdf-worker.ts'
import { VaultError } from './vault-error.ts'

export const kdfInWorker: Kdf = (secret, salt, cost) =>
  new Promise((resolve, reject) => {
    const worker = startKdfWorker('kdf')
    const done = (settle: () => void): void => {
      clearTimeout(timer)
      worker.terminate()
      settle()
    }
    const fail = (): void => done(() => reject(new VaultError('kdf-failed')))
    const timer = setTimeout(fail, PATIENCE_MS)
    worker.addEventListener('message', ({ data }: MessageEvent<DeriveReply>) =>
      data.ok ? done(() => resolve(data.key)) : fail(),
    )
    worker.addEventListener('error', fail)
    worker.addEventListener('messageerror', fail)
    worker.postMessage({ ask: 'derive', secret, salt, cost } satisfies KdfQuestion, { transfer: [] })
  })
