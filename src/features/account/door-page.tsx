/** The door: who uses this device, unlocking, or signing in as somebody new. */
import { type ComponentType, lazy, type ReactNode, Suspense, useState } from 'react'
import { Button } from '../../ui/button.tsx'
import { type FieldError } from '../../ui/error-summary.tsx'
import { Loading } from '../../ui/loading.tsx'
import { Page } from '../../ui/page.tsx'
import { useWords } from '../../ui/words-provider.tsx'
import { useLoaded } from '../shared/use-loaded.ts'
import { type DoorStep, type Gate, type KnownPerson, type LaterStep, type Opened, type Wiped } from './gate.ts'
import { refusalText } from './gate-text.ts'
import { UnlockForm } from './unlock-form.tsx'

/** Whoever is on this device unlocks it, mostly: these come when they are needed. */
const SignInPage = lazy(async () => ({ default: (await import('../shared/sign-in-page.tsx')).SignInPage }))
const ForgottenPage = lazy(async () => ({ default: (await import('../shared/lost-pages.tsx')).ForgottenPage }))
const WipedPage = lazy(async () => ({ default: (await import('../shared/lost-pages.tsx')).WipedPage }))

interface ChooseProps {
  people: readonly KnownPerson[]
  onChoose: (person: KnownPerson) => void
  onSomeoneElse: () => void
}

const Choose = ({ people, onChoose, onSomeoneElse }: ChooseProps) => {
  const { say } = useWords()
  return (
    <Page title={say('account.unlock.title')} heading={say('account.unlock.who')}>
      <ul className="cs-people-choice">
        {people.map((person) =>
          person.state === 'wiped' ? (
            <li key={person.id} className="cs-person-choice cs-person-choice--wiped">
              <span className="cs-person-choice__name">{person.knownAs}</span>
              <span className="cs-person-choice__waiting">{say('account.unlock.wiped')}</span>
              {person.waiting > 0 && <span className="cs-person-choice__more">{say('account.unlock.delivered', { count: person.waiting })}</span>}
            </li>
          ) : (
            <li key={person.id}>
              <button type="button" className="cs-person-choice" onClick={() => onChoose(person)}>
                <span className="cs-person-choice__name">{person.knownAs}</span>
                <span className="cs-person-choice__waiting">{say('account.unlock.waiting', { count: person.waiting })}</span>
              </button>
            </li>
          ),
        )}
      </ul>
      <Button kind="quiet" onClick={onSomeoneElse}>
        {say('account.unlock.someoneElse')}
      </Button>
    </Page>
  )
}

export interface MoreProps {
  step: LaterStep
  onOpen: (opened: Opened) => void
  /** It has led to another step. */
  onMore: (step: DoorStep) => void
  onBack: () => void
}

export interface DoorPageProps {
  gate: Gate
  onOpen: (opened: Opened) => void
  /** The pages for whatever there is to do beside unlocking and signing in. */
  More: ComponentType<MoreProps>
  /** What is still to be done where a link has set the password; null where nobody comes from there. */
  first?: DoorStep | null
}

/** Where in the door one is. */
type At =
  /** The list, or the one person there is. */
  | { readonly kind: 'people' }
  | { readonly kind: 'list' }
  | { readonly kind: 'person'; readonly person: KnownPerson }
  | { readonly kind: 'forgotten'; readonly person: KnownPerson }
  | { readonly kind: 'wiped'; readonly why: Wiped['why'] }
  /** @param forgotten they sign in because they have forgotten their four words */
  | { readonly kind: 'sign-in'; readonly forgotten: boolean }
  | { readonly kind: 'step'; readonly step: DoorStep; readonly forgotten: boolean }

/** A store that can't be read is no reason to shut the door: signing in says what is wrong. */
const NOBODY: readonly KnownPerson[] = []

const beginning = (gate: Gate, fromLink: DoorStep | null): At => {
  if (fromLink) return { kind: 'step', step: fromLink, forgotten: false }
  const outcome = gate.fromWork()
  return outcome === null ? { kind: 'people' } : { kind: 'step', step: { kind: 'work', outcome }, forgotten: false }
}

export const DoorPage = ({ gate, onOpen, More, first = null }: DoorPageProps) => {
  const words = useWords()
  const { say } = words
  const [load, setLoad] = useState<Gate['people']>(() => gate.people)
  const people = useLoaded(load, NOBODY)
  const [at, setAt] = useState<At>(() => beginning(gate, first))
  const forgotten = (at.kind === 'sign-in' || at.kind === 'step') && at.forgotten
  const signIn = (): void => setAt({ kind: 'sign-in', forgotten: false })
  const toPeople = (): void => setAt({ kind: 'people' })
  const onMore = (step: DoorStep): void => setAt({ kind: 'step', step, forgotten })
  const onWiped = (why: Wiped['why']): void => {
    // They are another line of the list from now on.
    setLoad(() => async () => gate.people())
    setAt({ kind: 'wiped', why })
  }
  const unlock = (person: KnownPerson, onForgotten: () => void) => (
    <UnlockForm
      key={person.id}
      gate={gate}
      person={person}
      onOpen={onOpen}
      onMore={onMore}
      onWiped={onWiped}
      onForgotten={onForgotten}
      onOther={() => setAt({ kind: 'list' })}
    />
  )
  const apart = (page: ReactNode) => <Suspense fallback={<Loading />}>{page}</Suspense>
  const signInWith = async (username: string, password: string): Promise<FieldError | null> => {
    const answer = await gate.signIn(username, password)
    if (answer.kind === 'open') onOpen(answer)
    else if (answer.kind === 'more') onMore(answer.step)
    else return refusalText(answer, 'sign-in', words)
    return null
  }
  const atStep = (step: DoorStep) => {
    if (step.kind === 'known' && !forgotten) return unlock(step.person, () => onMore({ kind: 'enrol', enrolment: step.enrolment }))
    const later: LaterStep = step.kind === 'known' ? { kind: 'enrol', enrolment: step.enrolment } : step
    return apart(<More key={later.kind} step={later} onOpen={onOpen} onMore={onMore} onBack={toPeople} />)
  }
  if (at.kind === 'step') return atStep(at.step)
  if (at.kind === 'person') return unlock(at.person, () => setAt({ kind: 'forgotten', person: at.person }))
  if (at.kind === 'forgotten') {
    const { person } = at
    return apart(
      <ForgottenPage
        waiting={person.waiting}
        onSignIn={() => setAt({ kind: 'sign-in', forgotten: true })}
        onBack={() => setAt({ kind: 'person', person })}
      />,
    )
  }
  if (at.kind === 'wiped') return apart(<WipedPage why={at.why} onSignIn={signIn} onBack={() => setAt({ kind: 'list' })} />)
  if (!people) return <Loading label={say('account.unlock.opening')} />
  if (at.kind === 'sign-in' || people.length === 0) {
    return apart(
      <SignInPage
        offers={gate.offers}
        onTry={signInWith}
        onPasskey={() => onMore({ kind: 'passkey', needed: false })}
        onWork={gate.toWork}
        onBack={people.length > 0 ? () => setAt({ kind: 'list' }) : undefined}
      />,
    )
  }
  const [one, ...others] = people
  // One person alone on the device is not asked who they are.
  if (at.kind === 'people' && one && others.length === 0 && one.state !== 'wiped') {
    return unlock(one, () => setAt({ kind: 'forgotten', person: one }))
  }
  return <Choose people={people} onChoose={(person) => setAt({ kind: 'person', person })} onSomeoneElse={signIn} />
}
