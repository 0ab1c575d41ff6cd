/** Round every page of an unlocked device: bars, sync slot, what must be said on any page. */
import { type ReactNode, Suspense, useEffect, useSyncExternalStore } from 'react'
import { useLocation } from 'wouter'
import { isBlocked, showsWhileBlocked } from '../features/lease/blocked.ts'
import { useLock } from '../features/shared/use-lock.ts'
import { hrefOf, PATHS } from '../features/addresses.ts'
import { answersForOthers } from '../features/today/view.ts'
import { useLease } from '../queries/use-lease.ts'
import { usePending } from '../queries/use-pending.ts'
import { useDevice, useSnapshot, useSync } from '../queries/use-device.tsx'
import { Button } from '../ui/button.tsx'
import { Inset } from '../ui/inset.tsx'
import { Loading } from '../ui/loading.tsx'
import { type NavItem, Shell } from '../ui/shell.tsx'
import { useWords } from '../ui/words-provider.tsx'
import { Boundary } from './broken-page.tsx'
import { pageChunk } from './page-chunk.tsx'
import { type AppServices } from './services.ts'
import { preloadAnswers, SyncBar } from './sync-bar.tsx'

const SignInAgain = pageChunk(async () => (await import('../features/security/sign-in-again.tsx')).SignInAgain)
const LeaseInset = pageChunk(async () => (await import('../features/lease/lease-inset.tsx')).LeaseInset)
const BlockedPage = pageChunk(async () => (await import('../features/lease/blocked-page.tsx')).BlockedPage)
const StorageInset = pageChunk(async () => (await import('../features/shared/storage-inset.tsx')).StorageInset)
const EarlierPassword = pageChunk(async () => (await import('../features/security/earlier-password.tsx')).EarlierPassword)

/** Preloaded: a page of an old version may get no more of its parts. */
const UpdateOffer = pageChunk(async () => (await import('./update-offer.tsx')).UpdateOffer)

/** Gets what is said round every page when there is reason to. Called early: it must be here before a connection goes. */
export const preloadFrame = (): void => {
  UpdateOffer.preload()
  preloadAnswers()
}

/** In the place of a part that could not be got: the page itself goes on. */
const Nothing = () => null

const NotSaved = () => {
  const { say } = useWords()
  return <Inset tone="red">{say('app.sync.notSavedWhatToDo')}</Inset>
}

const useNav = (): readonly NavItem[] => {
  const device = useDevice()
  const { unsent } = useSync()
  const { say } = useWords()
  const { data: snapshot } = useSnapshot()
  const [path] = useLocation()
  const leads = snapshot !== undefined && answersForOthers(snapshot, device.me.person, device.asOf())
  const waiting = unsent + (snapshot?.quarantined.length ?? 0)
  return [
    { href: hrefOf('today'), label: say('app.nav.today'), icon: 'today', current: path === PATHS.today },
    ...(leads
      ? [{ href: hrefOf('people'), label: say('app.nav.people'), icon: 'people' as const, current: path.startsWith(PATHS.people) }]
      : []),
    {
      href: hrefOf('sync'),
      label: say('app.nav.waiting'),
      icon: 'sending',
      current: path === PATHS.sync,
      count: waiting,
      countLabel: say('app.nav.waitingCount', { count: waiting }),
    },
    { href: hrefOf('account'), label: say('app.nav.account'), icon: 'account', current: path === PATHS.account },
  ]
}

/** The browser asks before it leaves while something typed could not be saved: words must not go unnoticed. */
const useWarnWhileUnsaved = (): void => {
  const { failed } = usePending()
  useEffect(() => {
    if (failed === 0) return undefined
    const warn = (event: BeforeUnloadEvent) => event.preventDefault()
    window.addEventListener('beforeunload', warn)
    return () => window.removeEventListener('beforeunload', warn)
  }, [failed])
}

export const Frame = ({ services, children }: { services: AppServices; children: ReactNode }) => {
  const { trouble, failed } = useSync()
  const { keepsNothing } = useDevice()
  const lease = useLease()
  const [path] = useLocation()
  const { say } = useWords()
  const { lock, unsaved } = useLock()
  const { waiting } = useSyncExternalStore(services.updates.subscribe, services.updates.state)
  const nav = useNav()
  useWarnWhileUnsaved()
  return (
    <Shell
      nav={nav}
      sync={<SyncBar />}
      actions={
        <Button kind="quiet" icon="lock" onClick={lock}>
          {say('app.lock.lock')}
        </Button>
      }
    >
      <Boundary at={path} broken={Nothing}>
        <Suspense fallback={null}>
          {trouble === 'sign-in-needed' && <SignInAgain />}
          {lease !== null && <LeaseInset />}
          {keepsNothing && <StorageInset problem={keepsNothing} tone="amber" />}
          {services.earlier.count > 0 && (
            <EarlierPassword count={services.earlier.count} onAdopt={services.earlier.adopt} />
          )}
          {waiting && <UpdateOffer updates={services.updates} />}
        </Suspense>
      </Boundary>
      {unsaved && (
        <div role="alert">
          <Inset tone="red">{say('account.device.unsavedText')}</Inset>
        </div>
      )}
      {trouble === 'local-save-failed' && (
        <div role="alert">
          {failed ? (
            <Boundary broken={NotSaved}>
              <Suspense fallback={<NotSaved />}>
                <StorageInset problem={failed} tone="red" />
              </Suspense>
            </Boundary>
          ) : (
            <NotSaved />
          )}
        </div>
      )}
      {isBlocked(lease) && !showsWhileBlocked(path) ? (
        <Suspense fallback={<Loading />}>
          <BlockedPage />
        </Suspense>
      ) : (
        children
      )}
    </Shell>
  )
}
