/** The boxes of a note: the kit’s own, with the identifier guard beside them (W6). */
import { useImperativeHandle, useRef } from 'react'
import { TextArea, type TextAreaProps } from '../../ui/text-area.tsx'
import { TextField, type TextFieldProps } from '../../ui/text-field.tsx'
import { useGuard } from './use-guard.tsx'

interface Unguarded {
  /** It holds details of somebody who works there, as a front sheet does: nothing is warned of. */
  unguarded?: boolean | undefined
}

/** Text of any length in a note. */
export const GuardedTextArea = ({ ref, unguarded, ...props }: TextAreaProps & Unguarded) => {
  const box = useRef<HTMLTextAreaElement>(null)
  useImperativeHandle(ref, () => box.current as HTMLTextAreaElement, [])
  const { id, label, value = '', onChange } = props
  const said = useGuard({ field: id ?? label, text: value, onChange, box, off: unguarded })
  return <TextArea {...props} {...said} ref={box} />
}

/** One line in a note. */
export const GuardedTextField = ({ ref, unguarded, ...props }: TextFieldProps & Unguarded) => {
  const box = useRef<HTMLInputElement>(null)
  useImperativeHandle(ref, () => box.current as HTMLInputElement, [])
  const { id, label, value = '', onChange } = props
  const said = useGuard({ field: id ?? label, text: value, onChange, box, off: unguarded })
  return <TextField {...props} {...said} ref={box} />
}
