/**
 * One round of sync: push until nothing is left to push, then pull until there is no more. Never throws for the
 * network's sake, never removes an act for any answer but its receipt (V3).
 */
import { type DeviceId, type PersonId } from '../domain/ids.ts'
import { unreachable } from '../domain/unreachable.ts'
import { type Commit } from '../protocol/commit.ts'
import { PushAnswer } from '../protocol/push.ts'
import { PUSH_MAX_ACTS, PUSH_MAX_BYTES } from '../protocol/version.ts'
import { type Entry } from '../store/entry.ts'
import { type PersonStore } from '../store/person-store.ts'
import { isUnsent } from '../store/ports.ts'
import { type Unmended } from './check-digests.ts'
import { deposit } from './deposit.ts'
import { type DepositMemory, isHeldBack, waitedFor } from './plan-deposit.ts'
import { type Meaning, meaningOf } from './meaning.ts'
import { type Clock, type Room } from './ports.ts'
import { planPush, readReceipts } from './plan-push.ts'
import { awaitingIn, namedCommit } from './plan-recover.ts'
import { pull } from './pull.ts'
import { request, type RequestPorts } from './request.ts'

export type Ending =
  | { readonly kind: 'done' }
  /** Everything else went; some acts are to be sent again later. */
  | { readonly kind: 'again-later' }
  | Exclude<Meaning, { readonly kind: 'too-large' | 'malformed' }>
  /** This device has no room for what changed: what is left is for what people write (V7). */
  | { readonly kind: 'no-room' }
  /** The storage of this device failed. */
  | { readonly kind: 'local-trouble' }

/** Why an act is left out though the server has not got it. */
export type SkipReason = 'act-too-large' | 'act-unreadable'

/** What rounds remember of one another while unlocked. */
export interface RoundMemory {
  /** Acts the server cannot parse: kept, shown, tried again at the next unlocking or "Send now" (P8). */
  readonly skipped: Map<string, SkipReason>
  /** Records whose act, sent alone, made the service fail: they go last and one by one. */
  readonly troubled: Set<string>
  /** How many acts go at once; halved by 413, 400 and 5xx, doubled by success. */
  batch: number
  /** How much is asked for at once, once that is known. */
  page: number | null
  /** Entries that waited, when last looked at, for what others on this device have not sent. */
  held: ReadonlySet<string>
  /** Those that wait since the service was restored, and that nothing waits for (T2). */
  late: ReadonlySet<string>
  /** `told`: the service was restored, and nothing goes before what it has lost; `recovering`: that goes now (T2). */
  restore: 'no' | 'told' | 'recovering'
  /** The service's last commit that was heard of since that began: what it has lost goes to that history, and to none it is restored to meanwhile. */
  recoversTo: Commit | null
  readonly deposits: DepositMemory
  /** What differed from the server's digests though it had just been fetched again: it is left until that changes (L4). */
  unmended: Unmended
}

type AtOnce = Extract<Meaning, { readonly kind: 'too-large' | 'malformed' }>

interface RoundPorts extends RequestPorts {
  readonly now: Clock
  readonly room: Room
}

export interface Round {
  readonly store: PersonStore
  readonly person: PersonId
  readonly deviceId: DeviceId
  readonly memory: RoundMemory
  readonly ports: RoundPorts
  readonly signal: AbortSignal
  /** Which acts are in a request now; called again with none. */
  readonly sending: (entries: readonly Entry[]) => void
  /** A real request was answered by the service, or was not. */
  readonly connected: (online: boolean) => void
  /** It is about to be asked what changed: whatever changed before this is in the answer. */
  readonly asking?: () => void
  /** Rows or acts have changed. */
  readonly changed: () => void
}

/**
 * What a refusal means for the batches to come: a smaller one, or, of an act alone, that it is left out.
 *
 * @returns whether to go on pushing at once
 */
const learn = (sent: readonly Entry[], meaning: Meaning, memory: RoundMemory): meaning is AtOnce => {
  const [first] = sent
  const alone = sent.length === 1 && first
  const halve = (): void => {
    memory.batch = Math.max(1, Math.ceil(sent.length / 2))
  }
  switch (meaning.kind) {
    case 'too-large':
      if (alone) memory.skipped.set(alone.entry, 'act-too-large')
      else halve()
      return true
    case 'malformed':
      if (alone) memory.skipped.set(alone.entry, 'act-unreadable')
      else halve()
      return true
    case 'wait':
      if (!meaning.fails) return false
      if (alone) memory.troubled.add(alone.act.recordId)
      else halve()
      return false
    case 'offline':
    case 'sign-in-needed':
    case 'update-needed':
      return false
    default:
      return unreachable(meaning)
  }
}

/** The next batch; once all else has gone, one act of a record that makes the service fail. */
const nextBatch = (round: Round, waiting: ReadonlySet<string>): readonly Entry[] => {
  const { store, memory } = round
  const plan = (entries: readonly Entry[], acts: number, records: ReadonlySet<string>): readonly Entry[] => {
    const limits = { acts, bytes: PUSH_MAX_BYTES }
    const aside = { records, entries: new Set([...memory.skipped.keys(), ...memory.late]), held: memory.held }
    const { batch, tooLarge } = planPush(entries, limits, aside)
    for (const { entry } of tooLarge) memory.skipped.set(entry, 'act-too-large')
    return batch
  }
  const batch = plan(store.entries(), memory.batch, new Set([...waiting, ...memory.troubled]))
  if (batch.length > 0) return batch
  for (const record of memory.troubled) {
    const alone = plan(store.entries().filter(({ act }) => act.recordId === record), 1, waiting)
    if (alone.length > 0) return alone
    memory.troubled.delete(record)
  }
  return []
}

