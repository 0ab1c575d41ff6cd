/** A device whose home works by another policy that ships; and a service of two lines of supervision. */
import { packOf, shippedPacks } from '../../../src/domain/policy/packs.ts'
import { type SettingState } from '../../../src/domain/records/record.ts'
import { HOME, type MemoryDevice } from '../../memory-device.ts'

/** What is on the device, read by `policy`: the deeds are judged and kept as ever. */
export const under = (device: MemoryDevice, policy: string, change: Partial<SettingState> = {}): MemoryDevice => {
  const pack = packOf(policy)
  if (!pack) throw new Error(policy)
  return {
    ...device,
    snapshot: async () => {
      const snapshot = await device.snapshot()
      const home = snapshot.settings.get(HOME)
      if (!home) return snapshot
      const moved = { ...home, pack: policy, packVersion: pack.version, residentialHome: false, ...change }
      return { ...snapshot, packs: shippedPacks, settings: new Map([...snapshot.settings, [HOME, moved]]) }
    },
  }
}
