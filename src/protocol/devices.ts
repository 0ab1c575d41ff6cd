/** `GET /api/devices` (T5): what each device last said it has not sent, for oneself and for those who manage a setting. */
import * as z from 'zod/mini'
import { Instant } from '../domain/dates.ts'
import { DeviceId, PersonId } from '../domain/ids.ts'

export const DeviceReport = z.strictObject({
  deviceId: DeviceId,
  person: PersonId,
  unsent: z.int().check(z.minimum(0)),
  oldest: z.nullable(Instant),
  lastSeen: Instant,
})
export type DeviceReport = z.infer<typeof DeviceReport>
export const DevicesAnswer = z.strictObject({ devices: z.array(DeviceReport), serverTime: Instant })
export type DevicesAnswer = z.infer<typeof DevicesAnswer>
