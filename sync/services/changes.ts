/** What changed for one person (L1–L3, T3, T5). */
import { caseScopesOf, fileScope, type Scope, scopesOf } from '../../src/domain/projections.ts'
import { epochOf, type Instant, instantOf, londonDay } from '../../src/domain/dates.ts'
import { type OrgId } from '../../src/domain/ids.ts'
import { type PostState } from '../../src/domain/records/record.ts'
import { type ChangeRow, type ChangesAnswer, type ChangesRequest, type ScopePage, USUAL_PAGE } from '../../src/protocol/changes.ts'
import { type AuditHead } from '../../src/protocol/audit.ts'
import { type Digest, NO_ROWS, plus } from '../../src/protocol/digest.ts'
import { PROTOCOL_TAKEN } from '../../src/protocol/version.ts'
import { type Clock, type RandomToken } from '../clock.ts'
import { appendAudit, type AuditDoing, auditHashAt, auditHeadOf, putContradiction } from '../storage/audit.ts'
import { hasSaid, putDevice } from '../storage/devices.ts'
import { digestsOf } from '../storage/digests.ts'
import { commitAt, hasCommit, headOf } from '../storage/ledger.ts'
import { backedUpThroughOf } from '../storage/orgs.ts'
import { concerning, scopeRowsAfter } from '../storage/records.ts'
import { type Storage, type Tx } from '../storage/storage.ts'
import { storedJson } from '../storage/stored-json.ts'
import { type Principal } from './judge.ts'

export interface Changes {
  /**
   * @param protocol the version of the protocol the device speaks
   * @param witness  the last head of the audit chain that the device has seen (A8)
   */
  readonly pull: (principal: Principal, request: ChangesRequest, protocol: number, witness: AuditHead | null) => Promise<ChangesAnswer>
}

/** The least and the most that a device may ask for in one answer, and what a row counts as at least, in characters of JSON. */
export const PAGE = { least: 50_000, most: 4_000_000, row: 2000 }
/** Rows are read in such parts: of large ones a page holds few. */
const READ_AT_ONCE = 50

/** `org`, `mine` and `facts` first, which Today needs; then case lists, which a note needs; then files, which are large (L5). */
const rank = (scope: string): number => (scope === 'org' ? 0 : scope.startsWith('cases:') ? 2 : scope.startsWith('file:') ? 3 : 1)

/** The protocol that brought the scope `mine`: a device of an earlier one would not take an answer that names it (T3). */
const KNOWS_MINE = 2
/** The same of the scope `cases`. */
const KNOWS_CASES = 4
/** The same of digests. */
const KNOWS_DIGESTS = 6

/** The same of being told of a restore (T2). */
const KNOWS_RESTORES = 6

/** The scopes a person has now, as far as a device of that protocol knows them; what is wanted first comes first. */
export const scopesNow = async (tx: Tx, { org, person }: Principal, now: Instant, protocol: number): Promise<{ readonly scopes: readonly Scope[]; readonly posts: readonly PostState[] }> => {
  const { posts, settings } = await concerning(tx, org, person)
  const cases = protocol >= KNOWS_CASES ? caseScopesOf(person, posts, settings, londonDay(now)) : []
  const scopes: readonly Scope[] = [...scopesOf(person, posts, settings), ...cases]
    .filter((scope) => protocol >= KNOWS_MINE || !scope.startsWith('mine:'))
    .sort((a, b) => rank(a) - rank(b))
  return { scopes, posts }
}

/** Whether what the device has is of a history that this database does not have (T2). A cursor alone tells by being too high. */
const isRestored = async (tx: Tx, org: OrgId, { last, cursors }: ChangesRequest, head: number): Promise<boolean> =>
  last ? !(await hasCommit(tx, org, last)) : Object.values(cursors).some((cursor) => cursor > head)

/** What a device has not sent is not written down again this soon, where it says the same (T5). */
const SAID_MS = 10_000

/** What may still be put into this answer. */
interface Room {
  characters: number
}

const pageOf = async (
  tx: Tx,
  { org }: Principal,
  scope: string,
  after: number,
  head: number,
  room: Room,
): Promise<ScopePage> => {
  const rows: ChangeRow[] = []
  for (;;) {
    const from = rows.at(-1)?.seq ?? after
    const full = (): boolean => room.characters <= 0
    if (full() && rows.length === 0) return { scope, rows, cursor: from, more: true }
    const found = await scopeRowsAfter(tx, org, scope, from, head, READ_AT_ONCE)
    for (const row of found) {
      // A row that does not fit tells that there is more.
      if (full()) return { scope, rows, cursor: rows.at(-1)?.seq ?? after, more: true }
      rows.push({ ...row, body: row.body === null ? null : storedJson(row.body) })
      room.characters -= Math.max(PAGE.row, row.body?.length ?? 0)
    }
    if (found.length < READ_AT_ONCE) return { scope, rows, cursor: head, more: false }
  }
}

