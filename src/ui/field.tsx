import { type ReactNode, useId } from 'react'
import { classNames } from './class-names.ts'
import { useWords } from './words-provider.tsx'

/** What every field takes. An error's words are the caller's ("Enter a session date"). */
export interface FieldProps {
  /** The id error summaries link to; made up when missing. */
  id?: string | undefined
  name?: string | undefined
  label: string
  hint?: ReactNode
  error?: string | undefined
  /** Adds "(optional)" to the label. */
  optional?: boolean | undefined
  labelSize?: LabelSize | undefined
  /** The label is for assistive technology alone; something visible beside it must say the same. */
  labelHidden?: boolean | undefined
  disabled?: boolean | undefined
  /** Said quietly under the control, and with it; it stops nothing. Null where there may be something later. */
  notice?: string | null | undefined
  /** What can be done about it. */
  noticeActions?: ReactNode
}

export type LabelSize = 'normal' | 's' | 'm' | 'l'

/** Ids of a field's parts, and `describedBy` for its control. */
export const useFieldIds = ({ id, hint, error, notice }: Pick<FieldProps, 'id' | 'hint' | 'error' | 'notice'>) => {
  const made = useId()
  const own = id ?? made
  const hintId = `${own}-hint`
  const errorId = `${own}-error`
  const noticeId = `${own}-notice`
  const describedBy = classNames(hint ? hintId : null, error ? errorId : null, notice ? noticeId : null) || undefined
  return { id: own, hintId, errorId, noticeId, describedBy }
}

export type FieldIds = ReturnType<typeof useFieldIds>

/** The label's words, with "(optional)" where it is. */
export const useLabel = ({ label, optional }: Pick<FieldProps, 'label' | 'optional'>): string => {
  const { say } = useWords()
  return optional ? say('common.optional', { label }) : label
}

export const labelClasses = (base: string, size: LabelSize, hidden: boolean | undefined): string =>
  classNames(base, size !== 'normal' && `${base}--${size}`, hidden && 'govuk-visually-hidden')

/** The error beside a field. "Error:" is for those who can't see that it is red. */
export const ErrorMessage = ({ id, children }: { id: string; children: string }) => {
  const { say } = useWords()
  return (
    <p id={id} className="govuk-error-message">
      <span className="govuk-visually-hidden">{say('common.errorPrefix')}</span> {children}
    </p>
  )
}

interface FieldFrameProps extends FieldProps {
  ids: FieldIds
  className?: string | undefined
  /** Stands beside the label: whose words these are. */
  beside?: ReactNode
  children: ReactNode
}

/** Label, hint, error and notice round one control. */
export const FieldFrame = (props: FieldFrameProps) => {
  const { ids, hint, error, notice, labelSize = 's', labelHidden, className, beside, children } = props
  const label = (
    <label className={labelClasses('govuk-label', labelSize, labelHidden)} htmlFor={ids.id}>
      {useLabel(props)}
    </label>
  )
  return (
    <div className={classNames('govuk-form-group', error && 'govuk-form-group--error', className)}>
      {beside ? (
        <div className="cs-field__label-row">
          {label}
          {beside}
        </div>
      ) : (
        label
      )}
      {hint && (
        <div id={ids.hintId} className="govuk-hint">
          {hint}
        </div>
      )}
      {error && <ErrorMessage id={ids.errorId}>{error}</ErrorMessage>}
      {children}
      {notice !== undefined && (
        // There from the start, so that what is put into it later is announced.
        <output id={ids.noticeId} className={classNames('cs-notice', !notice && 'cs-notice--none')}>
          {notice}
        </output>
      )}
      {notice && props.noticeActions && <div className="cs-notice__actions">{props.noticeActions}</div>}
    </div>
  )
}

/** Legend, hint and error round several controls that answer one question. */
export const FieldsetFrame = (props: FieldFrameProps) => {
  const { ids, hint, error, labelSize = 's', labelHidden, className, beside, children } = props
  return (
    <div id={ids.id} className={classNames('govuk-form-group', error && 'govuk-form-group--error', className)}>
      <fieldset className="govuk-fieldset" aria-describedby={ids.describedBy}>
        <legend className={labelClasses('govuk-fieldset__legend', labelSize, labelHidden)}>{useLabel(props)}</legend>
        {beside}
        {hint && (
          <div id={ids.hintId} className="govuk-hint">
            {hint}
          </div>
        )}
        {error && <ErrorMessage id={ids.errorId}>{error}</ErrorMessage>}
        {children}
      </fieldset>
    </div>
  )
}
