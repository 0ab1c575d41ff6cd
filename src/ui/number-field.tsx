import { TextField, type TextFieldProps } from './text-field.tsx'

export type NumberFieldProps = Omit<TextFieldProps, 'type' | 'inputMode' | 'autoComplete' | 'spellCheck'>

/** A whole number, as typed: text with the keyboard of numbers, as GOV.UK has it, so that scrolling changes nothing. */
export const NumberField = (props: NumberFieldProps) => (
  <TextField width={5} {...props} inputMode="numeric" autoComplete="off" spellCheck={false} />
)
