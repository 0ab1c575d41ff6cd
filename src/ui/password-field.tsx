import { type Ref, useState } from 'react'
import { Button } from './button.tsx'
import { classNames } from './class-names.ts'
import { FieldFrame, type FieldProps, useFieldIds } from './field.tsx'
import { useWords } from './words-provider.tsx'

export interface PasswordFieldProps extends FieldProps {
  value?: string | undefined
  onChange?: ((value: string) => void) | undefined
  onBlur?: (() => void) | undefined
  /** `one-time-code` where no browser is to offer to remember it: they heed `off` for no password. */
  autoComplete?: 'current-password' | 'new-password' | 'one-time-code' | undefined
  ref?: Ref<HTMLInputElement> | undefined
}

/** A password or a phrase, hidden until the person shows it. Pasting is never stopped. */
export const PasswordField = ({ ref, ...props }: PasswordFieldProps) => {
  const { value, onChange, onBlur, autoComplete = 'current-password' } = props
  const { say } = useWords()
  const ids = useFieldIds(props)
  const [shown, setShown] = useState<boolean | null>(null)
  return (
    <FieldFrame {...props} ids={ids} className="govuk-password-input">
      <div className="govuk-input__wrapper govuk-password-input__wrapper">
        <input
          ref={ref}
          id={ids.id}
          name={props.name}
          className={classNames('govuk-input govuk-password-input__input', props.error && 'govuk-input--error')}
          type={shown ? 'text' : 'password'}
          value={value}
          // Shown, it is a text to a browser, which keeps texts in clear where it may remember them (K2).
          autoComplete={shown ? 'off' : autoComplete}
          autoCapitalize="none"
          spellCheck={false}
          disabled={props.disabled}
          aria-describedby={ids.describedBy}
          aria-invalid={props.error ? true : undefined}
          onChange={(event) => onChange?.(event.target.value)}
          onBlur={() => onBlur?.()}
        />
        <Button
          kind="secondary"
          className="govuk-password-input__toggle"
          aria-controls={ids.id}
          aria-label={say(shown ? 'common.password.hideLabel' : 'common.password.showLabel')}
          onClick={() => setShown(!shown)}
        >
          {say(shown ? 'common.password.hide' : 'common.password.show')}
        </Button>
      </div>
      <output className="govuk-visually-hidden">
        {shown !== null && say(shown ? 'common.password.shown' : 'common.password.hidden')}
      </output>
    </FieldFrame>
  )
}
