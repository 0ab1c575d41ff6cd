import { useEffect, useRef } from 'react'
import { unreachable } from '../../domain/unreachable.ts'
import { Inset } from '../../ui/inset.tsx'
import { Link } from '../../ui/link.tsx'
import { useWords } from '../../ui/words-provider.tsx'
import { type Words } from '../../words/words.ts'
import { sessionHref } from './addresses.ts'
import { nameOfField } from './fields-in-words.ts'
import { type Missing, placeOf } from './missing.ts'
import { type SessionView } from './session-view.ts'

/** What is missing, as the thing to do about it. */
const missingInWords = (view: SessionView, missing: Missing, words: Words): string => {
  const { say } = words
  switch (missing.kind) {
    case 'held':
      return say('sessions.missing.held')
    case 'date-in-future':
      return say('sessions.missing.date-in-future')
    case 'answer':
      return say('sessions.missing.answer', { name: nameOfField(view, missing.field, words) })
    case 'gap-reason':
      return say('sessions.missing.gap-reason')
    case 'action':
      return say(`sessions.missing.action-${missing.lacks}`, { number: missing.number })
    case 'competing':
      return say('sessions.missing.competing', { name: nameOfField(view, missing.field, words) })
    default:
      return unreachable(missing)
  }
}

const Links = ({ view, missing, className }: { view: SessionView; missing: readonly Missing[]; className: string }) => {
  const words = useWords()
  return (
    <ul className={className}>
      {missing.map((each) => (
        <li key={`${each.kind} ${placeOf(each)}`}>
          <Link href={sessionHref(view.state.id, placeOf(each))}>{missingInWords(view, each, words)}</Link>
        </li>
      ))}
    </ul>
  )
}

/** What is left to do before the record can be signed, each with the way there; nothing when nothing is. */
export const MissingList = ({ view, missing }: { view: SessionView; missing: readonly Missing[] }) => {
  const { say } = useWords()
  if (missing.length === 0) return null
  return (
    <Inset>
      <h2 className="govuk-heading-s">{say('sessions.missing.title', { count: missing.length })}</h2>
      <Links view={view} missing={missing} className="govuk-list cs-missing" />
    </Inset>
  )
}

/** The same after one tried to sign all the same: an error summary that takes the focus, and leads to other pages. */
export const MissingErrors = ({ view, missing }: { view: SessionView; missing: readonly Missing[] }) => {
  const { say } = useWords()
  const box = useRef<HTMLDivElement>(null)
  useEffect(() => box.current?.focus(), [])
  return (
    <div ref={box} className="govuk-error-summary" tabIndex={-1}>
      <div role="alert">
        <h2 className="govuk-error-summary__title">{say('common.problem')}</h2>
        <div className="govuk-error-summary__body">
          <p>{say('sessions.missing.cannotSign')}</p>
          <Links view={view} missing={missing} className="govuk-list govuk-error-summary__list" />
        </div>
      </div>
    </div>
  )
}
