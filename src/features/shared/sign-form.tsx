import { useState } from 'react'
import { type SignAnswer, type SignRole } from '../../domain/records/acts.ts'
import { useDevice } from '../../queries/use-device.tsx'
import { type SigningChoice, signingActs } from '../../queries/signing.ts'
import { Button } from '../../ui/button.tsx'
import { Card } from '../../ui/card.tsx'
import { Checkbox } from '../../ui/checkboxes.tsx'
import { useWords } from '../../ui/words-provider.tsx'
import { type Words } from '../../words/words.ts'
import { SaveFailed } from './save-failed.tsx'
import { type SessionView } from './session-view.ts'
import { useSave } from './use-save.ts'

/** The very words that are signed, for this reader and this answer. */
export const statementOf = (view: SessionView, role: SignRole, answer: SignAnswer, words: Words): string => {
  const { held } = view.state
  const places = {
    name: view[role].name,
    other: view[role === 'supervisor' ? 'supervisee' : 'supervisor'].name,
    day: held ? words.longDay(held.on) : '',
  }
  return role === 'supervisor' ? words.say('sign.statement.supervisor', places) : words.say(`sign.statement.${answer}`, places)
}

const languageOf = (words: Words): SigningChoice['language'] => (words.lang === 'cy' ? 'cy' : 'en')

/** Signs the record as it is shown. Resolves once it is on this device; rejects when it could not be saved. */
export const useSign = (view: SessionView) => {
  const device = useDevice()
  const words = useWords()
  return async (role: SignRole, answer: SignAnswer, comment: string | null): Promise<void> => {
    const statement = statementOf(view, role, answer, words)
    await device.acts(signingActs(view.state, { role, answer, comment, statement, language: languageOf(words) }, device))
  }
}

export interface SignFormProps {
  view: SessionView
  /** Beside the tick. */
  error: string | undefined
  /** Says what is wrong, if anything is; only a record with nothing wrong is signed. */
  attempt: (ticked: boolean) => boolean
  onSigned: () => void
}

/** The supervisor's signature: what it says, a tick, a button. */
export const SignForm = ({ view, error, attempt, onSigned }: SignFormProps) => {
  const words = useWords()
  const { say } = words
  const sign = useSign(view)
  const { save, busy, failed } = useSave()
  const [ticked, setTicked] = useState(false)
  const press = async () => {
    if (attempt(ticked) && (await save(() => sign('supervisor', 'agree', null)))) onSigned()
  }
  return (
    <Card heading={say('sign.heading')}>
      <p className="govuk-body">{say('sign.meaning')}</p>
      <blockquote className="cs-statement">{statementOf(view, 'supervisor', 'agree', words)}</blockquote>
      <Checkbox id="sign-read" label={say('sign.read')} checked={ticked} error={error} onChange={setTicked} />
      <SaveFailed failed={failed} />
      <Button busy={busy} onClick={press}>
        {say('sign.button')}
      </Button>
    </Card>
  )
}
