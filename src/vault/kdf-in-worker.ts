/** Derives keys in a dedicated worker, so that the page stays responsive and needs no right to compile WebAssembly. */
import { type Kdf, type KdfQuestion, type KdfReply } from './kdf.ts'
// oxlint-disable-next-line import/default -- the bundler makes it: the address of the built worker
import workerUrl from './kdf-worker.ts?worker&url'
import { VaultError } from './vault-error.ts'

/** The only name a script address may be made trusted under for this; `trusted-types` in the CSP has to allow it (A6). */
const KDF_TRUSTED_TYPES_POLICY = 'countersign-kdf'

interface TrustedScripts {
  readonly createPolicy: (
    name: string,
    rules: { createScriptURL: (url: string) => string },
  ) => { readonly createScriptURL: (url: string) => string }
}

let scriptUrl: string | undefined
const trustedUrl = (): string => {
  const { trustedTypes } = globalThis as { readonly trustedTypes?: TrustedScripts }
  scriptUrl ??= trustedTypes
    ? trustedTypes.createPolicy(KDF_TRUSTED_TYPES_POLICY, { createScriptURL: () => workerUrl }).createScriptURL(workerUrl)
    : workerUrl
  return scriptUrl
}

/** A derivation that has not answered by then never will: the worker was killed for want of memory. */
const PATIENCE_MS = 60_000

export const kdfInWorker: Kdf = (password, salt, cost) =>
  new Promise((resolve, reject) => {
    const worker = new Worker(trustedUrl(), { type: 'module', name: 'kdf' })
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
