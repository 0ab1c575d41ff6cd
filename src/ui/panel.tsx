import { type ReactNode, useEffect, useRef } from 'react'

export interface PanelProps {
  title: string
  /** Moves the focus to the title when it appears in place of a form. */
  takeFocus?: boolean | undefined
  level?: 1 | 2 | undefined
  /** What happens next and when; where it is kept. */
  children?: ReactNode
}

/** Says that something is done. */
export const Panel = ({ title, takeFocus = false, level = 2, children }: PanelProps) => {
  const heading = useRef<HTMLHeadingElement>(null)
  useEffect(() => {
    if (takeFocus) heading.current?.focus()
  }, [takeFocus])
  const Heading = `h${level}` as const
  return (
    <div className="govuk-panel govuk-panel--confirmation">
      <Heading ref={heading} className="govuk-panel__title" tabIndex={-1}>
        {title}
      </Heading>
      {children && <div className="govuk-panel__body">{children}</div>}
    </div>
  )
}
