import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { type ActId, type DeviceId } from '../../../src/domain/ids.ts'
import { type RecordAct } from '../../../src/domain/records/acts.ts'
import { type SessionState } from '../../../src/domain/records/record.ts'
import { statusOf } from '../../../src/domain/records/status.ts'
import { unconfirmedOf } from '../../../src/domain/records/signed.ts'
import { act, DANA, edit, hold, locked, plan, SAM, session, share, sign, step } from './session-acts.ts'

const FIELDS = ['needed', 'worker', 'boss', 'both'] as const
const RUNS = { numRuns: 300 }

/** Every text that can be seen in a session's fields: current or competing. */
const texts = (state: SessionState): readonly string[] => [
  ...Object.values(state.fields).map(({ value }) => value as string),
  ...Object.values(state.competing).flatMap((versions) => versions.map(({ value }) => value as string)),
]

/** What a person at a device may send: an edit of a field whose `from` is any act there was, seen or not. */
const anyEdit = fc.record({
  field: fc.constantFrom(...FIELDS),
  by: fc.constantFrom(DANA, SAM),
  from: fc.nat(),
})

/** Edits with all different texts; each `from` is null or one of the acts before. */
const editsFrom = (choices: readonly { field: string; by: typeof DANA; from: number }[]): readonly RecordAct[] =>
  choices.map(({ field, by, from }, n) => edit(by, field, `text ${n}`, from % (n + 1) === 0 ? null : `e${(from % (n + 1)) - 1}`, `e${n}`))

const apply = (state: SessionState, next: RecordAct): SessionState => {
  const folded = step(state, next)
  return folded.ok ? (folded.state as SessionState) : state
}

