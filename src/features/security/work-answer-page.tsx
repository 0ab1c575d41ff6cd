/** Back from the work account's own sign-in, where nobody came in by it. */
import { Button } from '../../ui/button.tsx'
import { Inset } from '../../ui/inset.tsx'
import { Page } from '../../ui/page.tsx'
import { useWords } from '../../ui/words-provider.tsx'
import { security } from '../../words/en/security.ts'
import { addArea } from '../../words/words.ts'

addArea('security', { en: security })

const OUTCOMES = ['linked', 'not-linked', 'closed', 'taken', 'unreachable'] as const

export interface WorkAnswerPageProps {
  outcome: string
  onBack: () => void
}

export const WorkAnswerPage = ({ outcome, onBack }: WorkAnswerPageProps) => {
  const { say } = useWords()
  const known = OUTCOMES.find((each) => each === outcome) ?? 'refused'
  return (
    <Page title={say('security.work.title')}>
      <Inset tone={known === 'linked' ? 'plain' : 'amber'}>{say(`security.work.outcome.${known}`)}</Inset>
      <Button onClick={onBack}>{say('security.door.on')}</Button>
    </Page>
  )
}
