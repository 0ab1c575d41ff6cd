import { type MouseEvent } from 'react'
import { useLocation } from 'wouter'
import { type LinkProps } from '../ui/link.tsx'

/** Whether a click is the browser's own business: a new tab, a download, another place. */
const isForBrowser = (event: MouseEvent<HTMLAnchorElement>): boolean =>
  event.defaultPrevented || event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey

/** The kit's link, going through the router: an address inside the app changes the page without loading it anew. */
export const RouterLink = ({ href, onClick, children, ...rest }: LinkProps) => {
  const [, navigate] = useLocation()
  const follow = (event: MouseEvent<HTMLAnchorElement>) => {
    onClick?.(event)
    if (!href.startsWith('/') || rest.target || isForBrowser(event)) return
    event.preventDefault()
    navigate(href)
  }
  return (
    <a {...rest} href={href} onClick={follow}>
      {children}
    </a>
  )
}
