import { type ReactNode } from 'react'
import { Icon, type IconName } from './icon.tsx'

/** Never the only difference: the words, and often a picture, say it too. */
export type Tone = 'plain' | 'grey' | 'green' | 'blue' | 'amber' | 'red' | 'strong-red'

export interface TagProps {
  tone?: Tone | undefined
  icon?: IconName | undefined
  children: ReactNode
}

/** A short word about something, an adjective in sentence case. */
export const Tag = ({ tone = 'grey', icon, children }: TagProps) => (
  <strong className={`govuk-tag cs-tag--${tone}`}>
    {icon && <Icon name={icon} size="small" />}
    {children}
  </strong>
)
