import { type Obligation } from '../../domain/policy/obligation.ts'
import { useSync } from '../../queries/use-device.tsx'
import { Panel } from '../../ui/panel.tsx'
import { LinkButton } from '../../ui/button.tsx'
import { SyncNote } from '../../ui/sync-slot.tsx'
import { useWords } from '../../ui/words-provider.tsx'
import { hrefOf } from '../addresses.ts'
import { readHref } from './addresses.ts'
import { spanOf } from './share-span.ts'
import { type SessionView } from './session-view.ts'
import { whereItIs } from '../shared/sync-word.tsx'
import { WhyOfRecord } from '../shared/why-of-record.tsx'

export interface SignedPanelProps {
  view: SessionView
  /** By when the policy wants it shared. */
  share: Obligation | null
  takeFocus: boolean
}

/** After signing: whose turn it is, whether it was shared in time, and where it is. */
export const SignedPanel = ({ view, share, takeFocus }: SignedPanelProps) => {
  const words = useWords()
  const { say } = words
  const sync = useSync()
  const { state, supervisee } = view
  const shared = state.shared
  const inTime = share?.due && shared && shared.on <= share.due
  return (
    <>
      <Panel title={say('sign.waitingFor', { name: supervisee.knownAs })} takeFocus={takeFocus}>
        {shared && (
          <p>
            {say('sign.shared', { name: supervisee.knownAs, day: words.day(shared.on) })}{' '}
            {share?.due && say(inTime ? 'sign.sharedInTime' : 'sign.sharedLate', { day: words.day(share.due), span: spanOf(share, words) })}
          </p>
        )}
        <p>{whereItIs(view.sync, words)}</p>
      </Panel>
      {shared && share?.due && (
        <p className="govuk-body">
          <WhyOfRecord view={view} one={share} />
        </p>
      )}
      {sync.connection === 'offline' && <SyncNote state={{ kind: 'offline' }} />}
      <p className="govuk-body">{say('sign.next', { name: supervisee.knownAs })}</p>
      <div className="cs-buttons">
        <LinkButton href={hrefOf('today')}>{say('common.goToToday')}</LinkButton>
        <LinkButton kind="secondary" href={readHref(state.id)}>
          {say('sessions.toRead')}
        </LinkButton>
      </div>
    </>
  )
}
