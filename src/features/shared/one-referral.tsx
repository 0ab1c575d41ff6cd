import { type ReactNode } from 'react'
import { type PersonId } from '../../domain/ids.ts'
import { type Referral } from '../../domain/records/record.ts'
import { Tag } from '../../ui/tag.tsx'
import { useRecordWords } from './use-record-words.ts'

export interface OneReferralProps {
  referral: Referral
  nameOf: (person: PersonId) => string
  /** Under it, while it is open: whom it waits for, or the form. */
  children?: ReactNode
}

/** One disagreement that was referred: what about, to whom, how it stands. */
export const OneReferral = ({ referral, nameOf, children }: OneReferralProps) => {
  const words = useRecordWords()
  const { say } = words
  const { about, name, by, at, resolved } = referral
  return (
    <div className="cs-referral">
      <p>
        <Tag tone={resolved ? 'green' : 'amber'}>{say(`responses.refer.state.${resolved ? 'resolved' : 'open'}`)}</Tag>
      </p>
      <blockquote className="cs-statement" dir="auto">
        {about}
      </blockquote>
      <p className="cs-quiet">{say('responses.refer.by', { to: name, name: nameOf(by), when: words.dayAndTime(at) })}</p>
      {resolved ? (
        <>
          <p className="cs-quick-label">{say('responses.refer.resolved')}</p>
          <p className="cs-signature__text" dir="auto">
            {resolved.text}
          </p>
          <p className="cs-quiet">{say('responses.refer.resolvedBy', { name: nameOf(resolved.by), when: words.dayAndTime(resolved.at) })}</p>
        </>
      ) : (
        children
      )}
    </div>
  )
}
