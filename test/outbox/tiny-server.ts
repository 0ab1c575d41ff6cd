/**
 * A server of one organisation in memory: the real fold, receipts kept with their acts (P4), scopes and cursors (L1–L3).
 * What is not about the device (access, passwords) is left out.
 */
import { projectionsOf } from '../../src/domain/projections.ts'
import { type Instant, instantOf } from '../../src/domain/dates.ts'
import { type PersonId } from '../../src/domain/ids.ts'
import { type Json } from '../../src/domain/json.ts'
import { fold } from '../../src/domain/records/fold.ts'
import { type RecordState, type SessionState } from '../../src/domain/records/record.ts'
import { type WireAct } from '../../src/protocol/act.ts'
import { readAct } from '../../src/protocol/read-act.ts'
import { type ChangesRequest, type ScopePage } from '../../src/protocol/changes.ts'
import { type Digest, NO_ROWS, plus } from '../../src/protocol/digest.ts'
import { rowNumber } from '../../src/protocol/row-number.ts'
import { type DepositReceipt, DepositRequest, SealedAct } from '../../src/protocol/deposits.ts'
import { type ApiErrorCode } from '../../src/protocol/errors.ts'
import { sha256Hex } from '../../src/protocol/hash.ts'
import { type FirstReceipt, PushRequest, type Receipt } from '../../src/protocol/push.ts'
import { actHash } from '../../src/protocol/seal-act.ts'
import { PRINCIPAL_HEADER, PROTOCOL_HEADER, PROTOCOL_TAKEN, PROTOCOL_VERSION, PUSH_MAX_BYTES } from '../../src/protocol/version.ts'
import { type Reply } from '../../src/outbox/ports.ts'
import { type TinyVaults, tinyVaults } from './tiny-vaults.ts'

export interface TinyServer {
  readonly handle: (path: string, headers: Readonly<Record<string, string>>, body: string | undefined) => Reply | Promise<Reply>
  readonly vaults: TinyVaults
  /** Every act applied, in order. */
  readonly log: readonly WireAct[]
  readonly quarantine: readonly WireAct[]
  readonly record: (id: string) => RecordState | undefined
  readonly session: (id: string) => SessionState
  /** Another person's act, from another device. */
  readonly actAs: (person: PersonId, act: WireAct) => Receipt
  /** What the next pulls say is backed up (V9). */
  backedUpThrough: number
  /** Who is signed in by this browser's cookie. */
  signedIn: PersonId | null
  /** Acts that are to be sent again later. */
  readonly postponed: Set<string>
  /** Acts in which the whole request cannot be parsed (P8). */
  readonly poison: Set<string>
  /** Acts that make the service fail. */
  readonly failing: Set<string>
  mostActs: number
  /** Of an earlier version, which takes no sealed acts. */
  takesDeposits: boolean
  /** Said with the next answers to a pull (K6). */
  lease: string | null
  /** Of an earlier version, it says no digests (L4). */
  hasDigests: boolean
  /** By how many rows its own digests are wrong. */
  miscounted: number
  /** Scopes taken from the person (L3). */
  readonly lost: Set<string>
  readonly seq: () => number
  readonly password: { value: string }
}

/** An act sealed for the tests: only the tiny server and whoever looks closely can read it. */
export const sealedText = (sealed: { readonly org: string; readonly person: string; readonly vault: string; readonly act: WireAct }): string =>
  `e30..AA.${Buffer.from(JSON.stringify({ v: 1, ...sealed })).toString('base64url')}.AA`

const openSealed = (text: string): SealedAct | null => {
  try {
    return SealedAct.parse(JSON.parse(Buffer.from(text.split('.')[3] ?? '', 'base64url').toString()))
  } catch {
    return null
  }
}

export const reply = (status: number, body: unknown, headers: Readonly<Record<string, string>> = {}): Reply => {
  const all: Record<string, string> = { 'content-type': 'application/json; charset=utf-8', [PROTOCOL_HEADER]: String(PROTOCOL_VERSION), ...headers }
  const text = typeof body === 'string' ? body : JSON.stringify(body)
  return { status, header: (name) => all[name.toLowerCase()] ?? null, text: async () => text }
}

export const refusal = (status: number, code: ApiErrorCode, headers: Readonly<Record<string, string>> = {}): Reply =>
  reply(status, { error: { code, message: 'a sentence', requestId: 'r' } }, headers)

/** The first of them off by so many. */
const miscount = (digests: Readonly<Record<string, Digest>>, by: number): Record<string, Digest> => {
  const [[scope, first] = ['org', NO_ROWS], ...rest] = Object.entries(digests)
  return { ...Object.fromEntries(rest), [scope]: { ...first, count: first.count + by } }
}

