import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { epochOf, Instant, instantOf, PlainDate } from '../../src/domain/dates.ts'
import { OrgId, PersonId, PostId, RecordId, SettingId } from '../../src/domain/ids.ts'
import { agreedSessionId, derivedId, fileId, shiftId } from '../../src/protocol/derived-ids.ts'

const DNS = '6ba7b810-9dad-11d1-80b4-00c04fd430c8'
const uuid = (n: number): string => `00000000-0000-4000-8000-${String(n).padStart(12, '0')}`
const org = OrgId.parse(uuid(1))
const person = PersonId.parse(uuid(2))
const home = SettingId.parse(uuid(3))
const at = (text: string): Instant => Instant.parse(text)

describe('derived ids', () => {
  test('with one name it is the UUIDv5 of RFC 9562 (A.4), and of the examples of RFC 4122 and Python', () => {
    expect(derivedId(DNS, 'www.example.com')).toBe('2ed6657d-e927-568b-95e1-2665a8aea6a2')
    expect(derivedId(DNS, 'python.org')).toBe('886313e1-3b8a-5372-9b90-0c9aee199e5d')
    expect(derivedId(DNS.toUpperCase(), 'python.org')).toBe('886313e1-3b8a-5372-9b90-0c9aee199e5d')
    expect(derivedId('6ba7b811-9dad-11d1-80b4-00c04fd430c8', 'http://python.org/')).toBe('4c565f0d-3f5a-5890-b41b-20cf47701c5e')
  })

  test('a namespace that is not a UUID is refused', () => {
    expect(() => derivedId('sefton', 'a')).toThrow(TypeError)
  })

  test('names keep apart from each other: a, bc is not ab, c, nor is the order nothing', () => {
    const made = [['a', 'bc'], ['ab', 'c'], ['abc'], ['bc', 'a'], ['a', 'b', 'c'], ['', 'abc']].map((names) => derivedId(org, ...names))
    expect(new Set(made).size).toBe(made.length)
  })

  test('a shift is the same one whatever the offset and the fraction of a second it is written with', () => {
    const id = shiftId(org, person, home, at('2026-06-02T07:00:00Z'))
    // Computed with Python's uuid5: ids already stored depend on it, so it never changes.
    expect(id).toBe('dd91dd74-048f-51ef-9765-aa17310d24af')
    for (const same of ['2026-06-02T08:00:00+01:00', '2026-06-02T07:00:00.000Z', '2026-06-02T07:00:00.250Z', '2026-06-01T23:00:00-08:00']) {
      expect(shiftId(org, person, home, at(same))).toBe(id)
    }
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 4_000_000_000 }), fc.integer({ min: -14, max: 14 }), (seconds, hours) => {
        const here = instantOf(seconds * 1000)
        const sign = hours < 0 ? '-' : '+'
        const there = at(`${instantOf((seconds + hours * 3600) * 1000).slice(0, 19)}${sign}${String(Math.abs(hours)).padStart(2, '0')}:00`)
        expect(epochOf(there)).toBe(epochOf(here))
        expect(shiftId(org, person, home, there)).toBe(shiftId(org, person, home, here))
      }),
    )
  })

  test('another organisation, person, home or second is another shift', () => {
    const start = at('2026-06-02T07:00:00Z')
    const ids = [
      shiftId(org, person, home, start),
      shiftId(OrgId.parse(uuid(9)), person, home, start),
      shiftId(org, PersonId.parse(uuid(9)), home, start),
      shiftId(org, person, SettingId.parse(uuid(9)), start),
      shiftId(org, person, home, at('2026-06-02T07:00:01Z')),
    ]
    expect(new Set(ids).size).toBe(ids.length)
  })

  test('one session an agreement and day, one file a post, and neither is the other', () => {
    const record = uuid(4)
    const on = PlainDate.parse('2026-06-02')
    expect(agreedSessionId(RecordId.parse(record), on)).toBe(agreedSessionId(RecordId.parse(record), on))
    expect(agreedSessionId(RecordId.parse(record), on)).not.toBe(agreedSessionId(RecordId.parse(record), PlainDate.parse('2026-06-03')))
    expect(fileId(PostId.parse(record))).toBe(fileId(PostId.parse(record)))
    expect(fileId(PostId.parse(record))).not.toBe(fileId(PostId.parse(uuid(5))))
    expect(fileId(PostId.parse(record))).not.toBe(record)
  })
})
