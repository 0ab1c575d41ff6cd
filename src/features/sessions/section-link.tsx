import { type MouseEvent } from 'react'
import { useLocation } from 'wouter'
import { Link, type LinkProps } from '../../ui/link.tsx'

export interface SectionLinkProps extends LinkProps {
  /** Takes the place of the address one is at, so that Back leads out of the session and not through its parts. */
  replace: boolean
  /** The link leads to where one is already: it is shown again. */
  onStay?: (() => void) | undefined
}

/** A link to another part of the same page: the page moves to it by itself, so the router leaves the scroll alone. */
export const SectionLink = ({ replace, onStay, href, ...rest }: SectionLinkProps) => {
  const [, navigate] = useLocation()
  const follow = (event: MouseEvent<HTMLAnchorElement>) => {
    if (event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return
    event.preventDefault()
    if (onStay) onStay()
    else navigate(href, { replace })
  }
  return <Link {...rest} href={href} onClick={follow} />
}
