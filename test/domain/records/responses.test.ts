/** What the supervisee says before signing, what becomes of it, and what the two cannot agree on (SEF-App3.5, SEF-8.4). */
import { describe, expect, test } from 'vitest'
import { type PlainDate } from '../../../src/domain/dates.ts'
import { type ActId, type PersonId } from '../../../src/domain/ids.ts'
import { projectionsOf } from '../../../src/domain/projections.ts'
import { type SessionState } from '../../../src/domain/records/record.ts'
import { act, DANA, edit, hold, locked, SAM, session, share, sign, step } from './session-acts.ts'

const on = '2026-06-03' as PlainDate
const MORGAN = 'morgan' as PersonId
const respond = () => act(SAM, { type: 'record.respond', payload: { ask: 'change', field: 'needed', text: 'I said Tuesday', on } }, 'asked')
const answer = (response = 'asked') =>
  act(DANA, { type: 'record.answer', payload: { response: response as ActId, outcome: 'amended', text: 'Put right', on } })
const refer = () => act(SAM, { type: 'record.refer', payload: { about: 'the rota', to: MORGAN, name: 'Morgan', on } }, 'referred')
const resolve = () => act(MORGAN, { type: 'record.resolve', payload: { referral: 'referred' as ActId, text: 'The rota stands', on } })
const code = (state: SessionState, next: ReturnType<typeof act>): string | null => {
  const folded = step(state, next)
  return folded.ok ? null : folded.refusal.code
}

describe('a response before signing', () => {
  test('stays with its answer, and both texts of what was amended can be read', () => {
    const shared = session(edit(DANA, 'needed', 'It was Monday', null, 'first'), hold(), share(), respond())
    const amended = [edit(DANA, 'needed', 'It was Tuesday', 'first', 'second'), edit(DANA, 'needed', 'It was Tuesday.', 'second'), answer()]
    const state = session(edit(DANA, 'needed', 'It was Monday', null, 'first'), hold(), share(), respond(), ...amended)
    expect(shared.asShared).toEqual({})
    expect(state.fields['needed']?.value).toBe('It was Tuesday.')
    expect(state.asShared['needed']?.value).toBe('It was Monday')
    expect(state.responses).toMatchObject([{ by: SAM, ask: 'change', text: 'I said Tuesday', answer: { by: DANA, outcome: 'amended' } }])
  })

  test('a field that was blank when it was shared is known to have been', () => {
    const state = session(edit(DANA, 'needed', 'x'), hold(), share(), edit(DANA, 'boss', 'added since'))
    expect(state.asShared).toEqual({ boss: null })
  })

  test('what is written before it is shared leaves no trace of earlier words', () => {
    expect(session(edit(DANA, 'needed', 'a', null, 'first'), edit(DANA, 'needed', 'b', 'first'), hold(), share()).asShared).toEqual({})
  })

  test('an answer to nothing is refused; a locked record takes no more responses', () => {
    expect(code(session(), answer('unheard-of'))).toBe('response-unknown')
    expect(code(locked(), respond())).toBe('record-locked')
  })

  test('does not unset a signature: it is not what was signed', () => {
    const state = session(edit(DANA, 'needed', 'x'), hold(), share(), (now) => sign(now, 'supervisor'), respond())
    expect(state.signatures).toHaveLength(1)
  })
})

describe('a disagreement', () => {
  const disputed = session(edit(DANA, 'needed', 'secret words'), hold(), refer())

  test('is referred and resolved on the record, also once it is locked', () => {
    const folded = step(locked(), refer())
    if (!folded.ok) throw new Error('refused')
    const done = step(folded.state as SessionState, resolve())
    expect(done).toMatchObject({ ok: true, state: { locked: true, referrals: [{ about: 'the rota', resolved: { by: MORGAN, text: 'The rota stands' } }] } })
    expect(done.ok && code(done.state as SessionState, resolve())).toBe('referral-unknown')
  })

  test('reaches the senior manager as what they are asked, without the record', () => {
    const theirs = projectionsOf(disputed, null).filter(({ scope }) => scope === 'mine:morgan')
    expect(theirs).toHaveLength(1)
    expect(theirs[0]?.body).toMatchObject({ kind: 'referral', supervisee: SAM, referrals: [{ about: 'the rota' }] })
    expect(JSON.stringify(theirs)).not.toContain('secret words')
  })

  test('SEF-App1.3: is on the record of the two, and not in the facts that managers have', () => {
    const facts = projectionsOf(disputed, null).find(({ scope }) => scope.startsWith('facts:'))
    expect(JSON.stringify(facts)).not.toContain('rota')
    const elsewhere = projectionsOf(disputed, null).filter(({ body }) => JSON.stringify(body).includes('rota')).map(({ scope }) => scope)
    expect(elsewhere).toEqual(['file:post-1', 'mine:morgan'])
  })
})
