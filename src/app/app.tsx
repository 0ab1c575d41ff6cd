/**
 * The app from the door on. Locked: nobody's records are in memory. Unlocked: one person's device, its own query cache
 * and pages, all dropped on locking (K5); the address stays, so that unlocking comes back to the same page.
 */
import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { type ComponentType, Suspense, useCallback, useEffect, useRef, useState, useSyncExternalStore } from 'react'
import { type PersonId } from '../domain/ids.ts'
import { type OpenedPack } from '../queries/inspections.ts'
import { DoorPage, type MoreProps } from '../features/account/door-page.tsx'
import { type DoorStep, type Gate, type HandedOver, type Opened, type ScreenLock } from '../features/account/gate.ts'
import { type Installation, InstallationProvider } from '../features/shared/installation.ts'
import { ScreenLockedPage } from '../features/account/screen-locked-page.tsx'
import { PATHS } from '../features/addresses.ts'
import { preloadRound } from '../outbox/sync-loop.ts'
import { DeviceProvider } from '../queries/use-device.tsx'
import { Button } from '../ui/button.tsx'
import { Loading } from '../ui/loading.tsx'
import { Page } from '../ui/page.tsx'
import { Shell } from '../ui/shell.tsx'
import { useWords, WordsProvider } from '../ui/words-provider.tsx'
import { type Words } from '../words/words.ts'
import { LastBoundary } from './broken-page.tsx'
import { carriedText } from './carried-text.ts'
import { preloadWriting } from './device-saving.ts'
import { type InvitationChunk } from './invitation.tsx'
import { preloadFrame } from './frame.tsx'
import { preloadHandOver } from './handable.ts'
import { lockOthers, whenToldToLock } from './lock-together.ts'
import { pageChunk } from './page-chunk.tsx'
import { preloadPages, Routes } from './routes.tsx'
import { type AppServices } from './services.ts'
import { type Updates } from './updates.ts'

const HandedDevice = pageChunk(async () => (await import('./handed.tsx')).HandedDevice)
const StorageInset = pageChunk(async () => (await import('../features/shared/storage-inset.tsx')).StorageInset)
/** Once on a device. */
const ReadyPage = pageChunk(async () => (await import('../features/shared/ready-page.tsx')).ReadyPage)
const HandedPack = pageChunk(async () => (await import('./inspection-screens.tsx')).HandedPack)

export interface AppProps {
  words: Words
  gate: Gate
  updates: Updates
  installation: Installation | null
  /** The page behind a link, got when somebody comes by one. */
  Invitation: InvitationChunk
  /** The pages for whatever there is to do at the door beside a password. */
  More: ComponentType<MoreProps>
}

interface UnlockedProps extends Pick<AppProps, 'updates' | 'installation'> {
  opened: Opened
  showPack: AppServices['showPack']
}

const Unlocked = ({ opened, updates, installation, showPack }: UnlockedProps) => {
  const { device, keptEarlier } = opened
  const [{ client, services }] = useState(() => ({
    client: new QueryClient(),
    services: {
      updates,
      carried: carriedText(),
      showPack,
      earlier: { count: keptEarlier, adopt: device.adoptEarlier },
    },
  }))
  const { kept } = useSyncExternalStore(updates.subscribe, updates.state)
  const [ready, setReady] = useState(() => device.sync().lastVerified !== null)
  const [first] = useState(!ready)
  useEffect(() => {
    // Asked once on a device (V7); a browser that says no is asked again on the account page.
    if (first) installation?.keep().catch(() => undefined)
  }, [first, installation])
  const goOn = useCallback(() => setReady(true), [])
  useEffect(() => () => client.clear(), [client])
  return (
    <QueryClientProvider client={client}>
      <DeviceProvider device={device}>
        {ready ? (
          <Routes services={services} />
        ) : (
          <Shell home={null}>
            <div className="cs-door">
              <Suspense fallback={<Loading />}>
                <ReadyPage app={kept} onContinue={goOn} />
              </Suspense>
            </div>
          </Shell>
        )}
      </DeviceProvider>
    </QueryClientProvider>
  )
}

/** A newer version is open in another tab, and this page may get no more of its parts: its words are at hand. */
const OutOfDatePage = () => {
  const { say } = useWords()
  return (
    <Shell home={null}>
      <Page title={say('app.name')}>
        <p className="govuk-body">{say('app.outOfDate')}</p>
        <Button onClick={() => window.location.reload()}>{say('app.broken.reload')}</Button>
      </Page>
    </Shell>
  )
}

