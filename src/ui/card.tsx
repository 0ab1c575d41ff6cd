import { type ReactNode, useId } from 'react'

export interface CardProps {
  heading: string
  /** Beside the heading: a count, a link. */
  beside?: ReactNode
  level?: 2 | 3 | 4 | undefined
  children: ReactNode
}

/** A part of a page with a heading of its own, on white. Only a part of the page itself (level 2) is a landmark. */
export const Card = ({ heading, beside, level = 2, children }: CardProps) => {
  const id = useId()
  const Heading = `h${level}` as const
  return (
    <section className="cs-card" aria-labelledby={level === 2 ? id : undefined}>
      <div className="cs-card__top">
        <Heading id={id} className="cs-card__heading">
          {heading}
        </Heading>
        {beside}
      </div>
      {children}
    </section>
  )
}
