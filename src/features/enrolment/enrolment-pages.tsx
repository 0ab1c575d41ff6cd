/**
 * Enrolling on this device (K3, K5), in at most three short pages: who uses it, the four words, a PIN. Nothing is kept
 * until the last one.
 */
import { useState } from 'react'
import { type DeviceKind } from '../../queries/vault-here.ts'
import { Button, ButtonGroup } from '../../ui/button.tsx'
import { Checkbox } from '../../ui/checkboxes.tsx'
import { EmptyState } from '../../ui/empty-state.tsx'
import { type FieldError, ErrorSummary } from '../../ui/error-summary.tsx'
import { Loading } from '../../ui/loading.tsx'
import { Page } from '../../ui/page.tsx'
import { Radios } from '../../ui/radios.tsx'
import { useWords } from '../../ui/words-provider.tsx'
import { enrolment as enrolmentWords } from '../../words/en/enrolment.ts'
import { addArea } from '../../words/words.ts'
import { type EnrolRefusal, type Enrolment } from '../shared/enrolment.ts'
import { PhraseBack } from '../shared/phrase-back.tsx'
import { PhraseCard } from '../shared/phrase-card.tsx'
import { NO_PIN, pinFaults, PinPair } from '../shared/pin-pair.tsx'
import { useLoaded } from '../shared/use-loaded.ts'
import { useTry } from '../shared/use-try.ts'
import { refusalText } from './refusal-text.ts'

addArea('enrolment', { en: enrolmentWords })

const KIND = 'device-kind'
const NO_ERRORS: readonly FieldError[] = []

interface StepProps {
  /** "Setting up this device: 1 of 3" */
  caption: string
}

interface KindPageProps extends StepProps {
  onChoose: (kind: DeviceKind) => void
  onBack: () => void
}

const KindPage = ({ caption, onChoose, onBack }: KindPageProps) => {
  const { say } = useWords()
  const [kind, setKind] = useState<DeviceKind | ''>('')
  const [errors, setErrors] = useState(NO_ERRORS)
  const title = say('enrolment.kind.title')
  return (
    <Page title={title} caption={caption} error={errors.length > 0} notices={<ErrorSummary errors={errors} />}>
      <form
        noValidate
        onSubmit={(event) => {
          event.preventDefault()
          if (kind === '') setErrors([{ id: KIND, message: say('enrolment.kind.missing') }])
          else onChoose(kind)
        }}
      >
        <Radios
          id={KIND}
          label={title}
          labelHidden
          options={(['shared', 'personal'] as const).map((value) => ({
            value,
            label: say(`enrolment.kind.${value}`),
            hint: say(`enrolment.kind.${value}Hint`),
          }))}
          value={kind}
          onChange={setKind}
          error={errors[0]?.message}
        />
        <ButtonGroup>
          <Button type="submit">{say('common.continue')}</Button>
          <Button kind="quiet" onClick={onBack}>
            {say('common.cancel')}
          </Button>
        </ButtonGroup>
      </form>
    </Page>
  )
}

interface WordsPageProps extends StepProps {
  knownAs: string
  phrase: string | undefined | null
  onAgain: () => void
  onWritten: () => void
}

const WordsPage = ({ caption, knownAs, phrase, onAgain, onWritten }: WordsPageProps) => {
  const { say } = useWords()
  return (
    <Page title={say('enrolment.words.title')} caption={caption}>
      {phrase ? (
        <>
          <p className="govuk-body">{say('enrolment.words.text')}</p>
          <PhraseCard knownAs={knownAs} phrase={phrase} onDone={onWritten} />
        </>
      ) : phrase === undefined ? (
        <Loading label={say('enrolment.words.making')} />
      ) : (
        <EmptyState icon="failed" title={say('enrolment.words.failed')} actions={<Button onClick={onAgain}>{say('common.tryAgain')}</Button>} />
      )}
    </Page>
  )
}

interface BackPageProps extends StepProps {
  phrase: string
  onRight: () => void
  onLookAgain: () => void
}

const BackPage = ({ caption, ...rest }: BackPageProps) => {
  const { say } = useWords()
  const [errors, setErrors] = useState(NO_ERRORS)
  return (
    <Page title={say('enrolment.back.title')} caption={caption} error={errors.length > 0} notices={<ErrorSummary errors={errors} />}>
      <p className="govuk-body">{say('enrolment.back.text')}</p>
      <PhraseBack {...rest} errors={errors} onErrors={setErrors} />
    </Page>
  )
}

interface PinPageProps<Open> extends StepProps {
  enrolment: Enrolment<Open>
  kind: DeviceKind
  phrase: string
  onOpen: (opened: Open) => void
  /** Back to signing in. */
  onBack: () => void
}

