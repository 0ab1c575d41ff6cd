/**
 * Opens a person's device: signing in makes their vault or unlocks it, unlocking needs no connection. The one place where
 * vault, store, outbox and queries are put together.
 */
import { type DeviceId } from '../domain/ids.ts'
import { unreachable } from '../domain/unreachable.ts'
import { type Me, type SignInAnswer } from '../protocol/sign-in.ts'
import { openPersonStore } from '../store/person-store.ts'
import { type VaultRow } from '../store/ports.ts'
import { randomName } from '../vault/bytes.ts'
import { type Envelope, type Owner } from '../vault/envelope.ts'
import { enrol, type OpenVault, unlock as unlockVault } from '../vault/password-vault.ts'
import { VaultError } from '../vault/vault-error.ts'
import { openDevice, type OpenDevice } from './device-open.ts'
import { askToSignIn, type ServiceRefusal } from './device-sign-in.ts'
import { type DeviceWorld } from './device-world.ts'
import { ownerDigest, tidyEarlier, vaultsOf } from './vaults.ts'

export type OpenRefusal =
  | ServiceRefusal
  /** The service asks for a second factor and this person has none: it is set first (A1). */
  | { readonly code: 'second-factor-to-set'; readonly person: string }
  /** Unlocking: the password does not open the vault. */
  | { readonly code: 'password-wrong' }
  /** The vault is not on this device any more, or is of a shape this version does not know. */
  | { readonly code: 'not-here' }
  /** The browser lends too little memory to derive the key. */
  | { readonly code: 'kdf-failed' }
  /** The browser keeps nothing: a private window, storage refused or full. */
  | { readonly code: 'no-storage' }

export type OpenAnswer =
  | {
      readonly ok: true
      readonly device: OpenDevice
      /** Acts kept sealed under an earlier password; `device.adoptEarlier` takes them in with it. */
      readonly keptEarlier: number
    }
  | ({ readonly ok: false } & OpenRefusal)

/** How long unlocking waits for a fresh sign-in before it starts to sync without. */
const SIGN_IN_PATIENCE_MS = 5000

const refusalOf = (error: unknown): OpenAnswer => {
  if (!(error instanceof VaultError)) return { ok: false, code: 'no-storage' }
  switch (error.code) {
    case 'password-wrong':
    case 'kdf-failed':
      return { ok: false, code: error.code }
    case 'envelope-unreadable':
    case 'row-unreadable':
    case 'locked':
      return { ok: false, code: 'not-here' }
    default:
      return unreachable(error.code)
  }
}

/** Random through and through: version 7, as acts have, would say in clear when the device was first used (K2). */
export const deviceIdOf = async ({ storage }: DeviceWorld): Promise<DeviceId> =>
  (await storage.vaults.deviceId(() => crypto.randomUUID())) as DeviceId

/** Makes a vault. One it supersedes keeps its envelope and its acts; its records are the server's copies, and go. */
const newVault = async (
  world: DeviceWorld,
  { owner, digest, password }: { readonly owner: Owner; readonly digest: string; readonly password: string },
  superseded: VaultRow | undefined,
): Promise<{ readonly row: VaultRow; readonly vault: OpenVault }> => {
  const id = randomName()
  const { envelope, ...vault } = await enrol({ vault: id, owner, password }, world.kdf, world.now)
  const row: VaultRow = {
    id,
    database: `c-${randomName()}`,
    owner: digest,
    knownAs: owner.knownAs,
    state: 'current',
    envelope,
  }
  await world.storage.vaults.put([...(superseded ? [{ ...superseded, state: 'superseded' as const }] : []), row])
  if (superseded) await world.storage.removeRows(superseded.database)
  return { row, vault }
}

/** What the service now says of the person goes into the envelope. */
const refreshed = async (world: DeviceWorld, row: VaultRow, vault: OpenVault, owner: Owner): Promise<VaultRow> => {
  if (JSON.stringify(vault.owner) === JSON.stringify(owner)) return row
  const envelope: Envelope = { ...(row.envelope as Envelope), owner: await vault.sealOwner(owner) }
  const changed = { ...row, knownAs: owner.knownAs, envelope }
  await world.storage.vaults.put([changed])
  return changed
}

const ownerOf = ({ org, person, name, knownAs, administrator, duties }: Me, username: string): Owner => ({
  org,
  person,
  username,
  name,
  knownAs,
  administrator,
  duties,
})

