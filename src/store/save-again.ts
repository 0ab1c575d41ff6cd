/** What was saved and not sent, saved once more in an outbox that was lost under this tab (V6): it is in memory, and nowhere. */
import { randomName } from '../vault/bytes.ts'
import { type Cipher } from '../vault/cipher.ts'
import { type Entry } from './entry.ts'
import { type OutboxPort } from './ports.ts'
import { type Seal, sealedOr } from './reseal.ts'
import { bodyPlace, sealJson } from './sealing.ts'

export const saveAgain = async (
  { vault, cipher, outbox, seal }: { readonly vault: string; readonly cipher: Cipher; readonly outbox: OutboxPort; readonly seal: Seal },
  entries: readonly Entry[],
): Promise<void> => {
  const rows = await Promise.all(
    entries.map(async ({ act }) => {
      const entry = randomName()
      return { entry, body: await sealJson(cipher, bodyPlace(entry), { act }), sealed: await sealedOr(seal, act) }
    }),
  )
  if (rows.length === 0) return
  const saved = await outbox.append(vault, { era: outbox.era(), seen: 0, replace: null, behind: false, rows })
  // Another tab has been here first.
  if (saved.kind === 'stale') return
  // One that was in a request is never replaced, as the server may have it (V8).
  const tried = saved.seqs.filter((_, i) => (entries[i]?.attempts ?? 0) > 0)
  if (tried.length === 0) return
  await outbox.begin(vault, tried)
  await outbox.release(vault, tried)
}
