/** Observations in each state, made through the device: Dana observes Sam. */
import { type ClockTime, type PlainDate } from '../../../src/domain/dates.ts'
import { type PersonId, RecordId } from '../../../src/domain/ids.ts'
import { type Json } from '../../../src/domain/json.ts'
import { packOf } from '../../../src/domain/policy/packs.ts'
import { type SignAnswer, type SignRole } from '../../../src/domain/records/deeds/signed.ts'
import { type ObservationState } from '../../../src/domain/records/record.ts'
import { type Device } from '../../../src/queries/device.ts'
import { signingActs } from '../../../src/queries/signing.ts'
import { DANA, HOME, SAM, SAM_POST } from '../../memory-device.ts'

const sefton = packOf('sefton')
if (!sefton) throw new Error('the Sefton pack ships')
const pins = { pack: sefton.id, packVersion: sefton.version, form: 'direct-observation', formVersion: 1 }

const KIND = 'observation' as const
export const TODAY = '2026-06-10' as PlainDate
const START = '14:00' as ClockTime

export const stateOf = async (device: Device, recordId: RecordId): Promise<ObservationState> => {
  const state = (await device.snapshot()).observations.get(recordId)
  if (!state) throw new Error('no such observation on this device')
  return state
}

export interface Planned {
  readonly on?: string
  readonly observer?: PersonId
}

export const planned = async (dana: Device, values: Readonly<Record<string, Json>> = {}, { on = TODAY, observer = DANA }: Planned = {}): Promise<RecordId> => {
  const recordId = RecordId.parse(dana.newId())
  const payload = { post: SAM_POST, setting: HOME, supervisee: SAM, observer, plannedFor: on as PlainDate, at: '14:00' as ClockTime, pins }
  await dana.act({ recordId, kind: KIND, type: 'observation.plan', payload })
  if (Object.keys(values).length > 0) await dana.edit({ recordId, kind: KIND, values })
  return recordId
}

export const observe = async (dana: Device, recordId: RecordId, end: string | null, on: PlainDate = TODAY): Promise<void> => {
  await dana.act({ recordId, kind: KIND, type: 'observation.observe', payload: { on, start: START, end: end as ClockTime | null } })
}
export const reveal = async (dana: Device, recordId: RecordId): Promise<void> => {
  await dana.act({ recordId, kind: KIND, type: 'observation.reveal', payload: { on: dana.asOf() } })
}
export const signAs = async (device: Device, recordId: RecordId, role: SignRole, answer: SignAnswer = 'agree'): Promise<void> => {
  const choice = { role, answer, comment: null, statement: 'As shown.', language: 'en' as const }
  await device.acts(await signingActs(await stateOf(device, recordId), choice, device))
}

export const PLAN: Readonly<Record<string, Json>> = {
  'plan.venue': 'Larkfield House, the lounge',
  'plan.nature': 'The hour before bed with 4471',
  'plan.looking-for': 'How Sam prepares a child for a change',
}
export const CHILD_ROW = '01900000-0000-7000-8000-0000000000a1'
export const NOTE = '01900000-0000-7000-8000-0000000000b1'
export const ACTION = '01900000-0000-7000-8000-0000000000c1'
export const CONSENT: Readonly<Record<string, Json>> = {
  [`consent.${CHILD_ROW}.who`]: '4471',
  [`consent.${CHILD_ROW}.role`]: 'child',
  [`consent.${CHILD_ROW}.child`]: true,
  [`consent.${CHILD_ROW}.how`]: 'signs',
  [`consent.${CHILD_ROW}.by`]: 'Dana Whitlock',
  [`consent.${CHILD_ROW}.on`]: TODAY,
}
export const SAW = 'Sam knelt to be level with the child and waited'
export const RECORD = `${SAW}. It took two minutes.`
export const FELT = 'I thought I rushed the last five minutes'

/** Visited and written up by both; nothing is shown yet. */
export const writtenByBoth = async (dana: Device, sam: Device): Promise<RecordId> => {
  const recordId = await planned(dana, {
    ...PLAN,
    ...CONSENT,
    [`notes.${NOTE}.text`]: SAW,
    [`notes.${NOTE}.at`]: '2026-06-10T13:05:00Z',
    record: RECORD,
  })
  await observe(dana, recordId, '14:20')
  await sam.edit({ recordId, kind: KIND, values: { 'own-view': FELT } })
  return recordId
}

/** Shown to both, with what they conclude and an action of Sam's. */
export const concluded = async (dana: Device, sam: Device): Promise<RecordId> => {
  const recordId = await writtenByBoth(dana, sam)
  await reveal(dana, recordId)
  await sam.edit({ recordId, kind: KIND, values: { 'went-well': 'The calm beginning', 'to-improve': 'Endings need as much time' } })
  await sam.edit({
    recordId,
    kind: KIND,
    values: { [`actions.${ACTION}.what`]: 'Shadow a colleague at bedtime', [`actions.${ACTION}.who`]: 'supervisee', [`actions.${ACTION}.by`]: '2026-06-24' },
  })
  return recordId
}
