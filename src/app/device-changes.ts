/** A person's own vault on this device: what is known of it at once, and its changes, got when one is made. */
import { type Instant } from '../domain/dates.ts'
import { type DeviceId } from '../domain/ids.ts'
import { type DeviceKind } from '../protocol/vaults.ts'
import { type VaultHere } from '../queries/vault-here.ts'
import { type VaultRow } from '../store/ports.ts'
import { hasPin, passkeysOf } from '../vault/envelope.ts'
import { type OpenVault } from '../vault/open-vault.ts'
import { type DeviceWorld } from './device-world.ts'

const getChanges = async (world: DeviceWorld, vault: OpenVault) => (await import('./device-here.ts')).changesHere(world, vault)

/** @param changed called once what is kept of the vault has changed */
const changesOf = (
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
const certifiedSince = (certificate: string): Instant => {
  const payload = certificate.split('.')[1] ?? ''
  const text = atob(payload.replaceAll('-', '+').replaceAll('_', '/'))
  return (JSON.parse(text) as { readonly from: Instant }).from
}

/** @returns undefined of a vault of the first cipher: nothing of it can be changed @param changed called when something else is known of it */
export const hereOf = ({
  world,
  row,
  vault,
  kind,
  deviceId,
  lease,
  changed,
}: {
  readonly world: DeviceWorld
  readonly row: VaultRow
  readonly vault: OpenVault
  readonly kind: DeviceKind
  readonly deviceId: DeviceId
  readonly lease: VaultHere['lease']
  readonly changed: () => void
}): VaultHere | undefined => {
  const { signer } = vault
  if (!signer) return undefined
  let { envelope } = row
  return {
    kind,
    since: certifiedSince(signer.certificate),
    deviceId,
    passkey: () => passkeysOf(envelope).length > 0,
    passkeyPossible: kind === 'personal',
    pinGone: () => !hasPin(envelope),
    lease,
    ...changesOf(world, vault, async () => {
      envelope = (await world.storage.vaults.all()).find(({ id }) => id === row.id)?.envelope ?? envelope
      changed()
    }),
  }
}
