/** A field that saves itself (V8, ux.md). */
import { useCallback, useEffect, useMemo, useSyncExternalStore } from 'react'
import { type RecordId } from '../domain/ids.ts'
import { type Json } from '../domain/json.ts'
import { type RecordKind } from '../domain/records/deeds/common.ts'
import { shownVersion } from '../outbox/plan-save.ts'
import { type AutosaveView } from './autosave.ts'
import { type Snapshot } from './device.ts'
import { formIn } from './record-in.ts'
import { useDevice, useDrafts, useSelected } from './use-device.tsx'

export interface AutosaveField extends AutosaveView {
  /** What is typed. */
  readonly change: (value: Json) => void
  /** The person leaves the field: saved and sent. */
  readonly blur: () => void
  /** Saves now. Rejects when it could not be. */
  readonly flush: () => Promise<void>
}

/**
 * A field of a record: its value as it is being typed, and where it stands. `saving`, then `on-device`; `failed` is red,
 * keeps what was typed and is tried again. Another's change is taken over unless something typed is not saved.
 */
export const useAutosave = (recordId: RecordId, kind: RecordKind, field: string): AutosaveField => {
  const { me } = useDevice()
  const drafts = useDrafts()
  const select = useCallback(
    (snapshot: Snapshot) => {
      const record = formIn(snapshot, recordId)
      return (record && shownVersion(record, field, me.person)) ?? null
    },
    [recordId, field, me.person],
  )
  /** Undefined until the device has been read, null for a field without a value. */
  const version = useSelected(select)
  // oxlint-disable-next-line react/exhaustive-deps -- the version is what the draft begins with; later ones are shown to it
  const draft = useMemo(() => drafts.of(recordId, kind, field, version ?? undefined), [drafts, recordId, kind, field])
  useEffect(() => {
    if (version !== undefined) draft.show(version ?? undefined)
  }, [draft, version])
  useEffect(() => {
    drafts.enter(recordId, field, draft)
    return () => drafts.leave(recordId, field)
  }, [drafts, draft, recordId, field])
  const view = useSyncExternalStore(draft.subscribe, draft.view)
  return { ...view, change: draft.change, blur: draft.blur, flush: draft.flush }
}
