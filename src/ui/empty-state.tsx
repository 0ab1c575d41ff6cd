import { type ReactNode } from 'react'
import { Icon, type IconName } from './icon.tsx'

export interface EmptyStateProps {
  title: string
  /** What comes here and how. */
  text?: ReactNode
  icon?: IconName | undefined
  actions?: ReactNode
}

/** In place of a list with nothing in it: says so, and what to do. */
export const EmptyState = ({ title, text, icon = 'tick', actions }: EmptyStateProps) => (
  <div className="cs-empty">
    <Icon name={icon} size="large" />
    <p className="cs-empty__title">{title}</p>
    {text && <p className="cs-empty__text">{text}</p>}
    {actions && <div className="cs-empty__actions">{actions}</div>}
  </div>
)
