import { beforeEach, describe, expect, it } from 'vitest'
import { type ActId, type RecordId } from '../../src/domain/ids.ts'
import { type Json } from '../../src/domain/json.ts'
import { createAutosave, MOST_MS, PAUSE_MS, RETRY_MS, type Shown } from '../../src/queries/autosave.ts'
import { DeviceError } from '../../src/queries/device-error.ts'
import { type FieldEdits } from '../../src/queries/device.ts'
import { createDrafts } from '../../src/queries/drafts.ts'
import { settle, virtualTimers } from '../outbox/sim.ts'

const act = (n: number): ActId => `00000000-0000-4000-8000-00000000000${n}` as ActId
const shown = (value: Json, n: number): Shown => ({ value, act: act(n) })

let time: ReturnType<typeof virtualTimers>
const pass = async (ms: number): Promise<void> => {
  const until = time.now() + ms
  while (time.step(until)) await settle(3)
  time.to(until)
  await settle(3)
}

interface Saved {
  readonly value: Json
  readonly seen: ActId | null
  readonly left: boolean
}
let saved: Saved[]
let failing: DeviceError | null
let slow: Promise<void> | null

const field = (first: Shown | undefined = shown('was', 1)) =>
  createAutosave(first, {
    after: time.timers.after,
    save: async (value, seen, left) => {
      await slow
      if (failing) throw failing
      saved.push({ value, seen, left })
    },
  })

beforeEach(() => {
  time = virtualTimers()
  saved = []
  failing = null
  slow = null
})

describe('a field that saves itself', () => {
  it('V8: saves at a pause in typing, with the act that was on the screen when it began', async () => {
    const it = field()
    it.change('w')
    await pass(PAUSE_MS - 1)
    it.change('wo')
    await pass(PAUSE_MS - 1)
    expect(saved).toEqual([])
    expect(it.view()).toEqual({ value: 'wo', state: 'saving', code: null })
    await pass(1)
    expect(saved).toEqual([{ value: 'wo', seen: act(1), left: false }])
    expect(it.view().state).toBe('on-device')
    expect(it.dirty()).toBe(false)
  })

  it('typing without a pause is saved every two seconds all the same', async () => {
    const it = field()
    for (let i = 0; i < 50; i += 1) {
      it.change('x'.repeat(i))
      await pass(100)
    }
    expect(saved.length).toBeGreaterThanOrEqual(Math.floor(5000 / MOST_MS))
  })

  it('V8: leaving the field saves at once and has it sent, also when the pause has saved it before', async () => {
    const it = field()
    it.change('one')
    it.blur()
    await settle()
    expect(saved).toEqual([{ value: 'one', seen: act(1), left: true }])
    it.change('two')
    await pass(PAUSE_MS)
    it.blur()
    await settle()
    expect(saved.slice(1)).toMatchObject([
      { value: 'two', left: false },
      { value: 'two', left: true },
    ])
    it.blur()
    await settle()
    expect(saved).toHaveLength(3)
  })

  it('a failed save keeps the text, is red with its reason, and is tried again until it is saved', async () => {
    const it = field()
    failing = new DeviceError('local-save-failed')
    it.change('precious')
    await pass(PAUSE_MS)
    expect(it.view()).toEqual({ value: 'precious', state: 'failed', code: 'local-save-failed' })
    it.show(shown('from elsewhere', 2))
    expect(it.view().value).toBe('precious')
    await expect(it.flush()).rejects.toEqual(failing)
    failing = null
    await pass(RETRY_MS)
    expect(saved).toMatchObject([{ value: 'precious', seen: act(1) }])
    expect(it.view()).toEqual({ value: 'precious', state: 'on-device', code: null })
  })

  it('another’s change is shown where nothing typed is unsaved', () => {
    const it = field()
    it.show(shown('theirs', 2))
    expect(it.view()).toEqual({ value: 'theirs', state: 'idle', code: null })
  })

  it('P6: another’s change while typing does not replace what is typed, and is not what it was written over', async () => {
    const it = field()
    it.change('mine')
    it.show(shown('theirs', 2))
    expect(it.view().value).toBe('mine')
    await pass(PAUSE_MS)
    expect(saved).toEqual([{ value: 'mine', seen: act(1), left: false }])
  })

  it('what the device read before the last save was written does not put an earlier text back (V2)', async () => {
    const it = field()
    it.change('I worry abou')
    await pass(PAUSE_MS)
    it.change('I worry about Jayden')
    await pass(PAUSE_MS)
    expect(it.dirty()).toBe(false)
    // Both saves are done; what was read before the second, and before the first, arrives only now.
    it.show(shown('I worry abou', 2))
    it.show(shown('was', 1))
    expect(it.view()).toMatchObject({ value: 'I worry about Jayden', state: 'on-device' })
    it.show(shown('I worry about Jayden', 3))
    expect(it.view().value).toBe('I worry about Jayden')
    // From then on another's change is taken over again, even one that says what was there before.
    it.show(shown('I worry abou', 4))
    expect(it.view()).toEqual({ value: 'I worry abou', state: 'idle', code: null })
  })

  it('P6: another’s change that comes before one’s own save is shown is taken over all the same', async () => {
    const it = field()
    it.change('mine')
    await pass(PAUSE_MS)
    it.show(shown('theirs', 5))
    expect(it.view().value).toBe('theirs')
  })

  it('what is typed while a save is under way is saved after it', async () => {
    let go = (): void => undefined
    slow = new Promise((resolve) => {
      go = resolve
    })
    const it = field()
    it.change('first')
    await pass(PAUSE_MS)
    it.change('first and more')
    await pass(PAUSE_MS)
    expect(saved).toEqual([])
    go()
    await settle()
    expect(saved.map(({ value }) => value)).toEqual(['first', 'first and more'])
    expect(it.dirty()).toBe(false)
  })

  it('a field without a value begins with none, and writes over none', async () => {
    const it = createAutosave(undefined, {
      after: time.timers.after,
      save: async (value, seen, left) => {
        saved.push({ value, seen, left })
      },
    })
    expect(it.view().value).toBeUndefined()
    it.change('new')
    await pass(PAUSE_MS)
    expect(saved).toEqual([{ value: 'new', seen: null, left: false }])
  })
})

