import { useEffect, useRef } from 'react'
import { Inset } from '../../ui/inset.tsx'
import { Link } from '../../ui/link.tsx'
import { useRecordWords } from './use-record-words.ts'

/** One thing to do before a record can be signed. */
export interface ToDo {
  readonly key: string
  /** The thing to do: "Answer Placement plans". */
  readonly text: string
  /** Where it is done. */
  readonly href: string
}

const Links = ({ items, className }: { items: readonly ToDo[]; className: string }) => (
  <ul className={className}>
    {items.map(({ key, text, href }) => (
      <li key={key}>
        <Link href={href}>{text}</Link>
      </li>
    ))}
  </ul>
)

/** What is left to do before the record can be signed, each with the way there; nothing when nothing is. */
export const MissingList = ({ items }: { items: readonly ToDo[] }) => {
  const { say } = useRecordWords()
  if (items.length === 0) return null
  return (
    <Inset>
      <h2 className="govuk-heading-s">{say('records.missing.title', { count: items.length })}</h2>
      <Links items={items} className="govuk-list cs-missing" />
    </Inset>
  )
}

/** The same after one tried to sign all the same: an error summary that takes the focus, and leads to other pages. */
export const MissingErrors = ({ items }: { items: readonly ToDo[] }) => {
  const { say } = useRecordWords()
  const box = useRef<HTMLDivElement>(null)
  useEffect(() => box.current?.focus(), [])
  return (
    <div ref={box} className="govuk-error-summary" tabIndex={-1}>
      <div role="alert">
        <h2 className="govuk-error-summary__title">{say('common.problem')}</h2>
        <div className="govuk-error-summary__body">
          <p>{say('records.missing.cannotSign')}</p>
          <Links items={items} className="govuk-list govuk-error-summary__list" />
        </div>
      </div>
    </div>
  )
}