/** What the service, or what stands before it, refuses with; the same wherever faults are injected. */
export const refused = (status: 401 | 403 | 409 | 429 | 500 | 503): Reply => {
  const codes = { 401: 'sign-in-needed', 403: 'cross-site', 409: 'principal-other', 429: 'too-many-requests', 500: 'server-error', 503: 'server-stopping' } as const
  return refusal(status, codes[status], status === 429 ? { 'retry-after': '7' } : {})
}

export const tinyServer = (
  people: readonly { readonly id: PersonId; readonly username: string; readonly name: string }[],
  org: string,
  now: () => number,
  pageSize = 50,
): TinyServer => {
  const log: WireAct[] = []
  const quarantine: WireAct[] = []
  const known = new Map<string, { readonly hash: string; readonly receipt: FirstReceipt }>()
  const records = new Map<string, RecordState>()
  const rows = new Map<string, { scope: string; id: string; seq: number; revision: number; body: Json }>()
  let seq = 0
  const at = (): Instant => instantOf(now())
  const nameOf = (person: PersonId): string => people.find(({ id }) => id === person)?.name ?? ''
  const vaults = tinyVaults(org, now, nameOf)
  const meOf = (person: PersonId): object =>
    ({ org, person, name: nameOf(person), knownAs: nameOf(person).split(' ')[0], administrator: false, duties: [], serverTime: at() })

  const apply = (person: PersonId, wire: WireAct): Receipt => {
    const about = { actId: wire.actId, hash: wire.hash, at: at() }
    const before = known.get(wire.actId)
    if (before) {
      return before.hash === wire.hash
        ? { ...about, outcome: 'duplicate', first: before.receipt }
        : { ...about, outcome: 'quarantined', seq, reason: { code: 'act-id-reused' } }
    }
    if (server.postponed.has(wire.actId)) return { ...about, outcome: 'retry' }
    const keep = (receipt: FirstReceipt): FirstReceipt => {
      known.set(wire.actId, { hash: wire.hash, receipt })
      return receipt
    }
    const set = (code: string): Receipt => {
      seq += 1
      quarantine.push(wire)
      return keep({ ...about, outcome: 'quarantined', seq, reason: { code } })
    }
    if (actHash(wire) !== wire.hash) return set('hash-wrong')
    const read = readAct(wire, person)
    if (!read.ok) return set(read.code)
    const result = fold(records.get(wire.recordId) ?? null, read.act, () => undefined)
    if (!result.ok) return set(result.refusal.code)
    seq += 1
    records.set(wire.recordId, result.state)
    log.push(wire)
    for (const { scope, body } of projectionsOf(result.state, null)) {
      rows.set(`${scope}|${body.id}`, { scope, id: body.id, seq, revision: body.revision, body: body as unknown as Json })
    }
    const committed = { seq, revision: result.state.revision }
    return keep(
      result.competing.length > 0
        ? { ...about, ...committed, outcome: 'competing', fields: [...result.competing] }
        : { ...about, ...committed, outcome: 'applied' },
    )
  }

  const push = (person: PersonId, body: string): Reply => {
    if (new TextEncoder().encode(body).length > PUSH_MAX_BYTES) return refusal(413, 'body-too-large')
    const parsed = PushRequest.safeParse(JSON.parse(body))
    if (!parsed.success) return refusal(400, 'body-invalid')
    const { acts } = parsed.data
    if (acts.length > server.mostActs) return refusal(413, 'body-too-large')
    if (acts.some(({ actId }) => server.poison.has(actId))) return refusal(400, 'body-malformed')
    if (acts.some(({ actId }) => server.failing.has(actId))) return refusal(500, 'server-error')
    const waiting = new Set<string>()
    const receipts = acts.map((act): Receipt => {
      // Acts of one record go in order: what follows one that waits, waits.
      const receipt: Receipt = waiting.has(act.recordId)
        ? { actId: act.actId, hash: act.hash, at: at(), outcome: 'retry' }
        : apply(person, act)
      if (receipt.outcome === 'retry') waiting.add(act.recordId)
      return receipt
    })
    return reply(200, { receipts, serverTime: at() })
  }

  const deposit = (body: string): Reply => {
    if (new TextEncoder().encode(body).length > PUSH_MAX_BYTES) return refusal(413, 'body-too-large')
    const parsed = DepositRequest.safeParse(JSON.parse(body))
    if (!parsed.success) return refusal(400, 'body-invalid')
    const { sealed } = parsed.data
    const acts = sealed.map(openSealed)
    if (sealed.length > server.mostActs) return refusal(413, 'body-too-large')
    if (acts.some((each) => each && server.poison.has(each.act.actId))) return refusal(400, 'body-malformed')
    if (acts.some((each) => each && server.failing.has(each.act.actId))) return refusal(500, 'server-error')
    const receipts = sealed.map((text, i): DepositReceipt => {
      const digest = sha256Hex(text)
      const inside = acts[i]
      if (!inside) return { digest, outcome: 'unreadable' }
      // Whoever carries it, it is its author's.
      return { digest, outcome: apply(inside.person, inside.act).outcome === 'retry' ? 'retry' : 'taken' }
    })
    return reply(200, { receipts, serverTime: at() })
  }

  const pull = (body: string): Reply => {
    const { cursors, digests: wanted } = JSON.parse(body) as ChangesRequest
    const all = [...rows.values()].filter(({ scope }) => !server.lost.has(scope))
    const scopes = [...new Set(all.map(({ scope }) => scope))].flatMap((scope): ScopePage[] => {
      const from = cursors[scope] ?? 0
      const fresh = all.filter((row) => row.scope === scope && row.seq > from).sort((a, b) => a.seq - b.seq)
      const page = fresh.slice(0, pageSize)
      const more = fresh.length > page.length
      if (from === seq) return []
      return [
        {
          scope,
          rows: page.map(({ scope: _, ...row }) => row),
          cursor: more ? (page.at(-1)?.seq ?? seq) : seq,
          more,
        },
      ]
    })
    const digests: Record<string, Digest> = {}
    for (const { scope, ...row } of all) digests[scope] = plus(digests[scope] ?? NO_ROWS, { count: 1, sum: rowNumber(row) })
    const digest = Object.values(digests).reduce(plus, NO_ROWS)
    const whole = server.hasDigests && !scopes.some(({ more }) => more)
    return reply(200, {
      head: seq,
      scopes,
      ...(whole ? { digest: { ...digest, count: digest.count + server.miscounted } } : {}),
      ...(whole && wanted ? { digests: miscount(digests, server.miscounted) } : {}),
      gone: Object.keys(cursors).filter((scope) => server.lost.has(scope)),
      backedUpThrough: server.backedUpThrough,
      protocol: PROTOCOL_TAKEN,
      ...(server.lease === null ? {} : { lease: server.lease }),
      serverTime: at(),
    })
  }

  const vaultsAnswer = async (path: string, body: string): Promise<Reply> => {
    const said = await vaults.handle(path, body, server.signedIn)
    if (!said) return refusal(404, 'not-found')
    if (!('signsIn' in said)) return reply(said.status, said.body)
    server.signedIn = said.signsIn
    const { vault } = JSON.parse(body) as { readonly vault: string }
    return reply(200, { ...meOf(said.signsIn), lease: await vaults.lease(vault) })
  }

  const server: TinyServer = {
    vaults,
    log,
    quarantine,
    record: (id) => records.get(id),
    session: (id) => {
      const state = records.get(id)
      if (state?.kind !== 'session') throw new Error(`no session ${id}`)
      return state
    },
    actAs: apply,
    backedUpThrough: 0,
    signedIn: people[0]?.id ?? null,
    postponed: new Set(),
    poison: new Set(),
    failing: new Set(),
    mostActs: 100,
    takesDeposits: true,
    lease: null,
    hasDigests: true,
    miscounted: 0,
    lost: new Set(),
    seq: () => seq,
    password: { value: 'correct horse' },
    handle: (path, headers, body) => {
      if (path === '/api/sign-in') {
        const { username, password } = JSON.parse(body ?? '{}') as { username: string; password: string }
        const person = people.find((each) => each.username === username)
        if (!person || password !== server.password.value) return refusal(401, 'sign-in-wrong')
        server.signedIn = person.id
        return reply(200, meOf(person.id))
      }
      if (path.startsWith('/api/vaults') || path === '/api/sign-in/vault') return vaultsAnswer(path, body ?? '')
      if (path === '/api/sign-out') {
        server.signedIn = null
        return reply(200, { serverTime: at() })
      }
      if (server.signedIn === null) return refusal(401, 'sign-in-needed')
      if (headers[PRINCIPAL_HEADER] !== server.signedIn) return refusal(409, 'principal-other')
      if (path === '/api/acts') return push(server.signedIn, body ?? '')
      if (path === '/api/deposits' && server.takesDeposits) return deposit(body ?? '')
      if (path === '/api/changes') return pull(body ?? '')
      if (path === '/api/quarantine' || path === '/api/quarantine/withdraw') return reply(200, { items: [], serverTime: at() })
      return refusal(404, 'not-found')
    },
  }
  return server
}

