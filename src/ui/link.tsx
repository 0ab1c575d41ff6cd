import { type AnchorHTMLAttributes, type ComponentType, type ReactNode, createContext, createElement, useContext } from 'react'

/** What the kit asks of a link. `href` is the address inside the app, or a whole one. */
export interface LinkProps extends Omit<AnchorHTMLAttributes<HTMLAnchorElement>, 'href' | 'children'> {
  href: string
  children: ReactNode
}

const PlainLink = ({ children, ...rest }: LinkProps) => <a {...rest}>{children}</a>

const LinkContext = createContext<ComponentType<LinkProps>>(PlainLink)

/** Says how links navigate: the app gives one that goes through its router. Without it a link is a plain `<a>`. */
export const LinkProvider = ({ link, children }: { link: ComponentType<LinkProps>; children: ReactNode }) => (
  <LinkContext value={link}>{children}</LinkContext>
)

/** A link in text. Everything in the kit that navigates goes through this one. */
export const Link = ({ className = 'govuk-link', ...rest }: LinkProps) => {
  const chosen = useContext(LinkContext)
  return createElement(chosen, { className, ...rest })
}