describe('the fields being written', () => {
  const record = '00000000-0000-4000-8000-000000000099' as RecordId
  let edits: FieldEdits[]
  let full: boolean
  let texts: Map<string, string>
  const drafts = () =>
    createDrafts(
      {
        edit: async (edit) => {
          if (full) throw new DeviceError('local-save-failed')
          edits.push(edit)
        },
        texts: {
          of: (name) => texts.get(name) ?? '',
          keep: async (name, text) => {
            if (full) throw new DeviceError('local-save-failed')
            texts.set(name, text)
          },
        },
      },
      time.timers.after,
    )

  beforeEach(() => {
    edits = []
    full = false
    texts = new Map()
  })

  it('a text that is no field begins with what was begun, and is kept at a pause, under its name alone', async () => {
    texts.set('comment|a', 'I was')
    const all = drafts()
    const draft = all.text('comment|a')
    all.enter('text', 'comment|a', draft)
    expect(draft.view().value).toBe('I was')
    draft.change('I was not tired')
    expect(all.text('comment|b').view().value).toBe('')
    await pass(PAUSE_MS)
    expect([...texts]).toEqual([['comment|a', 'I was not tired']])
    expect(edits).toEqual([])
    full = true
    draft.change('I was not tired at all')
    await expect(all.saveAll()).rejects.toThrow('local-save-failed')
    expect(all.pending()).toEqual({ unsaved: 1, failed: 1 })
  })

  it('a field that could not be saved outlives its page, with its text', async () => {
    const all = drafts()
    const draft = all.of(record, 'session', 'topic.1', undefined)
    all.enter(record, 'topic.1', draft)
    full = true
    draft.change('precious')
    all.leave(record, 'topic.1')
    await settle()
    expect(all.pending()).toEqual({ unsaved: 1, failed: 1 })
    expect(all.of(record, 'session', 'topic.1', shown('was', 1)).view()).toMatchObject({ value: 'precious', state: 'failed' })
    full = false
    await pass(RETRY_MS)
    expect(edits).toMatchObject([{ recordId: record, kind: 'session', values: { 'topic.1': 'precious' } }])
    expect(all.pending()).toEqual({ unsaved: 0, failed: 0 })
  })

  it('leaving a page saves and sends what is typed, and lets go of the draft', async () => {
    const all = drafts()
    const draft = all.of(record, 'session', 'topic.1', undefined)
    all.enter(record, 'topic.1', draft)
    draft.change('words')
    all.leave(record, 'topic.1')
    await settle()
    expect(edits).toMatchObject([{ values: { 'topic.1': 'words' }, seen: { 'topic.1': null }, left: true }])
    expect(all.of(record, 'session', 'topic.1', shown('words', 2))).not.toBe(draft)
  })

  it('K5: everything typed is saved at once when asked, or it says that it could not', async () => {
    const all = drafts()
    all.of(record, 'session', 'topic.1', undefined).change('one')
    all.of(record, 'session', 'topic.2', undefined).change('two')
    await all.saveAll()
    expect(edits.map(({ values }) => values)).toEqual([{ 'topic.1': 'one' }, { 'topic.2': 'two' }])
    full = true
    all.of(record, 'session', 'topic.3', undefined).change('three')
    await expect(all.saveAll()).rejects.toEqual(new DeviceError('local-save-failed'))
  })
})
