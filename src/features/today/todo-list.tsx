import { useState } from 'react'
import { type PlainDate } from '../../domain/dates.ts'
import { type RecordId } from '../../domain/ids.ts'
import { Button } from '../../ui/button.tsx'
import { Card } from '../../ui/card.tsx'
import { Row, RowList } from '../../ui/row-list.tsx'
import { useWords } from '../../ui/words-provider.tsx'
import { type Words } from '../../words/words.ts'
import { unreachable } from '../../domain/unreachable.ts'
import { hrefOf } from '../addresses.ts'
import { type Todo } from './view.ts'

interface TodoText {
  readonly title: string
  readonly meta: string
  readonly href: string
}

/** Where a record is read and signed: the supervisor checks the answers, the supervisee reads. */
const signingPlace = (recordId: RecordId, role: 'supervisor' | 'supervisee'): string =>
  hrefOf(role === 'supervisor' ? 'check' : 'read', { recordId })

/** What waits, in words. */
export const todoText = (todo: Todo, asOf: PlainDate, { say, day }: Words): TodoText => {
  const { name } = todo
  switch (todo.kind) {
    case 'problem':
      return { title: say('today.todo.problem', { name }), meta: say('today.todo.problemText'), href: hrefOf('sync') }
    case 'unset':
      return { title: say('today.todo.unset', { name }), meta: say('today.todo.unsetText'), href: signingPlace(todo.session, todo.role) }
    case 'competing':
      return { title: say('today.todo.competing', { name }), meta: say('today.todo.competingText', { count: todo.count }), href: hrefOf('session', { recordId: todo.session }) }
    case 'sign': {
      const held = day(todo.heldOn, asOf)
      const meta = todo.otherSigned
        ? say('today.todo.signText', { day: held, other: todo.other })
        : say('today.todo.signFirstText', { day: held })
      return { title: say('today.todo.sign', { name }), meta, href: signingPlace(todo.session, todo.role) }
    }
    case 'share': {
      const held = day(todo.heldOn, asOf)
      const meta = todo.by
        ? say('today.todo.shareText', { day: held, due: day(todo.by.due, asOf), rule: todo.by.rule })
        : say('today.todo.shareNoDate', { day: held })
      return { title: say('today.todo.share', { name }), meta, href: signingPlace(todo.session, 'supervisor') }
    }
    case 'continue':
      return {
        title: say('today.todo.continue', { name }),
        meta: say('today.todo.continueText', { day: day(todo.plannedFor, asOf) }),
        href: hrefOf('session', { recordId: todo.session }),
      }
    default:
      return unreachable(todo)
  }
}

export interface TodoListProps {
  todos: readonly Todo[]
  asOf: PlainDate
  /** So many at first, the rest on asking: the list of people must not be pushed off the screen. */
  atFirst: number
}

/** "For you to do": problems first, then what is to be chosen, signed, shared and finished. */
export const TodoList = ({ todos, asOf, atFirst }: TodoListProps) => {
  const words = useWords()
  const [all, setAll] = useState(false)
  const shown = all ? todos : todos.slice(0, atFirst)
  const count = words.say('today.todo.count', { count: todos.length })
  return (
    <Card
      heading={words.say('today.todo.title')}
      beside={<span className="govuk-body-s govuk-!-margin-bottom-0">{count}</span>}
    >
      <RowList label={words.say('today.todo.title')}>
        {shown.map((todo) => {
          const { title, meta, href } = todoText(todo, asOf, words)
          return <Row key={todo.id} title={title} href={href} meta={meta} />
        })}
      </RowList>
      {shown.length < todos.length && (
        <Button kind="quiet" onClick={() => setAll(true)}>
          {words.say('today.todo.more', { count: todos.length - shown.length })}
        </Button>
      )}
    </Card>
  )
}
