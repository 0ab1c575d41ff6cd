import { type ReactNode, type Ref, useId } from 'react'
import { classNames } from './class-names.ts'
import { FieldsetFrame, type FieldProps, useFieldIds } from './field.tsx'

export interface Choice<Value extends string = string> {
  value: Value
  label: string
  hint?: string | undefined
  /** Asked only while this choice is the answer. */
  conditional?: ReactNode
}

export interface RadiosProps<Value extends string = string> extends FieldProps {
  options: readonly Choice<Value>[]
  /** '' or undefined while nothing is chosen. */
  value?: Value | '' | undefined
  onChange?: ((value: Value) => void) | undefined
  onBlur?: (() => void) | undefined
  /** Side by side, for two short answers. */
  inline?: boolean | undefined
  /** The first radio, so that a form can focus it. */
  ref?: Ref<HTMLInputElement> | undefined
}

/** One of a few answers. */
export const Radios = <Value extends string>({ ref, ...props }: RadiosProps<Value>) => {
  const { options, value, onChange, onBlur, inline } = props
  const ids = useFieldIds(props)
  const made = useId()
  const name = props.name ?? made
  return (
    <FieldsetFrame {...props} ids={ids}>
      <div className={classNames('govuk-radios', inline && 'govuk-radios--inline')}>
        {options.map((option, index) => {
          const id = `${ids.id}-${index + 1}`
          const checked = option.value === value
          return [
            <div key={option.value} className="govuk-radios__item">
              <input
                ref={index === 0 ? ref : undefined}
                className="govuk-radios__input"
                id={id}
                name={name}
                type="radio"
                value={option.value}
                checked={checked}
                disabled={props.disabled}
                aria-describedby={option.hint ? `${id}-hint` : undefined}
                onChange={() => onChange?.(option.value)}
                onBlur={() => onBlur?.()}
              />
              <label className="govuk-label govuk-radios__label" htmlFor={id}>
                {option.label}
              </label>
              {option.hint && (
                <div id={`${id}-hint`} className="govuk-hint govuk-radios__hint">
                  {option.hint}
                </div>
              )}
            </div>,
            checked && option.conditional && (
              <div key={`${option.value}-more`} className="govuk-radios__conditional">
                {option.conditional}
              </div>
            ),
          ]
        })}
      </div>
    </FieldsetFrame>
  )
}
