import { type ReactNode } from 'react'
import { classNames } from './class-names.ts'
import { Link } from './link.tsx'
import { useWords } from './words-provider.tsx'

export interface SummaryRow {
  /** For React and for `changeOf`; the key's words unless given. */
  id?: string | undefined
  key: string
  /** '', null or undefined is shown as "Not provided". */
  value?: ReactNode
  /** Where Change leads; none, no link. */
  changeHref?: string | undefined
  /** Change opens something here instead. */
  onChange?: (() => void) | undefined
  /** Hidden words after "Change": the key in lower case unless given. */
  changeOf?: string | undefined
  /** In place of "Change". */
  actionLabel?: string | undefined
}

export interface SummaryListProps {
  rows: readonly SummaryRow[]
  /** Answers under their questions, full width, for long text. */
  long?: boolean | undefined
}

/** Questions and answers, to check before confirming or to read. */
export const SummaryList = ({ rows, long }: SummaryListProps) => {
  const { say } = useWords()
  const anyAction = rows.some((row) => row.changeHref ?? row.onChange)
  return (
    <dl className={classNames('govuk-summary-list', long && 'cs-summary--long')}>
      {rows.map((row) => {
        const empty = row.value === undefined || row.value === null || row.value === ''
        const words = (
          <>
            {row.actionLabel ?? say('common.change')}{' '}
            <span className="govuk-visually-hidden">{row.changeOf ?? row.key.toLowerCase()}</span>
          </>
        )
        return (
          <div
            key={row.id ?? row.key}
            className={classNames(
              'govuk-summary-list__row',
              anyAction && !row.changeHref && !row.onChange && 'govuk-summary-list__row--no-actions',
            )}
          >
            <dt className="govuk-summary-list__key">{row.key}</dt>
            <dd className="govuk-summary-list__value" dir="auto">
              {empty ? <span className="cs-not-provided">{say('common.notProvided')}</span> : row.value}
            </dd>
            {row.changeHref && (
              <dd className="govuk-summary-list__actions">
                <Link href={row.changeHref}>{words}</Link>
              </dd>
            )}
            {row.onChange && (
              <dd className="govuk-summary-list__actions">
                <button type="button" className="cs-link-button" onClick={row.onChange}>
                  {words}
                </button>
              </dd>
            )}
          </div>
        )
      })}
    </dl>
  )
}
