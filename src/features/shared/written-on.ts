/** Where a version of a field was written, as people know a device (P6). */
import { type FieldVersion, type FormState } from '../../domain/records/record.ts'
import { type Device } from '../../queries/device.ts'
import { type Words } from '../../words/words.ts'

/** "on this device"; null of what was written before that was kept, and where this device does not know its own id. */
export const writtenOn = (
  { devices }: Pick<FormState, 'devices'>,
  { device: at, by }: Pick<FieldVersion, 'device' | 'by'>,
  { here, me }: Pick<Device, 'here' | 'me'>,
  { say }: Words,
): string | null => {
  const device = at === undefined ? undefined : devices?.[at]
  if (device === undefined || !here) return null
  if (device === here.deviceId) return say('records.competing.on.here')
  return say(by === me.person ? 'records.competing.on.ownOther' : 'records.competing.on.other')
}
