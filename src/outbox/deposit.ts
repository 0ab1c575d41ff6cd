/**
 * Delivers what others on this device have not sent (P9), with the sign-in of whoever is unlocked. The service takes its
 * author from the signature inside, and nobody here can read it (K7).
 */
import { DepositAnswer } from '../protocol/deposits.ts'
import { PUSH_MAX_ACTS, PUSH_MAX_BYTES } from '../protocol/version.ts'
import { isUnsent, type OthersRow } from '../store/ports.ts'
import { unreachable } from '../domain/unreachable.ts'
import { meaningOf } from './meaning.ts'
import { namedCommit } from './plan-recover.ts'
import { type Deposit, planDeposit, readDeposits, waitedFor } from './plan-deposit.ts'
import { request } from './request.ts'
import { type Ending, type Round } from './round.ts'

/** The next batch; once all else has gone, one act of a vault that makes the service fail. */
const nextBatch = ({ store, memory }: Round, others: readonly OthersRow[], waiting: ReadonlySet<string>): readonly Deposit[] => {
  const { deposits } = memory
  const own = store
    .entries()
    .filter((entry) => isUnsent(entry) && !memory.skipped.has(entry.entry))
    .map(({ seq }) => ({ seq, vault: store.vault }))
  const plan = (rows: readonly OthersRow[], acts: number, vaults: ReadonlySet<string>): readonly Deposit[] => {
    const before = [...own, ...waitedFor(others, deposits)]
    const { batch, never } = planDeposit(rows, before, { acts, bytes: PUSH_MAX_BYTES }, { vaults, skipped: deposits.skipped })
    for (const seq of never) deposits.skipped.add(seq)
    return batch
  }
  const batch = plan(others, deposits.batch, new Set([...waiting, ...deposits.troubled]))
  if (batch.length > 0) return batch
  for (const vault of deposits.troubled) {
    const alone = plan(others.filter((row) => row.vault === vault), 1, waiting)
    if (alone.length > 0) return alone
    deposits.troubled.delete(vault)
  }
  return []
}

/**
 * Goes on until nothing is left to deliver. However it ends, nothing of it keeps the person's own acts, and changes, from
 * going.
 *
 * @throws what the storage throws
 */
export const deposit = async (round: Round): Promise<Ending> => {
  const { store, memory, ports, signal } = round
  const { outbox, vault } = store
  const { deposits } = memory
  /** Vaults of which an act is to be sent again later: the rest of theirs waits for it, in this round. */
  const waiting = new Set<string>()
  const halve = (sent: readonly Deposit[]): void => {
    deposits.batch = Math.max(1, Math.ceil(sent.length / 2))
  }
  const last = namedCommit(round)
  for (;;) {
    const batch = deposits.off ? [] : nextBatch(round, await outbox.others(vault), waiting)
    if (signal.aborted) return { kind: 'offline' }
    const begun = new Set(batch.length > 0 ? await outbox.beginDeposit(batch.map(({ row }) => row.seq)) : [])
    const sent = batch.filter(({ row }) => begun.has(row.seq))
    if (sent.length === 0) return waiting.size === 0 && batch.length === 0 ? { kind: 'done' } : { kind: 'again-later' }
    const answer = await request(
      ports,
      { path: '/api/deposits', body: { sealed: sent.map(({ text }) => text), by: null, ...(last ? { last } : {}) }, principal: round.person, signal },
      DepositAnswer,
    )
    round.connected(answer.kind !== 'offline')
    const { taken, unreadable, left } = readDeposits(sent, answer.kind === 'answered' ? answer.value.receipts : [])
    const seqsOf = (rows: readonly OthersRow[]): readonly number[] => rows.map(({ seq }) => seq)
    await outbox.endDeposit({ taken: seqsOf(taken), left: seqsOf([...unreadable, ...left]) })
    round.changed()
    const [first] = sent
    const alone = sent.length === 1 ? first?.row : undefined
    if (answer.kind === 'answered') {
      if (answer.value.restored) {
        memory.restore = 'told'
        return { kind: 'done' }
      }
      for (const { seq } of unreadable) deposits.skipped.add(seq)
      for (const row of left) waiting.add(row.vault)
      for (const row of taken) deposits.troubled.delete(row.vault)
      deposits.batch = Math.min(PUSH_MAX_ACTS, deposits.batch * 2)
      continue
    }
    const meaning = meaningOf(answer)
    switch (meaning.kind) {
      case 'too-large':
      case 'malformed':
        if (alone) deposits.skipped.add(alone.seq)
        else halve(sent)
        continue
      case 'wait':
        if (answer.kind === 'refused' && answer.status === NOT_FOUND) {
          deposits.off = true
          continue
        }
        if (meaning.fails && alone) deposits.troubled.add(alone.vault)
        else if (meaning.fails) halve(sent)
        // Whatever keeps the service from taking others' acts, changes are still asked for.
        return { ...meaning, fails: true }
      case 'offline':
      case 'sign-in-needed':
      case 'update-needed':
        return meaning
      default:
        return unreachable(meaning)
    }
  }
}

const NOT_FOUND = 404
