/** A text that is no field of a record yet, such as a comment before it is sent: begun here, and here after a reload. */
import { useEffect, useMemo, useSyncExternalStore } from 'react'
import { useDrafts } from './use-device.tsx'

export interface BegunText {
  readonly text: string
  /** A letter more: kept at the next pause, sealed, on this device alone. */
  readonly type: (text: string) => void
  /** It was sent, or given up. */
  readonly drop: () => void
}

/** @param name what it is for: its kind and the record's id, and what else tells it from others of that record */
export const useBegunText = (name: string): BegunText => {
  const drafts = useDrafts()
  const draft = useMemo(() => drafts.text(name), [drafts, name])
  useEffect(() => {
    drafts.enter('text', name, draft)
    return () => drafts.leave('text', name)
  }, [drafts, draft, name])
  const { value } = useSyncExternalStore(draft.subscribe, draft.view)
  return {
    text: typeof value === 'string' ? value : '',
    type: draft.change,
    drop: () => {
      draft.change('')
      draft.blur()
    },
  }
}