const PinPage = <Open extends { readonly kind: 'open' }>({ caption, enrolment, kind, phrase, onOpen, onBack }: PinPageProps<Open>) => {
  const words = useWords()
  const { say } = words
  const [chosen, setChosen] = useState(NO_PIN)
  const [passkey, setPasskey] = useState(false)
  const [stale, setStale] = useState(false)
  const { errors, errorOf, busy, attempt } = useTry<Open | EnrolRefusal>((answer) => {
    if (answer.kind === 'open') {
      onOpen(answer)
      return null
    }
    setStale(answer.kind === 'sign-in-not-fresh')
    return refusalText(answer, words)
  })
  return (
    <Page title={say('enrolment.pin.title')} caption={caption} error={errors.length > 0} notices={<ErrorSummary errors={errors} />}>
      <p className="govuk-body">{say('enrolment.pin.text')}</p>
      <form
        noValidate
        onSubmit={(event) => {
          event.preventDefault()
          attempt(pinFaults(chosen, enrolment.weakPin, words), () => enrolment.finish({ kind, phrase, pin: chosen.pin, passkey }))
        }}
      >
        <PinPair chosen={chosen} onChange={setChosen} errorOf={errorOf} />
        {kind === 'personal' && enrolment.passkeyPossible && (
          <Checkbox label={say('enrolment.pin.passkey')} hint={say('enrolment.pin.passkeyHint')} checked={passkey} onChange={setPasskey} />
        )}
        <ButtonGroup>
          <Button type="submit" busy={busy}>
            {say('enrolment.pin.finish')}
          </Button>
          {stale && (
            <Button kind="secondary" onClick={onBack}>
              {say('enrolment.error.signIn')}
            </Button>
          )}
        </ButtonGroup>
        {busy && <Loading label={say('enrolment.pin.working')} />}
      </form>
    </Page>
  )
}

interface OfflinePageProps<Open> {
  later: () => Promise<Open | EnrolRefusal>
  onOpen: (opened: Open) => void
  onGoOn: () => void
}

/** Somebody of the first cipher, with no connection: what is here opens as before. */
const OfflinePage = <Open extends { readonly kind: 'open' }>({ later, onOpen, onGoOn }: OfflinePageProps<Open>) => {
  const words = useWords()
  const { say } = words
  const { errors, busy, attempt } = useTry<Open | EnrolRefusal>((answer) => {
    if (answer.kind !== 'open') return refusalText(answer, words)
    onOpen(answer)
    return null
  })
  return (
    <Page title={say('enrolment.offline.title')} error={errors.length > 0} notices={<ErrorSummary errors={errors} />}>
      <p className="govuk-body">{say('enrolment.offline.text')}</p>
      <ButtonGroup>
        <Button busy={busy} onClick={() => attempt([], later)}>
          {say('enrolment.offline.later')}
        </Button>
        <Button kind="quiet" onClick={onGoOn}>
          {say('enrolment.offline.on')}
        </Button>
      </ButtonGroup>
    </Page>
  )
}

export interface EnrolmentPagesProps<Open> {
  enrolment: Enrolment<Open>
  onOpen: (opened: Open) => void
  /** Nobody is enrolled after all: back to the door. */
  onBack: () => void
}

export const EnrolmentPages = <Open extends { readonly kind: 'open' }>({ enrolment, onOpen, onBack }: EnrolmentPagesProps<Open>) => {
  const { say } = useWords()
  const { knownAs, deviceKind, later } = enrolment
  const [kind, setKind] = useState(deviceKind)
  const [load, setLoad] = useState<() => Promise<string | null>>(() => enrolment.newPhrase)
  const phrase = useLoaded(load, null)
  const [at, setAt] = useState<'offline' | 'words' | 'back' | 'pin'>(later ? 'offline' : 'words')
  const asked = deviceKind === null ? 1 : 0
  const caption = (step: number): string => say('enrolment.step', { step: step + asked, of: 2 + asked })
  if (at === 'offline' && later) return <OfflinePage later={later} onOpen={onOpen} onGoOn={() => setAt('words')} />
  if (kind === null) return <KindPage caption={caption(0)} onChoose={setKind} onBack={onBack} />
  if (at === 'pin' && phrase) {
    return <PinPage caption={caption(2)} enrolment={enrolment} kind={kind} phrase={phrase} onOpen={onOpen} onBack={onBack} />
  }
  if (at === 'back' && phrase) {
    return <BackPage caption={caption(1)} phrase={phrase} onRight={() => setAt('pin')} onLookAgain={() => setAt('words')} />
  }
  return (
    <WordsPage
      caption={caption(1)}
      knownAs={knownAs}
      phrase={phrase}
      onAgain={() => setLoad(() => async () => enrolment.newPhrase())}
      onWritten={() => setAt('back')}
    />
  )
}
