import { type UnsetSignature } from '../../domain/records/record.ts'
import { changedSince } from '../../queries/signing.ts'
import { Notification } from '../../ui/notification.tsx'
import { nameOfContent } from './fields-in-words.ts'
import { personIn, type SignedView } from './record-view.ts'
import { useRecordWords } from './use-record-words.ts'

export interface UndoneNoticeProps {
  view: SignedView
  undone: UnsetSignature
  /** Whether it is the reader's own signature. */
  own: boolean
}

/** Says that the content changed since somebody signed it, what changed, and who is to sign again. */
export const UndoneNotice = ({ view, undone, own }: UndoneNoticeProps) => {
  const words = useRecordWords()
  const { say } = words
  const changed = [...new Set(changedSince(undone, view.state).map((name) => nameOfContent(view, name, words)))]
  const signer = personIn(view, undone.by).knownAs
  return (
    <Notification heading={own ? say('sign.changed.own') : say('sign.changed.other', { name: signer })}>
      {changed.length > 0 && <p className="govuk-body">{say('sign.changed.what', { names: words.list(changed) })}</p>}
    </Notification>
  )
}
