import { type ReactNode, useId, useState } from 'react'
import { QuickChoice, QuickChoices } from '../../ui/quick-choice.tsx'
import { type FieldBeingWritten } from '../shared/use-field.ts'
import { textOf } from './rows.ts'
import { GuardedTextField } from '../shared/guarded-field.tsx'

export interface OtherChoiceProps {
  /** Stands above the choices. */
  heading: string
  /** The name of the group, which says whose answer it is. */
  label: string
  options: readonly { readonly value: string; readonly label: string }[]
  own: FieldBeingWritten
  /** The choice that opens a line to write in. */
  other: string
  /** The name of that line. */
  sayWhich: string
  /** Called with what is chosen or typed, after it is noted. */
  onAnswer?: (value: string) => void
  /** Under the line: asked only of an answer in one's own words. */
  more?: ReactNode
}

/** An answer in one tap, or in one's own words. */
export const OtherChoice = ({ heading, label, options, own, other, sayWhich, onAnswer, more }: OtherChoiceProps) => {
  const id = useId()
  const value = textOf(own.value)
  const known = options.some((option) => option.value === value)
  const [opened, setOpened] = useState(false)
  const saying = !known && (opened || value !== '')
  const choose = (next: string) => {
    setOpened(false)
    own.choose(next)
    onAnswer?.(next)
  }
  return (
    <>
      <p className="cs-quick-label" aria-hidden="true">
        {heading}
      </p>
      <QuickChoices label={label}>
        {options.map((option) => (
          <QuickChoice
            key={option.value}
            pressed={value === option.value}
            onChange={(pressed) => choose(pressed ? option.value : '')}
          >
            {option.label}
          </QuickChoice>
        ))}
        <QuickChoice
          pressed={saying}
          onChange={(pressed) => {
            choose('')
            setOpened(pressed)
          }}
        >
          {other}
        </QuickChoice>
      </QuickChoices>
      {saying && (
        <>
          <GuardedTextField
            id={id}
            label={sayWhich}
            labelSize="normal"
            value={value}
            onChange={(text) => {
              own.type(text)
              onAnswer?.(text)
            }}
            onBlur={own.leave}
          />
          {more}
        </>
      )}
    </>
  )
}