const push = async (round: Round): Promise<Ending> => {
  const { store, memory, ports, signal } = round
  /** Records of which an act is to be sent again later: the rest of theirs wait for it, in this round. */
  const waiting = new Set<string>()
  for (;;) {
    const batch = nextBatch(round, waiting)
    if (signal.aborted) return { kind: 'offline' }
    if (batch.length === 0) return waiting.size === 0 ? { kind: 'done' } : { kind: 'again-later' }
    const sent = await store.begin(batch)
    if (sent.length === 0) {
      // Another tab replaced or sent them: look again.
      await store.refresh()
      continue
    }
    const last = namedCommit(round)
    round.sending(sent)
    try {
      const answer = await request(
        ports,
        { path: '/api/acts', body: { acts: sent.map(({ act }) => act), ...(last ? { last } : {}) }, principal: round.person, signal },
        PushAnswer,
      )
      round.connected(answer.kind !== 'offline')
      if (answer.kind === 'answered') {
        const { settled, left } = readReceipts(sent, answer.value.receipts, answer.value.commits)
        await store.settle(settled)
        await store.release(left)
        if (answer.value.restored) {
          memory.restore = 'told'
          return { kind: 'done' }
        }
        const commit = answer.value.commits?.at(-1)
        if (commit && commit.seq > (memory.recoversTo?.seq ?? 0)) memory.recoversTo = commit
        for (const { entry } of settled) memory.troubled.delete(entry.act.recordId)
        for (const { act } of left) waiting.add(act.recordId)
        memory.batch = Math.min(PUSH_MAX_ACTS, memory.batch * 2)
        continue
      }
      await store.release(sent)
      const meaning = meaningOf(answer)
      if (learn(sent, meaning, memory)) continue
      return meaning
    } finally {
      round.sending([])
      round.changed()
    }
  }
}

const afterPull = async (round: Round, pushed: Ending): Promise<Ending> => {
  const pulled = await pull(round, send)
  return pulled.kind === 'done' ? pushed : pulled
}

/** Looks which entries wait for others'. @returns whether any does that may go in this round */
const holdBack = async ({ store, memory, ports }: Round): Promise<boolean> => {
  const behind = store.entries().filter((entry) => isUnsent(entry) && entry.after !== null)
  const before = behind.length > 0 ? waitedFor(await store.outbox.others(store.vault), memory.deposits) : []
  const held = behind.filter(({ after }) => isHeldBack({ vault: store.vault, after }, before)).map(({ entry }) => entry)
  const now = ports.now() + store.state().offsetMs
  const awaiting = awaitingIn({ rows: store.rows, entries: store.entries(), state: store.state() }, now)
  memory.held = new Set([...held, ...awaiting.held])
  memory.late = awaiting.late
  return held.length > 0
}

/** Of two endings the one that says more of what is still to be done. */
const worse = (one: Ending, other: Ending): Ending =>
  other.kind === 'done' || (other.kind === 'again-later' && one.kind !== 'done') ? one : other

/** The person's own acts, then others', then those of the person's that had to wait for them. */
const send = async (round: Round): Promise<Ending> => {
  const waits = await holdBack(round)
  const own = await push(round)
  // Changes are asked for first: with them comes what is to be done about it.
  if (round.memory.restore === 'told') return { kind: 'done' }
  if (own.kind !== 'done' && own.kind !== 'again-later') return own
  const delivered = worse(own, await deposit(round))
  if (!waits || delivered.kind === 'offline' || delivered.kind === 'sign-in-needed') return delivered
  await holdBack(round)
  return worse(delivered, await push(round))
}

/** What had waited for others' acts goes once they have come with what was pulled (T2). */
const sendReleased = async (round: Round, pulled: Ending): Promise<Ending> => {
  const { memory } = round
  const waited = memory.held.size + memory.late.size
  if (pulled.kind !== 'done' || waited === 0) return pulled
  await holdBack(round)
  return memory.held.size + memory.late.size < waited ? send(round) : pulled
}

/** Written this rarely, so that a clock turned back is noticed with no connection too (K6). */
const CLOCK_MS = 300_000

/** What is only put right for later keeps nothing from being sent now. */
const tend = async ({ store, ports }: Round): Promise<void> => {
  const clock = ports.now() + store.state().offsetMs
  const isLater = (): boolean => clock >= store.state().lastClock + CLOCK_MS
  const kept = store.applyRows(() => (isLater() ? { put: [], remove: [], state: { ...store.state(), lastClock: clock } } : null))
  await Promise.allSettled([kept, store.sealRest()])
}

/** Runs one round. @throws what the storage throws */
export const runRound = async (round: Round): Promise<Ending> => {
  round.memory.restore = 'no'
  // Another tab may have sent some of it.
  if (await round.store.refresh()) round.changed()
  await tend(round)
  const pushed = await send(round)
  switch (pushed.kind) {
    case 'done':
      return sendReleased(round, await pull(round, send))
    case 'wait':
      // Asked to wait, it waits with everything; failing on acts need not stop changes from coming.
      return pushed.fails ? afterPull(round, pushed) : pushed
    case 'again-later':
    case 'update-needed':
      return afterPull(round, pushed)
    case 'offline':
    case 'sign-in-needed':
    case 'no-room':
    case 'local-trouble':
      return pushed
    default:
      return unreachable(pushed)
  }
}
