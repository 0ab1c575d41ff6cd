/** Reading what is not one's own, and who has looked: asked of the service, kept nowhere (W2, K8). */
import { type AgreementFacts, type ObservationFacts, type SessionFacts } from '../domain/facts.ts'
import { type PersonId, type SettingId } from '../domain/ids.ts'
import { type RecordReading } from '../domain/reading.ts'
import { type PostState } from '../domain/records/record.ts'
import {
  type DelayAsk,
  type DelayDecide,
  DelaysAnswer,
  LogAnswer,
  OverseenAnswer,
  OverseenFacts,
  ReadingAnswer,
  type ReadingRequest,
} from '../protocol/readings.ts'
import { type Device } from './device.ts'
import { type Asked, useAsked } from './online.ts'

export type { Delay, LogEntry, OverseenSetting } from '../protocol/readings.ts'

/** The dates of one record, of whatever kind. */
export type RecordFacts = SessionFacts | AgreementFacts | ObservationFacts

export const useOverseen = (): Asked<OverseenAnswer> => useAsked({ path: '/api/overseen', method: 'GET' }, OverseenAnswer)

export const useOverseenFacts = (setting: SettingId): Asked<OverseenFacts> =>
  useAsked({ path: `/api/overseen/${setting}`, method: 'GET' }, OverseenFacts)

export const useAccessLog = (person: PersonId | null): Asked<LogAnswer> =>
  useAsked({ path: '/api/access-log', body: person === null ? {} : { person } }, LogAnswer)

export const useDelays = (): Asked<DelaysAnswer> => useAsked({ path: '/api/delays', method: 'GET' }, DelaysAnswer)

const isFacts = (body: { readonly kind: string }): body is RecordFacts => body.kind.endsWith('-facts')

/** What the dates of a setting hold: its posts, and the dates of each record. */
export const factsIn = ({ bodies }: OverseenFacts): { readonly posts: readonly PostState[]; readonly records: readonly RecordFacts[] } => {
  // The service made them by the same projection as the device's own rows.
  const all = bodies as unknown as readonly (RecordFacts | PostState | { readonly kind: 'shift' })[]
  return { posts: all.filter((body) => body.kind === 'post'), records: all.filter(isFacts) }
}

/** @throws DeviceError */
export const readRecord = async (device: Device, asked: ReadingRequest) => {
  const { reading, toldFrom } = await device.ask({ path: '/api/readings', body: asked }, ReadingAnswer)
  return { reading: reading as unknown as RecordReading, toldFrom }
}

/** @throws DeviceError */
export const askForDelay = (device: Device, asked: DelayAsk): Promise<DelaysAnswer> => device.ask({ path: '/api/delays', body: asked }, DelaysAnswer)

/** @throws DeviceError */
export const decideDelay = (device: Device, decided: DelayDecide): Promise<DelaysAnswer> =>
  device.ask({ path: '/api/delays/decide', body: decided }, DelaysAnswer)

