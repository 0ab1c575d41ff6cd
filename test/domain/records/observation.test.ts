import { describe, expect, test } from 'vitest'
import { type ClockTime, type Instant, type PlainDate } from '../../../src/domain/dates.ts'
import { observationFactsOf } from '../../../src/domain/facts.ts'
import { type ActId, type PersonId, type PostId, type RecordId, type SettingId } from '../../../src/domain/ids.ts'
import { type Json } from '../../../src/domain/json.ts'
import { packOf } from '../../../src/domain/policy/packs.ts'
import { factsScope, fileScope, mineScope, projectionsOf } from '../../../src/domain/projections.ts'
import { actionsOf } from '../../../src/domain/records/actions.ts'
import { type Deed, type Edit, type RecordAct } from '../../../src/domain/records/acts.ts'
import { ObservationObserve } from '../../../src/domain/records/deeds/observation.ts'
import { type SignRole } from '../../../src/domain/records/deeds/signed.ts'
import { fold } from '../../../src/domain/records/fold.ts'
import { recordFormOf } from '../../../src/domain/records/forms.ts'
import { viewOf } from '../../../src/domain/records/observation.ts'
import { observationStatusOf } from '../../../src/domain/records/status.ts'
import { type Folded, type ObservationState } from '../../../src/domain/records/record.ts'
import { signedContentOf } from '../../../src/domain/records/content.ts'
import { objectionToSigning } from '../../../src/domain/records/signed.ts'
import { contentHash, saltContent } from '../../../src/protocol/signed-content.ts'

const DANA = 'dana' as PersonId
const SAM = 'sam' as PersonId
const POST = 'post-1' as PostId
const HOME = 'home-1' as SettingId
const OBSERVATION = 'observation-1' as RecordId
const TENTH = '2026-06-10' as PlainDate

const sefton = packOf('sefton')
if (!sefton) throw new Error('the Sefton pack ships')
const pins = { pack: 'sefton', packVersion: sefton.version, form: 'direct-observation', formVersion: 1 }
const facts = { group: 'residential', employment: 'permanent', employedOn: '2024-01-08' as PlainDate } as const
const found = recordFormOf(sefton, pins, facts)
if (!found) throw new Error('the Sefton pack has the form')
const FORM = found

let count = 0
const act = (by: PersonId, doing: Edit | Deed, actId = `act-${(count += 1)}`): RecordAct => ({
  actId: actId as ActId, recordId: OBSERVATION, kind: 'observation', actor: by, deviceTime: '2026-06-10T10:00:00Z' as Instant, ...doing,
})
const plan = (change: { readonly plannedFor?: string; readonly observer?: PersonId } = {}): RecordAct =>
  act(DANA, {
    type: 'observation.plan',
    payload: {
      post: POST, setting: HOME, supervisee: SAM, observer: change.observer ?? DANA, plannedFor: (change.plannedFor ?? TENTH) as PlainDate, at: null, pins,
    },
  })
const edit = (by: PersonId, field: string, value: Json, from: string | null = null, actId?: string): RecordAct =>
  act(by, { type: 'fields.edit', patch: { [field]: { value, from: from as ActId | null } } }, actId)
const observe = (end: string | null, start = '14:00'): RecordAct =>
  act(DANA, { type: 'observation.observe', payload: { on: TENTH, start: start as ClockTime, end: end as ClockTime | null } })
const reveal = (): RecordAct => act(DANA, { type: 'observation.reveal', payload: { on: TENTH } })

let salts = 0
const newSalt = (): string => String((salts += 1)).padStart(22, 'A')
const sign = (state: ObservationState, role: SignRole): RecordAct => {
  const content = saltContent(signedContentOf(state), state.signatures.at(-1)?.sign.content ?? null, newSalt)
  return act(role === 'supervisor' ? DANA : SAM, {
    type: 'record.sign',
    payload: {
      role, answer: 'agree', comment: null, content, contentHash: contentHash(content), previous: null, statement: 'Fair.', language: 'en', method: 'sign-in',
      formVersion: 1, on: TENTH,
    },
  })
}

const step = (state: ObservationState | null, next: RecordAct): Folded => fold(state, next, () => FORM)
type Step = RecordAct | ((state: ObservationState) => RecordAct)
const observation = (...acts: readonly Step[]): ObservationState => {
  let state: ObservationState | null = null
  for (const each of [plan(), ...acts]) {
    const folded = step(state, typeof each === 'function' ? each(state!) : each)
    if (!folded.ok) throw new Error(`refused: ${folded.refusal.code}`)
    state = folded.state as ObservationState
  }
  return state!
}

const OBSERVED = 'Sam knelt to be level with her'
const FELT = 'I thought I rushed the ending'
const ROW = '01900000-0000-7000-8000-000000000001'
const ACTION = '01900000-0000-7000-8000-000000000002'