describe('edits (P5, P6)', () => {
  test('P5: edits of different fields come to the same record in any order', () => {
    const edits = FIELDS.map((field, n) => edit(n % 2 ? SAM : DANA, field, `text of ${field}`, null, `one-${field}`))
    const straight = edits.reduce(apply, session())
    fc.assert(
      fc.property(fc.shuffledSubarray(edits, { minLength: edits.length }), (shuffled) => {
        const state = shuffled.reduce(apply, session())
        expect(state.fields).toEqual(straight.fields)
        expect(state.competing).toEqual({})
      }),
    )
  })

  test('P5: the same value again competes with nothing', () => {
    const state = session(edit(DANA, 'both', 'the same'), edit(SAM, 'both', 'the same'))
    expect(state.competing).toEqual({})
  })

  test('P6: a version names the device it was written on, each device once in the record', () => {
    const on = (device: string, next: RecordAct): RecordAct => ({ ...next, deviceId: device as DeviceId })
    const state = session(on('a', edit(DANA, 'both', 'one')), on('b', edit(SAM, 'both', 'two')), on('a', edit(DANA, 'needed', 'three')), edit(SAM, 'worker', 'before'))
    expect(state.devices).toEqual(['a', 'b'])
    expect([state.fields.both?.device, state.competing.both?.[0]?.device, state.fields.needed?.device, state.fields.worker?.device]).toEqual([0, 1, 0, undefined])
  })

  test('P6: no text is ever lost: it goes only when someone who saw it wrote in its place, or its author did', () => {
    fc.assert(
      fc.property(fc.array(anyEdit, { minLength: 1, maxLength: 25 }), (choices) => {
        let state = session()
        for (const next of editsFrom(choices)) {
          const [[field, change]] = Object.entries((next as { patch: Record<string, { value: unknown; from: ActId | null }> }).patch) as [[string, { value: unknown; from: ActId | null }]]
          const before = state
          state = apply(state, next)
          expect(texts(state)).toContain(change.value)
          const replaced = new Set(
            [before.fields[field], ...(before.competing[field] ?? []).filter(({ by }) => by === next.actor)]
              .filter((version) => version && version.act === change.from)
              .map((version) => version!.value as string),
          )
          expect(texts(before).filter((text) => !texts(state).includes(text) && !replaced.has(text))).toEqual([])
        }
      }),
      RUNS,
    )
  })

  test('P6: a person’s next edit of their own competing version replaces it; another’s stays beside theirs', () => {
    const before = session(edit(DANA, 'both', 'Dana’s'), edit(SAM, 'both', 'Sam’s first', null, 'sam-1'))
    const own = apply(before, edit(SAM, 'both', 'Sam’s second', 'sam-1'))
    expect(own.competing['both']?.map(({ value }) => value)).toEqual(['Sam’s second'])
    const others = apply(before, edit(DANA, 'both', 'Dana’s second', 'sam-1'))
    expect(others.competing['both']?.map(({ value }) => value)).toEqual(['Sam’s first', 'Dana’s second'])
  })

  test('P6, P9, T2: what was written over words that come only later stands in their place, whichever comes first', () => {
    const chain = ['first', 'second', 'third', 'last'].map((text, n) => edit(SAM, 'both', `Sam’s ${text}`, n === 0 ? 'c' : `sam-${n}`, `sam-${n + 1}`))
    const begun = session(edit(DANA, 'both', 'Dana’s', null, 'c'))
    // The same beside what somebody else has written meanwhile.
    const moved = apply(begun, edit(DANA, 'both', 'Dana’s second', 'c', 'c2'))
    fc.assert(
      fc.property(fc.shuffledSubarray(chain, { minLength: chain.length }), (order) => {
        const straight = order.reduce(apply, begun)
        expect([straight.fields['both'], straight.competing]).toEqual([expect.objectContaining({ value: 'Sam’s last', act: 'sam-4' }), {}])
        const beside = order.reduce(apply, moved)
        expect([beside.fields['both']?.value, beside.competing['both']?.map(({ value }) => value)]).toEqual(['Dana’s second', ['Sam’s last']])
      }),
    )
  })

  test('I2: an edit folded again at once changes no text', () => {
    fc.assert(
      fc.property(fc.array(anyEdit, { minLength: 1, maxLength: 12 }), (choices) => {
        let state = session()
        for (const next of editsFrom(choices)) {
          state = apply(state, next)
          const again = apply(state, next)
          expect([...new Set(texts(again))].sort((a, b) => a.localeCompare(b))).toEqual([...new Set(texts(state))].sort((a, b) => a.localeCompare(b)))
          expect(again.fields).toEqual(state.fields)
        }
      }),
      RUNS,
    )
  })

  test('P6: settling leaves a version that arrived since, and a choice against a changed value competes in its turn', () => {
    const choice = (from: string, settles: readonly string[]) =>
      act(DANA, { type: 'field.settle', payload: { field: 'both', value: 'chosen', from: from as ActId, settles: settles as ActId[] } })
    const open = session(edit(DANA, 'both', 'current', null, 'c'), edit(SAM, 'both', 'first', null, 's1'), edit(DANA, 'both', 'late', null, 's2'))
    const settled = apply(open, choice('c', ['s1']))
    expect(settled.fields['both']?.value).toBe('chosen')
    expect(settled.competing['both']?.map(({ value }) => value)).toEqual(['late'])
    const moved = apply(open, edit(DANA, 'both', 'moved on', 'c', 'c2'))
    const crossed = apply(moved, choice('c', ['s1', 's2']))
    expect(crossed.fields['both']?.value).toBe('moved on')
    expect(crossed.competing['both']?.map(({ value }) => value)).toEqual(['chosen'])
    expect(step(open, choice('c', ['nobody-wrote-this']))).toMatchObject({ ok: false, refusal: { code: 'versions-unknown' } })
  })
})

