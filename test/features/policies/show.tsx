/** Opens the pages of Policy on a device in memory, as the app's routes do. */
import { Route } from 'wouter'
import { type PolicyPack } from '../../../src/domain/policy/pack.ts'
import { type SettingState } from '../../../src/domain/records/record.ts'
import { PATHS } from '../../../src/features/addresses.ts'
import { PolicyPages } from '../../../src/features/policies/policy-pages.tsx'
import { type Device } from '../../../src/queries/device.ts'
import { like, seftonAsking, walesAsking } from '../../domain/policy/own.ts'
import { DANA, HOME, memoryDevice, type MemoryDevice, type MemoryService } from '../../memory-device.ts'
import { showAmong, type Shown } from '../show.tsx'

export const PACKS: readonly PolicyPack[] = [walesAsking, like('havering', { settings: [], ambiguities: [] }), like('wokingham', { settings: [] })]

/** Dana manages Larkfield House and administers the service. */
export const administrator = (more: MemoryService = {}): MemoryDevice => memoryDevice(DANA, undefined, [], seftonAsking, { administrator: DANA, packs: PACKS, ...more })

export const homeOf = async (device: Device): Promise<SettingState> => {
  const home = (await device.snapshot()).settings.get(HOME)
  if (!home) throw new Error('the home is on this device')
  return home
}

const ROUTES = (
  <Route path={`${PATHS.policies}/*?`}>
    <PolicyPages otherwise={<h1>No such page</h1>} />
  </Route>
)

export const show = (device: Device, href: string): Promise<Shown> => showAmong(device, href, ROUTES)
