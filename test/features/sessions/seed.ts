/** Sessions to begin with: an earlier one with actions, today's with everything answered, made through the device. */
import { type ClockTime, type PlainDate } from '../../../src/domain/dates.ts'
import { RecordId } from '../../../src/domain/ids.ts'
import { type Json } from '../../../src/domain/json.ts'
import { packOf } from '../../../src/domain/policy/packs.ts'
import { type SignAnswer, type SignRole } from '../../../src/domain/records/deeds/signed.ts'
import { type SessionState } from '../../../src/domain/records/record.ts'
import { type Device } from '../../../src/queries/device.ts'
import { signingActs } from '../../../src/queries/signing.ts'
import { DANA, HOME, SAM, SAM_POST } from '../../memory-device.ts'

export const day = (text: string): PlainDate => text as PlainDate
const at = (text: string): ClockTime => text as ClockTime

const sefton = packOf('sefton')
const form = sefton?.forms.find(({ id }) => id === 'welfare-supervision')
if (!sefton || !form) throw new Error('the Sefton pack and its welfare form ship')
const pins = { pack: sefton.id, packVersion: sefton.version, form: form.id, formVersion: form.version }

/** The keys of the eleven topics, in the form's order. */
export const TOPICS: readonly string[] = form.sections
  .flatMap(({ fields }) => fields)
  .filter(({ type }) => type === 'topic')
  .map(({ key }) => key)

export const stateOf = async (device: Device, recordId: RecordId): Promise<SessionState> => {
  const state = (await device.snapshot()).sessions.get(recordId)
  if (!state) throw new Error('no such session on this device')
  return state
}

/** A session planned by Dana with Sam, with what is given written in it by Dana. */
export const planned = async (dana: Device, on: PlainDate, values: Readonly<Record<string, Json>> = {}, by = pins): Promise<RecordId> => {
  const recordId = RecordId.parse(dana.newId())
  const payload = { post: SAM_POST, setting: HOME, supervisee: SAM, supervisor: DANA, plannedFor: on, pins: by }
  await dana.act({ recordId, kind: 'session', type: 'session.plan', payload })
  if (Object.keys(values).length > 0) await dana.edit({ recordId, kind: 'session', values })
  return recordId
}

export const hold = async (dana: Device, recordId: RecordId, on: PlainDate, start = '13:30', end = '14:25'): Promise<void> => {
  const payload = { on, start: at(start), end: at(end), place: 'The quiet room', mode: 'in-person' as const }
  await dana.act({ recordId, kind: 'session', type: 'session.hold', payload })
}

export const signAs = async (device: Device, recordId: RecordId, role: SignRole, answer: SignAnswer = 'agree', comment: string | null = null): Promise<void> => {
  const choice = { role, answer, comment, statement: 'As shown.', language: 'en' as const }
  await device.acts(await signingActs(await stateOf(device, recordId), choice, device))
}

/** Every topic dealt with: the first four by a note, the rest by a tap. */
export const allTopics = (): Record<string, Json> =>
  Object.fromEntries(
    TOPICS.map((key, index) => [key, index < 4 ? { state: 'note', note: `Talked about ${key.replace('.', ' ')}.` } : { state: index < 9 ? 'discussed' : 'none-since-last' }]),
  )

/** The action that was agreed in `earlier`, and a second one. */
export const OLD_ACTION = '01900000-0000-7000-8000-000000000001'
export const OLD_ACTION_2 = '01900000-0000-7000-8000-000000000002'

/** A locked session four weeks ago that left two actions open. */
export const earlier = async (dana: Device, sam: Device, on: PlainDate = day('2026-05-13')): Promise<RecordId> => {
  const recordId = await planned(dana, on, {
    ...allTopics(),
    [`actions.${OLD_ACTION}.what`]: 'Book the Team Teach refresher',
    [`actions.${OLD_ACTION}.who`]: 'supervisee',
    [`actions.${OLD_ACTION}.by`]: '2026-05-27',
    [`actions.${OLD_ACTION_2}.what`]: 'Ask for cover on Thursdays',
    [`actions.${OLD_ACTION_2}.who`]: 'supervisor',
    [`actions.${OLD_ACTION_2}.by`]: '2026-05-20',
  })
  await hold(dana, recordId, on)
  await signAs(dana, recordId, 'supervisor')
  await signAs(sam, recordId, 'supervisee')
  return recordId
}

export const NEW_ACTION = '01900000-0000-7000-8000-000000000011'
export const NEW_ACTION_2 = '01900000-0000-7000-8000-000000000012'

/** Today's session with everything answered and held; nobody has signed. */
export const complete = async (dana: Device, change: Readonly<Record<string, Json>> = {}): Promise<RecordId> => {
  const on = dana.asOf()
  const recordId = await planned(dana, on, {
    ...allTopics(),
    feeling: 'Tired after three nights in a row, and proud of how the team handled Saturday.',
    'feeling-comments': 'Sam did well on Saturday. We talked about rest between nights.',
    'managing-work': 'Key work with 4471 is going well. The paperwork is behind.',
    [`actions.${NEW_ACTION}.what`]: 'Swap one night shift with Ade',
    [`actions.${NEW_ACTION}.who`]: 'supervisor',
    [`actions.${NEW_ACTION}.by`]: '2026-06-17',
    [`actions.${NEW_ACTION_2}.what`]: 'Finish the placement plan review for 4471',
    [`actions.${NEW_ACTION_2}.who`]: 'supervisee',
    [`actions.${NEW_ACTION_2}.by`]: '2026-06-24',
    'next.on': '2026-07-08',
    ...change,
  })
  await hold(dana, recordId, on)
  return recordId
}
