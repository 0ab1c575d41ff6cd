import { type Ref } from 'react'
import { classNames } from './class-names.ts'
import { FieldFrame, type FieldProps, useFieldIds } from './field.tsx'

const DIGITS = 6

export interface PinFieldProps extends FieldProps {
  value: string
  onChange: (pin: string) => void
  /** Called with six digits, as the last is typed. */
  onWhole?: ((pin: string) => void) | undefined
  ref?: Ref<HTMLInputElement> | undefined
}

/**
 * Six digits, hidden, on a keypad. Its `autocomplete` keeps browsers from offering to remember a PIN: they heed `off` for
 * no password.
 */
export const PinField = ({ ref, value, onChange, onWhole, ...props }: PinFieldProps) => {
  const ids = useFieldIds(props)
  const change = (typed: string) => {
    const digits = typed.replaceAll(/\D/g, '').slice(0, DIGITS)
    onChange(digits)
    if (digits.length === DIGITS && digits !== value) onWhole?.(digits)
  }
  return (
    <FieldFrame {...props} ids={ids}>
      <input
        ref={ref}
        id={ids.id}
        className={classNames('govuk-input cs-pin', props.error && 'govuk-input--error')}
        type="password"
        inputMode="numeric"
        autoComplete="one-time-code"
        value={value}
        aria-describedby={ids.describedBy}
        aria-invalid={props.error ? true : undefined}
        onChange={(event) => change(event.target.value)}
      />
    </FieldFrame>
  )
}
