/** Who may read what of a record that is not theirs: the table of section 5, and each policy's purposes and redactions. */
import { describe, expect, test } from 'vitest'
import { type DutyName } from '../../../src/domain/duties.ts'
import { type PersonId } from '../../../src/domain/ids.ts'
import { packOf } from '../../../src/domain/policy/packs.ts'
import { extentOf, glassPartOf, isOpenToOthers, openingOf, type Opening, purposesFor, type ReadClass, type Reader, READS, readerOfDuty } from '../../../src/domain/reads.ts'
import { type SessionState } from '../../../src/domain/records/record.ts'
import { UNSIGNED } from '../../../src/domain/records/signed.ts'

const [SAM, DANA, READER] = ['sam', 'dana', 'reader'] as unknown as [PersonId, PersonId, PersonId]
const done = (by: PersonId) => ({ act: 'act', by, at: '2026-06-01T10:00:00Z', why: 'it matters', on: '2026-06-01' }) as never

const session = (change: Partial<SessionState> = {}): SessionState =>
  ({ ...UNSIGNED, kind: 'session', supervisee: SAM, supervisor: DANA, shared: { act: 'act', on: '2026-06-01' }, ...change }) as SessionState

/** Somebody with one part: a duty, or managing the setting. */
const standing = (part: DutyName | 'manages') =>
  ({ person: READER, manages: part === 'manages', administrator: false, duties: part === 'manages' ? [] : [part] }) as const

/** What a purpose opens to somebody of a session: null where it is not open to them. */
const opens = (policy: string, part: DutyName | 'manages', purpose: string, state = session()): Opening | null => {
  const pack = packOf(policy)!
  const found = purposesFor(pack, standing(part)).find((each) => each.purpose.key === purpose)
  return found ? openingOf(state, pack, READER, { ...found, breakGlass: false, requested: false }) : null
}
const glass = (policy: string, part: DutyName): Opening['A'] => {
  const pack = packOf(policy)!
  return openingOf(session(), pack, READER, { part: glassPartOf(standing(part))!, purpose: null, breakGlass: true, requested: false }).A
}
const inspection = (policy: string, change: Partial<SessionState> = {}, requested = false, breakGlass = false): Opening => {
  const pack = packOf(policy)!
  const purpose = pack.access.find(({ readers }) => readers.includes('inspector'))!
  return openingOf(session(change), pack, null, { part: { reader: 'inspector', role: 'inspector' }, purpose, breakGlass, requested })
}

describe('the table of section 5', () => {
  const ROWS: readonly (readonly [Reader, string])[] = [
    ['supervisee', 'A whole, B whole, C whole, D whole, E own, F own'],
    ['supervisor', 'A whole, B whole, C whole, D whole, E not-the-subject, F own'],
    ['line-manager', 'A if-passed-on, B by-purpose, C whole, D masked-or-purpose, E if-named, F team'],
    ['oversight', 'A covered-or-glass, B by-purpose, C whole, D masked-or-purpose, E whole, F whole'],
    ['inspector', 'A covered, B as-roles, C whole, D masked, E on-request, F none'],
    ['administration', 'A none, B by-purpose, C whole, D none, E whole, F whole'],
  ]
  test.each(ROWS)('A5: a %s has %s', (reader, row) => {
    expect((['A', 'B', 'C', 'D', 'E', 'F'] satisfies ReadClass[]).map((name) => `${name} ${extentOf(reader, name)}`).join(', ')).toBe(row)
    expect(Object.keys(READS).sort()).toEqual(ROWS.map(([each]) => each).sort())
  })

  test('a duty is read as one of its columns', () => {
    expect((['manager-above', 'quality-assurance', 'human-resources'] as const).map(readerOfDuty)).toEqual(['line-manager', 'oversight', 'administration'])
  })

  test('W2: before it is shared, and once it is void, a record is the two’s: others have its dates', () => {
    for (const state of [session({ shared: null }), session({ voided: done(DANA) })]) {
      expect(isOpenToOthers(state)).toBe(false)
      expect(opens('sefton', 'manages', 'poor-performance', state)).toEqual({ A: 'none', B: 'none', C: 'whole', D: 'none', E: 'none' })
    }
    expect(isOpenToOthers(session())).toBe(true)
  })

  test('a concern is a line manager’s only where it names them', () => {
    const referral = (to: PersonId) => session({ referrals: [{ to, resolved: null } as never] })
    expect(opens('sefton', 'manages', 'poor-performance', referral(READER))?.E).toBe('whole')
    expect(opens('sefton', 'manages', 'poor-performance', referral(DANA))?.E).toBe('none')
  })
})