describe('signatures and locks (P7)', () => {
  test('P7: a record locks when both have signed the same content', () => {
    const state = locked()
    expect([statusOf(state), state.signatures.length, state.unsetSignatures.length]).toEqual(['locked', 2, 0])
  })

  test('SSWB-4.9, WOK-6.5, HAV-6.1.11, HAV-7.2, WAL-10c: one signature is not enough, whoever gives it, and each has its day', () => {
    const held = session(edit(DANA, 'needed', 'answered'), hold())
    for (const [first, second] of [['supervisor', 'supervisee'], ['supervisee', 'supervisor']] as const) {
      const one = apply(held, sign(held, first))
      const again = apply(one, sign(one, first))
      const both = apply(again, sign(again, second))
      expect([one, again, both].map((state) => state.locked)).toEqual([false, false, true])
      expect(both.signatures.map(({ sign: { role, on } }) => [role, on])).toEqual([[first, '2026-06-02'], [second, '2026-06-02']])
    }
  })

  test('SSWB-4.21: who disagrees signs all the same, says why, and the record is locked', () => {
    const one = session(edit(DANA, 'needed', 'answered'), hold(), (state) => sign(state, 'supervisor'))
    const theirs = sign(one, 'supervisee')
    if (theirs.type !== 'record.sign') throw new Error('it signs')
    const both = apply(one, { ...theirs, payload: { ...theirs.payload, answer: 'disagree', comment: 'Not so.' } })
    expect([both.locked, both.signatures[1]?.sign.answer, both.signatures[1]?.sign.comment]).toEqual([true, 'disagree', 'Not so.'])
  })

  test('P7, SSWB-4.22: nothing but addenda, signatures and voiding changes a locked record, and its answers never change', () => {
    const state = locked()
    const attempts: readonly RecordAct[] = [
      edit(SAM, 'needed', 'changed', state.fields['needed']!.act),
      act(DANA, { type: 'field.settle', payload: { field: 'needed', value: 'x', from: null, settles: ['y' as ActId] } }),
      hold(),
    ]
    for (const attempt of attempts) expect(step(state, attempt)).toMatchObject({ ok: false, refusal: { code: 'record-locked' } })
    const after = [sign(state, 'supervisor'), act(SAM, { type: 'record.addendum', payload: { text: 'added', on: '2026-06-03' as never } })].reduce(apply, state)
    expect(after.fields).toEqual(state.fields)
    expect([after.locked, after.addenda.length]).toEqual([true, 1])
  })

  test('P7: an edit after the first signature unsets it; saying the same again does not', () => {
    const signed = session(edit(DANA, 'needed', 'answered', null, 'n1'), hold(), (state) => sign(state, 'supervisor'))
    const same = apply(signed, edit(DANA, 'needed', 'answered', 'n1', 'n2'))
    expect(same.signatures).toHaveLength(1)
    const changed = apply(same, edit(SAM, 'worker', 'one more thing'))
    expect(changed.signatures).toEqual([])
    expect(changed.unsetSignatures.map(({ because }) => because)).toEqual(['edited-after'])
  })

  test('P7: a signature on other content, before the session was held or with answers missing is kept without counting', () => {
    const held = session(edit(DANA, 'needed', 'answered'), hold())
    const early = sign(held, 'supervisee')
    const moved = apply(apply(held, edit(DANA, 'boss', 'later words')), early)
    expect([moved.signatures.length, moved.unsetSignatures[0]?.because]).toEqual([0, 'other-content'])
    const planned = session()
    expect(apply(planned, sign(planned, 'supervisor')).unsetSignatures[0]?.because).toBe('other-content')
    const missing = session(hold())
    expect(apply(missing, sign(missing, 'supervisor')).unsetSignatures[0]?.because).toBe('answers-missing')
    const open = session(edit(DANA, 'needed', 'a'), edit(SAM, 'needed', 'b'), hold())
    expect(apply(open, sign(open, 'supervisor')).unsetSignatures[0]?.because).toBe('competing-open')
  })

  test('I5: whatever happens, no signature is ever lost', () => {
    const step1 = fc.constantFrom('edit', 'hold', 'share', 'sign-supervisor', 'sign-supervisee', 'stale-sign', 'void', 'addendum')
    fc.assert(
      fc.property(fc.array(step1, { maxLength: 25 }), (steps) => {
        let state = session(edit(DANA, 'needed', 'answered'), hold())
        const stale = sign(state, 'supervisee')
        let given = 0
        steps.forEach((name, n) => {
          const next: RecordAct =
            name === 'edit' ? edit(DANA, 'boss', `v${n}`, state.fields['boss']?.act ?? null)
            : name === 'hold' ? hold()
            : name === 'share' ? share()
            : name === 'stale-sign' ? stale
            : name === 'void' ? act(DANA, { type: 'record.void', payload: { reason: 'wrong-date', note: '', on: '2026-06-03' as never } })
            : name === 'addendum' ? act(SAM, { type: 'record.addendum', payload: { text: 'x', on: '2026-06-03' as never } })
            : sign(state, name === 'sign-supervisor' ? 'supervisor' : 'supervisee')
          if (next.type === 'record.sign') given += 1
          state = apply(state, next)
          expect(state.signatures.length + state.unsetSignatures.length).toBe(given)
          expect(state.locked ? state.signatures.length : 2).toBe(2)
        })
      }),
      RUNS,
    )
  })
})

