/** The vaults the service knows of, for the screens: asked of it, kept nowhere (K3, K8). */
import { type DeviceId } from '../domain/ids.ts'
import { type DeviceReport, DevicesAnswer } from '../protocol/devices.ts'
import { type RevokeRequest, type VaultLine, VaultsAnswer } from '../protocol/vaults.ts'
import { type Device } from './device.ts'
import { type Asked, useAsked } from './online.ts'

export type { DeviceReport, VaultLine, VaultsAnswer }
export type RevokeReason = RevokeRequest['reason']

const VAULTS = { path: '/api/vaults', method: 'GET' } as const
/** One's own vaults and, for those who manage or administer, their people's. */
export const useVaults = (): Asked<VaultsAnswer> => useAsked(VAULTS, VaultsAnswer)

const REPORTS = { path: '/api/devices', method: 'GET' } as const
/** What each device last said it has not sent (T5). */
export const useDeviceReports = (): Asked<DevicesAnswer> => useAsked(REPORTS, DevicesAnswer)

/** Has the service let go of a device: nobody unlocks there any more. @throws DeviceError */
export const revokeDevice = async (device: Device, deviceId: DeviceId, reason: RevokeReason): Promise<void> => {
  await device.ask({ path: '/api/vaults/revoke', body: { deviceId, reason } }, VaultsAnswer)
}
