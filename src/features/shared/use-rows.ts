import { useEffect, useRef, useState } from 'react'
import { type FieldName } from '../../domain/records/deeds/common.ts'
import { formIn } from '../../queries/record-in.ts'
import { useDevice, useDrafts } from '../../queries/use-device.tsx'
import { elementId } from './element-id.ts'
import { type RecordView } from './record-view.ts'
import { useSave } from './use-save.ts'

const CONTROLS = 'textarea, input, select'

/** Focuses the box of a field, or the first one in it; false while it is not on the page. */
const focusOn = (id: string): boolean => {
  const place = document.getElementById(id)
  const box = place?.matches(`${CONTROLS}, button`) ? place : place?.querySelector<HTMLElement>(CONTROLS)
  box?.focus()
  return box !== null && box !== undefined
}

export interface Rows {
  /** The rows to show, those that nothing is written in yet among them. */
  readonly ids: readonly string[]
  /** One was taken out just now and can be put back. */
  readonly undoable: boolean
  readonly failed: boolean
  /** The ids of the elements that take the focus when a row goes. */
  readonly addId: string
  readonly undoId: string
  readonly add: () => void
  readonly remove: (id: string) => Promise<void>
  readonly undo: () => Promise<void>
}

export interface RowsOptions {
  view: Pick<RecordView, 'state'>
  /** The field that asks for them, for the ids of elements. */
  of: FieldName
  /** Under which they are kept: `actions`, `cases`. */
  under: string
  /** The part that one begins to write in. */
  firstPart: string
  inRecord: readonly string[]
  /** An empty list shows a line to write in: it becomes a row with its first letter. */
  begun?: boolean
}

/**
 * A list one adds to: a row is made on the screen and becomes one of the record with the first letter in it. One taken
 * out can be put back. The focus goes to the first box of a new row, and to the way back of one taken out.
 */
export const useRows = ({ view, of, under, firstPart, inRecord, begun = false }: RowsOptions): Rows => {
  const device = useDevice()
  const drafts = useDrafts()
  const { save, failed } = useSave()
  const [added, setAdded] = useState<readonly string[]>(() => (begun && inRecord.length === 0 ? [device.newId()] : []))
  const [removed, setRemoved] = useState<string | null>(null)
  /** The element that takes the focus once it is there. */
  const next = useRef<string | null>(null)
  useEffect(() => {
    if (next.current !== null && focusOn(next.current)) next.current = null
  })
  const { id: recordId, kind } = view.state
  const addId = `${elementId(of)}-add`
  const undoId = `${elementId(of)}-undo`
  const setTaken = (id: string, taken: boolean) =>
    device.edit({ recordId, kind, values: { [`${under}.${id}.removed`]: taken }, left: true })

  const add = () => {
    const id = device.newId()
    next.current = elementId(`${under}.${id}.${firstPart}`)
    setRemoved(null)
    setAdded([...added, id])
  }
  const remove = async (id: string) => {
    let kept = false
    const done = await save(async () => {
      // What was typed a moment ago is of the record first, and can be put back.
      await drafts.saveAll()
      const record = formIn(await device.snapshot(), recordId)
      kept = Object.keys(record?.fields ?? {}).some((name) => name.startsWith(`${under}.${id}.`))
      if (kept) await setTaken(id, true)
    })
    if (!done) return
    next.current = kept ? undoId : addId
    setAdded(added.filter((each) => each !== id))
    setRemoved(kept ? id : null)
  }
  const undo = async () => {
    if (removed === null || !(await save(() => setTaken(removed, false)))) return
    next.current = addId
    setRemoved(null)
  }
  const ids = [...inRecord, ...added.filter((id) => !inRecord.includes(id) && id !== removed)]
  return { ids, undoable: removed !== null, failed, addId, undoId, add, remove, undo }
}
