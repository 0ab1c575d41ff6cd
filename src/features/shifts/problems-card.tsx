import { useState } from 'react'
import { type RosterProblem } from '../../domain/roster/problem.ts'
import { Button, ButtonGroup } from '../../ui/button.tsx'
import { Card } from '../../ui/card.tsx'
import { useWords } from '../../ui/words-provider.tsx'
import { type MessageId, type Words } from '../../words/words.ts'
import { download } from '../shared/download.ts'

/** One row that stays out: where, and what to do. */
export interface ToMend {
  readonly line: number
  readonly where: string
  readonly what: string
}

/** The problems of a file in words, with the rows of those who are not known, by line. */
export const toMend = (
  problems: readonly RosterProblem[],
  unknown: readonly { readonly text: string; readonly lines: readonly number[] }[],
  saysUnknown: 'shifts.problems.unknown' | 'shifts.problems.leftOut',
  { say }: Pick<Words, 'say'>,
): readonly ToMend[] =>
  [
    ...problems.map(({ line, field, code, params }) => ({
      line,
      where: say(`shifts.column.${field}`),
      what: say(`shifts.problem.${code}` satisfies MessageId, params),
    })),
    ...unknown.flatMap(({ text, lines }) =>
      lines.map((line) => ({ line, where: say('shifts.column.person'), what: say(saysUnknown, { text }) })),
    ),
  ].sort((a, b) => a.line - b.line)

const SHOWN = 20

const AsList = ({ rows }: { rows: readonly ToMend[] }) => {
  const { say } = useWords()
  const [copied, setCopied] = useState<'copied' | 'copyFailed' | null>(null)
  const text = () => rows.map(({ line, where, what }) => `${say('shifts.problems.inList', { line, where, what })}\n`).join('')
  const copy = async (): Promise<void> => {
    try {
      await navigator.clipboard.writeText(text())
      setCopied('copied')
    } catch {
      setCopied('copyFailed')
    }
  }
  return (
    <>
      <ButtonGroup>
        <Button kind="secondary" onClick={copy}>
          {say('shifts.problems.copy')}
        </Button>
        <Button kind="secondary" onClick={() => download({ file: say('shifts.problems.file'), text: text(), type: 'text/plain' })}>
          {say('shifts.problems.download')}
        </Button>
      </ButtonGroup>
      <output className="govuk-body-s">{copied && say(`shifts.problems.${copied}`)}</output>
    </>
  )
}

/** The rows that stay out, each with its line, where the fault is and what to do; to copy or keep as a list. */
export const ProblemsCard = ({ rows }: { rows: readonly ToMend[] }) => {
  const { say } = useWords()
  const [all, setAll] = useState(false)
  if (rows.length === 0) return null
  const shown = all ? rows : rows.slice(0, SHOWN)
  const head = (text: string) => (
    <th scope="col" className="govuk-table__header">
      {text}
    </th>
  )
  return (
    <Card heading={say('shifts.problems.title')}>
      <p className="govuk-body">{say('shifts.problems.text')}</p>
      <table className="govuk-table cs-to-mend">
        <caption className="govuk-visually-hidden">{say('shifts.problems.title')}</caption>
        <thead className="govuk-table__head">
          <tr className="govuk-table__row">
            {head(say('shifts.problems.line'))}
            {head(say('shifts.problems.where'))}
            {head(say('shifts.problems.what'))}
          </tr>
        </thead>
        <tbody className="govuk-table__body">
          {shown.map(({ line, where, what }) => (
            <tr key={`${line} ${where} ${what}`} className="govuk-table__row">
              <td className="govuk-table__cell govuk-table__cell--numeric">{line}</td>
              <td className="govuk-table__cell">{where}</td>
              <td className="govuk-table__cell">{what}</td>
            </tr>
          ))}
        </tbody>
      </table>
      {shown.length < rows.length && (
        <Button kind="secondary" onClick={() => setAll(true)}>
          {say('shifts.problems.more', { count: rows.length })}
        </Button>
      )}
      <AsList rows={rows} />
    </Card>
  )
}
