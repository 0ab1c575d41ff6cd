/**
 * The worker that derives keys, and keeps a vault's while the screen is locked. Its built file's name begins with `kdf-`, so
 * that the server can give it, alone, a policy that allows WebAssembly (security.md, A6).
 */
import { unreachable } from '../domain/unreachable.ts'
import { argon2 } from './argon2.ts'
import { type DeriveReply, type KdfQuestion, type TryReply } from './kdf-messages.ts'
import { keptHere, type KeptKey } from './kept-key.ts'

let kept: KeptKey | null = null

const derive = async ({ secret, salt, cost }: Extract<KdfQuestion, { ask: 'derive' }>): Promise<void> => {
  try {
    const key = await argon2(secret, salt, cost)
    self.postMessage({ ok: true, key } satisfies DeriveReply, { transfer: [key.buffer] })
  } catch {
    self.postMessage({ ok: false } satisfies DeriveReply, { transfer: [] })
  }
}

const tryPin = async (pin: string): Promise<void> => {
  try {
    const answer = kept ? await kept.tryPin(pin) : ({ kind: 'gone' } as const)
    self.postMessage({ ok: true, answer } satisfies TryReply, { transfer: [] })
  } catch {
    self.postMessage({ ok: false } satisfies TryReply, { transfer: [] })
  }
}

const asked = async (question: KdfQuestion): Promise<void> => {
  switch (question.ask) {
    case 'derive':
      return derive(question)
    case 'keep':
      kept = keptHere(argon2)(question)
      return
    case 'try':
      return tryPin(question.pin)
    default:
      return unreachable(question)
  }
}

self.addEventListener('message', ({ data }: MessageEvent<KdfQuestion>) => {
  asked(data).catch(() => undefined)
})
