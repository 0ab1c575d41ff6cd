/**
 * The fields being written on this device. A field that is not saved outlives the page it is on, so that leaving a page,
 * or a save that fails, loses nothing.
 */
import { type RecordId } from '../domain/ids.ts'
import { type RecordKind } from '../domain/records/deeds/common.ts'
import { type Autosave, createAutosave, type Shown } from './autosave.ts'
import { type Device } from './device.ts'

export interface Pending {
  /** Fields with something typed that is not yet on the device. */
  readonly unsaved: number
  /** Of those, the ones whose last save failed. */
  readonly failed: number
}

export interface Drafts {
  /** The field's draft; made with what is shown when there is none. */
  readonly of: (recordId: RecordId, kind: RecordKind, field: string, shown: Shown | undefined) => Autosave
  /** The draft of a text that is no field of a record yet; it stays on this device under its name. */
  readonly text: (name: string) => Autosave
  /** A page shows the field, or the text of that name: its draft is kept until the page has gone. */
  readonly enter: (recordId: RecordId | 'text', field: string, draft: Autosave) => void
  /** The page that shows the field has gone: what is typed is saved, then the draft is let go. */
  readonly leave: (recordId: RecordId | 'text', field: string) => void
  /** Saves everything typed and has it sent. Rejects when something could not be saved. */
  readonly saveAll: () => Promise<void>
  readonly pending: () => Pending
  readonly subscribe: (listener: () => void) => () => void
}

const NONE: Pending = { unsaved: 0, failed: 0 }

const browserAfter = (ms: number, run: () => void): (() => void) => {
  const timer = setTimeout(run, ms)
  return () => clearTimeout(timer)
}

export const createDrafts = (device: Pick<Device, 'edit' | 'texts'>, after = browserAfter): Drafts => {
  const drafts = new Map<string, { readonly draft: Autosave; readonly stop: () => void; shownBy: number }>()
  const listeners = new Set<() => void>()
  let pending = NONE
  const nameOf = (recordId: RecordId | 'text', field: string): string => `${recordId}|${field}`

  const count = (): void => {
    const all = [...drafts.values()].map(({ draft }) => draft)
    const unsaved = all.filter((draft) => draft.dirty()).length
    const failed = all.filter((draft) => draft.dirty() && draft.view().state === 'failed').length
    if (unsaved === pending.unsaved && failed === pending.failed) return
    pending = unsaved === 0 ? NONE : { unsaved, failed }
    for (const listen of listeners) listen()
  }
  const hold = (name: string, draft: Autosave): void => {
    const stop = draft.subscribe(() => {
      count()
      letGo(name)
    })
    drafts.set(name, { draft, stop, shownBy: 0 })
  }
  const letGo = (name: string): void => {
    const held = drafts.get(name)
    if (!held || held.shownBy > 0 || held.draft.dirty()) return
    held.stop()
    drafts.delete(name)
    count()
  }

  return {
    of: (recordId, kind, field, shown) => {
      const name = nameOf(recordId, field)
      const known = drafts.get(name)
      if (known) return known.draft
      const draft = createAutosave(shown, {
        after,
        save: (value, seen, left) =>
          device.edit({ recordId, kind, values: { [field]: value }, seen: { [field]: seen }, left }),
      })
      hold(name, draft)
      return draft
    },
    text: (name) => {
      const known = drafts.get(nameOf('text', name))
      if (known) return known.draft
      const { of, keep } = device.texts
      const draft = createAutosave({ value: of(name), act: null }, { after, save: (value) => keep(name, typeof value === 'string' ? value : '') })
      hold(nameOf('text', name), draft)
      return draft
    },
    enter: (recordId, field, draft) => {
      const name = nameOf(recordId, field)
      if (!drafts.has(name)) hold(name, draft)
      const held = drafts.get(name)
      if (held) held.shownBy += 1
    },
    leave: (recordId, field) => {
      const name = nameOf(recordId, field)
      const held = drafts.get(name)
      if (!held) return
      held.shownBy -= 1
      held.draft.blur()
      letGo(name)
    },
    saveAll: async () => {
      await Promise.all([...drafts.values()].map(({ draft }) => draft.flush(true)))
    },
    pending: () => pending,
    subscribe: (listener) => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
  }
}
