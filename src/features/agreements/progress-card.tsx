import { type Section } from '../../domain/policy/form.ts'
import { Card } from '../../ui/card.tsx'
import { type Task, TaskList } from '../../ui/task-list.tsx'
import { type Words } from '../../words/words.ts'
import { inLanguage } from '../../words/answers.ts'
import { useRecordWords } from '../shared/use-record-words.ts'
import { agreementHref } from './addresses.ts'
import { type AgreementView, isFilledIn, type Lack, lacksOf } from './agreement-view.ts'

const statusOf = (view: AgreementView, section: Section, lacks: readonly Lack[], { say }: Words): Task['status'] => {
  if (lacks.some(({ kind }) => kind === 'competing')) return { text: say('agreements.progress.choose'), tone: 'amber' }
  if (lacks.length > 0) return { text: say('agreements.progress.left', { count: lacks.length }), tone: 'blue' }
  const asked = section.fields.filter(({ required }) => required)
  const filled = asked.every(({ key }) => isFilledIn(view, key))
  return { text: say(filled ? 'agreements.progress.filledIn' : 'agreements.progress.done') }
}

/** The parts that ask for something, each with what is left in it and the way there. */
export const ProgressCard = ({ view }: { view: AgreementView }) => {
  const words = useRecordWords()
  const { say, lang } = words
  const lacks = lacksOf(view)
  const sections = view.sections.filter(({ fields }) => fields.some(({ required, key }) => required || lacks.some(({ of }) => of === key)))
  const asked = sections.flatMap(({ fields }) => fields).filter(({ required }) => required)
  const filled = asked.filter(({ key }) => isFilledIn(view, key)).length
  const tasks = sections.map((section): Task => {
    const own = lacks.filter(({ of }) => section.fields.some(({ key }) => key === of))
    const first = own[0]?.field ?? section.fields[0]?.key
    return {
      id: section.id,
      title: inLanguage(section.short ?? section.title, lang),
      href: agreementHref(view.state.id, 'write', first),
      status: statusOf(view, section, own, words),
    }
  })
  return (
    <Card heading={say('agreements.progress.title')}>
      <p className="govuk-body">
        {lacks.length === 0 ? say('agreements.progress.all') : say('agreements.progress.filled', { filled, total: asked.length })}
      </p>
      <TaskList tasks={tasks} />
    </Card>
  )
}
