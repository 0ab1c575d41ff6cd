import { type ReactNode } from 'react'

export interface DetailsProps {
  summary: ReactNode
  open?: boolean | undefined
  children: ReactNode
}

/** More for those who want it: "Why this date?" */
export const Details = ({ summary, open, children }: DetailsProps) => (
  <details className="govuk-details" open={open}>
    <summary className="govuk-details__summary">
      <span className="govuk-details__summary-text">{summary}</span>
    </summary>
    <div className="govuk-details__text">{children}</div>
  </details>
)
