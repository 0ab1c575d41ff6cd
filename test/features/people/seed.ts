/** Agreements and observations to begin with, made through the device. */
import { type PlainDate } from '../../../src/domain/dates.ts'
import { RecordId } from '../../../src/domain/ids.ts'
import { type Json } from '../../../src/domain/json.ts'
import { packOf } from '../../../src/domain/policy/packs.ts'
import { signingActs } from '../../../src/queries/signing.ts'
import { DANA, HOME, type MemoryDevice, SAM, SAM_POST } from '../../memory-device.ts'
import { day } from '../sessions/seed.ts'

const sefton = packOf('sefton')
if (!sefton) throw new Error('the Sefton pack ships')
const agreementForm = sefton.forms.find(({ id }) => id === 'supervision-agreement')
if (!agreementForm) throw new Error('its agreement ships')
const pinsOf = (form: string) => ({ pack: 'sefton', packVersion: sefton.version, form, formVersion: 1 })

/** An agreement drawn up by Dana with Sam; signed by both where `signed`. */
export const agree = async (dana: MemoryDevice, signed: boolean, values: Record<string, Json> = {}, on = day('2026-06-01')): Promise<RecordId> => {
  const recordId = RecordId.parse(dana.newId())
  const payload = { post: SAM_POST, setting: HOME, supervisee: SAM, supervisor: DANA, follows: null, on, pins: pinsOf('supervision-agreement') }
  await dana.act({ recordId, kind: 'agreement', type: 'agreement.draw-up', payload })
  const required = agreementForm.sections.flatMap(({ fields }) => fields).filter(({ required: asked }) => asked)
  const filled = Object.fromEntries(required.map((field): [string, Json] => {
    if (field.type === 'interval') return [field.key, field.options[0]!]
    if (field.type === 'minutes') return [field.key, field.options[0]!]
    if (field.type === 'dates') return [field.key, [{ on: '2026-07-08', at: '14:00' }]]
    if (field.type === 'manager') return [field.key, { person: null, name: 'Alex Moor' }]
    return [field.key, field.type === 'date' ? '2027-06-01' : 'As talked about.']
  }))
  await dana.edit({ recordId, kind: 'agreement', values: { ...filled, ...values } })
  if (!signed) return recordId
  for (const [device, role] of [[dana, 'supervisor'], [dana.as(SAM), 'supervisee']] as const) {
    const state = (await device.snapshot()).agreements.get(recordId)!
    await device.acts(await signingActs(state, { role, answer: 'agree', comment: null, statement: 'As shown.', language: 'en' }, device))
  }
  return recordId
}

/** An observation of Sam by Dana, planned. */
export const observe = async (dana: MemoryDevice, on: PlainDate): Promise<RecordId> => {
  const recordId = RecordId.parse(dana.newId())
  const plan = { post: SAM_POST, setting: HOME, supervisee: SAM, observer: DANA, plannedFor: on, at: null, pins: pinsOf('direct-observation') }
  await dana.act({ recordId, kind: 'observation', type: 'observation.plan', payload: plan })
  return recordId
}
