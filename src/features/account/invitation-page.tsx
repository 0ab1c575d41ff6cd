/**
 * Behind a link: who has it chooses a user name and a password, and is signed in here. It is reached with no device open.
 * The token is in the address only until it is read: nobody finds it in the history of a shared tablet.
 */
import { useEffect, useState } from 'react'
import { Button } from '../../ui/button.tsx'
import { EmptyState } from '../../ui/empty-state.tsx'
import { Inset } from '../../ui/inset.tsx'
import { Loading } from '../../ui/loading.tsx'
import { Page } from '../../ui/page.tsx'
import { useWords } from '../../ui/words-provider.tsx'
import { accounts } from '../../words/en/accounts.ts'
import { addArea } from '../../words/words.ts'
import { useLinkToken } from '../shared/use-link-token.ts'
import { type DoorStep, type GateRefusal, type Opened } from './gate.ts'
import { refusalText } from './gate-text.ts'
import { type Invitations, type Looked } from './invitation.ts'
import { InvitationForm } from './invitation-form.tsx'
import { problemText } from './invitation-text.ts'

addArea('accounts', { en: accounts })

export interface InvitationPageProps {
  invitations: Invitations
  onOpen: (opened: Opened) => void
  /** The password is chosen, and is not all that is asked for. */
  onMore: (step: DoorStep) => void
  /** To the door, where the link is of no use. */
  onLeave: () => void
}

const Unusable = ({ onLeave }: Pick<InvitationPageProps, 'onLeave'>) => {
  const { say } = useWords()
  return (
    <Page title={say('accounts.link.unknown')}>
      <p className="govuk-body">{say('accounts.link.unknownText')}</p>
      <p className="govuk-body">{say('accounts.link.whole')}</p>
      <Button kind="secondary" onClick={onLeave}>
        {say('accounts.link.toDoor')}
      </Button>
    </Page>
  )
}

/** The password is chosen, but this browser could not be opened with it. */
const Chosen = ({ refusal, onLeave }: { refusal: GateRefusal } & Pick<InvitationPageProps, 'onLeave'>) => {
  const words = useWords()
  const { say } = words
  return (
    <Page title={say('accounts.link.chosen')}>
      <p className="govuk-body">{say('accounts.link.chosenText')}</p>
      <Inset tone="amber">{refusalText(refusal, 'sign-in', words).message}</Inset>
      <Button onClick={onLeave}>{say('accounts.link.toDoor')}</Button>
    </Page>
  )
}

export const InvitationPage = ({ invitations, onOpen, onMore, onLeave }: InvitationPageProps) => {
  const words = useWords()
  const { say } = words
  const token = useLinkToken()
  const [tries, setTries] = useState(0)
  const [looked, setLooked] = useState<{ readonly token: string; readonly tries: number; readonly answer: Looked } | null>(null)
  const [refusal, setRefusal] = useState<GateRefusal | null>(null)
  useEffect(() => {
    let wanted = true
    const look = async (): Promise<void> => {
      const answer = await invitations.look(token).catch((): Looked => ({ kind: 'server-trouble' }))
      if (wanted) setLooked({ token, tries, answer })
    }
    look().catch(() => undefined)
    return () => {
      wanted = false
    }
  }, [invitations, token, tries])
  const answer = looked?.token === token && looked.tries === tries ? looked.answer : null
  if (refusal) return <Chosen refusal={refusal} onLeave={onLeave} />
  if (!answer) return <Loading label={say('accounts.link.checking')} />
  if (answer.kind === 'unknown') return <Unusable onLeave={onLeave} />
  if (answer.kind === 'found') {
    return (
      <InvitationForm
        key={token}
        invited={answer.invited}
        onTake={async (username, password) => {
          const taken = await invitations.take(token, answer.invited, username, password)
          if (taken.kind === 'unknown') setLooked({ token, tries, answer: taken })
          if (taken.kind !== 'chosen') return taken
          if (taken.answer.kind === 'open') onOpen(taken.answer)
          else if (taken.answer.kind === 'more') onMore(taken.answer.step)
          else setRefusal(taken.answer)
          return taken
        }}
      />
    )
  }
  return (
    <Page title={say('accounts.link.title')}>
      <EmptyState
        icon={answer.kind === 'offline' ? 'offline' : 'failed'}
        title={problemText(answer, words)}
        actions={<Button onClick={() => setTries(tries + 1)}>{say('common.tryAgain')}</Button>}
      />
    </Page>
  )
}
