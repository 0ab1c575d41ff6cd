/**
 * One field being written (ux.md: no save button to trust). What is typed is saved at every pause, at the latest every
 * two seconds, and on leaving; it is never replaced while it is not saved, and never lost because a save failed.
 */
import { type ActId } from '../domain/ids.ts'
import { type Json, sameJson } from '../domain/json.ts'
import { DeviceError, type DeviceErrorCode } from './device-error.ts'

/** A pause in typing. */
export const PAUSE_MS = 500
/** Typed text is not kept in memory alone for longer than this. */
export const MOST_MS = 2000
/** After a save that failed. */
export const RETRY_MS = 5000

/** Saves that the device may not have shown yet: more than are ever under way at once. */
const AWAITED_MOST = 8

/** `idle`: as it was; `on-device` once something typed here has been saved. */
type AutosaveState = 'idle' | 'saving' | 'on-device' | 'failed'

export interface AutosaveView {
  readonly value: Json | undefined
  readonly state: AutosaveState
  /** Why the last save failed. */
  readonly code: DeviceErrorCode | null
}

/** What the screen shows of a field: a value and the act that set it; a text that is no field's has none. */
export interface Shown {
  readonly value: Json
  readonly act: ActId | null
}

export interface Autosave {
  readonly view: () => AutosaveView
  readonly subscribe: (listener: () => void) => () => void
  /** The person typed. */
  readonly change: (value: Json) => void
  /** Saves, and has it sent. */
  readonly blur: () => void
  /** What the device shows has changed; it is taken over unless something typed is not saved. */
  readonly show: (shown: Shown | undefined) => void
  /** Saves what is typed. Rejects when it could not be; the text stays. */
  readonly flush: (left?: boolean) => Promise<void>
  /** Whether something typed is not yet on the device. */
  readonly dirty: () => boolean
}

export interface AutosavePorts {
  readonly save: (value: Json, seen: ActId | null, left: boolean) => Promise<void>
  readonly after: (ms: number, run: () => void) => () => void
}

export const createAutosave = (first: Shown | undefined, { save, after }: AutosavePorts): Autosave => {
  const listeners = new Set<() => void>()
  let view: AutosaveView = { value: first?.value, state: 'idle', code: null }
  let shown = first
  /** The act whose value was there when the person began to write. */
  let seen: ActId | null = null
  let dirty = false
  let touched = false
  /** Saved here and not yet shown by the device, oldest first, after the act that was shown before them. */
  let awaited: readonly Json[] = []
  let before: ActId | null = null
  let turn: Promise<void> = Promise.resolve()
  let pause: (() => void) | null = null
  let most: (() => void) | null = null

  const become = (change: Partial<AutosaveView>): void => {
    view = { ...view, ...change }
    for (const listen of listeners) listen()
  }
  const isStale = (next: Shown | undefined): boolean => {
    if (awaited.length === 0 || sameJson(awaited.at(-1), next?.value)) return false
    return (next?.act ?? null) === before || awaited.some((value) => sameJson(value, next?.value))
  }
  const stopTimers = (): void => {
    pause?.()
    most?.()
    pause = null
    most = null
  }
  /** For the timers: what failed is in the view. */
  const flushQuietly = (left: boolean): void => {
    flush(left).catch(() => undefined)
  }

  const saveOnce = async (left: boolean): Promise<void> => {
    const value = view.value ?? null
    become({ state: 'saving' })
    try {
      await save(value, seen, left)
      if (awaited.length === 0) before = shown?.act ?? null
      awaited = [...awaited, value].slice(-AWAITED_MOST)
      if (sameJson(view.value, value)) {
        dirty = false
        become({ state: 'on-device', code: null })
      }
    } catch (error) {
      become({ state: 'failed', code: error instanceof DeviceError ? error.code : 'local-save-failed' })
      pause ??= after(RETRY_MS, () => {
        pause = null
        flushQuietly(false)
      })
      throw error
    }
  }

  const saveWhatIsTyped = async (left: boolean): Promise<void> => {
    if (!dirty && !(left && touched)) return
    await saveOnce(left)
    if (left) touched = false
    // What was typed meanwhile.
    if (dirty) await saveWhatIsTyped(left)
  }

  const flush = (left = false): Promise<void> => {
    stopTimers()
    // One save at a time: a later one would otherwise plan on what the earlier has not written yet.
    const mine = turn.then(() => saveWhatIsTyped(left))
    turn = mine.catch(() => undefined)
    return mine
  }

  return {
    view: () => view,
    subscribe: (listener) => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    change: (value) => {
      if (!dirty) seen = shown?.act ?? null
      dirty = true
      touched = true
      pause?.()
      pause = after(PAUSE_MS, () => flushQuietly(false))
      most ??= after(MOST_MS, () => flushQuietly(false))
      become({ value, state: view.state === 'failed' ? 'failed' : 'saving' })
    },
    blur: () => flushQuietly(true),
    show: (next) => {
      shown = next
      // Read before the last save was written: taken over, it would put back an earlier text under the hands of who types.
      if (isStale(next)) return
      awaited = []
      if (dirty || sameJson(next?.value, view.value)) return
      become({ value: next?.value, state: 'idle' })
    },
    flush,
    dirty: () => dirty,
  }
}
