/**
 * The worker that derives keys and does nothing else. Its built file's name begins with `kdf-`, so that the server can
 * give it, alone, a policy that allows WebAssembly (security.md, A6). One derivation, then it is ended.
 */
import { argon2 } from './argon2.ts'
import type { KdfQuestion, KdfReply } from './kdf.ts'

const answer = async ({ password, salt, cost }: KdfQuestion): Promise<void> => {
  try {
    const key = await argon2(password, salt, cost)
    self.postMessage({ ok: true, key } satisfies KdfReply, { transfer: [key.buffer] })
  } catch {
    self.postMessage({ ok: false } satisfies KdfReply, { transfer: [] })
  }
}

self.addEventListener('message', ({ data }: MessageEvent<KdfQuestion>) => {
  answer(data).catch(() => undefined)
})
