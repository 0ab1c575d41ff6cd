/**
 * Opens a person's device: by their PIN, their four words or a passkey, or, signed in where they have no vault yet, by
 * enrolling. The one place where vault, store, outbox and queries are put together.
 */
import { type DeviceId } from '../domain/ids.ts'
import { unreachable } from '../domain/unreachable.ts'
import { type Secret } from '../features/account/gate.ts'
import { type Enrolment, type NewPin } from '../features/shared/enrolment.ts'
import { request } from '../outbox/request.ts'
import { type Me } from '../protocol/sign-in.ts'
import { PepperAnswer } from '../protocol/vaults.ts'
import { openPersonStore } from '../store/person-store.ts'
import { type VaultRow } from '../store/ports.ts'
import { wipeVault } from '../store/wipe.ts'
import { hasPin, passkeysOf, withoutPin } from '../vault/envelope.ts'
import { type OpenVault } from '../vault/open-vault.ts'
import { type Owner } from '../vault/owner.ts'
import { beginPin, unlockWithPasskey, unlockWithPhrase } from '../vault/unlock.ts'
import { VaultError } from '../vault/vault-error.ts'
import { openDevice, type OpenDevice } from './device-open.ts'
import { type ServiceRefusal } from './device-sign-in.ts'
import { type DeviceWorld } from './device-world.ts'
import { leaseOf, standingOf } from './lease.ts'
import { tidyEarlier, type VaultOnDevice } from './vaults.ts'

/** What is still to be done before it opens. */
export type ToDo =
  /** Signed in, and no vault here yet, or one of the first cipher. */
  | { readonly code: 'enrol'; readonly enrolment: Enrolment<Opened> }
  /** Signed in, and enrolled here already: by this, or, the words forgotten, anew. */
  | { readonly code: 'known'; readonly person: VaultOnDevice; readonly enrolment: Enrolment<Opened> }
  | { readonly code: 'new-pin'; readonly newPin: NewPin<Opened> }

export type OpenRefusal =
  | ServiceRefusal
  /** The password of a vault of the first cipher is right, and the service asks for a code with it. */
  | { readonly code: 'code-needed'; readonly username: string }
  | ToDo
  /** The service asks for a second factor and this person has none: it is set first (A1). */
  | { readonly code: 'second-factor-to-set'; readonly person: string }
  /** Of a vault of the first cipher. */
  | { readonly code: 'password-wrong' }
  | { readonly code: 'pin-wrong'; readonly left: number }
  | { readonly code: 'pin-gone' | 'pin-needs-connection' | 'phrase-wrong' | 'passkey-stopped' }
  /** What opened it is destroyed (K6). */
  | { readonly code: 'wiped'; readonly why: 'lease' | 'revoked' }
  /** The vault is not on this device any more, or is of a shape this version does not know. */
  | { readonly code: 'not-here' }
  /** The browser lends too little memory to derive the key. */
  | { readonly code: 'kdf-failed' }
  /** The browser keeps nothing: a private window, storage refused or full. */
  | { readonly code: 'no-storage' }

export interface Opened {
  readonly ok: true
  readonly kind: 'open'
  readonly device: OpenDevice
  /** Acts kept sealed under an earlier password; `device.adoptEarlier` takes them in with it. */
  readonly keptEarlier: number
}

export type OpenAnswer = Opened | ({ readonly ok: false } & OpenRefusal)

export const no = (refusal: OpenRefusal): OpenAnswer => ({ ok: false, ...refusal })

/** How long opening waits for a fresh sign-in before it goes on without. */
const SIGN_IN_PATIENCE_MS = 5000

/** @param secret by what somebody tried: the same code of the vault means another thing of each */
export const refusalOf = (error: unknown, secret: Secret['by']): OpenRefusal => {
  if (!(error instanceof VaultError)) return { code: 'no-storage' }
  switch (error.code) {
    case 'password-wrong':
    case 'kdf-failed':
    case 'pin-gone':
      return { code: error.code }
    case 'secret-wrong':
      return { code: secret === 'phrase' ? 'phrase-wrong' : secret === 'passkey' ? 'passkey-stopped' : 'not-here' }
    case 'envelope-unreadable':
    case 'row-unreadable':
    case 'certificate-wrong':
    case 'locked':
      return { code: 'not-here' }
    default:
      return unreachable(error.code)
  }
}

/** Random through and through: version 7, as acts have, would say in clear when the device was first used (K2). */
export const deviceIdOf = async ({ storage }: DeviceWorld): Promise<DeviceId> =>
  (await storage.vaults.deviceId(() => crypto.randomUUID())) as DeviceId

/** What the service now says of the person goes into the envelope. */
const refreshed = async (world: DeviceWorld, vault: OpenVault, owner: Owner): Promise<void> => {
  if (JSON.stringify(vault.owner) === JSON.stringify(owner)) return
  const sealed = await vault.sealOwner(owner)
  await world.storage.vaults.amend(vault.id, (now) => ({ ...now, knownAs: owner.knownAs, envelope: { ...(now.envelope as object), owner: sealed } }))
}

export const ownerOf = ({ org, person, name, knownAs, administrator, duties }: Me, username: string): Owner => ({
  org,
  person,
  username,
  name,
  knownAs,
  administrator,
  duties,
})

/**
 * Puts an unlocked vault and its store together.
 *
 * @returns it, not started; `wiped` where it was too long without contact: nothing opens it any more then
 */
