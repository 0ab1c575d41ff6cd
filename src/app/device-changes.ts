/** The changes a person makes to their own vault, got when one is made; and what of them is known at once. */
import { type Instant } from '../domain/dates.ts'
import { type VaultHere } from '../queries/vault-here.ts'
import { type OpenVault } from '../vault/open-vault.ts'
import { type DeviceWorld } from './device-world.ts'

const getChanges = async (world: DeviceWorld, vault: OpenVault) => (await import('./device-here.ts')).changesHere(world, vault)

/** @param changed called once what is kept of the vault has changed */
export const changesOf = (
  world: DeviceWorld,
  vault: OpenVault,
  changed: () => Promise<void>,
): Pick<VaultHere, 'newPhrase' | 'changePin' | 'changePhrase' | 'addPasskey'> => {
  const after = async <T>(change: Promise<T>): Promise<T> => {
    const done = await change
    await changed()
    return done
  }
  return {
    newPhrase: async () => (await getChanges(world, vault)).newPhrase(),
    changePin: async (phrase, pin) => after((await getChanges(world, vault)).changePin(phrase, pin)),
    changePhrase: async (phrase, next) => after((await getChanges(world, vault)).changePhrase(phrase, next)),
    addPasskey: async (phrase) => after((await getChanges(world, vault)).addPasskey(phrase)),
  }
}

/** When this key was certified: since then the device is set up for its person. The payload is not checked here: it was when it came. */
export const certifiedSince = (certificate: string): Instant => {
  const payload = certificate.split('.')[1] ?? ''
  const text = atob(payload.replaceAll('-', '+').replaceAll('_', '/'))
  return (JSON.parse(text) as { readonly from: Instant }).from
}
