import { type HTMLAttributes, type HTMLInputTypeAttribute, type Ref } from 'react'
import { classNames } from './class-names.ts'
import { FieldFrame, type FieldProps, useFieldIds } from './field.tsx'

export interface TextFieldProps extends FieldProps {
  value?: string | undefined
  defaultValue?: string | undefined
  onChange?: ((value: string) => void) | undefined
  onBlur?: (() => void) | undefined
  type?: HTMLInputTypeAttribute | undefined
  inputMode?: HTMLAttributes<HTMLInputElement>['inputMode']
  /** Off where nothing is said: a browser that remembers what was typed, to offer it or to restore the page, keeps it in clear (K2). */
  autoComplete?: string | undefined
  spellCheck?: boolean | undefined
  /** Characters the answer is likely to have; the box is as wide as the answer. */
  width?: 2 | 3 | 4 | 5 | 10 | 20 | 30 | undefined
  suffix?: string | undefined
  ref?: Ref<HTMLInputElement> | undefined
}

/** One line of text. Takes the `field` of react-hook-form's `useController` as it is. */
export const TextField = ({ ref, ...props }: TextFieldProps) => {
  const { value, defaultValue, onChange, onBlur, type = 'text', inputMode, autoComplete = 'off', spellCheck } = props
  const ids = useFieldIds(props)
  const input = (
    <input
      ref={ref}
      id={ids.id}
      name={props.name}
      className={classNames(
        'govuk-input',
        props.width && `govuk-input--width-${props.width}`,
        props.error && 'govuk-input--error',
      )}
      type={type}
      value={value}
      defaultValue={defaultValue}
      inputMode={inputMode}
      autoComplete={autoComplete}
      spellCheck={spellCheck}
      disabled={props.disabled}
      aria-describedby={ids.describedBy}
      aria-invalid={props.error ? true : undefined}
      onChange={(event) => onChange?.(event.target.value)}
      onBlur={() => onBlur?.()}
    />
  )
  return (
    <FieldFrame {...props} ids={ids}>
      {props.suffix ? (
        <div className="govuk-input__wrapper">
          {input}
          <div className="govuk-input__suffix" aria-hidden="true">
            {props.suffix}
          </div>
        </div>
      ) : (
        input
      )}
    </FieldFrame>
  )
}