export const opened = async (world: DeviceWorld, row: VaultRow, vault: OpenVault): Promise<OpenAnswer> => {
  const { storage } = world
  const deviceId = await deviceIdOf(world)
  const rows = await storage.openRows(row.database)
  const { signer } = vault
  const store = await openPersonStore({ vault: row.id, cipher: vault.cipher, rows, outbox: storage.outbox, seal: signer && ((act) => signer.seal(act)) })
  const { lease, lastClock, offsetMs } = store.state()
  const given = await leaseOf(lease, vault)
  if (standingOf(given, world.now() + offsetMs, lastClock).kind === 'over') {
    store.close()
    await wipeVault(world.storage, row.id)
    return no({ code: 'wiped', why: 'lease' })
  }
  const keptEarlier = await tidyEarlier(storage, row.owner)
  const kind = (await storage.vaults.kind()) ?? 'shared'
  // What they may do now is known the next time this device is opened.
  const said = (me: Me): Promise<void> => refreshed(world, vault, ownerOf(me, vault.owner.username))
  const again = async (next: OpenVault): Promise<OpenAnswer> => {
    const now = (await storage.vaults.all()).find((each) => each.id === row.id && each.state === 'current')
    if (!now) return no({ code: 'not-here' })
    const answer = await opened(world, now, next)
    if (answer.ok) begin(world, answer.device)
    return answer
  }
  const device = openDevice({ world, row, vault, deviceId, store, kind, lease: given, said, again })
  return { ok: true, kind: 'open', keptEarlier, device }
}

/** Signs in beside what is shown already, and begins to sync. @param challenge where one came with the pepper */
const begin = (world: DeviceWorld, device: OpenDevice, challenge?: string): void => {
  const stop = world.timers.after(SIGN_IN_PATIENCE_MS, device.start)
  device
    .signInUnlocked(challenge)
    .finally(() => {
      stop()
      device.start()
    })
    .catch(() => undefined)
}

const enrolling = () => import('./device-enrol.ts')
/** Signing in, and vaults of the first cipher: who is on this device mostly needs neither. */
const entering = () => import('./device-enter.ts')

/** Unlocked without the service; it is signed in to beside. */
const openedBeside = async (world: DeviceWorld, row: VaultRow, vault: OpenVault, challenge?: string): Promise<OpenAnswer> => {
  const open = await opened(world, row, vault)
  if (open.ok) begin(world, open.device, challenge)
  return open
}

const byPin = async (world: DeviceWorld, row: VaultRow, pin: string): Promise<OpenAnswer> => {
  const { proof, finish } = await beginPin({ vault: row.id, stored: row.envelope, pin }, world.kdf)
  const answer = await request(world, { path: '/api/vaults/pepper', body: { vault: row.id, pin: proof }, principal: null }, PepperAnswer)
  if (answer.kind === 'offline') return no({ code: 'pin-needs-connection' })
  if (answer.kind === 'refused') {
    // The PIN is what it was once the account is open again; the four words open what is here meanwhile.
    if (answer.code === 'account-closed') return no({ code: 'account-closed' })
    return no(answer.status === 429 ? { code: 'sign-in-throttled', retryAfterMs: answer.retryAfterMs } : { code: 'server-trouble' })
  }
  const { value } = answer
  switch (value.outcome) {
    case 'wrong':
      return no({ code: 'pin-wrong', left: value.left })
    case 'gone':
      await world.storage.vaults.amend(row.id, (now) => ({ ...now, envelope: withoutPin(now.envelope) }))
      return no({ code: 'pin-gone' })
    case 'revoked':
      await wipeVault(world.storage, row.id)
      return no({ code: 'wiped', why: 'revoked' })
    case 'right':
      return openedBeside(world, row, await finish(value.pepper), value.challenge)
    default:
      return unreachable(value)
  }
}

const byPhrase = async (world: DeviceWorld, row: VaultRow, phrase: string): Promise<OpenAnswer> => {
  const vault = await unlockWithPhrase({ vault: row.id, stored: row.envelope, phrase }, world.kdf)
  if (hasPin(row.envelope)) return openedBeside(world, row, vault)
  // The PIN is gone: while the words are known another is chosen, where the service can be asked.
  const { newPinOf } = await enrolling()
  const newPin = await newPinOf(world, { vault, phrase, open: () => openedBeside(world, row, vault) })
  return newPin ? no({ code: 'new-pin', newPin }) : openedBeside(world, row, vault)
}

const byPasskey = async (world: DeviceWorld, row: VaultRow): Promise<OpenAnswer> => {
  const used = await world.passkeys.use(passkeysOf(row.envelope))
  if (!used) return no({ code: 'passkey-stopped' })
  return openedBeside(world, row, await unlockWithPasskey({ vault: row.id, stored: row.envelope, ...used }))
}

/**
 * Unlocks a vault of this device. Where there is a connection, the service is signed in to by the vault's key (A1).
 *
 * @param id of `vaultsOnDevice`
 */
export const unlock = async (world: DeviceWorld, id: string, secret: Secret): Promise<OpenAnswer> => {
  try {
    const row = (await world.storage.vaults.all()).find((vault) => vault.id === id)
    if (row?.state !== 'current') return no({ code: 'not-here' })
    switch (secret.by) {
      case 'pin':
        return await byPin(world, row, secret.pin)
      case 'phrase':
        return await byPhrase(world, row, secret.phrase)
      case 'passkey':
        return await byPasskey(world, row)
      case 'password':
        return await (await entering()).byPassword(world, row, secret.password)
      default:
        return unreachable(secret)
    }
  } catch (error) {
    return no(refusalOf(error, secret.by))
  }
}
