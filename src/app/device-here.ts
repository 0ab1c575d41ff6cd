/** What an unlocked device does about its own vault: another PIN, other words, a passkey. Got when it is wanted. */
import { type VaultChange } from '../queries/vault-here.ts'
import { addPasskey, changePhrase } from '../vault/change.ts'
import { type OpenVault } from '../vault/open-vault.ts'
import { newPhrase } from '../vault/phrase.ts'
import { VaultError } from '../vault/vault-error.ts'
import { setPin } from './device-enrol.ts'
import { type DeviceWorld } from './device-world.ts'
import { changeEnvelope } from './envelopes.ts'

const TOO_MANY = 429

const tried = async (change: () => Promise<VaultChange>): Promise<VaultChange> => {
  try {
    return await change()
  } catch (error) {
    if (!(error instanceof VaultError)) return 'no-storage'
    if (error.code === 'secret-wrong') return 'phrase-wrong'
    return error.code === 'kdf-failed' ? 'no-memory' : 'server-trouble'
  }
}

export const changesHere = (world: DeviceWorld, vault: OpenVault) => ({
  newPhrase: () => newPhrase(),
  changePin: (phrase: string, pin: string): Promise<VaultChange> =>
    tried(async () => {
      const refused = await setPin(world, vault, phrase, pin)
      if (refused === null) return 'done'
      if (refused.kind === 'offline') return 'offline'
      if (refused.status === TOO_MANY) return 'throttled'
      return refused.code === 'sign-in-needed' ? 'sign-in-needed' : 'server-trouble'
    }),
  changePhrase: (phrase: string, next: string): Promise<VaultChange> =>
    tried(async () => {
      await changeEnvelope(world, vault.id, (stored) => changePhrase({ vault: vault.id, stored, phrase, next }, world.kdf))
      return 'done'
    }),
  addPasskey: (phrase: string): Promise<VaultChange> =>
    tried(async () => {
      const made = await world.passkeys.make(vault.owner.knownAs)
      if (!made) return 'passkey-stopped'
      await changeEnvelope(world, vault.id, (stored) => addPasskey({ vault: vault.id, stored, phrase, ...made }, world.kdf))
      return 'done'
    }),
})
