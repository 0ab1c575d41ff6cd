import { type ReactNode, useEffect, useRef } from 'react'
import { Link } from './link.tsx'
import { classNames } from './class-names.ts'
import { useWords } from './words-provider.tsx'

export interface PageProps {
  /** For the browser's title, and the h1 unless `heading` is given. No names: the browser's history keeps titles. */
  title: string
  heading?: ReactNode
  /** Above the heading: which section, whose record. */
  caption?: ReactNode
  back?: { href: string; label?: string | undefined } | undefined
  /** Puts "Error:" first in the browser's title. */
  error?: boolean | undefined
  /** Beside the heading: the page's main button. */
  actions?: ReactNode
  /** Above the heading: `ErrorSummary`, `Notification`. */
  notices?: ReactNode
  /** As wide as the shell, for panes and tables; else a readable measure. */
  wide?: boolean | undefined
  /** `leave` where the page puts the focus itself, such as back at the word where it was interrupted. */
  focus?: 'heading' | 'leave' | undefined
  children: ReactNode
}

/**
 * One screen: browser title, back link, h1. After the first page of a visit, a new page puts the focus on its heading,
 * so that a screen reader says where one is.
 */
export const Page = (props: PageProps) => {
  const { title, heading = title, caption, back, error = false, actions, notices, wide, focus = 'heading' } = props
  const { say } = useWords()
  const h1 = useRef<HTMLHeadingElement>(null)

  const documentTitle = say(error ? 'app.titleError' : 'app.title', { page: title })
  useEffect(() => {
    document.title = documentTitle
  }, [documentTitle])

  useEffect(() => {
    // The document remembers that a page was shown: on arrival, focus stays at the top, before the skip link.
    const { dataset } = document.documentElement
    if (dataset['pageShown'] && focus === 'heading') h1.current?.focus()
    dataset['pageShown'] = 'yes'
    // oxlint-disable-next-line react/exhaustive-deps -- on arrival only: a later change must not move the focus
  }, [])

  const headingBlock = (
    <h1 ref={h1} className="cs-page__heading" tabIndex={-1}>
      {caption && <span className="cs-page__caption">{caption}</span>}
      {heading}
    </h1>
  )
  return (
    <div className={classNames('cs-page', wide && 'cs-page--wide')}>
      {back && (
        <Link className="govuk-back-link" href={back.href}>
          {back.label ?? say('common.back')}
        </Link>
      )}
      {notices}
      {actions ? (
        <div className="cs-page__top">
          {headingBlock}
          <div>{actions}</div>
        </div>
      ) : (
        headingBlock
      )}
      {props.children}
    </div>
  )
}
