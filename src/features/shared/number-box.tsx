import { type ReactNode, useState } from 'react'
import { isBlank } from '../../domain/records/content.ts'
import { type LabelSize } from '../../ui/field.tsx'
import { NumberField } from '../../ui/number-field.tsx'
import { numberText, storedNumber } from './numbers-as-typed.ts'
import { type FieldBeingWritten } from './use-field.ts'
import { useRecordWords } from './use-record-words.ts'

export interface NumberBoxProps {
  id: string
  label: string
  labelHidden?: boolean | undefined
  labelSize?: LabelSize | undefined
  hint?: ReactNode
  own: FieldBeingWritten
}

/** A number of a record being written. What is no whole number stays as typed, and is said once one has left the box. */
export const NumberBox = ({ own, ...frame }: NumberBoxProps) => {
  const { say } = useRecordWords()
  const [typing, setTyping] = useState(false)
  const { value } = own
  const wrong = !typing && !isBlank(value) && typeof value !== 'number'
  return (
    <NumberField
      {...frame}
      value={numberText(value)}
      error={wrong ? say('records.number.wrong') : undefined}
      onChange={(text) => {
        setTyping(true)
        own.type(storedNumber(text))
      }}
      onBlur={() => {
        setTyping(false)
        own.leave()
      }}
    />
  )
}
