import { type ReactNode, type Ref, useImperativeHandle, useLayoutEffect, useRef } from 'react'
import { classNames } from './class-names.ts'
import { FieldFrame, type FieldProps, useFieldIds } from './field.tsx'

export interface TextAreaProps extends FieldProps {
  value?: string | undefined
  defaultValue?: string | undefined
  onChange?: ((value: string) => void) | undefined
  onBlur?: (() => void) | undefined
  /** Enter does this; with Shift it begins a new line, as it does where this is not given. */
  onEnter?: (() => void) | undefined
  rows?: number | undefined
  /** The note under the box that says where the words are: a `SavedNote`. */
  saved?: ReactNode
  /** Whose words these are: a `VoiceLabel`. */
  voice?: ReactNode
  /** Between the hint and the box: `QuickChoice` buttons. */
  before?: ReactNode
  readOnly?: boolean | undefined
  ref?: Ref<HTMLTextAreaElement> | undefined
}

const growsByItself = (): boolean => typeof CSS !== 'undefined' && CSS.supports('field-sizing', 'content')

/** Grows the box to its text where the browser can't (Firefox, older Safari). */
const grow = (box: HTMLTextAreaElement) => {
  if (growsByItself()) return
  box.style.height = 'auto'
  box.style.height = `${box.scrollHeight + 2}px`
}

/** Text of any length, in a box that grows with it. Takes the `field` of react-hook-form's `useController` as it is. */
export const TextArea = ({ ref, ...props }: TextAreaProps) => {
  const { value, defaultValue, onChange, onBlur, onEnter, rows = 3, saved, voice, before } = props
  const ids = useFieldIds(props)
  const box = useRef<HTMLTextAreaElement>(null)
  useImperativeHandle(ref, () => box.current as HTMLTextAreaElement, [])
  useLayoutEffect(() => {
    if (box.current) grow(box.current)
  })
  return (
    <FieldFrame {...props} ids={ids} beside={voice}>
      {before}
      <textarea
        ref={box}
        id={ids.id}
        name={props.name}
        dir="auto"
        autoComplete="off"
        className={classNames('govuk-textarea cs-text-area', props.error && 'govuk-textarea--error')}
        rows={rows}
        value={value}
        defaultValue={defaultValue}
        disabled={props.disabled}
        readOnly={props.readOnly}
        aria-describedby={ids.describedBy}
        aria-invalid={props.error ? true : undefined}
        onChange={(event) => {
          grow(event.target)
          onChange?.(event.target.value)
        }}
        onBlur={() => onBlur?.()}
        onKeyDown={(event) => {
          // While a word is being composed, Enter chooses it.
          if (!onEnter || event.key !== 'Enter' || event.shiftKey || event.nativeEvent.isComposing) return
          event.preventDefault()
          onEnter()
        }}
      />
      {saved !== undefined && <div className="cs-field__foot">{saved}</div>}
    </FieldFrame>
  )
}
