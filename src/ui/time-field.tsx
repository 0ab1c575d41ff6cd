import { type Ref, useState } from 'react'
import { type FieldProps } from './field.tsx'
import { TextField } from './text-field.tsx'
import { clockTimeOf } from './time-value.ts'

export interface TimeFieldProps extends FieldProps {
  /** `HH:mm`, or what was typed. */
  value?: string | undefined
  /** `HH:mm` as soon as what is typed is a time, else what is typed. */
  onChange?: ((value: string) => void) | undefined
  onBlur?: (() => void) | undefined
  ref?: Ref<HTMLInputElement> | undefined
}

/** A time of day, typed as people type it (2.30pm) and shown on leaving as it was understood (14:30). */
export const TimeField = ({ value, onChange, onBlur, ...rest }: TimeFieldProps) => {
  const [typed, setTyped] = useState(value ?? '')
  const understood = (text: string): string => clockTimeOf(text) ?? text
  if (value !== undefined && understood(typed) !== understood(value)) setTyped(value)
  return (
    <TextField
      {...rest}
      width={5}
      autoComplete="off"
      value={typed}
      onChange={(text) => {
        setTyped(text)
        onChange?.(understood(text))
      }}
      onBlur={() => {
        setTyped(understood(typed))
        onBlur?.()
      }}
    />
  )
}
