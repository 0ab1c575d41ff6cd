/** The door: who uses this device, unlocking with no connection, or signing in as somebody new. */
import { type ComponentType, Suspense, useState } from 'react'
import { Button } from '../../ui/button.tsx'
import { Loading } from '../../ui/loading.tsx'
import { Page } from '../../ui/page.tsx'
import { useWords } from '../../ui/words-provider.tsx'
import { type DoorStep, type Gate, type KnownPerson, type Opened } from './gate.ts'
import { SignInForm } from './sign-in-form.tsx'
import { UnlockForm } from './unlock-form.tsx'
import { useLoaded } from '../shared/use-loaded.ts'

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
        {people.map((person) => (
          <li key={person.id}>
            <button type="button" className="cs-person-choice" onClick={() => onChoose(person)}>
              <span className="cs-person-choice__name">{person.knownAs}</span>
              <span className="cs-person-choice__waiting">{say('account.unlock.waiting', { count: person.waiting })}</span>
            </button>
          </li>
        ))}
      </ul>
      <Button kind="quiet" onClick={onSomeoneElse}>
        {say('account.unlock.someoneElse')}
      </Button>
    </Page>
  )
}

export interface MoreProps {
  step: DoorStep
  onOpen: (opened: Opened) => void
  onBack: () => void
}

export interface DoorPageProps {
  gate: Gate
  onOpen: (opened: Opened) => void
  /** The pages for whatever there is to do beside a password. */
  More: ComponentType<MoreProps>
  /** What is still to be done where a link has set the password; null where nobody comes from there. */
  first?: DoorStep | null
}

/** A store that can't be read is no reason to shut the door: signing in says what is wrong. */
const NOBODY: readonly KnownPerson[] = []

export const DoorPage = ({ gate, onOpen, More, first: fromLink = null }: DoorPageProps) => {
  const { say } = useWords()
  const people = useLoaded(gate.people, NOBODY)
  const [chosen, setChosen] = useState<'list' | 'new' | KnownPerson | null>(null)
  const [step, setStep] = useState<DoorStep | null>(() => {
    if (fromLink) return fromLink
    const outcome = gate.fromWork()
    return outcome === null ? null : { kind: 'work', outcome }
  })
  if (step) {
    return (
      <Suspense fallback={<Loading />}>
        <More key={step.kind} step={step} onOpen={onOpen} onBack={() => setStep(null)} />
      </Suspense>
    )
  }
  if (!people) return <Loading label={say('account.unlock.opening')} />
  const [first, ...others] = people
  // One person alone on the device is not asked who they are.
  const at = chosen ?? (first && others.length === 0 ? first : 'list')
  if (at === 'new' || people.length === 0) {
    return <SignInForm gate={gate} onOpen={onOpen} onMore={setStep} onBack={people.length > 0 ? () => setChosen('list') : undefined} />
  }
  if (at === 'list') return <Choose people={people} onChoose={setChosen} onSomeoneElse={() => setChosen('new')} />
  return <UnlockForm key={at.id} gate={gate} person={at} onOpen={onOpen} onOther={() => setChosen('list')} />
}
