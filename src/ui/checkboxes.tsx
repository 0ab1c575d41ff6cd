import { type ReactNode, type Ref } from 'react'
import { classNames } from './class-names.ts'
import { ErrorMessage, FieldsetFrame, type FieldProps, useFieldIds } from './field.tsx'
import { type Choice } from './radios.tsx'

export interface CheckboxesProps<Value extends string = string> extends FieldProps {
  options: readonly (Choice<Value> & {
    /** "None of these": unticks the others, and they it. */
    exclusive?: boolean | undefined
  })[]
  value?: readonly Value[] | undefined
  onChange?: ((value: Value[]) => void) | undefined
  onBlur?: (() => void) | undefined
  ref?: Ref<HTMLInputElement> | undefined
}

/** Any of several answers, in the order of the options. */
export const Checkboxes = <Value extends string>({ ref, ...props }: CheckboxesProps<Value>) => {
  const { options, value = [], onChange, onBlur } = props
  const ids = useFieldIds(props)
  const toggle = (option: (typeof options)[number]) => {
    const ticked = (other: (typeof options)[number]) => {
      if (other.value === option.value) return !value.includes(option.value)
      const clears = !value.includes(option.value) && (option.exclusive || other.exclusive)
      return !clears && value.includes(other.value)
    }
    onChange?.(options.filter(ticked).map((other) => other.value))
  }
  return (
    <FieldsetFrame {...props} ids={ids}>
      <div className="govuk-checkboxes">
        {options.map((option, index) => {
          const id = `${ids.id}-${index + 1}`
          const checked = value.includes(option.value)
          return [
            <div key={option.value} className="govuk-checkboxes__item">
              <input
                ref={index === 0 ? ref : undefined}
                className="govuk-checkboxes__input"
                id={id}
                name={props.name}
                type="checkbox"
                value={option.value}
                checked={checked}
                disabled={props.disabled}
                aria-describedby={option.hint ? `${id}-hint` : undefined}
                onChange={() => toggle(option)}
                onBlur={() => onBlur?.()}
              />
              <label className="govuk-label govuk-checkboxes__label" htmlFor={id}>
                {option.label}
              </label>
              {option.hint && (
                <div id={`${id}-hint`} className="govuk-hint govuk-checkboxes__hint">
                  {option.hint}
                </div>
              )}
            </div>,
            checked && option.conditional && (
              <div key={`${option.value}-more`} className="govuk-checkboxes__conditional">
                {option.conditional}
              </div>
            ),
          ]
        })}
      </div>
    </FieldsetFrame>
  )
}

export interface CheckboxProps {
  id?: string | undefined
  name?: string | undefined
  /** The statement that is ticked. */
  label: ReactNode
  hint?: string | undefined
  error?: string | undefined
  checked?: boolean | undefined
  disabled?: boolean | undefined
  onChange?: ((checked: boolean) => void) | undefined
  onBlur?: (() => void) | undefined
  ref?: Ref<HTMLInputElement> | undefined
}

/** One statement to tick, such as one that is signed. */
export const Checkbox = ({ ref, ...props }: CheckboxProps) => {
  const { label, hint, error, checked = false, onChange, onBlur } = props
  const ids = useFieldIds(props)
  return (
    <div className={classNames('govuk-form-group', error && 'govuk-form-group--error')}>
      {error && <ErrorMessage id={ids.errorId}>{error}</ErrorMessage>}
      <div className="govuk-checkboxes">
        <div className="govuk-checkboxes__item">
          <input
            ref={ref}
            className="govuk-checkboxes__input"
            id={ids.id}
            name={props.name}
            type="checkbox"
            checked={checked}
            disabled={props.disabled}
            aria-describedby={ids.describedBy}
            aria-invalid={error ? true : undefined}
            onChange={(event) => onChange?.(event.target.checked)}
            onBlur={() => onBlur?.()}
          />
          <label className="govuk-label govuk-checkboxes__label" htmlFor={ids.id}>
            {label}
          </label>
          {hint && (
            <div id={ids.hintId} className="govuk-hint govuk-checkboxes__hint">
              {hint}
            </div>
          )}
        </div>
      </div>
    </div>
  )
}