const opened = async (world: DeviceWorld, row: VaultRow, vault: OpenVault): Promise<OpenAnswer> => {
  const deviceId = await deviceIdOf(world)
  const rows = await world.storage.openRows(row.database)
  const store = await openPersonStore({ vault: row.id, cipher: vault.cipher, rows, outbox: world.storage.outbox, seal: null })
  const keptEarlier = await tidyEarlier(world.storage, row.owner)
  // What they may do now is known the next time this device is opened. The envelope may have changed since it was read.
  const said = async (me: Me): Promise<void> => {
    const now = (await world.storage.vaults.all()).find((each) => each.id === row.id && each.state === 'current')
    if (now) await refreshed(world, now, vault, ownerOf(me, vault.owner.username))
  }
  return { ok: true, keptEarlier, device: openDevice({ world, owner: vault.owner, ownerRow: row.owner, deviceId, store, said }) }
}

/**
 * Opens this device for somebody who has signed in: their vault is made the first time, unlocked later. Where it can't be
 * opened with this password (it was changed elsewhere) a new one is made, and what the old one had not sent is kept
 * (`keptEarlier`).
 *
 * @param username '' where they signed in without one
 * @param password of the vault: the account's, or where they signed in without one, this device's
 * @param keep     a vault that the password does not open is kept as it is, and nothing is opened
 */
export const enter = async (
  world: DeviceWorld,
  {
    me,
    username,
    password,
    keep = false,
  }: { readonly me: SignInAnswer; readonly username: string; readonly password: string; readonly keep?: boolean },
): Promise<OpenAnswer> => {
  try {
    const digest = await ownerDigest(await deviceIdOf(world), me)
    const { current } = await vaultsOf(world.storage, digest)
    const vault =
      current &&
      (await unlockVault({ vault: current.id, stored: current.envelope, password }, world.kdf).catch((error: unknown) => {
        if (!keep && error instanceof VaultError && error.code !== 'kdf-failed') return undefined
        throw error
      }))
    const owner = ownerOf(me, username || (vault?.owner.username ?? ''))
    const own =
      current && vault
        ? { row: await refreshed(world, current, vault, owner), vault: { ...vault, owner } }
        : await newVault(world, { owner, digest, password }, current)
    const open = await opened(world, own.row, own.vault)
    if (open.ok) {
      await open.device.trust(me.deviceToken ?? null)
      open.device.start()
    }
    return open
  } catch (error) {
    return refusalOf(error)
  }
}

/** Goes on with what a sign-in by password answered: opens this device, or says what is to be set first. */
export const goOn = (world: DeviceWorld, me: SignInAnswer, username: string, password: string): Promise<OpenAnswer> | OpenAnswer =>
  me.secondFactor ? { ok: false, code: 'second-factor-to-set', person: me.person } : enter(world, { me, username, password })

/** Signs in to the service and opens this device for the person. @param code once it was asked for */
export const signIn = async (world: DeviceWorld, username: string, password: string, code?: string): Promise<OpenAnswer> => {
  const deviceId = await deviceIdOf(world).catch(() => null)
  const answer = await askToSignIn(world, {
    username,
    password,
    ...(code === undefined ? {} : { code }),
    ...(deviceId === null ? {} : { deviceId }),
  })
  return answer.ok ? goOn(world, answer.me, username, password) : answer
}

/**
 * Unlocks a vault of this device with its password, with no connection. Where there is one, the service is signed in to as
 * a trusted device (A1), or where it is none, with the same password, so that nobody is asked twice.
 *
 * @param id of `vaultsOnDevice`
 */
export const unlock = async (world: DeviceWorld, id: string, password: string): Promise<OpenAnswer> => {
  try {
    const row = (await world.storage.vaults.all()).find((vault) => vault.id === id)
    if (!row) return { ok: false, code: 'not-here' }
    const vault = await unlockVault({ vault: id, stored: row.envelope, password }, world.kdf)
    const open = await opened(world, row, vault)
    if (!open.ok) return open
    const { device } = open
    const stop = world.timers.after(SIGN_IN_PATIENCE_MS, device.start)
    device
      .signInUnlocked(password)
      .finally(() => {
        stop()
        device.start()
      })
      .catch(() => undefined)
    return open
  } catch (error) {
    return refusalOf(error)
  }
}
