import { epochOf } from '../../domain/dates.ts'
import { type Signature, type UnsetSignature } from '../../domain/records/record.ts'
import { useSignatureKeys } from '../../queries/signature-keys.ts'
import { Card } from '../../ui/card.tsx'
import { Details } from '../../ui/details.tsx'
import { Icon } from '../../ui/icon.tsx'
import { type Words } from '../../words/words.ts'
import { personIn, type SignedView } from './record-view.ts'
import { useRecordWords } from './use-record-words.ts'

/** How far apart two clocks are before it is said (T1). */
const CLOCKS_APART_MS = 5 * 60_000

/** When the service had it, by its own clock (G3). */
const withService = ({ sync }: SignedView, { at, receivedAt }: Signature, { say, dayAndTime }: Words): readonly string[] => {
  if (receivedAt === undefined) return sync.word === 'sent' ? [] : [say('sign.notSent')]
  const ahead = epochOf(at) > epochOf(receivedAt) + CLOCKS_APART_MS
  return [say('sign.received', { when: dayAndTime(receivedAt) }), ...(ahead ? [say('sign.clockAhead')] : [])]
}

/** Since when the key is believed no longer. Only the service knows; with no connection nothing is said. */
const KeyEnded = ({ view, signature }: Pick<OneSignatureProps, 'view' | 'signature'>) => {
  const { say, dayAndTime } = useRecordWords()
  const { value } = useSignatureKeys(view.state.id)
  const revokedAt = value?.signatures.find(({ act }) => act === signature.act)?.revokedAt
  return revokedAt ? <p className="cs-signature__answer">{say('sign.keyEnded', { when: dayAndTime(revokedAt) })}</p> : null
}

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
        {[say('sign.at', { when: words.dayAndTime(at), method: say(`sign.method.${sign.method}`) }), ...withService(view, signature, words)].join(' ')}
      </p>
      {sign.proof && <KeyEnded view={view} signature={signature} />}
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
