import { type FieldError } from '../../ui/error-summary.tsx'
import { PasswordField } from '../../ui/password-field.tsx'
import { useWords } from '../../ui/words-provider.tsx'
import { type Words } from '../../words/words.ts'
import { NOW } from './change-text.ts'

/** @returns what is missing, for `attempt` */
export const wordsMissing = (typed: string, { say }: Words): readonly FieldError[] =>
  typed.trim() === '' ? [{ id: NOW, message: say('devices.now.missing') }] : []

export interface WordsNowProps {
  label: string
  value: string
  onChange: (typed: string) => void
  error: string | undefined
}

/** The four words, asked for wherever what they open is to open with something else too. */
export const WordsNow = ({ label, value, onChange, error }: WordsNowProps) => {
  const { say } = useWords()
  return <PasswordField id={NOW} label={label} hint={say('devices.now.hint')} autoComplete="one-time-code" value={value} onChange={onChange} error={error} />
}
