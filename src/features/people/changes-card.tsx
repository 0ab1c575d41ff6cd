import { Card } from '../../ui/card.tsx'

/** What something changes, one sentence a line, before it is confirmed. */
export const ChangesCard = ({ heading, lines }: { heading: string; lines: readonly string[] }) => (
  <Card heading={heading}>
    <ul className="govuk-list govuk-list--bullet govuk-list--spaced govuk-!-margin-bottom-0">
      {lines.map((line) => (
        <li key={line}>{line}</li>
      ))}
    </ul>
  </Card>
)
