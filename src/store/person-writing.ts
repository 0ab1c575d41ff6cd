/** Writing a person's entries: sealed before anything is written (V1), in memory what is on the disk. */
import { type WireAct } from '../protocol/act.ts'
import { randomName } from '../vault/bytes.ts'
import { type Entry } from './entry.ts'
import { MOST_TRIES } from './person-rows.ts'
import { type Context, type PersonStore, type SavePlan, type Writes } from './person-store.ts'
import { isUnsent, type NewOutboxRow } from './ports.ts'
import { resealed, sealedOr } from './reseal.ts'
import { bodyPlace, readEntry, receiptPlace, sealJson } from './sealing.ts'

const freshRow = async ({ cipher, seal }: Context, act: WireAct): Promise<NewOutboxRow> => {
  const entry = randomName()
  return { entry, body: await sealJson(cipher, bodyPlace(entry), { act }), sealed: await sealedOr(seal, act) }
}

/** What was saved and not sent, saved once more in an outbox that was lost under this tab: it is in memory, and nowhere (V6). */
export const saveAgain = async (here: Context): Promise<void> => {
  const { vault, outbox, era } = here
  const lost = here.entries.filter((entry) => isUnsent(entry))
  if (lost.length === 0) return
  const rows = await Promise.all(lost.map(({ act }) => freshRow(here, act)))
  const saved = await outbox.append(vault, { era, seen: 0, replace: null, behind: false, rows })
  // Another tab has been here first.
  if (saved.kind === 'stale') return
  // One that was in a request is never replaced, as the server may have it (V8).
  const tried = saved.seqs.filter((_, i) => (lost[i]?.attempts ?? 0) > 0)
  if (tried.length === 0) return
  await outbox.begin(vault, tried)
  await outbox.release(vault, tried)
}

/**
 * @param inTurn does one thing at a time
 * @param load   reads the entries from the disk
 */
export const writingOf = (
  here: Context,
  inTurn: <T>(work: () => Promise<T>) => Promise<T>,
  load: () => Promise<unknown>,
): Pick<PersonStore, Writes> => {
  const { vault, cipher, outbox, seal } = here
  const change = (changed: ReadonlyMap<string, Partial<Entry>>): void => {
    here.entries = here.entries.map((each) => {
      const to = changed.get(each.entry)
      return to ? { ...each, ...to } : each
    })
  }

  const saveOnce = async ({ replace, acts, behind = false }: SavePlan): Promise<readonly Entry[] | 'stale'> => {
    const { era, last: seen } = here
    const replaced = here.entries.find(({ entry }) => entry === replace)
    if (replace !== null && !replaced) return 'stale'
    const rows = await Promise.all(acts.map((act) => freshRow(here, act)))
    const appended = await outbox.append(vault, { era, seen, replace: replaced?.seq ?? null, behind, rows })
    if (appended.kind === 'stale') return 'stale'
    here.last = appended.seqs.at(-1) ?? seen
    const saved = acts.map((act, i): Entry => ({
      seq: appended.seqs[i] ?? 0,
      entry: rows[i]?.entry ?? '',
      state: 'unsent',
      attempts: 0,
      act,
      receipt: null,
      confirmedSeq: null,
      sealed: (rows[i]?.sealed ?? null) !== null,
      after: appended.after,
    }))
    here.entries = [...here.entries.filter(({ entry }) => entry !== replace), ...saved]
    return saved
  }

  return {
    save: (plan) =>
      inTurn(async () => {
        for (let tries = 0; tries < MOST_TRIES; tries += 1) {
          const wanted = plan()
          if (!wanted) return []
          const saved = await saveOnce(wanted)
          if (saved !== 'stale') return saved
          await load()
        }
        throw new Error('the outbox never came to rest')
      }),
    begin: (wanted) =>
      inTurn(async () => {
        const begun = new Set(await outbox.begin(vault, wanted.map(({ seq }) => seq)))
        change(
          new Map(
            wanted
              .filter(({ seq }) => begun.has(seq))
              .map(({ entry, attempts }) => [entry, { state: 'sending', attempts: attempts + 1 }]),
          ),
        )
        return here.entries.filter(({ seq }) => begun.has(seq))
      }),
    release: (sent) =>
      inTurn(async () => {
        await outbox.release(vault, sent.map(({ seq }) => seq))
        const named = new Set(sent.map(({ entry }) => entry))
        here.entries = here.entries.map((each) =>
          named.has(each.entry) && each.state === 'sending' ? { ...each, state: 'unsent' } : each,
        )
      }),
    settle: (settled) =>
      inTurn(async () => {
        const rows = await Promise.all(
          settled.map(async ({ entry, receipt }) => ({
            seq: entry.seq,
            state: receipt.outcome === 'quarantined' ? ('quarantined' as const) : ('confirmed' as const),
            confirmedSeq: receipt.seq,
            receipt: await sealJson(cipher, receiptPlace(entry.entry), receipt),
          })),
        )
        await outbox.settle(vault, rows)
        change(
          new Map(
            settled.map(({ entry, receipt }, i) => [
              entry.entry,
              { state: rows[i]?.state ?? 'confirmed', receipt, confirmedSeq: receipt.seq },
            ]),
          ),
        )
      }),
    forget: (gone) =>
      inTurn(async () => {
        await outbox.forget(vault, gone.map(({ seq }) => seq))
        const named = new Set(gone.filter((each) => !isUnsent(each)).map(({ entry }) => entry))
        here.entries = here.entries.filter(({ entry }) => !named.has(entry))
      }),
    recall: (lacked) =>
      inTurn(async () => {
        await outbox.recall(vault, lacked.map(({ seq }) => seq))
        change(new Map(lacked.map(({ entry }) => [entry, { state: 'unsent', receipt: null, confirmedSeq: null }])))
      }),
    sealRest: () =>
      inTurn(async () => {
        const open = seal ? here.entries.filter((entry) => isUnsent(entry) && !entry.sealed) : []
        const tried = await Promise.all(open.map(async ({ act, ...entry }) => ({ ...entry, sealed: await sealedOr(seal, act) })))
        const sealed = tried.flatMap((each) => (each.sealed ? [{ entry: each.entry, seq: each.seq, sealed: each.sealed }] : []))
        if (sealed.length === 0) return
        await outbox.seal(vault, sealed)
        change(new Map(sealed.map(({ entry }) => [entry, { sealed: true }])))
      }),
    adopt: (from, theirs) =>
      inTurn(async () => {
        const stored = await outbox.of(from)
        const read = (await Promise.all(stored.map((row) => readEntry(theirs, row)))).filter((entry) => entry !== null)
        await outbox.move(from, vault, await resealed(read, cipher, seal))
        await load()
        return read.filter(isUnsent).length
      }),
  }
}
