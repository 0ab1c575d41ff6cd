import { type ReactNode } from 'react'
import { classNames } from './class-names.ts'

export interface InsetProps {
  /** Grey: a state such as offline. Amber: a send that failed. Red: only a save that failed on this device. */
  tone?: 'plain' | 'grey' | 'amber' | 'red' | undefined
  children: ReactNode
}

/** Text set apart from what is round it. */
export const Inset = ({ tone = 'plain', children }: InsetProps) => (
  <div className={classNames('govuk-inset-text', tone !== 'plain' && `cs-inset--${tone}`)}>{children}</div>
)
