import { type ReactNode } from 'react'
import { Icon, type IconName } from './icon.tsx'
import { Link } from './link.tsx'
import { Mark } from './mark.tsx'
import { SkipLink } from './skip-link.tsx'
import { useWords } from './words-provider.tsx'

export interface NavItem {
  href: string
  label: string
  icon: IconName
  current?: boolean | undefined
  /** How many wait there; 0 shows nothing. */
  count?: number | undefined
  /** The count in words, for those who don't see the badge: "3 people due". */
  countLabel?: string | undefined
}

export interface ShellProps {
  /** At most five: they share a phone's bottom bar. None: no bar, for unlocking and for handing over to sign. */
  nav?: readonly NavItem[] | undefined
  /** The `SyncSlot`. */
  sync?: ReactNode
  /** In the header: hide screen, lock. */
  actions?: ReactNode
  /** The home or team, in the header of a tablet. */
  place?: string | undefined
  /** Where the mark leads; null where there is nowhere to go. */
  home?: string | null | undefined
  children: ReactNode
}

const NO_NAV: readonly NavItem[] = []

/** Round every screen: skip link, header with the sync slot, bottom bar on a phone and rail on a tablet, main. */
export const Shell = ({ nav = NO_NAV, sync, actions, place, home = '/', children }: ShellProps) => {
  const { say } = useWords()
  const brand = (
    <>
      <Mark className="cs-header__mark" />
      <span>{say('app.name')}</span>
    </>
  )
  return (
    <div className="cs-shell">
      <SkipLink />
      <header className="cs-header">
        <div className="cs-header__row">
          {home === null ? (
            <span className="cs-header__home">{brand}</span>
          ) : (
            <Link className="cs-header__home" href={home} aria-label={say('app.home')}>
              {brand}
            </Link>
          )}
          {place && <span className="cs-header__place">{place}</span>}
          <div className="cs-header__end">
            {sync}
            {actions && <div className="cs-header__actions">{actions}</div>}
          </div>
        </div>
      </header>
      <div className="cs-shell__body">
        {nav.length > 0 && (
          <nav className="cs-nav" aria-label={say('app.nav.label')}>
            <ul className="cs-nav__list">
              {nav.map((item) => (
                <li key={item.href} className="cs-nav__item">
                  <Link className="cs-nav__link" href={item.href} aria-current={item.current ? 'page' : undefined}>
                    <Icon name={item.icon} />
                    <span>{item.label}</span>{' '}
                    {Boolean(item.count) && (
                      <span className="cs-nav__count">
                        <span aria-hidden={item.countLabel ? true : undefined}>{item.count}</span>
                        {item.countLabel && <span className="govuk-visually-hidden">{item.countLabel}</span>}
                      </span>
                    )}
                  </Link>
                </li>
              ))}
            </ul>
          </nav>
        )}
        <main id="main" className="cs-shell__main" tabIndex={-1}>
          <div className="cs-shell__width">{children}</div>
        </main>
      </div>
    </div>
  )
}
