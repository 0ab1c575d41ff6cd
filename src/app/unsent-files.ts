/** Makes the file of what is not sent, and hands one in (T5, P9). Got when somebody asks for it. */
import { CompactJwe } from '../protocol/keys.ts'
import { DEPOSIT_MAX_BYTES, DepositAnswer } from '../protocol/deposits.ts'
import { sha256Hex } from '../protocol/hash.ts'
import { readUnsentFile, type UnsentFile } from '../protocol/unsent-file.ts'
import { type Device } from '../queries/device.ts'
import { DeviceError } from '../queries/device-error.ts'
import { type HandedIn, type UnsentWork } from '../queries/unsent-work.ts'
import { type PersonStore } from '../store/person-store.ts'
import { isWaiting } from '../store/ports.ts'
import { textOf } from '../vault/bytes.ts'

export const unsentWork = async (store: Pick<PersonStore, 'outbox' | 'vault' | 'sealRest'>): Promise<UnsentWork> => {
  const { outbox, vault } = store
  // What cannot be sealed now either is counted as such.
  await store.sealRest().catch(() => undefined)
  const own = (await outbox.of(vault)).filter(isWaiting)
  const rows = [...own, ...(await outbox.others(vault))].sort((a, b) => a.seq - b.seq)
  const sealed = rows.flatMap((row) => (row.sealed ? [textOf(row.sealed)] : []))
  const file: UnsentFile = { kind: 'countersign-unsent-work', v: 1, sealed }
  return { text: JSON.stringify(file), sealed: sealed.length, unsealed: rows.length - sealed.length }
}

/** So many at once, that a slow connection shows progress by what it keeps. */
const AT_ONCE = 20
/** `{"sealed":[],"by":null}`, and room for what stands between. */
const AROUND_BYTES = 512

/** In the order of the file, as many as one request takes. */
const batchesOf = (sealed: readonly string[]): readonly (readonly string[])[] => {
  const batches: string[][] = []
  let bytes = 0
  for (const text of sealed) {
    const last = batches.at(-1)
    if (!last || last.length >= AT_ONCE || bytes + text.length > DEPOSIT_MAX_BYTES - AROUND_BYTES) {
      batches.push([text])
      bytes = text.length
    } else {
      last.push(text)
      bytes += text.length
    }
  }
  return batches
}

/** @param ask asks the service as whoever is signed in; of the author nothing is asked but what their key signed */
export const handIn = async (ask: Device['ask'], text: string): Promise<HandedIn | null> => {
  const file = readUnsentFile(text)
  if (!file) return null
  const all = [...new Set(file.sealed)]
  const sealed = all.filter((each) => CompactJwe.safeParse(each).success)
  const done = { taken: 0, unreadable: all.length - sealed.length }
  const outcome = (problem: HandedIn['problem']): HandedIn => ({ ...done, left: all.length - done.taken - done.unreadable, problem })
  for (const batch of batchesOf(sealed)) {
    try {
      const { receipts } = await ask({ path: '/api/deposits', body: { sealed: batch, by: null } }, DepositAnswer)
      const by = new Map<string, string>(receipts.map(({ digest, outcome: said }) => [digest, said]))
      for (const each of batch) {
        const said = by.get(sha256Hex(each))
        if (said === 'taken' || said === 'unreadable') done[said] += 1
      }
    } catch (error) {
      return outcome(error instanceof DeviceError ? error.code : 'server-trouble')
    }
  }
  return outcome(null)
}
