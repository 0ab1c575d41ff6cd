/** A signed record as a file that verifies without the service (G6): asked for, and kept where the person puts it. */
import { type RecordId } from '../domain/ids.ts'
import { ExportAnswer } from '../protocol/exported.ts'
import { type Device } from './device.ts'

/**
 * @param personal whether what is personal is in it
 * @throws DeviceError
 */
export const exportRecord = (device: Pick<Device, 'ask'>, record: RecordId, personal: boolean): Promise<ExportAnswer> =>
  device.ask({ path: `/api/records/${record}/export`, body: { withhold: personal ? [] : 'personal' } }, ExportAnswer)
