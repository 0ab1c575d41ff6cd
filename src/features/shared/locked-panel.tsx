import { Panel } from '../../ui/panel.tsx'
import { useWords } from '../../ui/words-provider.tsx'
import { type SessionView } from './session-view.ts'
import { whereItIs } from './sync-word.tsx'

/** Both signed the same words: the record is locked. */
export const LockedPanel = ({ view, takeFocus }: { view: SessionView; takeFocus: boolean }) => {
  const words = useWords()
  const { say } = words
  const disagreed = view.state.signatures.some(({ sign }) => sign.answer === 'disagree')
  return (
    <Panel title={say('sign.locked')} takeFocus={takeFocus}>
      <p>{say('sign.lockedBody', { one: view.supervisor.name, other: view.supervisee.name })}</p>
      {disagreed && <p>{say('sign.lockedDisagreed', { name: view.supervisee.knownAs })}</p>}
      <p>{whereItIs(view.sync, words)}</p>
    </Panel>
  )
}
