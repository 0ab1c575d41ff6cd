/** In a window that keeps nothing (V7): what can be done here, and where the rest can. */
import { type KeepsNothing } from '../../queries/keeps-nothing.ts'
import { Inset } from '../../ui/inset.tsx'
import { useWords } from '../../ui/words-provider.tsx'
import { storage } from '../../words/en/storage.ts'
import { addArea } from '../../words/words.ts'

addArea('storage', { en: storage })

export const KeepsNothingInset = ({ why }: { why: KeepsNothing }) => {
  const { say } = useWords()
  return (
    <Inset tone="amber">
      <p className="govuk-body">
        <strong>{say(`storage.${why}.title`)}</strong>
      </p>
      <p className="govuk-body">{say(`storage.${why}.text`)}</p>
    </Inset>
  )
}
