import { type ReactNode, useId } from 'react'
import { classNames } from './class-names.ts'
import { useWords } from './words-provider.tsx'

export interface NotificationProps {
  kind?: 'important' | 'success' | undefined
  heading: ReactNode
  children?: ReactNode
}

/**
 * One thing a person must know on this page; one at a time, since people miss them. Not for sync: that has its slot.
 * A success is announced without moving the focus.
 */
export const Notification = ({ kind = 'important', heading, children }: NotificationProps) => {
  const { say } = useWords()
  const id = useId()
  return (
    <div
      className={classNames('govuk-notification-banner', kind === 'success' && 'govuk-notification-banner--success')}
      role={kind === 'success' ? 'status' : 'region'}
      aria-labelledby={id}
    >
      <div className="govuk-notification-banner__header">
        <h2 className="govuk-notification-banner__title" id={id}>
          {say(kind === 'success' ? 'common.success' : 'common.important')}
        </h2>
      </div>
      <div className="govuk-notification-banner__content">
        <p className="govuk-notification-banner__heading">{heading}</p>
        {children}
      </div>
    </div>
  )
}
