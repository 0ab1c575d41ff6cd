/** The policy packs an organisation has, and their publication to its devices (scope `org`). */
import { type PackBody } from '../../src/domain/projections.ts'
import { type Instant } from '../../src/domain/dates.ts'
import { type OrgId } from '../../src/domain/ids.ts'
import { type Json } from '../../src/domain/json.ts'
import { type PolicyPack } from '../../src/domain/policy/pack.ts'
import { type Pins } from '../../src/domain/records/deeds/common.ts'
import { type RandomToken } from '../clock.ts'
import { takeSeqs } from '../storage/ledger.ts'
import { putScopeRows } from '../storage/records.ts'
import { type Tx } from '../storage/storage.ts'

/** Finds the pack a record is pinned to; undefined when this server does not have it. */
export type PackLookup = (pins: Pick<Pins, 'pack' | 'packVersion'>) => PolicyPack | undefined

export const packsByPin = (packs: readonly PolicyPack[]): PackLookup => {
  const byPin = new Map(packs.map((pack) => [`${pack.id}@${pack.version}`, pack]))
  return ({ pack, packVersion }) => byPin.get(`${pack}@${packVersion}`)
}

/**
 * Publishes packs to an organisation's devices: each once, as a row of the scope `org` with a seq of its own.
 *
 * @returns how many were not there yet
 */
export const publishPacks = async (
  tx: Tx,
  org: OrgId,
  packs: readonly PolicyPack[],
  at: Instant,
  token: string,
): Promise<number> => {
  const rowId = (pack: PolicyPack): string => `pack:${pack.id}@${pack.version}`
  const there = await tx
    .selectFrom('scope_rows')
    .select('id')
    .where('org', '=', org)
    .where('scope', '=', 'org')
    .where('id', 'in', packs.map(rowId))
    .execute()
  const known = new Set(there.map(({ id }) => id))
  const missing = packs.filter((pack) => !known.has(rowId(pack)))
  if (missing.length === 0) return 0
  const last = await takeSeqs(tx, org, missing.length, at, token)
  await putScopeRows(
    tx,
    org,
    missing.map((pack, index) => {
      const body: PackBody = { kind: 'pack', id: pack.id, revision: 1, pack: pack as unknown as Json }
      return { scope: 'org', id: rowId(pack), seq: last - missing.length + 1 + index, revision: 1, body }
    }),
  )
  return missing.length
}

/** 128 random bits: the token of one commit (T2). */
export const commitToken = (random: RandomToken): string => random(16)
