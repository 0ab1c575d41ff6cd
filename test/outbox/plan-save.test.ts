import { describe, expect, it } from 'vitest'
import { instantOf } from '../../src/domain/dates.ts'
import { type ActId, DeviceId } from '../../src/domain/ids.ts'
import { type FieldVersion } from '../../src/domain/records/record.ts'
import { type Fields } from '../../src/domain/records/fields.ts'
import { planEdit } from '../../src/outbox/plan-save.ts'
import { DANA, newRecord, SAM } from './sim.ts'

const HERE = DeviceId.parse('018f0000-0000-7000-8000-0000000000a1')
const THERE = DeviceId.parse('018f0000-0000-7000-8000-0000000000a2')
const AT = instantOf(Date.parse('2026-06-10T09:00:00.000Z'))
const act = (n: number): ActId => `018f0000-0000-7000-8000-00000000000${n}` as ActId

const version = (n: number, by: typeof DANA, device: 0 | 1): FieldVersion => ({ value: `words ${n}`, act: act(n), by, at: AT, device })

/** The act that new words for a field are written over. */
const over = (current: FieldVersion, competing: readonly FieldVersion[], seen: ActId | null): ActId | null => {
  const shown: Fields = { fields: { 'topic.1': current }, competing: competing.length > 0 ? { 'topic.1': competing } : {}, devices: [HERE, THERE] }
  const plan = planEdit({ recordId: newRecord(), kind: 'session', values: { 'topic.1': 'new words' }, seen: { 'topic.1': seen } }, shown, {
    person: SAM, deviceId: HERE, deviceTime: AT, newId: () => '018f0000-0000-7000-8000-0000000000f1', entries: [], madeHere: new Set(),
  })
  const patch = plan?.acts[0]?.patch as Record<string, { readonly from: ActId | null }>
  return patch['topic.1']!.from
}

describe('what new words are written over (P6, V8)', () => {
  it('P6: what was on the screen when the person began to write', () => {
    expect(over(version(1, DANA, 1), [], act(1))).toBe(act(1))
    expect(over(version(2, DANA, 1), [], act(1))).toBe(act(1))
  })

  it('V8: their own words of this device, though they began to write before those', () => {
    expect(over(version(2, SAM, 0), [], act(1))).toBe(act(2))
    expect(over(version(1, DANA, 1), [version(2, SAM, 0)], act(1))).toBe(act(2))
  })

  it('V8: also where other words of theirs, from another device, have come to compete with those since', () => {
    expect(over(version(2, SAM, 0), [version(3, SAM, 1)], act(1))).toBe(act(2))
    expect(over(version(1, DANA, 1), [version(2, SAM, 0), version(3, SAM, 1)], act(1))).toBe(act(2))
  })

  it('P6: of their own words from another device, those that they saw', () => {
    expect(over(version(2, SAM, 0), [version(3, SAM, 1)], act(3))).toBe(act(3))
    expect(over(version(2, SAM, 1), [], act(1))).toBe(act(1))
  })
})
