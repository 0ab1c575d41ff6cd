import { Panel } from '../../ui/panel.tsx'
import { personIn, type SignedView } from './record-view.ts'
import { whereItIs } from './sync-word.tsx'
import { useRecordWords } from './use-record-words.ts'

/** Both signed the same words: the record is locked. */
export const LockedPanel = ({ view, takeFocus }: { view: SignedView; takeFocus: boolean }) => {
  const words = useRecordWords()
  const { say } = words
  const disagreed = view.state.signatures.filter(({ sign }) => sign.answer === 'disagree')
  return (
    <Panel title={say('sign.locked')} takeFocus={takeFocus}>
      <p>{say('sign.lockedBody', { one: view.supervisor.name, other: view.supervisee.name })}</p>
      {disagreed.map(({ act, by }) => (
        <p key={act}>{say('sign.lockedDisagreed', { name: personIn(view, by).knownAs })}</p>
      ))}
      <p>{whereItIs(view.sync, words)}</p>
    </Panel>
  )
}