export const App = ({ words, gate, installation, Invitation, More, ...rest }: AppProps) => {
  const [opened, setOpened] = useState<Opened | null>(null)
  const [byLink, setByLink] = useState(() => window.location.pathname === PATHS.invitation)
  /** What is still to be done once a link has set the password. */
  const [afterLink, setAfterLink] = useState<DoorStep | null>(null)
  /** A link leads to Today, or to the door: its own address is nobody's page. */
  const leaveLink = (): void => {
    window.history.replaceState(null, '', PATHS.today)
    setByLink(false)
  }
  // What an inspector is shown once nobody's device is open any more; it is nowhere but here, and gone on leaving.
  const [pack, setPack] = useState<OpenedPack | null>(null)
  useEffect(() => {
    preloadWriting()
    preloadRound()
    preloadPages()
    preloadFrame()
    preloadHandOver()
  }, [])
  /** Only the PIN stands before what was open (K5). */
  const [screen, setScreen] = useState<ScreenLock | null>(null)
  /** The device is with the other of a pair (G4). */
  const [handed, setHandedOver] = useState<HandedOver | null>(null)
  const last = useRef<PersonId | null>(null)
  const open = useCallback((next: Opened) => {
    // The page of whoever was here before is no page of theirs.
    if (last.current !== null && last.current !== next.device.me.person) window.history.replaceState(null, '', PATHS.today)
    last.current = next.device.me.person
    setScreen(null)
    setHandedOver(null)
    setAfterLink(null)
    setOpened(next)
  }, [])
  useEffect(
    () =>
      opened?.device.whenLocked((byItself) => {
        if (!byItself) lockOthers('all')
        setOpened(null)
        setScreen(null)
        setHandedOver(null)
      }),
    [opened],
  )
  useEffect(
    () =>
      opened?.device.whenScreenLocked((lock, byItself) => {
        if (!byItself) lockOthers('screen')
        setScreen(lock)
      }),
    [opened],
  )
  /** A newer version in another tab waits for this one: what is typed is saved, and this page shows nothing more (V6). */
  const [storage, setStorage] = useState(gate.storage.trouble)
  useEffect(
    () =>
      gate.storage.watch(async (trouble) => {
        if (trouble === 'tab-out-of-date') await opened?.device.lock()
        setStorage(trouble)
      }),
    [gate, opened],
  )
  useEffect(
    () =>
      opened?.device.whenHandedOver((next) => {
        lockOthers('all')
        setHandedOver(next)
      }),
    [opened],
  )
  useEffect(
    () => (opened ? whenToldToLock(async (what) => (what === 'screen' && opened.device.lockScreen ? opened.device.lockScreen() : opened.device.lock())) : undefined),
    [opened],
  )
  return (
    <WordsProvider words={words}>
      <InstallationProvider value={installation}>
        <LastBoundary>
          {storage === 'tab-out-of-date' ? (
            <OutOfDatePage />
          ) : handed ? (
            <Suspense>
              <HandedDevice handed={handed} gate={gate} onBack={open} />
            </Suspense>
          ) : screen ? (
            <Shell home={null}>
              <div className="cs-door">
                <ScreenLockedPage lock={screen} onOpen={open} />
              </div>
            </Shell>
          ) : opened ? (
            <Unlocked key={opened.device.me.person} {...rest} installation={installation} opened={opened} showPack={setPack} />
          ) : pack ? (
            <Suspense>
              <HandedPack handed={pack} onLeave={() => setPack(null)} />
            </Suspense>
          ) : (
            <Shell home={null}>
              <div className="cs-door">
                {byLink ? (
                  <Suspense fallback={<Loading />}>
                    <Invitation
                      onLeave={leaveLink}
                      onOpen={(next) => {
                        leaveLink()
                        open(next)
                      }}
                      onMore={(step) => {
                        leaveLink()
                        setAfterLink(step)
                      }}
                    />
                  </Suspense>
                ) : (
                  <>
                    <Suspense>
                      {gate.keepsNothing && <StorageInset problem={gate.keepsNothing} tone="amber" />}
                      {storage === 'other-tab-open' && <StorageInset problem="other-tab-open" tone="amber" />}
                    </Suspense>
                    <DoorPage gate={gate} onOpen={open} More={More} first={afterLink} />
                  </>
                )}
              </div>
            </Shell>
          )}
        </LastBoundary>
      </InstallationProvider>
    </WordsProvider>
  )
}