describe('a name typed where its person has no key (G4)', () => {
  const typed = (): RecordAct => act(DANA, { type: 'record.acknowledge', payload: { name: 'Sam Example', role: 'supervisee', words: 'I have read it.', on: '2026-06-02' as never } })
  const signed = () => session(edit(DANA, 'needed', 'answered', null, 'n1'), hold(), (state) => sign(state, 'supervisor'))

  test('is kept as not yet confirmed: it is no signature, and locks nothing', () => {
    const state = apply(signed(), typed())
    expect([state.locked, state.signatures.length, state.unsetSignatures.length]).toEqual([false, 1, 0])
    expect(unconfirmedOf(state)).toMatchObject({ name: 'Sam Example', by: DANA, words: 'I have read it.', changedSince: false })
    expect(apply(state, sign(state, 'supervisor')).locked).toBe(false)
  })

  test('is confirmed by their own signature and by nothing else, and stays in the history', () => {
    const state = apply(apply(signed(), typed()), typed())
    expect(unconfirmedOf(apply(state, sign(state, 'supervisor')))).not.toBeNull()
    const both = apply(state, sign(state, 'supervisee'))
    expect([both.locked, unconfirmedOf(both), both.acknowledged.length]).toEqual([true, null, 2])
  })

  test('that arrives after their signature says nothing new, and the record stays locked', () => {
    const after = apply(locked(), typed())
    expect([after.locked, after.acknowledged]).toEqual([true, []])
  })

  test('is of the record as it was: what is changed afterwards was not read', () => {
    const changed = apply(apply(signed(), typed()), edit(SAM, 'worker', 'one more thing'))
    expect(unconfirmedOf(changed)?.changedSince).toBe(true)
    expect(unconfirmedOf(apply(changed, typed()))?.changedSince).toBe(false)
    expect(unconfirmedOf(apply(apply(signed(), typed()), hold()))?.changedSince).toBe(true)
  })

  test('is not kept of what has not been yet, or is void', () => {
    expect(step(session(), typed())).toMatchObject({ ok: false, refusal: { code: 'session-not-held' } })
    const voided = apply(signed(), act(DANA, { type: 'record.void', payload: { reason: 'wrong-date', note: '', on: '2026-06-03' as never } }))
    expect(step(voided, typed())).toMatchObject({ ok: false, refusal: { code: 'record-void' } })
  })
})

test('a record is made once, and not by an edit', () => {
  expect(step(null, edit(DANA, 'both', 'x'))).toMatchObject({ ok: false, refusal: { code: 'record-unknown' } })
  expect(step(session(), plan())).toMatchObject({ ok: false, refusal: { code: 'record-exists' } })
})

test('a void record takes nothing more but signatures, which do not count', () => {
  const state = session(edit(DANA, 'needed', 'a'), hold(), act(DANA, { type: 'record.void', payload: { reason: 'wrong-person', note: '', on: '2026-06-03' as never } }))
  expect(statusOf(state)).toBe('void')
  expect(step(state, edit(DANA, 'boss', 'x'))).toMatchObject({ ok: false, refusal: { code: 'record-void' } })
  expect(apply(state, sign(state, 'supervisor')).unsetSignatures[0]?.because).toBe('record-closed')
})
