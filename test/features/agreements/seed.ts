/** Agreements to begin with: the home with a second manager, a draft made through the device, one that both signed. */
import { type Instant } from '../../../src/domain/dates.ts'
import { PersonId, type PostId, type RecordId } from '../../../src/domain/ids.ts'
import { type Json } from '../../../src/domain/json.ts'
import { type PolicyPack } from '../../../src/domain/policy/pack.ts'
import { type SignRole } from '../../../src/domain/records/deeds/signed.ts'
import { type AgreementState } from '../../../src/domain/records/record.ts'
import { drawUpActs, type DrawUpOptions } from '../../../src/queries/agreement-draft.ts'
import { type Device, type Snapshot } from '../../../src/queries/device.ts'
import { signingActs } from '../../../src/queries/signing.ts'
import { DANA, HOME, memoryDevice, type MemoryDevice, SAM_POST } from '../../memory-device.ts'

export const MORAG = PersonId.parse('00000000-0000-4000-8000-000000000041')
const WED_10_JUNE = '2026-06-10T13:30:00Z' as Instant

/** Morag, the service manager, manages the home too. */
const withManager = (snapshot: Snapshot): Snapshot => {
  const setting = snapshot.settings.get(HOME)
  if (!setting) throw new Error('the home is on this device')
  return {
    ...snapshot,
    people: new Map([...snapshot.people, [MORAG, { kind: 'person-name', id: MORAG, revision: 1, name: 'Morag Ellery', knownAs: 'Morag' }]]),
    settings: new Map([...snapshot.settings, [HOME, { ...setting, managers: [DANA, MORAG] }]]),
  }
}

const managed = (device: MemoryDevice): MemoryDevice => ({
  ...device,
  snapshot: async () => withManager(await device.snapshot()),
  as: (person) => managed(device.as(person)),
})

/** Dana's device in a home that a second person manages. */
export const home = (at: Instant = WED_10_JUNE, policy?: PolicyPack): MemoryDevice => managed(memoryDevice(DANA, at, [], policy))

/** What the two still write themselves: expectations a to d. */
export const EXPECTATIONS: Readonly<Record<string, Json>> = {
  'expect-a': 'Tell me straight, and tell me when it went well.',
  'expect-b': 'I will bring what worries me.',
  'expect-c': 'Come with your own questions.',
  'expect-d': 'I will keep the hour free.',
}

export const stateOf = async (device: Device, recordId: RecordId): Promise<AgreementState> => {
  const state = (await device.snapshot()).agreements.get(recordId)
  if (!state) throw new Error('no such agreement on this device')
  return state
}

/** A draft drawn up by Dana, with what is given written in it. */
export const drawnUp = async (
  dana: Device,
  values: Readonly<Record<string, Json>> = {},
  options: DrawUpOptions = {},
  postId: PostId = SAM_POST,
): Promise<RecordId> => {
  const made = drawUpActs(await dana.snapshot(), postId, dana, options)
  if (typeof made === 'string') throw new Error(made)
  await dana.acts(made.acts)
  if (Object.keys(values).length > 0) await dana.edit({ recordId: made.recordId, kind: 'agreement', values })
  return made.recordId
}

export const signAs = async (device: Device, recordId: RecordId, role: SignRole): Promise<void> => {
  const choice = { role, answer: 'agree' as const, comment: null, statement: 'As shown.', language: 'en' as const }
  await device.acts(await signingActs(await stateOf(device, recordId), choice, device))
}
