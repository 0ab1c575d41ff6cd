import { type MouseEvent, useEffect, useRef } from 'react'
import { useWords } from './words-provider.tsx'

export interface FieldError {
  /** The field's `id`; null for an error that belongs to no field. */
  id: string | null
  /** The same words as beside the field. */
  message: string
}

export interface ErrorSummaryProps {
  /** Empty: nothing is shown. A new array takes the focus again, so make one per try. */
  errors: readonly FieldError[]
}

const focusField = (id: string) => {
  const found = document.getElementById(id)
  if (!found) return
  const control = 'input, select, textarea, button'
  const first = found.matches(control) ? found : found.querySelector<HTMLElement>(control)
  // What is wrong in a question within this one has a line of its own.
  const wrong = [...found.querySelectorAll<HTMLElement>('[aria-invalid="true"]')].find((each) => each.closest('fieldset') === first?.closest('fieldset'))
  const target = wrong ?? first
  const label = found.querySelector('legend') ?? (target instanceof HTMLInputElement ? target.labels?.[0] : null)
  const top = label ?? found
  top.scrollIntoView()
  target?.focus({ preventScroll: true })
}

/**
 * "There is a problem", at the top of main, taking the focus when errors come. `Page`'s `error` adds "Error:" to the
 * title.
 */
export const ErrorSummary = ({ errors }: ErrorSummaryProps) => {
  const { say } = useWords()
  const box = useRef<HTMLDivElement>(null)
  useEffect(() => {
    if (errors.length > 0) box.current?.focus()
  }, [errors])
  if (errors.length === 0) return null
  const go = (event: MouseEvent, id: string) => {
    event.preventDefault()
    focusField(id)
  }
  return (
    <div ref={box} className="govuk-error-summary" tabIndex={-1}>
      <div role="alert">
        <h2 className="govuk-error-summary__title">{say('common.problem')}</h2>
        <div className="govuk-error-summary__body">
          <ul className="govuk-list govuk-error-summary__list">
            {errors.map(({ id, message }) => (
              <li key={`${id} ${message}`}>
                {id === null ? (
                  message
                ) : (
                  <a href={`#${id}`} onClick={(event) => go(event, id)}>
                    {message}
                  </a>
                )}
              </li>
            ))}
          </ul>
        </div>
      </div>
    </div>
  )
}
