/** What an unlocked device does about its person's sign-in, where its own key does not do: in full. Got when it is wanted. */
import { type DeviceId } from '../domain/ids.ts'
import { type SignInProof } from '../queries/device.ts'
import { type Owner } from '../vault/owner.ts'
import { askToSignIn } from './device-sign-in.ts'
import { type DeviceWorld } from './device-world.ts'
import { askWithPasskey, type PasskeyAnswer } from './passkeys.ts'

export const again = (
  { world, owner, deviceId }: { readonly world: DeviceWorld; readonly owner: Owner; readonly deviceId: DeviceId },
  proof: SignInProof,
): Promise<PasskeyAnswer> | PasskeyAnswer => {
  if (proof.by === 'passkey') return askWithPasskey(world, deviceId)
  const { password, code } = proof
  if (owner.username === '') return { ok: false, code: 'other-way-needed' }
  return askToSignIn(world, { username: owner.username, password, deviceId, ...(code === undefined ? {} : { code }) })
}
