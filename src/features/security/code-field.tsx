import { type Ref } from 'react'
import { TextField } from '../../ui/text-field.tsx'
import { useWords } from '../../ui/words-provider.tsx'

export interface CodeFieldProps {
  value: string
  onChange: (code: string) => void
  error?: string | undefined
  ref?: Ref<HTMLInputElement> | undefined
  id?: string
  /** Where a recovery code does not do. */
  hint?: string
}

/** A code from an authenticator app: phones offer it, it can be pasted, spaces and all. */
export const CodeField = ({ value, onChange, error, ref, id = 'code', hint }: CodeFieldProps) => {
  const { say } = useWords()
  return (
    <TextField
      ref={ref}
      id={id}
      label={say('security.code.label')}
      hint={hint ?? say('security.code.hint')}
      inputMode="numeric"
      autoComplete="one-time-code"
      spellCheck={false}
      width={10}
      value={value}
      onChange={onChange}
      error={error}
    />
  )
}
