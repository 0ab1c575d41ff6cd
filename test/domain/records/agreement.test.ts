/** An agreement: drawn up, signed by both, followed by another; what the policy makes of it (SEF-8, C7). */
import { describe, expect, test } from 'vitest'
import { type PlainDate } from '../../../src/domain/dates.ts'
import { agreementFactsOf } from '../../../src/domain/facts.ts'
import { type PersonId, type PostId, type RecordId, type SettingId } from '../../../src/domain/ids.ts'
import { type Json } from '../../../src/domain/json.ts'
import { inForce } from '../../../src/domain/planned.ts'
import { packOf } from '../../../src/domain/policy/packs.ts'
import { obligations } from '../../../src/domain/policy/obligations.ts'
import { type RecordAct } from '../../../src/domain/records/acts.ts'
import { agreementStatusOf } from '../../../src/domain/records/status.ts'
import { type SignRole } from '../../../src/domain/records/deeds/signed.ts'
import { fold } from '../../../src/domain/records/fold.ts'
import { agreementOf } from '../../../src/domain/records/policy-input.ts'
import { type AgreementState } from '../../../src/domain/records/record.ts'
import { type RecordForm, signedContentOf } from '../../../src/domain/records/content.ts'
import { contentHash, saltContent } from '../../../src/protocol/signed-content.ts'
import { act, DANA, SAM } from './session-acts.ts'

const day = (text: string) => text as PlainDate
const FORM: RecordForm = {
  fieldOf: () => ({ voice: 'both', class: 'C' }),
  missing: ({ fields }) => (fields.every === undefined ? ['every'] : []),
}
const about = (id: string, acts: readonly ((state: AgreementState | null) => RecordAct)[]): AgreementState => {
  let state: AgreementState | null = null
  for (const each of acts) {
    const folded = fold(state, { ...each(state), kind: 'agreement', recordId: id as RecordId }, () => FORM)
    if (!folded.ok) throw new Error(folded.refusal.code)
    state = folded.state as AgreementState
  }
  return state!
}
const drawUp = (follows: string | null = null, supervisor: PersonId = DANA) => () =>
  act(supervisor, {
    type: 'agreement.draw-up',
    payload: {
      post: 'post-1' as PostId, setting: 'home-1' as SettingId, supervisee: SAM, supervisor, follows: follows as RecordId | null, on: day('2026-01-05'),
      pins: { pack: 'sefton', packVersion: 1, form: 'supervision-agreement', formVersion: 1 },
    },
  })
const say = (fields: Record<string, Json>) => (state: AgreementState | null) =>
  act(DANA, { type: 'fields.edit', patch: Object.fromEntries(Object.entries(fields).map(([name, value]) => [name, { value, from: state?.fields[name]?.act ?? null }])) })
let salts = 0
const signs = (role: SignRole, on: string) => (state: AgreementState | null) => {
  const content = saltContent(signedContentOf(state!), state!.signatures.at(-1)?.sign.content ?? null, () => String((salts += 1)).padStart(22, 'B'))
  return act(role === 'supervisor' ? DANA : SAM, {
    type: 'record.sign',
    payload: {
      role, answer: 'agree', comment: null, content, contentHash: contentHash(content), previous: null, statement: 'Fair.', language: 'en', method: 'sign-in',
      formVersion: 1, on: day(on),
    },
  })
}
const signed = (id: string, every: string, on: string, follows: string | null = null): AgreementState =>
  about(id, [drawUp(follows), say({ every, minutes: 60, dates: [{ on: '2026-02-02', at: '10:00' }], 'review-on': '2027-01-05' }), signs('supervisor', '2026-01-06'), signs('supervisee', on)])