const written = (): RecordAct[] => [
  edit(DANA, 'plan.venue', 'A home visit'),
  edit(DANA, `consent.${ROW}.who`, '4471'),
  edit(DANA, `notes.${ROW}.text`, OBSERVED),
  edit(DANA, 'record', `${OBSERVED}, and waited.`),
  edit(SAM, 'own-view', FELT),
]
const conclusions = (): RecordAct[] => [
  edit(DANA, 'plan.nature', 'Bedtime'),
  edit(DANA, 'plan.looking-for', 'Calm'),
  edit(DANA, 'went-well', 'The calm'),
  edit(SAM, 'to-improve', 'The ending'),
  edit(SAM, `actions.${ACTION}.what`, 'Shadow Priya at bedtime'),
  edit(SAM, `actions.${ACTION}.by`, '2026-06-30'),
]

describe('each view is kept from the other until both are shown (SEF-App2.3, W1)', () => {
  test('each has the plan, the consents and what they wrote themselves', () => {
    const state = observation(...written(), observe('14:00'), observe('15:00'))
    const dana = viewOf(state, DANA)
    const sam = viewOf(state, SAM)
    expect(Object.keys(dana.fields).sort()).toEqual([`consent.${ROW}.who`, `notes.${ROW}.text`, 'plan.venue', 'record'])
    expect(Object.keys(sam.fields).sort()).toEqual([`consent.${ROW}.who`, 'own-view', 'plan.venue'])
    expect(JSON.stringify(dana)).not.toContain(FELT)
    expect(JSON.stringify(sam)).not.toContain(OBSERVED)
  })

  test('competing versions are withheld by author as well', () => {
    const state = observation(
      edit(DANA, 'record', OBSERVED, null, 'first'),
      edit(DANA, 'record', `${OBSERVED} twice`, 'another'),
      edit(SAM, 'own-view', FELT),
      edit(SAM, 'own-view', `${FELT} badly`, 'another'),
      edit(DANA, 'plan.venue', 'The kitchen'),
      edit(DANA, 'plan.venue', 'The garden', 'another'),
    )
    expect(Object.keys(state.competing).sort()).toEqual(['own-view', 'plan.venue', 'record'])
    expect(Object.keys(viewOf(state, DANA).competing).sort()).toEqual(['plan.venue', 'record'])
    expect(Object.keys(viewOf(state, SAM).competing).sort()).toEqual(['own-view', 'plan.venue'])
    expect(JSON.stringify(viewOf(state, SAM))).not.toContain(OBSERVED)
    expect(JSON.stringify(viewOf(state, DANA))).not.toContain(FELT)
  })

  test('a signature that came too early does not bring its content to the other', () => {
    const state = observation(...written(), observe('15:00'), (before) => sign(viewOf(before, DANA), 'supervisor'))
    expect(JSON.stringify(viewOf(state, SAM))).not.toContain(OBSERVED)
    expect(viewOf(state, DANA).unsetSignatures).toHaveLength(1)
  })

  test('a name that only begins like a common one is not common', () => {
    const state = observation(edit(DANA, 'planned-secretly', OBSERVED))
    expect(JSON.stringify(viewOf(state, SAM))).not.toContain(OBSERVED)
  })

  test('once shown, both have everything', () => {
    const state = observation(...written(), observe('15:00'), reveal())
    expect(viewOf(state, SAM)).toBe(state)
    expect(viewOf(state, DANA)).toBe(state)
  })

  test('before, the file and the home have the dates alone; afterwards the file has all and the home still the dates', () => {
    const before = observation(...written(), observe('15:00'))
    const body = (state: ObservationState, scope: string) => projectionsOf(state, null).find((each) => each.scope === scope)?.body
    expect(projectionsOf(before, null).map(({ scope }) => scope).sort()).toEqual(
      [factsScope(HOME), fileScope(POST), mineScope(DANA), mineScope(SAM)].sort(),
    )
    expect(body(before, fileScope(POST))).toEqual(observationFactsOf(before))
    expect(body(before, factsScope(HOME))).toEqual(observationFactsOf(before))
    expect(body(before, mineScope(DANA))).toEqual(viewOf(before, DANA))
    expect(body(before, mineScope(SAM))).toEqual(viewOf(before, SAM))
    const after = observation(...written(), observe('15:00'), reveal())
    expect(body(after, fileScope(POST))).toBe(after)
    expect(body(after, factsScope(HOME))).toEqual(observationFactsOf(after))
    expect(JSON.stringify(body(after, factsScope(HOME)))).not.toContain(OBSERVED)
    expect(body(after, mineScope(SAM))).toEqual(after)
  })

  test('a new supervisor, who is not the observer, has the dates alone until the views are shown', () => {
    const state = observation(...written(), observe('15:00'))
    const open = projectionsOf(state, null).filter(({ scope }) => scope !== mineScope(DANA) && scope !== mineScope(SAM))
    expect(JSON.stringify(open)).not.toContain(OBSERVED)
    expect(JSON.stringify(open)).not.toContain(FELT)
  })
})

