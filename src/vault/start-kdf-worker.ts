/** Starts the KDF worker: in one of its own, the page stays responsive and needs no right to compile WebAssembly (A6). */
// oxlint-disable-next-line import/default -- the bundler makes it: the address of the built worker
import workerUrl from './kdf-worker.ts?worker&url'
import { trustedScript } from './trusted-script.ts'

let script: string | undefined

/** An answer that has not come by then, in milliseconds, never will: the worker was killed for want of memory. */
export const PATIENCE_MS = 60_000

export const startKdfWorker = (name: 'kdf' | 'keeper'): Worker => {
  script ??= trustedScript('countersign-kdf', workerUrl)
  return new Worker(script, { type: 'module', name })
}
