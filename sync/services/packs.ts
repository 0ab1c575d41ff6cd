/** The policy packs an organisation has, and their publication to its devices (scope `org`). */
import { type PackBody } from '../../src/domain/projections.ts'
import { type Instant } from '../../src/domain/dates.ts'
import { type OrgId } from '../../src/domain/ids.ts'
import { type Json } from '../../src/domain/json.ts'
import { PACK_SHAPE } from '../../src/domain/policy/pack-shape.ts'
import { PolicyPack } from '../../src/domain/policy/pack.ts'
import { type Pins } from '../../src/domain/records/deeds/common.ts'
import { type PolicyState } from '../../src/domain/records/record.ts'
import { canonicalJson } from '../../src/protocol/hash.ts'
import { type RandomToken } from '../clock.ts'
import { takeSeqs } from '../storage/ledger.ts'
import { putScopeRows, type ScopeRow, scopeRowsNamed } from '../storage/records.ts'
import { type Tx } from '../storage/storage.ts'

/** Finds the pack a record is pinned to; undefined when this server does not have it. */
export type PackLookup = (pins: Pick<Pins, 'pack' | 'packVersion'>) => PolicyPack | undefined

/** A service's own policies beside those that ship. A policy never changes, so each is read once. */
const read = new WeakMap<PolicyState, PolicyPack | null>()
const packIn = (state: PolicyState): PolicyPack | null => {
  const before = read.get(state)
  if (before !== undefined) return before
  // It was checked whole when it was brought in.
  const pack = PolicyPack.safeParse(state.published.pack).data ?? null
  read.set(state, pack)
  return pack
}

/** The packs of a service's own policies. */
export const packsOf = (own: Iterable<PolicyState>): readonly PolicyPack[] => [...own].flatMap((state) => packIn(state) ?? [])

/** The packs that ship with this version. */
export interface Shipped {
  readonly packs: readonly PolicyPack[]
  readonly packOf: PackLookup
  /** Whether a policy that ships has this id. */
  readonly has: (id: string) => boolean
}

export const shippedOf = (packs: readonly PolicyPack[]): Shipped => {
  const byPin = new Map(packs.map((pack) => [`${pack.id}@${pack.version}`, pack]))
  return {
    packs,
    packOf: ({ pack, packVersion }) => byPin.get(`${pack}@${packVersion}`),
    has: (id) => packs.some((pack) => pack.id === id),
  }
}

/** Finds a pack among those that ship and a service's own. */
export const withOwn = ({ packOf }: Shipped, own: () => Iterable<PolicyState>): PackLookup => (pins) =>
  packOf(pins) ??
  packsOf(own()).find(({ id, version }) => id === pins.pack && version === pins.packVersion)

/**
 * Publishes packs to an organisation's devices, as rows of the scope `org`. A shipped pack is this code's: where the row of
 * the same id and version says something else, it is written again with a new seq, so that every device pulls it.
 *
 * @returns how many rows were written; none where all of them say the same already
 */
export const publishPacks = async (
  tx: Tx,
  org: OrgId,
  packs: readonly PolicyPack[],
  at: Instant,
  token: string,
): Promise<number> => {
  const rowId = (pack: PolicyPack): string => `pack:${pack.id}@${pack.version}`
  const there = new Map((await scopeRowsNamed(tx, org, 'org', packs.map(rowId))).map((row) => [row.id, row]))
  const rows = packs.flatMap((pack): Omit<ScopeRow, 'seq'>[] => {
    const id = rowId(pack)
    const row = there.get(id)
    const revision = (row?.revision ?? 0) + 1
    const plain = JSON.parse(JSON.stringify(pack)) as Json
    const known = row?.body ? (JSON.parse(row.body) as PackBody) : null
    if (known?.shape === PACK_SHAPE && canonicalJson(known.pack) === canonicalJson(plain)) return []
    const body: PackBody = { kind: 'pack', id: pack.id, revision, shape: PACK_SHAPE, pack: plain }
    return [{ scope: 'org', id, revision, body }]
  })
  if (rows.length === 0) return 0
  const before = (await takeSeqs(tx, org, rows.length, at, token)) - rows.length
  await putScopeRows(
    tx,
    org,
    rows.map((row, index) => ({ ...row, seq: before + 1 + index })),
  )
  return rows.length
}

/** 128 random bits: the token of one commit (T2). */
export const commitToken = (random: RandomToken): string => random(16)
