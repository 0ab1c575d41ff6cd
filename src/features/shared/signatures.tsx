import { type Signature } from '../../domain/records/record.ts'
import { Card } from '../../ui/card.tsx'
import { Icon } from '../../ui/icon.tsx'
import { useWords } from '../../ui/words-provider.tsx'
import { personIn, type SessionView } from './session-view.ts'

const OneSignature = ({ view, signature }: { view: SessionView; signature: Signature }) => {
  const words = useWords()
  const { say } = words
  const { sign, by, at } = signature
  const person = personIn(view, by)
  const { word, sentAt } = view.sync
  return (
    <li className="cs-signature">
      <p className="cs-signature__name">
        <Icon name="pen" size="small" />
        {person.name}
      </p>
      <p className="cs-signature__answer">{say(`sign.role.${sign.role}`)}{' · '}{say(`sign.answered.${sign.answer}`)}</p>
      {sign.comment && <blockquote className="cs-statement">{sign.comment}</blockquote>}
      <p className="cs-quiet">
        {say('sign.at', { when: words.dayAndTime(at), method: say(`sign.method.${sign.method}`) })}{' '}
        {word === 'sent' ? sentAt && say('sign.confirmed', { when: words.dayAndTime(sentAt) }) : say('sign.notSent')}
      </p>
      <p className="cs-quiet" lang={sign.language}>{sign.statement}</p>
    </li>
  )
}

/** Who has signed the record as it is now, with what they answered, when and how (G3, G4). */
export const Signatures = ({ view }: { view: SessionView }) => {
  const { say } = useWords()
  const { signatures } = view.state
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
    </Card>
  )
}
