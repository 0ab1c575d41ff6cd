import { Card } from '../../ui/card.tsx'
import { useWords } from '../../ui/words-provider.tsx'
import { isAnswered } from '../../domain/records/forms.ts'
import { partAbove, type TopicSection } from './agenda.ts'
import { inLanguage } from '../../words/answers.ts'
import { ProposedSection } from '../shared/proposed-note.tsx'
import { type SessionView } from './session-view.ts'
import { TopicBlock } from './topic-block.tsx'

export interface TopicsPartProps {
  view: SessionView
  sections: readonly TopicSection[]
}

/** The topics that every session deals with (SEF-4.17), with how many are. None can be skipped. */
export const TopicsPart = ({ view, sections }: TopicsPartProps) => {
  const words = useWords()
  const shown = sections.map(({ section }) => section)
  return sections.map(({ section, fields }) => {
    const part = partAbove(section, shown, view.sections)
    const done = fields.filter((field) => isAnswered(field, view.state, view.sections)).length
    return [
      part && (
        <h3 key={`${section.id}-part`} className="cs-form-part">
          {inLanguage(part, words.lang)}
        </h3>
      ),
      <Card
        key={section.id}
        level={3}
        heading={inLanguage(section.title, words.lang)}
        beside={<output className="cs-progress">{words.say('sessions.progress.of', { done, total: fields.length })}</output>}
      >
        <ProposedSection form={view.form} section={section} />
        {section.hint && <p className="cs-quiet">{inLanguage(section.hint, words.lang)}</p>}
        {fields.map((field, index) => (
          <TopicBlock key={field.key} view={view} field={field} number={index + 1} />
        ))}
      </Card>,
    ]
  })
}
