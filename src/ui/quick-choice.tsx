import { type ReactNode } from 'react'
import { Icon } from './icon.tsx'

export interface QuickChoiceProps {
  /** "Nothing since last time" */
  children: ReactNode
  pressed: boolean
  onChange: (pressed: boolean) => void
  disabled?: boolean | undefined
}

/** An answer in one tap; a second tap takes it back. */
export const QuickChoice = ({ children, pressed, onChange, disabled }: QuickChoiceProps) => (
  <button
    type="button"
    className="cs-quick__button"
    aria-pressed={pressed}
    disabled={disabled}
    onClick={() => onChange(!pressed)}
  >
    {pressed ? <Icon name="tick" size="small" /> : <span className="cs-quick__box" />}
    {children}
  </button>
)

/** Quick choices beside one another. */
export const QuickChoices = ({ label, children }: { label: string; children: ReactNode }) => (
  <fieldset className="cs-quick" aria-label={label}>
    {children}
  </fieldset>
)
