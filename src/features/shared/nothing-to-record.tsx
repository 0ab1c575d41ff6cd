import { QuickChoice, QuickChoices } from '../../ui/quick-choice.tsx'
import { storedText, writtenAnswer } from './answers.ts'
import { type FieldBeingWritten } from './use-field.ts'
import { useRecordWords } from './use-record-words.ts'

/** The one tap that says that there is nothing to write here. */
export const NothingToRecord = ({ label, own }: { label: string; own: FieldBeingWritten }) => {
  const { say } = useRecordWords()
  const { nothing } = writtenAnswer(own.value)
  return (
    <QuickChoices label={say('records.quickFor', { label })}>
      <QuickChoice pressed={nothing} onChange={(pressed) => own.choose(storedText({ text: '', nothing: pressed }))}>
        {say('records.nothingToRecord')}
      </QuickChoice>
    </QuickChoices>
  )
}
