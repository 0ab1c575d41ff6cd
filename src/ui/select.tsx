import { type Ref } from 'react'
import { classNames } from './class-names.ts'
import { FieldFrame, type FieldProps, useFieldIds } from './field.tsx'
import { useWords } from './words-provider.tsx'
import { forms } from '../words/en/forms.ts'
import { addArea } from '../words/words.ts'

addArea('forms', { en: forms })

export interface SelectProps<Value extends string = string> extends FieldProps {
  options: readonly { value: Value; label: string }[]
  /** '' while nothing is chosen; then "Choose one" stands first. */
  value?: Value | '' | undefined
  onChange?: ((value: Value | '') => void) | undefined
  onBlur?: (() => void) | undefined
  ref?: Ref<HTMLSelectElement> | undefined
}

/** One of many answers. For few, `Radios` show them all. */
export const Select = <Value extends string>({ ref, ...props }: SelectProps<Value>) => {
  const { options, value = '', onChange, onBlur } = props
  const { say } = useWords()
  const ids = useFieldIds(props)
  return (
    <FieldFrame {...props} ids={ids}>
      <select
        ref={ref}
        id={ids.id}
        name={props.name}
        className={classNames('govuk-select', props.error && 'govuk-select--error')}
        value={value}
        disabled={props.disabled}
        aria-describedby={ids.describedBy}
        aria-invalid={props.error ? true : undefined}
        onChange={(event) => onChange?.(event.target.value as Value | '')}
        onBlur={() => onBlur?.()}
      >
        {value === '' && <option value="">{say('forms.select.choose')}</option>}
        {options.map((option) => (
          <option key={option.value} value={option.value}>
            {option.label}
          </option>
        ))}
      </select>
    </FieldFrame>
  )
}
