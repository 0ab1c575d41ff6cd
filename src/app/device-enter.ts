/**
 * Comes in with a sign-in: by what the service says of somebody, and from a vault of the first cipher, which is moved then. Got
 * when it is wanted: who has a vault here unlocks it (device.ts).
 */
import { type SignInAnswer } from '../protocol/sign-in.ts'
import { type VaultRow } from '../store/ports.ts'
import { randomName } from '../vault/bytes.ts'
import { type OpenVault } from '../vault/open-vault.ts'
import { type Owner } from '../vault/owner.ts'
import { isLegacy } from '../vault/password-envelope.ts'
import { unlock as unlockLegacy } from '../vault/password-vault.ts'
import { deviceIdOf, no, type OpenAnswer, opened, ownerOf, refusalOf } from './device.ts'
import { askToSignIn, type ServiceAnswer } from './device-sign-in.ts'
import { type DeviceWorld } from './device-world.ts'
import { ownerDigest, vaultsOf, vaultsOnDevice } from './vaults.ts'

/** A vault of the first cipher, unlocked. */
export interface Legacy {
  readonly row: VaultRow
  readonly vault: OpenVault
}

/** In a window that keeps nothing: records are read while there is a connection, and no entries are taken (V7). */
const inPassing = async (world: DeviceWorld, owner: Owner): Promise<OpenAnswer> => {
  const { passingVault } = await import('../vault/passing-vault.ts')
  const id = randomName()
  const row: VaultRow = { id, database: id, owner: id, knownAs: owner.knownAs, state: 'current', envelope: null }
  const open = await opened(world, row, await passingVault(id, owner))
  if (open.ok) open.device.start()
  return open
}

/**
 * Goes on for somebody who has signed in in full: they unlock the vault they have here, or are enrolled.
 *
 * @param username '' where they signed in without one
 * @param password where they did with one: it may open a vault of the first cipher, which is moved then
 */
export const enter = async (
  world: DeviceWorld,
  { me, username, password, legacy }: { readonly me: SignInAnswer; readonly username: string; readonly password: string | null; readonly legacy?: Legacy },
): Promise<OpenAnswer> => {
  try {
    if (world.keepsNothing) return await inPassing(world, ownerOf(me, username))
    const { current } = await vaultsOf(world.storage, await ownerDigest(await deviceIdOf(world), me))
    const before = current && isLegacy(current.envelope) ? current : undefined
    const moved =
      legacy ??
      (before && password !== null
        ? await unlockLegacy({ vault: before.id, stored: before.envelope, password }, world.kdf).then(
            (vault) => ({ row: before, vault }),
            () => undefined,
          )
        : undefined)
    const { enrolmentOf } = await import('./device-enrol.ts')
    const enrolment = await enrolmentOf(world, { me, username, current, legacy: moved })
    if (!current || before) return no({ code: 'enrol', enrolment })
    const person = (await vaultsOnDevice(world.storage)).find(({ id }) => id === current.id)
    return person ? no({ code: 'known', person, enrolment }) : no({ code: 'enrol', enrolment })
  } catch (error) {
    return no(refusalOf(error, 'password'))
  }
}

/** Goes on with what a sign-in by password answered. */
export const goOn = (world: DeviceWorld, me: SignInAnswer, username: string, password: string, legacy?: Legacy): Promise<OpenAnswer> | OpenAnswer =>
  me.secondFactor ? no({ code: 'second-factor-to-set', person: me.person }) : enter(world, { me, username, password, ...(legacy ? { legacy } : {}) })

/** Signs in to the service. @param code once it was asked for */
export const signIn = async (world: DeviceWorld, username: string, password: string, code?: string): Promise<OpenAnswer> => {
  const deviceId = await deviceIdOf(world).catch(() => null)
  const answer = await askToSignIn(world, { username, password, ...(code === undefined ? {} : { code }), ...(deviceId === null ? {} : { deviceId }) })
  return answer.ok ? goOn(world, answer.me, username, password) : answer
}

/** Of a vault of the first cipher: online it is moved to the second at once, offline it opens as it is. */
export const byPassword = async (world: DeviceWorld, row: VaultRow, password: string): Promise<OpenAnswer> => {
  const vault = await unlockLegacy({ vault: row.id, stored: row.envelope, password }, world.kdf)
  const { username } = vault.owner
  const answer: ServiceAnswer = username === '' ? { ok: false, code: 'offline' } : await askToSignIn(world, { username, password, deviceId: await deviceIdOf(world) })
  if (answer.ok) return goOn(world, answer.me, username, password, { row, vault })
  if (answer.code === 'code-needed') return no({ code: 'code-needed', username })
  const open = await opened(world, row, vault)
  if (open.ok) open.device.start()
  return open
}