describe('Sefton', () => {
  test('SEF-5.2: senior managers and quality assurance read practice in the public interest, by law, at risk, for conduct; a line manager does not', () => {
    for (const purpose of ['public-interest', 'law', 'risk', 'conduct']) {
      expect(opens('sefton', 'senior-manager', purpose)?.B).toBe('whole')
      expect(opens('sefton', 'quality-assurance', purpose)?.B).toBe('whole')
      expect(opens('sefton', 'manages', purpose)).toBeNull()
    }
    expect([opens('sefton', 'senior-manager', 'risk')?.D, opens('sefton', 'senior-manager', 'conduct')?.D]).toEqual(['whole', 'masked'])
  })

  test('SEF-5.3: an inspector reads practice, and personal matters only as covered', () => {
    expect(inspection('sefton')).toEqual({ A: 'covered', B: 'whole', C: 'whole', D: 'masked', E: 'none' })
  })

  test('SEF-5.6: the line manager and those above read for what the policy names, and nobody for anything else', () => {
    for (const purpose of ['policy-development', 'poor-performance', 'discipline', 'data-protection', 'child-protection', 'risk-management']) {
      expect(opens('sefton', 'manages', purpose)?.B).toBe('whole')
      expect(opens('sefton', 'human-resources', purpose)).toBeNull()
    }
    expect(opens('sefton', 'manages', 'curiosity')).toBeNull()
  })

  test('SEF-5.7: personal matters go to the managers above once both agreed to pass them on, or it was escalated; one alone is not enough', () => {
    const state = (passedOn: readonly PersonId[]) => session({ passedOn: passedOn.map(done) })
    expect(opens('sefton', 'manages', 'both-agree', state([SAM]))?.A).toBe('none')
    expect(opens('sefton', 'manages', 'both-agree', state([SAM, READER]))?.A).toBe('none')
    expect(opens('sefton', 'manages', 'both-agree', state([SAM, DANA]))?.A).toBe('whole')
    expect(opens('sefton', 'manages', 'both-agree', session({ referrals: [{ to: null, resolved: null } as never] }))?.A).toBe('whole')
    expect(opens('sefton', 'manages', 'poor-performance', state([SAM, DANA]))?.A).toBe('none')
  })

  test('SEF-6.1: quality assurance sees that personal matters were talked about, also by breaking the glass', () => {
    expect(opens('sefton', 'quality-assurance', 'audit')?.A).toBe('covered')
    expect(glass('sefton', 'quality-assurance')).toBe('covered')
    expect(glass('sefton', 'senior-manager')).toBe('whole')
  })
})

describe('a Welsh social services directorate', () => {
  test('SSWB-4.14: a personal matter reaches the managers above where it was shared with them, alone', () => {
    expect(opens('sswb', 'manages', 'personal-matter')?.A).toBe('none')
    const shared = session({ passedOn: [SAM, DANA].map(done) })
    expect(opens('sswb', 'manages', 'personal-matter', shared)).toEqual({ A: 'whole', B: 'none', C: 'whole', D: 'masked', E: 'none' })
  })

  test('SSWB-4.15: what is personal is always taken out for an audit or an inspection, whatever is asked', () => {
    expect(opens('sswb', 'quality-assurance', 'quality')?.A).toBe('covered')
    expect(glass('sswb', 'quality-assurance')).toBe('covered')
    const all = session({ passedOn: [SAM, DANA].map(done), referrals: [{ to: null, resolved: null } as never] })
    expect(inspection('sswb', all, true, true).A).toBe('covered')
  })

  test('SSWB-4.16: the readers that the policy names read for its purposes, and for nobody else’s', () => {
    expect(opens('sswb', 'manages', 'line-manager')?.B).toBe('whole')
    expect(opens('sswb', 'human-resources', 'grievance')?.B).toBe('whole')
    expect(opens('sswb', 'investigating-officer', 'serious-case-review')?.D).toBe('whole')
    expect(opens('sswb', 'human-resources', 'appraisal')).toBeNull()
    expect(opens('sswb', 'investigating-officer', 'quality')).toBeNull()
  })
})

describe('Wokingham', () => {
  test('WOK-9.3: what is personal to the supervisee is taken out before an inspection or an audit by performance staff', () => {
    expect(inspection('wokingham').A).toBe('covered')
    expect(opens('wokingham', 'performance-staff', 'quality')?.A).toBe('covered')
    expect(glass('wokingham', 'performance-staff')).toBe('covered')
  })

  test('WOK-9.4: senior managers, performance staff and investigating officers read, each for their own purpose', () => {
    expect(opens('wokingham', 'senior-manager', 'case-progression')?.D).toBe('whole')
    expect(opens('wokingham', 'performance-staff', 'quality')?.B).toBe('whole')
    expect(opens('wokingham', 'investigating-officer', 'investigation')?.B).toBe('whole')
    expect(opens('wokingham', 'manages', 'case-progression')).toBeNull()
  })
})

describe('Havering', () => {
  test('HAV-8.2: practice is read by whoever needs to know, for quality, for a disciplinary case', () => {
    expect(opens('havering', 'manages', 'need-to-know')?.B).toBe('whole')
    expect(opens('havering', 'quality-assurance', 'quality')?.B).toBe('whole')
    expect(opens('havering', 'investigating-officer', 'disciplinary')?.B).toBe('whole')
    expect(opens('havering', 'manages', 'disciplinary')).toBeNull()
  })
})

describe('the model policy for Wales', () => {
  test('WAL-12b: a manager above reads for a discussion, and the person is always told', () => {
    const pack = packOf('wales-model')!
    expect(opens('wales-model', 'manager-above', 'discussion')?.B).toBe('whole')
    expect(pack.access.find(({ key }) => key === 'discussion')?.told).toBe('always')
  })

  test('WAL-12c: covering managers, senior managers, investigators, inspectors and performance staff read, each for their own purpose', () => {
    expect(opens('wales-model', 'manages', 'cover')?.B).toBe('whole')
    expect(opens('wales-model', 'senior-manager', 'quality')?.B).toBe('whole')
    expect(opens('wales-model', 'investigating-officer', 'investigation')?.B).toBe('whole')
    expect(opens('wales-model', 'performance-staff', 'audit')?.B).toBe('whole')
    expect(inspection('wales-model').B).toBe('whole')
    expect(opens('wales-model', 'human-resources', 'quality')).toBeNull()
  })
})
