import { useState } from 'react'
import { type SignAnswer } from '../../domain/records/deeds/signed.ts'
import { useDevice } from '../../queries/use-device.tsx'
import { type SigningChoice, signingActs } from '../../queries/signing.ts'
import { Button } from '../../ui/button.tsx'
import { Card } from '../../ui/card.tsx'
import { Checkbox } from '../../ui/checkboxes.tsx'
import { type Words } from '../../words/words.ts'
import { type SignedView } from './record-view.ts'
import { SaveFailed } from './save-failed.tsx'
import { useRecordWords } from './use-record-words.ts'
import { useSave } from './use-save.ts'

const languageOf = (words: Words): SigningChoice['language'] => (words.lang === 'cy' ? 'cy' : 'en')

/**
 * Signs the record, as it is shown, in the reader's own role.
 *
 * @returns what signs: an answer, its comment (null with "agree") and the very words shown above the button. Resolves
 *   once the signature is on this device; rejects when it could not be saved, or the reader is neither of the two
 */
export const useSign = (view: SignedView) => {
  const device = useDevice()
  const words = useRecordWords()
  return async (answer: SignAnswer, comment: string | null, statement: string): Promise<void> => {
    const { role, state } = view
    if (role === 'reader') throw new Error('only the two whose record it is sign it')
    await device.acts(await signingActs(state, { role, answer, comment, statement, language: languageOf(words) }, device))
  }
}

/** Where the tick of `SignForm` is, for an error summary. */
export const SIGN_TICK_ID = 'sign-read'

export interface SignFormProps {
  view: SignedView
  /** The very words that are signed, in the reader's language. */
  statement: string
  /** Beside the tick. */
  error: string | undefined
  /** Says what is wrong, if anything is; only a record with nothing wrong is signed. */
  attempt: (ticked: boolean) => boolean
  onSigned: () => void
}

/**
 * The signature of who wrote the record: what it says, a tick, a button. "I agree" is the only answer: what one disagrees
 * with in one's own record one changes. The other of the two signs with `CountersignForm`.
 */
export const SignForm = ({ view, statement, error, attempt, onSigned }: SignFormProps) => {
  const { say } = useRecordWords()
  const sign = useSign(view)
  const { save, busy, failed } = useSave()
  const [ticked, setTicked] = useState(false)
  const press = async () => {
    if (attempt(ticked) && (await save(() => sign('agree', null, statement)))) onSigned()
  }
  return (
    <Card heading={say('sign.heading')}>
      <p className="govuk-body">{say('sign.meaning')}</p>
      <blockquote className="cs-statement">{statement}</blockquote>
      <Checkbox id={SIGN_TICK_ID} label={say('sign.read')} checked={ticked} error={error} onChange={setTicked} />
      <SaveFailed failed={failed} />
      <Button busy={busy} onClick={press}>
        {say('sign.button')}
      </Button>
    </Card>
  )
}
