import { useState } from 'react'
import { useDevice } from '../../queries/use-device.tsx'
import { type VaultHere } from '../../queries/vault-here.ts'
import { Button } from '../../ui/button.tsx'
import { EmptyState } from '../../ui/empty-state.tsx'
import { type FieldError, ErrorSummary } from '../../ui/error-summary.tsx'
import { Loading } from '../../ui/loading.tsx'
import { useWords } from '../../ui/words-provider.tsx'
import { PhraseBack } from '../shared/phrase-back.tsx'
import { PhraseCard } from '../shared/phrase-card.tsx'
import { useLoaded } from '../shared/use-loaded.ts'
import { ChangeCard, type ChangeCardPart, ChangeForm } from './change-card.tsx'
import { NOW } from './change-text.ts'
import { useChange } from './use-change.ts'
import { WordsNow, wordsMissing } from './words-now.tsx'

interface StepsProps {
  here: VaultHere
  onDone: () => void
  onCancel: () => void
}

interface LastStepProps extends StepsProps {
  next: string
}

const LastStep = ({ here, next, onDone, onCancel }: LastStepProps) => {
  const words = useWords()
  const { say } = words
  const [typed, setTyped] = useState('')
  const { errors, errorOf, busy, attempt } = useChange(onDone)
  return (
    <ChangeForm
      errors={errors}
      busy={busy}
      button={say('devices.words.use')}
      onSubmit={() => attempt(wordsMissing(typed, words), () => here.changePhrase(typed, next))}
      onCancel={onCancel}
    >
      <p className="govuk-body">{say('devices.words.last')}</p>
      <WordsNow label={say('devices.now.before')} value={typed} onChange={setTyped} error={errorOf(NOW)} />
    </ChangeForm>
  )
}

/** New words: looked at, asked back, and in the place of the old ones only once those were typed. */
const Steps = ({ here, onDone, onCancel }: StepsProps) => {
  const { me } = useDevice()
  const { say } = useWords()
  const [load, setLoad] = useState<() => Promise<string | null>>(() => here.newPhrase)
  const next = useLoaded(load, null)
  const [at, setAt] = useState<'card' | 'back' | 'last'>('card')
  const [errors, setErrors] = useState<readonly FieldError[]>([])
  if (next === undefined) return <Loading />
  if (next === null) {
    return (
      <EmptyState
        icon="failed"
        title={say('enrolment.words.failed')}
        actions={<Button onClick={() => setLoad(() => async () => here.newPhrase())}>{say('common.tryAgain')}</Button>}
      />
    )
  }
  if (at === 'card') {
    return (
      <>
        <p className="govuk-body">{say('devices.words.newText')}</p>
        <PhraseCard knownAs={me.knownAs} phrase={next} onDone={() => setAt('back')} />
        <Button kind="quiet" onClick={onCancel}>
          {say('common.cancel')}
        </Button>
      </>
    )
  }
  if (at === 'back') {
    return (
      <>
        <ErrorSummary errors={errors} />
        <p className="govuk-body">{say('devices.words.back')}</p>
        <PhraseBack phrase={next} errors={errors} onErrors={setErrors} onRight={() => setAt('last')} onLookAgain={() => setAt('card')} />
      </>
    )
  }
  return <LastStep here={here} next={next} onDone={onDone} onCancel={onCancel} />
}

/** The four words: new ones, where a card was lost or seen. */
export const WordsCard = ({ here, open, onOpen }: ChangeCardPart & { here: VaultHere }) => {
  const { say } = useWords()
  const [said, setSaid] = useState('')
  return (
    <ChangeCard heading={say(open ? 'devices.words.new' : 'devices.words.title')} said={said}>
      {open ? (
        <Steps
          here={here}
          onDone={() => {
            onOpen(false)
            setSaid(say('devices.words.done'))
          }}
          onCancel={() => onOpen(false)}
        />
      ) : (
        <>
          <p className="govuk-body">{say('devices.words.text')}</p>
          <Button
            kind="secondary"
            onClick={() => {
              setSaid('')
              onOpen(true)
            }}
          >
            {say('devices.words.change')}
          </Button>
        </>
      )}
    </ChangeCard>
  )
}
