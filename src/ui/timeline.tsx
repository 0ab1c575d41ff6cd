import { type ReactNode } from 'react'

export interface TimelineItem {
  id: string
  title: string
  /** In words: `words.dayAndTime(…)`. */
  when: string
  /** The same for machines, ISO 8601. */
  dateTime?: string | undefined
  /** "by Dana Reid" */
  by?: string | undefined
  body?: ReactNode
}

export interface TimelineProps {
  /** Newest first. */
  items: readonly TimelineItem[]
  label: string
  /** Level of the items' headings. */
  level?: 2 | 3 | 4 | undefined
}

/** What happened to a record, newest first. */
export const Timeline = ({ items, label, level = 3 }: TimelineProps) => {
  const Heading = `h${level}` as const
  return (
    <ol className="cs-timeline" aria-label={label}>
      {items.map((item) => (
        <li key={item.id} className="cs-timeline__item">
          <Heading className="cs-timeline__title">{item.title}</Heading>
          <p className="cs-timeline__byline">
            <time dateTime={item.dateTime}>{item.when}</time>
            {item.by && <span> {item.by}</span>}
          </p>
          {item.body && <div className="cs-timeline__body">{item.body}</div>}
        </li>
      ))}
    </ol>
  )
}