describe('the order of things', () => {
  test('planned, begun, observed, revealed, part-signed, locked', () => {
    const full = [...written(), ...conclusions()]
    const upTo = (...more: readonly Step[]) => observationStatusOf(observation(...full, ...more))
    expect(upTo()).toBe('planned')
    expect(upTo(observe(null))).toBe('begun')
    expect(upTo(observe('15:00'))).toBe('observed')
    expect(upTo(observe('15:00'), reveal())).toBe('revealed')
    expect(upTo(observe('15:00'), reveal(), (state) => sign(state, 'supervisor'))).toBe('part-signed')
    expect(upTo(observe('15:00'), reveal(), (state) => sign(state, 'supervisor'), (state) => sign(state, 'supervisee'))).toBe('locked')
  })

  test('a beginning that arrives after the end leaves the end', () => {
    expect(observation(observe('15:00'), observe(null)).observed).toMatchObject({ start: '14:00', end: '15:00' })
  })

  test('an end said again corrects it', () => {
    expect(observation(observe(null), observe('15:00'), observe('15:10', '14:05')).observed).toMatchObject({ start: '14:05', end: '15:10' })
  })

  test('views are not shown before the visit is over', () => {
    for (const before of [observation(), observation(observe(null))]) {
      expect(step(before, reveal())).toMatchObject({ ok: false, refusal: { code: 'not-observed' } })
    }
  })

  test('shown once is shown: a second time says nothing new', () => {
    const state = observation(observe('15:00'), reveal())
    expect(observation(observe('15:00'), reveal(), reveal()).revealed?.on).toBe(state.revealed?.on)
  })

  test('the date moves until the visit begins; the two people never change', () => {
    expect(observation(plan({ plannedFor: '2026-06-17' })).plannedFor).toBe('2026-06-17')
    expect(step(observation(observe(null)), plan({ plannedFor: '2026-06-17' }))).toMatchObject({ refusal: { code: 'already-observed' } })
    expect(step(observation(), plan({ observer: 'priya' as PersonId }))).toMatchObject({ refusal: { code: 'record-exists' } })
  })

  test('a signature before both views are shown is kept and does not count', () => {
    const state = observation(...written(), ...conclusions(), observe('15:00'), (before) => sign(before, 'supervisor'))
    expect([state.signatures.length, state.unsetSignatures[0]?.because]).toEqual([0, 'other-content'])
    expect(objectionToSigning(state, FORM, TENTH)).toEqual({ code: 'views-not-revealed' })
  })
})

describe('a visit past midnight', () => {
  const said = (payload: object) => ObservationObserve.safeParse({ on: TENTH, start: '22:30', ...payload }).success

  test('ends on the next day, which is said', () => {
    expect(said({ end: '00:20' })).toBe(false)
    expect(said({ end: '00:20', endOn: '2026-06-11' })).toBe(true)
    expect(said({ end: '23:20', endOn: '2026-06-09' })).toBe(false)
    expect(said({ end: '22:30' })).toBe(true)
  })

  test('has no day of ending before it ends', () => {
    expect(said({ end: null })).toBe(true)
    expect(said({ end: null, endOn: '2026-06-11' })).toBe(false)
  })

  test('is signed with the day on which it ended, and not before that day', () => {
    const late = act(DANA, {
      type: 'observation.observe',
      payload: { on: TENTH, start: '22:30' as ClockTime, end: '00:20' as ClockTime, endOn: '2026-06-11' as PlainDate },
    })
    const state = observation(...written(), ...conclusions(), late, reveal())
    expect(signedContentOf(state)['observed.endOn']).toBe('2026-06-11')
    expect(objectionToSigning(state, FORM, TENTH)).toEqual({ code: 'date-in-future' })
    expect(objectionToSigning(state, FORM, '2026-06-11' as PlainDate)).toBeNull()
    expect(observationFactsOf(state).observedOn).toBe(TENTH)
  })
})

describe('its actions', () => {
  test('are on the agenda from the feedback session on, with the observation they come from', () => {
    const before = observation(...written(), ...conclusions(), observe('15:00'))
    expect(actionsOf([before])).toEqual([])
    const after = observation(...written(), ...conclusions(), observe('15:00'), reveal())
    expect(actionsOf([after])).toMatchObject([{ id: ACTION, from: OBSERVATION, fromKind: 'observation', what: 'Shadow Priya at bedtime', agreedOn: TENTH }])
  })

  test('need a date before it is signed', () => {
    const state = observation(...written(), ...conclusions(), edit(DANA, `actions.${ROW}.what`, 'Something'), observe('15:00'), reveal())
    expect(objectionToSigning(state, FORM, TENTH)).toEqual({ code: 'answers-missing', fields: [`actions.${ROW}.by`] })
  })
})
