import { type ReactNode, useId } from 'react'
import { classNames } from './class-names.ts'
import { Link } from './link.tsx'
import { Tag, type Tone } from './tag.tsx'

export interface Task {
  id: string
  title: string
  hint?: ReactNode
  /** None: it can't be started yet, and the hint says why. */
  href?: string | undefined
  /** An adjective in sentence case. "Completed" has no tone: it is plain, so that the rest stands out. */
  status: { text: string; tone?: Tone | undefined }
  /** The task shown in the other pane. */
  current?: boolean | undefined
}

export interface TaskListProps {
  tasks: readonly Task[]
}

/** Parts that can be done in any order. The whole row is the link. */
export const TaskList = ({ tasks }: TaskListProps) => {
  const prefix = useId()
  return (
    <ul className="govuk-task-list">
      {tasks.map((task) => {
        const hintId = `${prefix}-${task.id}-hint`
        const statusId = `${prefix}-${task.id}-status`
        return (
          <li
            key={task.id}
            className={classNames(
              'govuk-task-list__item',
              task.href && 'govuk-task-list__item--with-link',
              task.current && 'cs-task--current',
            )}
          >
            <div className="govuk-task-list__name-and-hint">
              {task.href ? (
                <Link
                  className="govuk-link govuk-task-list__link"
                  href={task.href}
                  aria-describedby={classNames(task.hint ? hintId : null, statusId)}
                  aria-current={task.current ? 'step' : undefined}
                >
                  {task.title}
                </Link>
              ) : (
                <div>{task.title}</div>
              )}
              {task.hint && (
                <div id={hintId} className="govuk-task-list__hint">
                  {task.hint}
                </div>
              )}
            </div>
            <div
              id={statusId}
              className={classNames(
                'govuk-task-list__status',
                !task.href && 'govuk-task-list__status--cannot-start-yet',
              )}
            >
              {task.status.tone ? <Tag tone={task.status.tone}>{task.status.text}</Tag> : task.status.text}
            </div>
          </li>
        )
      })}
    </ul>
  )
}
