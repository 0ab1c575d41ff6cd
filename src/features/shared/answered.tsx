/** What the service answered, or why it did not, with a way to ask again. */
import { type ReactNode } from 'react'
import { type Asked } from '../../queries/online.ts'
import { Button } from '../../ui/button.tsx'
import { Inset } from '../../ui/inset.tsx'
import { Loading } from '../../ui/loading.tsx'
import { useWords } from '../../ui/words-provider.tsx'
import { errorInWords } from '../../words/error-in-words.ts'

export interface AnsweredProps<T> {
  asked: Asked<T>
  children: (value: T) => ReactNode
}

export const Answered = <T,>({ asked, children }: AnsweredProps<T>) => {
  const words = useWords()
  const { say } = words
  const { value, problem, again } = asked
  if (value !== undefined) return children(value)
  if (problem === null) return <Loading />
  return (
    <Inset tone={problem === 'offline' ? 'grey' : 'amber'}>
      <p className="govuk-body">{errorInWords(problem, words)}</p>
      <Button
        kind="secondary"
        onClick={() => {
          again().catch(() => undefined)
        }}
      >
        {say('common.tryAgain')}
      </Button>
    </Inset>
  )
}
