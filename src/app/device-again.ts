/** What an unlocked device does about its person's sign-in: signing in again, another password. Got when it is wanted. */
import { type DeviceId } from '../domain/ids.ts'
import { type SignInProof } from '../queries/device.ts'
import { type Owner } from '../vault/owner.ts'
import { unlock } from '../vault/password-vault.ts'
import { rewrap } from '../vault/rewrap.ts'
import { askToSignIn } from './device-sign-in.ts'
import { type DeviceWorld } from './device-world.ts'
import { askWithPasskey, type PasskeyAnswer } from './passkeys.ts'

interface Place {
  readonly world: DeviceWorld
  /** The vault's id. */
  readonly vault: string
}

const rowOf = async ({ world, vault }: Place) => (await world.storage.vaults.all()).find(({ id }) => id === vault)

const opens = async (place: Place, password: string): Promise<boolean> => {
  const row = await rowOf(place)
  if (!row) return false
  try {
    const { cipher } = await unlock({ vault: row.id, stored: row.envelope, password }, place.world.kdf)
    cipher.lock()
    return true
  } catch {
    return false
  }
}

/** @returns null: the password opens this vault, which is as good as unlocking it anew */
export const again = async (
  { owner, deviceId, trusted, ...place }: Place & { readonly owner: Owner; readonly deviceId: DeviceId; readonly trusted: boolean },
  proof: SignInProof,
): Promise<PasskeyAnswer | null> => {
  if (proof.by === 'passkey') return askWithPasskey(place.world, deviceId)
  const { password, code, fresh } = proof
  if (trusted && !fresh && code === undefined && (await opens(place, password))) return null
  if (owner.username === '') return { ok: false, code: 'other-way-needed' }
  return askToSignIn(place.world, { username: owner.username, password, deviceId, ...(code === undefined ? {} : { code }) })
}

/** Has another password open the vault. @returns whether it does */
export const changeWrap = async (place: Place, password: string, next: string): Promise<boolean> => {
  const row = await rowOf(place)
  if (!row) return false
  try {
    const envelope = await rewrap({ vault: row.id, stored: row.envelope, password, next }, place.world.kdf)
    await place.world.storage.vaults.put([{ ...row, envelope }])
    return true
  } catch {
    return false
  }
}
