/** A vault on this device that answers as told. */
import { type Instant } from '../../../src/domain/dates.ts'
import { type DeviceId } from '../../../src/domain/ids.ts'
import { type VaultHere } from '../../../src/queries/vault-here.ts'

export const THIS_DEVICE = '5f0c1a52-7f0b-4c8e-9a55-0c2f6f1f3a01' as DeviceId
// Of 25 letters and blanks: the second and the fourth word are asked back.
export const NEW_WORDS = 'apron kettle tulip violet'

export const fakeHere = (change: Partial<VaultHere> = {}): VaultHere => ({
  kind: 'shared',
  since: '2026-06-02T08:00:00Z' as Instant,
  deviceId: THIS_DEVICE,
  passkey: () => false,
  passkeyPossible: false,
  pinGone: () => false,
  lease: () => null,
  newPhrase: async () => NEW_WORDS,
  changePin: async () => 'done',
  changePhrase: async () => 'done',
  addPasskey: async () => 'done',
  ...change,
})
