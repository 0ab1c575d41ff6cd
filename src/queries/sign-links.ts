/** Links by which the other of the two signs a record without an account here (G4): what became of one, making and ending it. */
import { type Instant } from '../domain/dates.ts'
import { type RecordId } from '../domain/ids.ts'
import { SignLinkAnswer, SignLinkMade } from '../protocol/sign-links.ts'
import { type Device } from './device.ts'
import { type Asked, useAsked } from './online.ts'

export type { SignLinkAnswer }

/** A link as it is handed over: whole, once. */
export interface HandedSignLink {
  readonly address: string
  /** Null where it is their passkey that opens it. */
  readonly code: string | null
  readonly expires: Instant
}

export const useSignLink = (record: RecordId): Asked<SignLinkAnswer> => useAsked({ path: `/api/sign-links/${record}`, method: 'GET' }, SignLinkAnswer)

/** Each throws a DeviceError where it was not done. */
export const signLinkDoings = (device: Pick<Device, 'ask'>, record: RecordId) => ({
  make: async (): Promise<HandedSignLink> => {
    const { path, code, expires } = await device.ask({ path: '/api/sign-links', body: { record } }, SignLinkMade)
    return { address: `${globalThis.location.origin}${path}`, code, expires }
  },
  end: async (): Promise<void> => {
    await device.ask({ path: `/api/sign-links/${record}`, method: 'DELETE' }, SignLinkAnswer)
  },
})
