/** What may wait on Today, made through the device: agreements, observations, claims, disagreements. */
import { type ClockTime, type Instant, type PlainDate } from '../../../src/domain/dates.ts'
import { PersonId, RecordId } from '../../../src/domain/ids.ts'
import { type Json } from '../../../src/domain/json.ts'
import { packOf } from '../../../src/domain/policy/packs.ts'
import { type SignableState } from '../../../src/domain/records/record.ts'
import { type SignAnswer, type SignRole } from '../../../src/domain/records/deeds/signed.ts'
import { type ShiftLog } from '../../../src/domain/records/deeds/home.ts'
import { type Device, type Snapshot } from '../../../src/queries/device.ts'
import { newPins } from '../../../src/queries/planned-session.ts'
import { signingActs } from '../../../src/queries/signing.ts'
import { ADE, ADE_POST, DANA, HOME, type MemoryDevice, SAM, SAM_POST } from '../../memory-device.ts'

export const clock = (text: string): ClockTime => text as ClockTime
export const instant = (text: string): Instant => text as Instant

/** A second manager of the home, who supervises nobody. */
export const MORAG = PersonId.parse('00000000-0000-4000-8000-000000000041')

const newRecord = (device: Device): RecordId => RecordId.parse(device.newId())

const pinsOf = async (device: Device, kind: 'agreement' | 'observation') => {
  const { packs, settings } = await device.snapshot()
  const setting = settings.get(HOME)
  const pins = setting && newPins(packs, setting, kind, device.asOf())
  if (!pins) throw new Error(`the Sefton pack has a form for an ${kind}`)
  return pins
}

/** Something written in every field that must be answered, and what is given. */
const everything = (kind: 'agreement' | 'observation', values: Readonly<Record<string, Json>>): Record<string, Json> => {
  const form = packOf('sefton')?.forms.find(({ record }) => record === kind)
  if (!form) throw new Error('the form ships')
  const fields = form.sections.flatMap((section) => section.fields).filter(({ required }) => required === true)
  const answer = (type: string): Json => {
    if (type === 'interval') return 'P1M'
    if (type === 'minutes') return 60
    if (type === 'dates') return [{ on: '2026-07-08', at: '14:00' }]
    if (type === 'manager') return { person: null, name: 'Helen Marsh' }
    return type === 'date' ? '2027-06-10' : 'As we said.'
  }
  return { ...Object.fromEntries(fields.map(({ key, type }) => [key, answer(type)])), ...values }
}

/** An agreement with Sam, drawn up by Dana. */
export const agreement = async (dana: Device, values: Readonly<Record<string, Json>> = {}): Promise<RecordId> => {
  const recordId = newRecord(dana)
  const payload = { post: SAM_POST, setting: HOME, supervisee: SAM, supervisor: DANA, follows: null, on: dana.asOf(), pins: await pinsOf(dana, 'agreement') }
  await dana.act({ recordId, kind: 'agreement', type: 'agreement.draw-up', payload })
  await dana.edit({ recordId, kind: 'agreement', values: everything('agreement', values) })
  return recordId
}

/** An observation of Sam by Dana. */
export const observation = async (dana: Device, plannedFor: PlainDate, at: ClockTime | null = null): Promise<RecordId> => {
  const recordId = newRecord(dana)
  const payload = { post: SAM_POST, setting: HOME, supervisee: SAM, observer: DANA, plannedFor, at, pins: await pinsOf(dana, 'observation') }
  await dana.act({ recordId, kind: 'observation', type: 'observation.plan', payload })
  return recordId
}

/** The visit began, and with an end is over. */
export const observed = async (dana: Device, recordId: RecordId, end: ClockTime | null): Promise<void> => {
  const payload = { on: dana.asOf(), start: clock('10:00'), end }
  await dana.act({ recordId, kind: 'observation', type: 'observation.observe', payload })
}

/** Both views are there, with what the form asks. */
export const revealed = async (dana: Device, sam: Device, recordId: RecordId): Promise<void> => {
  await dana.act({ recordId, kind: 'observation', type: 'observation.reveal', payload: { on: dana.asOf() } })
  const form = packOf('sefton')?.forms.find(({ record }) => record === 'observation')
  const views = new Map((form?.sections ?? []).flatMap(({ fields }) => fields).map(({ key, view }) => [key, view] as const))
  const all = Object.entries(everything('observation', {}))
  const ofSam = all.filter(([key]) => views.get(key) === 'supervisee')
  const ofDana = all.filter(([key]) => views.get(key) !== 'supervisee')
  if (ofSam.length > 0) await sam.edit({ recordId, kind: 'observation', values: Object.fromEntries(ofSam) })
  if (ofDana.length > 0) await dana.edit({ recordId, kind: 'observation', values: Object.fromEntries(ofDana) })
}

const anyOf = ({ sessions, agreements, observations }: Snapshot, id: RecordId): SignableState => {
  const state = sessions.get(id) ?? agreements.get(id) ?? observations.get(id)
  if (!state) throw new Error('no such record on this device')
  return state
}

/** Signs any record of two, as it is on this device. */
export const sign = async (device: Device, id: RecordId, role: SignRole, answer: SignAnswer = 'agree'): Promise<void> => {
  const comment = answer === 'agree' ? null : 'I saw it another way.'
  const choice = { role, answer, comment, statement: 'As shown.', language: 'en' as const }
  await device.acts(await signingActs(anyOf(await device.snapshot(), id), choice, device))
}

/** Shifts of Ade's, one a day from 1 June, as the home logged them. */
export const shiftsOfAde = (count: number): readonly ShiftLog[] =>
  Array.from({ length: count }, (_, index) => ({
    post: ADE_POST, setting: HOME, person: ADE, startedAt: instant(`2026-06-${String(index + 1).padStart(2, '0')}T06:30:00Z`), endedAt: null, status: 'worked', units: null,
  }))

/** What Ade says they worked. */
export const claim = async (ade: Device, startedAt: Instant): Promise<RecordId> => {
  const recordId = newRecord(ade)
  const payload: ShiftLog = { post: ADE_POST, setting: HOME, person: ADE, startedAt, endedAt: null, status: 'worked', units: null, claimed: true }
  await ade.act({ recordId, kind: 'shift', type: 'shift.log', payload })
  return recordId
}

/** The device with another of the home's facts: its roster, a second manager. */
export const withSnapshot = (device: MemoryDevice, change: (snapshot: Snapshot) => Snapshot): MemoryDevice => ({
  ...device,
  snapshot: async () => change(await device.snapshot()),
})

/** Morag manages the home beside Dana. */
export const managedByMorag = (device: MemoryDevice): MemoryDevice =>
  withSnapshot(device, (snapshot) => {
    const setting = snapshot.settings.get(HOME)
    if (!setting) throw new Error('the home is on this device')
    return {
      ...snapshot,
      people: new Map([...snapshot.people, [MORAG, { kind: 'person-name', id: MORAG, revision: 1, name: 'Morag Ellery', knownAs: 'Morag' }]]),
      settings: new Map([...snapshot.settings, [HOME, { ...setting, managers: [DANA, MORAG] }]]),
    }
  })
