/** What an unlocked device does about its person's sign-in, where its own key does not do: in full. Got when it is wanted. */
import { type DeviceId } from '../domain/ids.ts'
import { type SignInProof } from '../queries/device.ts'
import { type OpenVault } from '../vault/open-vault.ts'
import { askToSignIn } from './device-sign-in.ts'
import { type DeviceWorld } from './device-world.ts'
import { askWithPasskey, type PasskeyAnswer } from './passkeys.ts'

interface Here {
  readonly world: DeviceWorld
  readonly vault: OpenVault
  readonly deviceId: DeviceId
}

/** @param unknown whether the service may not know the vault: its key was refused */
export const again = async (here: Here, proof: SignInProof, unknown: boolean): Promise<PasskeyAnswer> => {
  const answer = await proved(here, proof)
  if (!answer.ok || !unknown || answer.me.secondFactor) return answer
  const { readmit } = await import('./readmit.ts')
  // Without it they are signed in all the same.
  return { ok: true, me: await readmit(here.world, here.vault, here.deviceId, answer.me).catch(() => answer.me) }
}

const proved = ({ world, vault: { owner }, deviceId }: Here, proof: SignInProof): Promise<PasskeyAnswer> | PasskeyAnswer => {
  if (proof.by === 'passkey') return askWithPasskey(world, deviceId)
  const { password, code } = proof
  if (owner.username === '') return { ok: false, code: 'other-way-needed' }
  return askToSignIn(world, { username: owner.username, password, deviceId, ...(code === undefined ? {} : { code }) })
}
