import { type FocusEvent, useCallback, useEffect, useRef } from 'react'
import { useLocation, useSearch } from 'wouter'
import { type RecordId } from '../../domain/ids.ts'
import { type FieldName } from '../../domain/records/deeds/common.ts'
import { sessionHref } from './addresses.ts'
import { elementId } from '../shared/element-id.ts'

/** The part or field in the address, `?section=`, and how it is kept there. */
export interface SectionAddress {
  readonly section: FieldName | undefined
  /** Notes the field that has the focus, without moving anything: one comes back to it after an interruption. */
  readonly notice: (event: FocusEvent) => void
  /** Opens a part without moving the focus, which is wanted elsewhere. */
  readonly open: (section: FieldName) => void
  /** Brings a field into sight once more. */
  readonly show: (section: FieldName) => void
}

const FIELDS = 'textarea, input'

/** The block of a field, and what in it takes the focus: its box, else its first button. */
const placeOf = (section: FieldName): { block: HTMLElement; control: HTMLElement | null } | null => {
  const own = document.getElementById(elementId(section))
  const block = document.querySelector<HTMLElement>(`[data-field="${CSS.escape(section)}"]`) ?? own
  if (!block) return null
  const box = own?.matches(FIELDS) ? own : (own ?? block).querySelector<HTMLElement>(FIELDS)
  return { block, control: box ?? block.querySelector('button') }
}

/** A heading further down than this share of the window leaves too little of its part in sight. */
const LOW = 0.35

/** A field comes to the top; the heading of a part only where it is out of sight or low, as on a phone. */
const scrollTo = (section: FieldName, heading: HTMLElement | null): void => {
  const block = placeOf(section)?.block
  if (block) block.scrollIntoView({ block: 'start' })
  else if (heading) {
    const low = heading.getBoundingClientRect().top > window.innerHeight * LOW
    heading.scrollIntoView({ block: low ? 'start' : 'nearest' })
  }
}

/** Brings a field, or the heading of a part, into sight and puts the focus there, behind the last word. */
const showPlace = (section: FieldName, heading: HTMLElement | null): void => {
  const control = placeOf(section)?.control ?? heading
  scrollTo(section, heading)
  control?.focus({ preventScroll: true })
  if (control instanceof HTMLTextAreaElement) control.setSelectionRange(control.value.length, control.value.length)
}

/**
 * @param heading the heading of the part on show, which takes the focus when a part is opened as a whole
 */
export const useSection = (recordId: RecordId, heading: { readonly current: HTMLElement | null }): SectionAddress => {
  const [, navigate] = useLocation()
  const section = new URLSearchParams(useSearch()).get('section') ?? undefined
  /** The field that came into the address because the focus went there. */
  const noticed = useRef<FieldName | undefined>(undefined)

  const show = useCallback((wanted: FieldName) => showPlace(wanted, heading.current), [heading])

  useEffect(() => {
    if (section !== undefined && noticed.current === section) return
    noticed.current = undefined
    if (section !== undefined) show(section)
  }, [section, show])

  const open = (next: FieldName): void => {
    if (next === section) return
    noticed.current = next
    navigate(sessionHref(recordId, next), { replace: true })
  }
  const notice = (event: FocusEvent): void => {
    const field = event.target.closest<HTMLElement>('[data-field]')?.dataset['field']
    if (field) open(field)
  }
  return { section, notice, open, show }
}
