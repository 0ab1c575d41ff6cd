import { cellName, type TableField, writtenRowIds } from '../../domain/records/tables.ts'
import { inLanguage } from '../../words/answers.ts'
import { AsShared, changedSinceShared } from './as-shared.tsx'
import { type RecordView } from './record-view.ts'
import { cellInWords, rowTitle } from './table-words.ts'
import { useRecordWords } from './use-record-words.ts'

/** The rows of a table to read or print: each with its cells under the names of their columns. Nothing where it has none. */
export const TableRead = ({ view, field }: { view: RecordView; field: TableField }) => {
  const words = useRecordWords()
  const ids = writtenRowIds(view.state, field)
  if (ids.length === 0) return null
  return (
    <ul className="cs-rows-read" aria-label={inLanguage(field.label, words.lang)}>
      {ids.map((id, index) => (
        <li key={id} className="cs-rows-read__row">
          <p className="cs-rows-read__name">{rowTitle(field, index + 1, words)}</p>
          <dl className="cs-rows-read__cells">
            {field.columns.map((column) => {
              const name = cellName(field, id, column.key)
              const said = cellInWords(column, view.state.fields[name]?.value, words)
              const competing = view.state.competing[name] !== undefined
              if (said === '' && !competing && !changedSinceShared(view, name)) return null
              return (
                <div key={column.key} className="cs-rows-read__cell">
                  <dt>{inLanguage(column.label, words.lang)}</dt>
                  <dd dir="auto">
                    {said}
                    <AsShared view={view} field={name} />
                    {competing && <span className="cs-answer__mark">{words.say('records.competing.title')}</span>}
                  </dd>
                </div>
              )
            })}
          </dl>
        </li>
      ))}
    </ul>
  )
}
