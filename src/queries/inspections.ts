/** Packs for inspections (W3), asked of the service: nothing of one is kept on this device (K8). */
import { useEffect, useRef } from 'react'
import { type InspectionId } from '../domain/ids.ts'
import {
  InspectionAnswer, type InspectionItem, InspectionLink, InspectionMade, type InspectionMake, InspectionsAnswer, OPEN_DAYS_MOST, YEARS_MOST,
} from '../protocol/inspections.ts'
import { type Device } from './device.ts'
import { type Asked, useAsked } from './online.ts'
import { useSync } from './use-device.tsx'

export type Inspection = InspectionItem
export type PackAsked = InspectionMake
/** A pack that was opened, with what proves it. */
export type OpenedPack = InspectionAnswer

/** How long a pack may be opened, and how far it may look back. */
export const PACK_LIMITS = { days: OPEN_DAYS_MOST, years: YEARS_MOST } as const

/**
 * Asks once more when the service has answered this device: just after unlocking, a page asks before the sign-in that
 * unlocking begins is through.
 */
const useOnceSignedIn = <T>(asked: Asked<T>): Asked<T> => {
  const { lastVerified } = useSync()
  const { problem, again } = asked
  const seen = useRef(lastVerified)
  useEffect(() => {
    if (seen.current === lastVerified) return
    seen.current = lastVerified
    if (problem === 'sign-in-needed') again().catch(() => undefined)
  }, [lastVerified, problem, again])
  return asked
}

/** The packs of the settings this person manages. */
export const useInspections = (): Asked<InspectionsAnswer> =>
  useOnceSignedIn(useAsked({ path: '/api/inspections', method: 'GET' }, InspectionsAnswer))

/** A pack that this person made, to look through. */
export const useReview = (id: InspectionId): Asked<InspectionAnswer> =>
  useOnceSignedIn(useAsked({ path: `/api/inspections/${id}`, method: 'GET' }, InspectionAnswer))

/** @throws DeviceError */
export const makeInspection = async (device: Device, body: InspectionMake): Promise<Inspection> =>
  (await device.ask({ path: '/api/inspections', body }, InspectionMade)).inspection

/** Opens a pack for the inspector’s eyes; the service has written it down when this resolves. @throws DeviceError */
export const openInspection = (device: Device, id: InspectionId, how: 'screen' | 'file'): Promise<OpenedPack> =>
  device.ask({ path: `/api/inspections/${id}/open`, body: { how } }, InspectionAnswer)

/** Makes the link; the one before it is dead. @returns its path below the service’s address, this once @throws DeviceError */
export const linkInspection = async (device: Device, id: InspectionId): Promise<string> =>
  (await device.ask({ path: `/api/inspections/${id}/link`, method: 'POST' }, InspectionLink)).path

/** @throws DeviceError */
export const endInspection = async (device: Device, id: InspectionId): Promise<void> => {
  await device.ask({ path: `/api/inspections/${id}`, method: 'DELETE' }, InspectionsAnswer)
}