/** What the device should hold once it has these pages (L4): of all its scopes together, or of each where it asks for that. */
const digestIn = async (
  tx: Tx,
  { org }: Principal,
  scopes: readonly Scope[],
  each: boolean,
): Promise<Pick<ChangesAnswer, 'digest' | 'digests'>> => {
  const known = await digestsOf(tx, org, scopes)
  const of = (scope: Scope): Digest => known.get(scope) ?? NO_ROWS
  return {
    digest: scopes.reduce((sum, scope) => plus(sum, of(scope)), NO_ROWS),
    ...(each ? { digests: Object.fromEntries(scopes.map((scope) => [scope, of(scope)])) } : {}),
  }
}

/** The audit was cut short or changed, or the database was restored from before (`npm run audit -- verify` says which). */
class AuditContradicted extends Error {
  override readonly name = 'AuditContradicted'
}

/** Scopes that a device receives from their beginning: it did not have them. */
const begunIn = (pages: readonly ScopePage[], { cursors }: ChangesRequest): readonly ScopePage[] =>
  pages.filter(({ scope, rows }) => (cursors[scope] ?? 0) === 0 && rows.length > 0)

/** What the audit says of them (A8): files, by whose they are, and case lists. */
const receivedOf = (begun: readonly ScopePage[], posts: readonly PostState[]): readonly Pick<AuditDoing, 'what' | 'subject' | 'record'>[] => [
  ...posts
    .filter(({ id }) => begun.some(({ scope }) => scope === fileScope(id)))
    .map(({ id, person }) => ({ what: 'file-received' as const, subject: person, record: id })),
  ...begun
    .filter(({ scope }) => scope.startsWith('cases:'))
    .flatMap(({ rows }) => rows.filter(({ body }) => body !== null).map(({ id }) => ({ what: 'case-list-received' as const, subject: null, record: id }))),
]

export interface ChangesPorts {
  readonly storage: Storage
  readonly clock: Clock
  readonly random: RandomToken
  /** Told of a head that a device has seen and the audit chain does not have. */
  readonly onFault: (error: unknown) => void
}

export const changesService = (ports: ChangesPorts): Changes => ({
  pull: async (principal, request, protocol, witness) => {
    const { org, person } = principal
    const { deviceId, unsent } = request
    const at = ports.clock()
    const report = deviceId ? { deviceId, person, unsent: unsent.count, oldest: unsent.oldest, lastSeen: at } : null
    const { changes, received, contradicted, audited, said } = await ports.storage.snapshot(async (tx) => {
      const beside = {
        contradicted: witness !== null && (await auditHashAt(tx, org, witness.n)) !== witness.hash,
        audited: await auditHeadOf(tx, org),
        // The pages of one pull say the same one after the other: not a commit for each.
        said: report === null || (await hasSaid(tx, org, report, instantOf(epochOf(at) - SAID_MS))),
      }
      // Head and rows are of one snapshot: a row committed meanwhile is above the head, and comes next time (L1).
      const head = await headOf(tx, org)
      const backedUpThrough = await backedUpThroughOf(tx, org)
      if (protocol >= KNOWS_RESTORES && (await isRestored(tx, org, request, head))) {
        return { ...beside, changes: { head, scopes: [], gone: [], restored: true, backedUpThrough }, received: [] }
      }
      const commit = protocol >= KNOWS_RESTORES ? await commitAt(tx, org, head) : null
      const { scopes, posts } = await scopesNow(tx, principal, at, protocol)
      const room: Room = { characters: Math.min(PAGE.most, Math.max(PAGE.least, request.most ?? USUAL_PAGE)) }
      const pages: ScopePage[] = []
      for (const scope of scopes) {
        // A cursor beyond the head is of a history that a restore undid: that scope begins again.
        const cursor = request.cursors[scope]
        if (cursor === head) continue
        pages.push(await pageOf(tx, principal, scope, cursor === undefined || cursor > head ? 0 : cursor, head, room))
      }
      const mine = new Set<string>(scopes)
      const whole = protocol >= KNOWS_DIGESTS && !pages.some(({ more }) => more)
      const digest = whole ? await digestIn(tx, principal, scopes, request.digests ?? false) : {}
      return {
        ...beside,
        changes: {
          head,
          ...(commit ? { commit } : {}),
          scopes: pages,
          ...digest,
          gone: Object.keys(request.cursors).filter((scope) => !mine.has(scope)),
          backedUpThrough,
        },
        received: receivedOf(begunIn(pages, request), posts),
      }
    })
    if (contradicted && witness) {
      const fresh = await ports.storage.write((tx) => putContradiction(tx, org, { ...witness, person, at }))
      if (fresh) ports.onFault(new AuditContradicted())
    }
    const doings = received.map((each): AuditDoing => ({ ...each, at, actor: person, details: { device: deviceId ?? null } }))
    const appended = doings.length > 0 ? await ports.storage.write((tx) => appendAudit(tx, org, doings, ports.random)) : []
    const audit = appended.at(-1) ?? audited
    if (report && !said) await ports.storage.write((tx) => putDevice(tx, org, report), org)
    return { ...changes, protocol: { ...PROTOCOL_TAKEN }, ...(audit ? { audit } : {}), serverTime: at }
  },
})
