import { type ReactNode, useEffect, useRef, useState } from 'react'
import { Button, ButtonGroup } from '../../ui/button.tsx'
import { type FieldError, ErrorSummary } from '../../ui/error-summary.tsx'
import { Inset } from '../../ui/inset.tsx'
import { Loading } from '../../ui/loading.tsx'
import { Page } from '../../ui/page.tsx'
import { PasswordField } from '../../ui/password-field.tsx'
import { useWords } from '../../ui/words-provider.tsx'
import { PASSWORD } from '../shared/sign-in-fields.ts'
import { useTry } from '../shared/use-try.ts'
import { type DoorStep, type Gate, type GateAnswer, type KnownPerson, type Opened, type Wiped } from './gate.ts'
import { PHRASE, refusalText } from './gate-text.ts'
import { PinForm } from './pin-form.tsx'

type Way = 'pin' | 'phrase' | 'password'

const wayOf = ({ state, pin }: KnownPerson): Way => {
  if (state === 'password') return 'password'
  return pin ? 'pin' : 'phrase'
}

interface TypedProps {
  way: 'phrase' | 'password'
  error: string | undefined
  busy: boolean
  onTry: (typed: string) => void
  children: ReactNode
}

/** Four words, or the first cipher's password: typed, and sent off with a button. */
const Typed = ({ way, error, busy, onTry, children }: TypedProps) => {
  const { say } = useWords()
  const [typed, setTyped] = useState('')
  const field = useRef<HTMLInputElement>(null)
  useEffect(() => field.current?.focus(), [])
  return (
    <form
      noValidate
      onSubmit={(event) => {
        event.preventDefault()
        onTry(typed)
      }}
    >
      <PasswordField
        ref={field}
        id={way === 'phrase' ? PHRASE : PASSWORD}
        label={say(way === 'phrase' ? 'account.unlock.phrase' : 'account.signIn.password')}
        hint={way === 'phrase' ? say('account.unlock.phraseHint') : undefined}
        autoComplete={way === 'phrase' ? 'one-time-code' : 'current-password'}
        value={typed}
        onChange={setTyped}
        error={error}
      />
      <ButtonGroup>
        <Button type="submit" busy={busy} icon="lock">
          {say('account.unlock.button')}
        </Button>
        {children}
      </ButtonGroup>
    </form>
  )
}

export interface UnlockFormProps {
  gate: Pick<Gate, 'unlock'>
  person: KnownPerson
  onOpen: (opened: Opened) => void
  onMore: (step: DoorStep) => void
  /** There is nothing left here that could be opened. */
  onWiped: (why: Wiped['why']) => void
  onForgotten: () => void
  onOther: () => void
}

/** One person of this device unlocks it: PIN, and behind it the four words, which need no connection (K3). */
export const UnlockForm = ({ gate, person, onOpen, onMore, onWiped, onForgotten, onOther }: UnlockFormProps) => {
  const words = useWords()
  const { say } = words
  const [way, setWay] = useState<Way>(wayOf(person))
  const [note, setNote] = useState<string | null>(null)
  const take = (answer: GateAnswer): FieldError | null => {
    if (answer.kind === 'open') onOpen(answer)
    else if (answer.kind === 'more') onMore(answer.step)
    else if (answer.kind === 'wiped') onWiped(answer.why)
    else {
      const refusal = refusalText(answer, 'unlock', words)
      if (answer.kind !== 'pin-gone' && answer.kind !== 'pin-needs-connection') return refusal
      setNote(refusal.message)
      setWay('phrase')
    }
    return null
  }
  const { errors, errorOf, busy, attempt } = useTry(take)
  const go = (next: Way) => {
    setNote(null)
    setWay(next)
  }
  return (
    <Page
      title={say('account.unlock.title')}
      heading={say('account.unlock.hello', { name: person.knownAs })}
      error={errors.length > 0}
      focus="leave"
      notices={<ErrorSummary errors={errors} />}
    >
      <p className="govuk-body">{say('account.unlock.waiting', { count: person.waiting })}</p>
      <div role="alert">{note && <Inset>{note}</Inset>}</div>
      {way === 'pin' ? (
        <PinForm onPin={async (pin) => take(await gate.unlock(person.id, { by: 'pin', pin }))?.message ?? null} />
      ) : (
        <Typed
          key={way}
          way={way}
          error={errorOf(way === 'phrase' ? PHRASE : PASSWORD)}
          busy={busy}
          onTry={(typed) => {
            const missing = { id: way, message: say(way === 'phrase' ? 'account.error.phraseMissing' : 'account.error.passwordMissing') }
            const secret = way === 'phrase' ? ({ by: way, phrase: typed } as const) : ({ by: way, password: typed } as const)
            attempt(typed.trim() === '' ? [missing] : [], () => gate.unlock(person.id, secret))
          }}
        >
          {way === 'phrase' && (
            <Button kind="quiet" onClick={onForgotten}>
              {say('account.unlock.forgotten')}
            </Button>
          )}
        </Typed>
      )}
      {busy && <Loading label={say('account.unlock.working')} />}
      <ButtonGroup>
        {person.passkey && (
          <Button kind="secondary" busy={busy} onClick={() => attempt([], () => gate.unlock(person.id, { by: 'passkey' }))}>
            {say('account.unlock.passkey')}
          </Button>
        )}
        {way === 'pin' && (
          <Button kind="secondary" onClick={() => go('phrase')}>
            {say('account.unlock.usePhrase')}
          </Button>
        )}
        {way === 'phrase' && person.pin && note === null && (
          <Button kind="quiet" onClick={() => go('pin')}>
            {say('account.unlock.usePin')}
          </Button>
        )}
        <Button kind="quiet" onClick={onOther}>
          {say('account.unlock.notMe')}
        </Button>
      </ButtonGroup>
    </Page>
  )
}
