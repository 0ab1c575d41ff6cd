import { useState } from 'react'
import { type PlainDate } from '../../domain/dates.ts'
import { Button } from '../../ui/button.tsx'
import { Card } from '../../ui/card.tsx'
import { Details } from '../../ui/details.tsx'
import { Row, RowList } from '../../ui/row-list.tsx'
import { useWords } from '../../ui/words-provider.tsx'
import { WhyLink } from '../why.tsx'
import { Cited } from './cited.tsx'
import { linesOf, type Todo, type TodoGroup } from './todo.ts'

const TodoRow = ({ todo: { title, href, meta, why } }: { todo: Todo }) => (
  <Row title={title} href={href} meta={<Cited>{meta}</Cited>} action={why && <WhyLink {...why} />} />
)

/** What is asked of many people at once: one line that opens. */
const GroupRow = ({ group: { kind, todos }, asOf }: { group: TodoGroup; asOf: PlainDate }) => {
  const { say } = useWords()
  const late = todos.filter(({ on }) => on !== null && on < asOf).length
  const count = todos.length
  const label = say(`today.todos.${kind}`, { count })
  return (
    <li className="cs-row">
      <div className="cs-row__main">
        <Details summary={late > 0 ? say('today.todos.late', { what: label, count: late }) : label}>
          <RowList label={label}>
            {todos.map((todo) => (
              <TodoRow key={todo.id} todo={todo} />
            ))}
          </RowList>
        </Details>
      </div>
    </li>
  )
}

export interface TodoListProps {
  todos: readonly Todo[]
  asOf: PlainDate
  /** So many lines at first, the rest on asking: Today stays calm, and what is under it in sight. */
  atFirst: number
}

/** "For you to do", the most urgent first. */
export const TodoList = ({ todos, asOf, atFirst }: TodoListProps) => {
  const { say } = useWords()
  const [all, setAll] = useState(false)
  const lines = linesOf(todos)
  // A button in place of one line would save nothing.
  const more = lines.length > atFirst + 1
  const shown = all || !more ? lines : lines.slice(0, atFirst)
  const count = say('today.todo.count', { count: todos.length })
  return (
    <Card
      heading={say('today.todo.title')}
      beside={<span className="govuk-body-s govuk-!-margin-bottom-0">{count}</span>}
    >
      <RowList label={say('today.todo.title')}>
        {shown.map((line) =>
          'todos' in line ? (
            <GroupRow key={line.kind} group={line} asOf={asOf} />
          ) : (
            <TodoRow key={line.id} todo={line} />
          ),
        )}
      </RowList>
      {more && (
        <Button kind="quiet" aria-expanded={all} onClick={() => setAll(!all)}>
          {all ? say('today.todo.fewer') : say('today.todo.all', { count: lines.length })}
        </Button>
      )}
    </Card>
  )
}
