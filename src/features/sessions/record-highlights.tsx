import { actionIn, writtenActionIds } from '../../domain/records/actions.ts'
import { isAnswered } from '../../domain/records/forms.ts'
import { Card } from '../../ui/card.tsx'
import { Row, RowList } from '../../ui/row-list.tsx'
import { SummaryList } from '../../ui/summary-list.tsx'
import { VoiceLabel } from '../../ui/voice-label.tsx'
import { useWords } from '../../ui/words-provider.tsx'
import { reflectionOf } from './agenda.ts'
import { labelIn, shortIn } from '../shared/fields-in-words.ts'
import { answerRead, scribeOfAnswer } from '../shared/answer-read.tsx'
import { inLanguage } from '../../words/answers.ts'
import { personIn } from '../shared/record-view.ts'
import { type SessionView } from './session-view.ts'

/** What was agreed, the reader's own actions first. */
export const AgreedActions = ({ view }: { view: SessionView }) => {
  const words = useWords()
  const { say } = words
  const actions = writtenActionIds(view.state)
    .map((id) => actionIn(view.state, id))
    .sort((a, b) => Number(b.whose === view.role) - Number(a.whose === view.role))
  return (
    <Card heading={say('sessions.record.actions')}>
      {actions.length === 0 ? (
        <p className="govuk-body">{say('records.actions.none')}</p>
      ) : (
        <RowList label={say('sessions.record.actions')}>
          {actions.map(({ id, what, who, whose, by }) => (
            <Row
              key={id}
              title={what}
              meta={whose === view.role ? say('sessions.record.yours') : personIn(view, who).knownAs}
              end={by && <span>{say('records.actions.byDay', { by: words.day(by) })}</span>}
            />
          ))}
        </RowList>
      )}
    </Card>
  )
}

/** What the supervisee said, or what was written for them; they can see at once whether it is right. */
export const SaidBySupervisee = ({ view }: { view: SessionView }) => {
  const words = useWords()
  const { say } = words
  const rows = reflectionOf(view.sections, false).flatMap(({ section, fields }) => {
    const said = fields.filter((field) => field.voice === 'supervisee' && field.type !== 'actions')
    return said
      .filter((field) => isAnswered(field, view.state, view.sections))
      .map((field) => {
        const writer = scribeOfAnswer(view, field)
        return {
          id: field.key,
          key: section.short && said.length === 1 ? inLanguage(section.short, words.lang) : shortIn(field, words),
          changeOf: labelIn(field, words),
          value: (
            <>
              {answerRead(view, field, words)}
              {writer && (
                <span className="cs-answer__mark">
                  <VoiceLabel voice="supervisee" name={view.supervisee.knownAs} writtenBy={writer} />
                </span>
              )}
            </>
          ),
        }
      })
  })
  const heading =
    view.role === 'supervisee' ? say('sessions.record.youSaid') : say('sessions.record.said', { name: view.supervisee.knownAs })
  return (
    <Card heading={heading}>
      {rows.length === 0 ? <p className="govuk-body">{say('sessions.record.saidNothing')}</p> : <SummaryList rows={rows} long />}
    </Card>
  )
}
