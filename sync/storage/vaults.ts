/** The vaults that people have on devices, as far as the service knows of them (K3, K6): never what opens one. */
import { type Instant } from '../../src/domain/dates.ts'
import { type DeviceId, type OrgId, type PersonId } from '../../src/domain/ids.ts'
import { type KeyId } from '../../src/protocol/keys.ts'
import { type DeviceKind } from '../../src/protocol/vaults.ts'
import { type Tx } from './storage.ts'

export interface Vault {
  readonly org: OrgId
  readonly id: string
  readonly person: PersonId
  readonly device: DeviceId
  readonly kind: DeviceKind
  /** The last of its keys that was certified. */
  readonly kid: KeyId
  /** A keyed hash of what proves the PIN. */
  readonly pinHash: string
  /** Sealed; null once it is gone. */
  readonly pepper: string | null
  /** Wrong PINs since the last right one. */
  readonly tries: number
  /** Whether its key signs its person in: until their sign-ins were ended, and again once they sign in there in full (A1). */
  readonly trusted: boolean
  readonly enrolledAt: Instant
  readonly lastSeenAt: Instant
  /** When another took its place. */
  readonly endedAt: Instant | null
  readonly revokedAt: Instant | null
  readonly revokedBy: PersonId | null
}

type Row = {
  org: string
  vault: string
  person: string
  device: string
  kind: string
  kid: string
  pin_hash: string
  pepper: string | null
  tries: number
  trusted: number
  enrolled_at: string
  last_seen_at: string
  ended_at: string | null
  revoked_at: string | null
  revoked_by: string | null
}

const read = (row: Row): Vault => ({
  org: row.org as OrgId,
  id: row.vault,
  person: row.person as PersonId,
  device: row.device as DeviceId,
  kind: row.kind as DeviceKind,
  kid: row.kid,
  pinHash: row.pin_hash,
  pepper: row.pepper,
  tries: row.tries,
  trusted: row.trusted === 1,
  enrolledAt: row.enrolled_at as Instant,
  lastSeenAt: row.last_seen_at as Instant,
  endedAt: row.ended_at as Instant | null,
  revokedAt: row.revoked_at as Instant | null,
  revokedBy: row.revoked_by as PersonId | null,
})

/** Whether it may still be used. */
export const isLive = ({ endedAt, revokedAt }: Vault): boolean => endedAt === null && revokedAt === null

/** Whosever it is, in the whole service. */
export const vaultNamed = async (tx: Tx, id: string): Promise<Vault | null> => {
  const row = await tx.selectFrom('vaults').selectAll().where('vault', '=', id).executeTakeFirst()
  return row ? read(row) : null
}

export const addVault = async (tx: Tx, vault: Pick<Vault, 'org' | 'id' | 'person' | 'device' | 'kind' | 'kid' | 'pinHash' | 'pepper'>, at: Instant): Promise<void> => {
  const { org, id, person, device, kind, kid, pinHash, pepper } = vault
  await tx
    .insertInto('vaults')
    .values({
      org, vault: id, person, device, kind, kid, pin_hash: pinHash, pepper, tries: 0, trusted: 1, enrolled_at: at, last_seen_at: at, ended_at: null, revoked_at: null,
      revoked_by: null,
    })
    .execute()
}

/**
 * Counts a try before it is judged: whoever is killed in between, or comes a thousand at once, has used one up each.
 *
 * @returns the vault with this try counted; null where there is no pepper to be had
 */
export const countTry = async (tx: Tx, id: string): Promise<Vault | null> => {
  const row = await tx
    .updateTable('vaults')
    .set((eb) => ({ tries: eb('tries', '+', 1) }))
    .where('vault', '=', id)
    .where('pepper', 'is not', null)
    .returningAll()
    .executeTakeFirst()
  return row ? read(row) : null
}

type Patch = Partial<Pick<Row, 'kid' | 'pin_hash' | 'pepper' | 'tries' | 'last_seen_at' | 'ended_at' | 'revoked_at' | 'revoked_by'>>

const change = async (tx: Tx, { org, id }: Pick<Vault, 'org' | 'id'>, patch: Patch): Promise<void> => {
  await tx.updateTable('vaults').set(patch).where('org', '=', org).where('vault', '=', id).execute()
}

/** What its pepper was is nowhere any more: only another way opens the vault. */
const NO_PIN = { pepper: null, pin_hash: '' } as const

export const setTries = (tx: Tx, vault: Vault, tries: number): Promise<void> => change(tx, vault, { tries })
export const dropPepper = (tx: Tx, vault: Vault): Promise<void> => change(tx, vault, NO_PIN)
export const setPin = (tx: Tx, vault: Vault, { pinHash, pepper }: { readonly pinHash: string; readonly pepper: string }): Promise<void> =>
  change(tx, vault, { pin_hash: pinHash, pepper, tries: 0 })
export const setKey = (tx: Tx, vault: Vault, kid: KeyId): Promise<void> => change(tx, vault, { kid })
export const touchVault = (tx: Tx, vault: Vault, at: Instant): Promise<void> => change(tx, vault, { last_seen_at: at })
export const endVault = (tx: Tx, vault: Vault, at: Instant): Promise<void> => change(tx, vault, { ...NO_PIN, ended_at: at })
export const revokeVault = (tx: Tx, vault: Vault, { at, by }: { readonly at: Instant; readonly by: PersonId }): Promise<void> =>
  change(tx, vault, { ...NO_PIN, revoked_at: at, revoked_by: by })

/** All on a device, whosever, ended ones too. */
export const vaultsOnDevice = async (tx: Tx, org: OrgId, device: DeviceId): Promise<readonly Vault[]> =>
  (await tx.selectFrom('vaults').selectAll().where('org', '=', org).where('device', '=', device).orderBy('enrolled_at').orderBy('vault').execute()).map(read)

/** The one a person uses on a device; null where they have none there. */
export const liveVaultOn = async (tx: Tx, org: OrgId, person: PersonId, device: DeviceId): Promise<Vault | null> =>
  (await vaultsOnDevice(tx, org, device)).findLast((vault) => vault.person === person && isLive(vault)) ?? null

/** At most this many are listed at once: whose are looked for is found by revoking on a device. */
const LISTED = 1000

/** Those in use and those revoked, the last seen first. @param people null for everybody's */
export const vaultsOf = async (tx: Tx, org: OrgId, people: readonly PersonId[] | null): Promise<readonly Vault[]> => {
  const all = tx.selectFrom('vaults').selectAll().where('org', '=', org).where((eb) => eb.or([eb('ended_at', 'is', null), eb('revoked_at', 'is not', null)]))
  const theirs = people === null ? all : all.where('person', 'in', people)
  return (await theirs.orderBy('last_seen_at', 'desc').orderBy('vault').limit(LISTED).execute()).map(read)
}

/**
 * Whether the keys of these vaults sign their person in.
 *
 * @param where.device on that device alone; on all where it is left out
 * @param where.but    not on this one
 */
export const trustVaults = async (
  tx: Tx,
  { org, person }: Pick<Vault, 'org' | 'person'>,
  trusted: boolean,
  where: { readonly device?: DeviceId; readonly but?: DeviceId | null } = {},
): Promise<void> => {
  let update = tx.updateTable('vaults').set({ trusted: trusted ? 1 : 0 }).where('org', '=', org).where('person', '=', person)
  if (where.device !== undefined) update = update.where('device', '=', where.device)
  if (where.but !== undefined && where.but !== null) update = update.where('device', '!=', where.but)
  await update.execute()
}
