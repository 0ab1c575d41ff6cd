import { type Signature, type UnsetSignature } from '../../domain/records/record.ts'
import { Card } from '../../ui/card.tsx'
import { Details } from '../../ui/details.tsx'
import { Icon } from '../../ui/icon.tsx'
import { personIn, type SignedView } from './record-view.ts'
import { useRecordWords } from './use-record-words.ts'

interface OneSignatureProps {
  view: SignedView
  signature: Signature
  /** Why it does not count; none where it does. */
  because?: UnsetSignature['because'] | undefined
}

const OneSignature = ({ view, signature, because }: OneSignatureProps) => {
  const words = useRecordWords()
  const { say } = words
  const { sign, by, at } = signature
  const person = personIn(view, by)
  const { word, sentAt } = view.sync
  const observes = view.state.kind === 'observation' && sign.role === 'supervisor'
  return (
    <li className="cs-signature">
      <p className="cs-signature__name">
        <Icon name="pen" size="small" />
        <bdi>{person.name}</bdi>
      </p>
      <p className="cs-signature__answer">{say(observes ? 'sign.role.observer' : `sign.role.${sign.role}`)}{' · '}{say(`sign.answered.${sign.answer}`)}</p>
      {because && <p className="cs-signature__answer">{say(`sign.unset.${because}`)}</p>}
      {sign.comment && <blockquote className="cs-statement" dir="auto">{sign.comment}</blockquote>}
      <p className="cs-quiet">
        {say('sign.at', { when: words.dayAndTime(at), method: say(`sign.method.${sign.method}`) })}{' '}
        {word === 'sent' ? sentAt && say('sign.confirmed', { when: words.dayAndTime(sentAt) }) : say('sign.notSent')}
      </p>
      <p className="cs-quiet" lang={sign.language}>{sign.statement}</p>
    </li>
  )
}

/**
 * Who has signed the record as it is now, with what they answered, when and how (G3, G4); below, folded away, the
 * signatures that no longer count, each with the reason (P7).
 */
export const Signatures = ({ view }: { view: SignedView }) => {
  const { say } = useRecordWords()
  const { signatures, unsetSignatures } = view.state
  return (
    <Card heading={say('sign.signatures')}>
      {signatures.length === 0 ? (
        <p className="govuk-body">{say('sign.none')}</p>
      ) : (
        <ul className="cs-signatures">
          {signatures.map((signature) => (
            <OneSignature key={signature.act} view={view} signature={signature} />
          ))}
        </ul>
      )}
      {unsetSignatures.length > 0 && (
        <Details summary={say('sign.unsetOnes', { count: unsetSignatures.length })}>
          <ul className="cs-signatures">
            {unsetSignatures.map((signature) => (
              <OneSignature key={signature.act} view={view} signature={signature} because={signature.because} />
            ))}
          </ul>
        </Details>
      )}
    </Card>
  )
}
