import { type ReactNode } from 'react'
import { type RecordId } from '../../domain/ids.ts'
import { classNames } from '../../ui/class-names.ts'
import { Icon } from '../../ui/icon.tsx'
import { Tag } from '../../ui/tag.tsx'
import { useWords } from '../../ui/words-provider.tsx'
import { sessionHref } from './addresses.ts'
import { type AgendaItem, type AgendaPart, type PartId } from './agenda.ts'
import { partName } from './part-name.ts'
import { SectionLink } from './section-link.tsx'
import { type SessionView } from './session-view.ts'

export interface AgendaPaneProps {
  view: SessionView
  parts: readonly AgendaPart[]
  /** The part shown in the other pane. */
  current: PartId
  /** The field one is in. */
  at: string | undefined
  /** Brings the field one is in into sight again. */
  onStay: (key: string) => void
  /** Under the list: "Finish and check". */
  children?: ReactNode
}

interface ItemLinkProps extends Pick<AgendaPaneProps, 'onStay'> {
  recordId: RecordId
  item: AgendaItem
  here: boolean
}

const ItemLink = ({ recordId, item, here, onStay }: ItemLinkProps) => {
  const { say } = useWords()
  return (
    <li>
      <SectionLink
        replace
        className={classNames('cs-agenda__item', here && 'cs-agenda__item--here')}
        href={sessionHref(recordId, item.key)}
        onStay={here ? () => onStay(item.key) : undefined}
        aria-current={here ? 'location' : undefined}
      >
        <span>{item.label === '' ? say('records.actions.unnamed') : item.label}</span>{' '}
        {item.competing ? (
          <Tag tone="amber">{say('records.competing.tag')}</Tag>
        ) : (
          item.done && (
            <span className="cs-agenda__done">
              <Icon name="tick" size="small" />
              <span className="govuk-visually-hidden">{say('sessions.item.done')}</span>
            </span>
          )
        )}
      </SectionLink>
    </li>
  )
}

/** How far a part has come, in a few words. */
const Progress = ({ part }: { part: AgendaPart }) => {
  const { say } = useWords()
  const { id, items, done } = part
  if (items.some(({ competing }) => competing)) return <Tag tone="amber">{say('records.competing.tag')}</Tag>
  if (id === 'actions') return <span>{say('sessions.progress.actions', { count: items.length })}</span>
  if (id === 'reflection') return <span>{say('sessions.progress.reflection', { done })}</span>
  return <span>{say('sessions.progress.of', { done, total: items.length })}</span>
}

/** The agenda: every part with how far it has come, and the lines of the part one is in. */
export const AgendaPane = ({ view, parts, current, at, onStay, children }: AgendaPaneProps) => {
  const words = useWords()
  const { say } = words
  const { id: recordId } = view.state
  return (
    <nav className={classNames('cs-agenda', at === undefined && 'cs-agenda--whole')} aria-label={say('sessions.agenda')}>
      <ol className="cs-agenda__parts">
        {parts.map((part) => (
          <li key={part.id} className={classNames('cs-agenda__part', part.id === current && 'cs-agenda__part--current')}>
            <SectionLink
              replace={at !== undefined}
              className="cs-agenda__link"
              href={sessionHref(recordId, part.id)}
              aria-current={part.id === current ? 'step' : undefined}
            >
              <span className="cs-agenda__name">{partName(part.id, view, words)}</span>{' '}
              <span className="cs-agenda__progress">
                <Progress part={part} />
              </span>
            </SectionLink>
            {part.id === current && part.items.length > 0 && (
              <ol className="cs-agenda__items">
                {part.items.map((item) => (
                  <ItemLink key={item.key} recordId={recordId} item={item} here={item.key === at} onStay={onStay} />
                ))}
              </ol>
            )}
          </li>
        ))}
      </ol>
      {children}
    </nav>
  )
}
