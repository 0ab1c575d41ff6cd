/**
 * A vault that the service does not know: it was set up after the backup from which the service was restored (T2). With a full
 * sign-in it is told of it again, under the key it has: what that key signed and sealed counts as before. Its PIN's half is gone.
 */
import { request } from '../outbox/request.ts'
import { type DeviceId } from '../domain/ids.ts'
import { Certificate } from '../protocol/keys.ts'
import { type SignInAnswer } from '../protocol/sign-in.ts'
import { EnrolAnswer } from '../protocol/vaults.ts'
import { base64url, ofBase64url, randomBytes, textOf } from '../vault/bytes.ts'
import { withoutPin } from '../vault/envelope.ts'
import { type OpenVault } from '../vault/open-vault.ts'
import { type DeviceWorld } from './device-world.ts'
import { changeEnvelope } from './envelopes.ts'

/** As many as a PIN's proof has. */
const PROOF_BYTES = 32

/**
 * The service refuses it where it knows the vault, ended or not; nothing is changed then.
 *
 * @param me who has just signed in in full
 * @returns the same, with the vault's lease where there is one now
 */
export const readmit = async (world: DeviceWorld, vault: OpenVault, deviceId: DeviceId, me: SignInAnswer): Promise<SignInAnswer> => {
  const { signer, owner, id } = vault
  if (!signer || me.person !== owner.person) return me
  const { data } = Certificate.safeParse(JSON.parse(textOf(ofBase64url(signer.certificate.split('.')[1] ?? ''))))
  if (!data) return me
  // A proof that no PIN has: the service asks for none, and five tries end it.
  const body = { vault: id, deviceId, kind: (await world.storage.vaults.kind()) ?? 'shared', key: data.key, pin: base64url(randomBytes(PROOF_BYTES)), replaces: null }
  const answer = await request(world, { path: '/api/vaults', body, principal: owner.person }, EnrolAnswer)
  if (answer.kind !== 'answered') return me
  await changeEnvelope(world, id, async (stored) => withoutPin(stored))
  const { lease, serverTime } = answer.value
  return { ...me, lease, serverTime }
}
