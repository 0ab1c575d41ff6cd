/** Who has records on this device, and which vault is whose. */
import { epochOf, type Instant } from '../domain/dates.ts'
import { type KnownPerson } from '../features/account/gate.ts'
import { type Me } from '../protocol/sign-in.ts'
import { type DeviceStorage, type VaultRow } from '../store/ports.ts'
import { tidyWiped, wipeVault } from '../store/wipe.ts'
import { hex, utf8 } from '../vault/bytes.ts'
import { hasPin, passkeysOf } from '../vault/envelope.ts'
import { isLegacy } from '../vault/password-envelope.ts'

/** Somebody on the lock screen: a first name and a count, nothing more (K4). */
export type VaultOnDevice = KnownPerson

const stateOf = ({ state, envelope }: VaultRow): KnownPerson['state'] =>
  state === 'wiped' ? 'wiped' : isLegacy(envelope) ? 'password' : 'enrolled'

/**
 * The people on this device, in an order that says nothing of them. What an earlier vault of theirs keeps (its password was
 * changed, or its words forgotten) counts as theirs; one that is wiped stands for itself where it is all there is of them.
 */
export const vaultsOnDevice = async (storage: DeviceStorage): Promise<readonly VaultOnDevice[]> => {
  const [vaults, waiting] = await Promise.all([storage.vaults.all(), storage.outbox.waiting()])
  const current = new Set(vaults.filter(({ state }) => state === 'current').map(({ owner }) => owner))
  const waitingOf = (owner: string): number =>
    vaults.filter((vault) => vault.owner === owner).reduce((sum, { id }) => sum + (waiting.get(id)?.items ?? 0), 0)
  const wiped = new Map(vaults.filter(({ state, owner }) => state === 'wiped' && !current.has(owner)).map((row) => [row.owner, row]))
  return [...vaults.filter(({ state }) => state === 'current'), ...wiped.values()].map((row) => ({
    id: row.id,
    knownAs: row.knownAs,
    state: stateOf(row),
    waiting: waitingOf(row.owner),
    pin: hasPin(row.envelope),
    passkey: passkeysOf(row.envelope).length > 0,
  }))
}

/**
 * What is to be done before anybody is let in: vaults too long without contact are wiped, whoever comes (K6), and what a wipe
 * that was cut short has left goes.
 *
 * @param now milliseconds, by this device's clock
 */
export const tidyDevice = async (storage: DeviceStorage, now: number): Promise<void> => {
  for (const { id, state, ends } of await storage.vaults.all()) {
    if (state === 'current' && ends !== undefined && epochOf(ends as Instant) <= now) await wipeVault(storage, id)
  }
  await tidyWiped(storage)
}

/** A digest of whose a vault is: ids are random, so it says nothing to anyone who does not know them already. */
export const ownerDigest = async (deviceId: string, me: Pick<Me, 'org' | 'person'>): Promise<string> =>
  hex(new Uint8Array(await crypto.subtle.digest('SHA-256', utf8(`${deviceId}|${me.org}|${me.person}`))))

export interface OwnVaults {
  readonly current: VaultRow | undefined
  /** Superseded by a changed password, and kept for what they had not sent. */
  readonly earlier: readonly VaultRow[]
}

export const vaultsOf = async (storage: DeviceStorage, owner: string): Promise<OwnVaults> => {
  const own = (await storage.vaults.all()).filter((vault) => vault.owner === owner)
  return {
    current: own.find(({ state }) => state === 'current'),
    earlier: own.filter(({ state }) => state === 'superseded'),
  }
}

/** Lets go of earlier vaults that keep nothing any more. @returns how many acts the others still keep */
export const tidyEarlier = async (storage: DeviceStorage, owner: string): Promise<number> => {
  const { earlier } = await vaultsOf(storage, owner)
  for (const { id, database } of earlier) {
    if (await storage.vaults.remove(id)) await storage.removeRows(database)
  }
  const waiting = await storage.outbox.waiting()
  return earlier.reduce((sum, { id }) => sum + (waiting.get(id)?.items ?? 0), 0)
}
