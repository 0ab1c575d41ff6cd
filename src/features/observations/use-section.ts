import { useEffect } from 'react'
import { useSearch } from 'wouter'
import { type FieldName } from '../../domain/records/deeds/common.ts'
import { elementId } from '../shared/element-id.ts'
import { focusBehind } from './focus.ts'

/** The part or field in the address. */
export const useSection = (): FieldName | undefined => new URLSearchParams(useSearch()).get('section') ?? undefined

const placeOf = (field: FieldName): HTMLElement | null => {
  const [rows, id] = field.split('.')
  const blocks = [field, `${rows}.${id}`].map((name) => `[data-field="${CSS.escape(name)}"]`)
  return document.getElementById(elementId(field)) ?? document.querySelector<HTMLElement>(blocks.join(', '))
}

/** Brings a field into sight, with the focus in it, when the page that shows it opens. */
export const useFieldInSight = (field: FieldName | undefined): void => {
  useEffect(() => {
    const place = field === undefined ? null : placeOf(field)
    if (!place) return
    const box = place.matches('textarea, input') ? place : place.querySelector<HTMLElement>('textarea, input, button')
    place.scrollIntoView({ block: 'center' })
    focusBehind(box)
  }, [field])
}
