import { type ReactNode, type Ref, useState } from 'react'
import { classNames } from './class-names.ts'
import { DATE_PARTS, type DatePart, type DateParts, type DateValue, partsOfDate, valueOfParts } from './date-value.ts'
import { FieldsetFrame, type FieldProps, useFieldIds } from './field.tsx'
import { useWords } from './words-provider.tsx'
import { forms } from '../words/en/forms.ts'
import { addArea } from '../words/words.ts'

addArea('forms', { en: forms })

export interface DateFieldProps extends FieldProps {
  /** `YYYY-MM-DD`, '' or the parts as typed (`date-value.ts`). */
  value?: DateValue | undefined
  /** `YYYY-MM-DD` once the boxes hold a real date, '' when all are empty, else the parts as typed. */
  onChange?: ((value: DateValue) => void) | undefined
  onBlur?: (() => void) | undefined
  /** Boxes the error is about; all three unless said. */
  errorParts?: readonly DatePart[] | undefined
  /** Under the boxes: offered dates as `QuickChoice` buttons. */
  after?: ReactNode
  /** The day's box. */
  ref?: Ref<HTMLInputElement> | undefined
}

const same = (one: DateValue, other: DateValue): boolean => {
  if (typeof one === 'string' || typeof other === 'string') return one === other
  return DATE_PARTS.every((part) => one[part] === other[part])
}

/** A known date in three boxes: day, month, year. */
export const DateField = ({ ref, ...props }: DateFieldProps) => {
  const { value, onChange, onBlur, error, errorParts = DATE_PARTS } = props
  const { say } = useWords()
  const ids = useFieldIds(props)
  const [parts, setParts] = useState<DateParts>(() => partsOfDate(value ?? ''))
  // What was typed stays as typed ("06"); only a different value from outside replaces it.
  // Compared as the boxes show it: a value that is no date would differ from them for ever.
  if (value !== undefined && !same(valueOfParts(partsOfDate(value)), valueOfParts(parts))) setParts(partsOfDate(value))

  const type = (part: DatePart, text: string) => {
    const next = { ...parts, [part]: text }
    setParts(next)
    onChange?.(valueOfParts(next))
  }

  return (
    <FieldsetFrame {...props} ids={ids}>
      <div className="govuk-date-input">
        {DATE_PARTS.map((part) => {
          const wrong = Boolean(error) && errorParts.includes(part)
          return (
            <div key={part} className="govuk-date-input__item">
              <label className="govuk-label govuk-date-input__label" htmlFor={`${ids.id}-${part}`}>
                {say(`forms.date.${part}`)}
              </label>
              <input
                ref={part === 'day' ? ref : undefined}
                id={`${ids.id}-${part}`}
                className={classNames(
                  'govuk-input govuk-date-input__input',
                  part === 'year' ? 'govuk-input--width-4' : 'govuk-input--width-2',
                  wrong && 'govuk-input--error',
                )}
                type="text"
                inputMode="numeric"
                autoComplete="off"
                value={parts[part]}
                disabled={props.disabled}
                aria-invalid={wrong || undefined}
                onChange={(event) => type(part, event.target.value)}
                onBlur={() => onBlur?.()}
              />
            </div>
          )
        })}
      </div>
      {props.after}
    </FieldsetFrame>
  )
}
