/** Derives keys in a dedicated worker, so that the page stays responsive and needs no right to compile WebAssembly. */
import { type Kdf, type KdfQuestion, type KdfReply } from './kdf.ts'
// oxlint-disable-next-line import/default -- the bundler makes it: the address of the built worker
import workerUrl from './kdf-worker.ts?worker&url'
import { trustedScript } from './trusted-script.ts'
import { VaultError } from './vault-error.ts'

let script: string | undefined

/** A derivation that has not answered by then never will: the worker was killed for want of memory. */
const PATIENCE_MS = 60_000

export const kdfInWorker: Kdf = (password, salt, cost) =>
  new Promise((resolve, reject) => {
    script ??= trustedScript('countersign-kdf', workerUrl)
    const worker = new Worker(script, { type: 'module', name: 'kdf' })
    const done = (settle: () => void): void => {
      clearTimeout(timer)
      worker.terminate()
      settle()
    }
    const fail = (): void => done(() => reject(new VaultError('kdf-failed')))
    const timer = setTimeout(fail, PATIENCE_MS)
    worker.addEventListener('message', ({ data }: MessageEvent<KdfReply>) =>
      data.ok ? done(() => resolve(data.key)) : fail(),
    )
    worker.addEventListener('error', fail)
    worker.addEventListener('messageerror', fail)
    worker.postMessage({ password, salt, cost } satisfies KdfQuestion, { transfer: [] })
  })
