import { type ButtonHTMLAttributes, type MouseEvent, type ReactNode, type Ref } from 'react'
import { classNames } from './class-names.ts'
import { Icon, type IconName } from './icon.tsx'
import { Link, type LinkProps } from './link.tsx'

export type ButtonKind = 'primary' | 'secondary' | 'warning' | 'quiet'

const KIND = {
  primary: '',
  secondary: 'govuk-button--secondary',
  warning: 'govuk-button--warning',
  quiet: 'cs-button--quiet',
} satisfies Record<ButtonKind, string>

export interface ButtonProps extends Omit<ButtonHTMLAttributes<HTMLButtonElement>, 'children'> {
  kind?: ButtonKind | undefined
  icon?: IconName | undefined
  /** Something is under way: the button stays focusable and takes no second press. */
  busy?: boolean | undefined
  ref?: Ref<HTMLButtonElement> | undefined
  children: ReactNode
}

/** A button. `type` is `button` unless said; one primary on a screen. */
export const Button = ({ kind = 'primary', icon, busy = false, className, onClick, children, ...rest }: ButtonProps) => {
  const press = (event: MouseEvent<HTMLButtonElement>) => {
    if (busy) event.preventDefault()
    else onClick?.(event)
  }
  return (
    <button
      type="button"
      {...rest}
      className={classNames('govuk-button', KIND[kind], className)}
      aria-disabled={busy || undefined}
      onClick={press}
    >
      {icon && <Icon name={icon} size="small" />}
      {children}
    </button>
  )
}

export interface LinkButtonProps extends LinkProps {
  kind?: ButtonKind | undefined
  icon?: IconName | undefined
}

/** A link that looks like a button: it goes somewhere and changes nothing. */
export const LinkButton = ({ kind = 'primary', icon, className, children, ...rest }: LinkButtonProps) => (
  <Link {...rest} className={classNames('govuk-button', KIND[kind], className)} draggable={false}>
    {icon && <Icon name={icon} size="small" />}
    {children}
  </Link>
)

/** Buttons beside one another. */
export const ButtonGroup = ({ children }: { children: ReactNode }) => (
  <div className="govuk-button-group">{children}</div>
)