describe('an agreement', () => {
  test('SEF-8.3: is in force from the day the second of the two signed, each with the date', () => {
    const state = signed('a1', 'P4W', '2026-01-09')
    expect(agreementStatusOf(state)).toBe('signed')
    expect(agreementFactsOf(state)).toMatchObject({
      status: 'signed', every: 'P4W', minutes: 60, signedOn: '2026-01-09', dates: [{ on: '2026-02-02', at: '10:00' }], reviewOn: '2027-01-05',
    })
    expect(state.signatures.map(({ sign }) => [sign.role, sign.on])).toEqual([['supervisor', '2026-01-06'], ['supervisee', '2026-01-09']])
    const one = about('a1', [drawUp(), say({ every: 'P4W' }), signs('supervisor', '2026-01-06')])
    expect([agreementStatusOf(one), agreementFactsOf(one).signedOn]).toEqual(['part-signed', null])
  })

  test('signed without its interval does not lock: the answer is missing', () => {
    const state = about('a1', [drawUp(), signs('supervisor', '2026-01-06')])
    expect([agreementStatusOf(state), state.unsetSignatures[0]?.because]).toEqual(['draft', 'answers-missing'])
  })

  test('changed after the first signature has to be signed again (P7)', () => {
    const state = about('a1', [drawUp(), say({ every: 'P4W' }), signs('supervisor', '2026-01-06'), say({ every: 'P6W' })])
    expect([agreementStatusOf(state), state.unsetSignatures.map(({ because }) => because)]).toEqual(['draft', ['edited-after']])
  })

  test('what was written instead of a date or an interval does not leave the file', () => {
    const state = about('a1', [drawUp(), say({ every: 'secret', minutes: 'secret', dates: ['secret'], 'review-on': 'secret' })])
    expect(JSON.stringify(agreementFactsOf(state))).not.toContain('secret')
  })

  test('a review needs a signed one, and moves the day of the next', () => {
    const review = () => act(DANA, { type: 'agreement.review', payload: { on: day('2026-12-01'), note: '' } })
    expect(() => about('a1', [drawUp(), review])).toThrow('agreement-not-signed')
    const reviewed = about('a1', [drawUp(), say({ every: 'P4W' }), signs('supervisor', '2026-01-06'), signs('supervisee', '2026-01-06'), review])
    expect(agreementFactsOf(reviewed).reviewedOn).toBe('2026-12-01')
  })
})

describe('what the policy makes of agreements', () => {
  const pack = packOf('sefton')!
  const first = agreementFactsOf(signed('a1', 'P4W', '2026-01-09'))
  const amended = agreementFactsOf(signed('a2', 'P3W', '2026-03-02', 'a1'))
  const draft = agreementFactsOf(about('a3', [drawUp('a2'), say({ every: 'P1W' })]))
  const asked = (supervisorSince: string | null, agreements: readonly ReturnType<typeof agreementFactsOf>[], asOf: string) =>
    obligations(pack, {
      settings: {}, asOf: day(asOf), events: [{ type: 'one-to-one', on: day('2026-03-02') }],
      facts: { group: 'residential', employment: 'permanent', employedOn: day('2024-01-01') },
      agreement: agreementOf({ supervisorSince: supervisorSince as PlainDate | null }, agreements, day(asOf)),
    })

  test('the last one that both signed counts; a draft that follows it does not yet', () => {
    expect(inForce([amended, first, draft], day('2026-03-01'))?.id).toBe('a1')
    expect(inForce([draft, first, amended], day('2026-03-02'))?.id).toBe('a2')
    expect(inForce([first], day('2026-01-08'))).toBeNull()
  })

  test('C7: its interval is the target', () => {
    expect(asked(null, [first, amended], '2026-03-10')[0]).toMatchObject({ target: '2026-03-23', due: '2026-04-02', agreedEvery: 'P3W' })
  })

  test('SEF-2.5, SEF-App1.1: reviewed a year after, and at once when the supervisor changes', () => {
    const review = (all: ReturnType<typeof asked>) => all.find(({ track }) => track === 'agreement-review')
    expect(review(asked(null, [first, amended], '2026-03-10'))).toMatchObject({ due: '2027-03-02', state: 'not-due' })
    expect(review(asked('2026-03-08', [first, amended], '2026-03-10'))).toMatchObject({ due: '2026-03-08', state: 'overdue' })
  })
})
