/**
 * The app from the door on. Locked: nobody's records are in memory. Unlocked: one person's device, its own query cache
 * and pages, all dropped on locking (K5); the address stays, so that unlocking comes back to the same page.
 */
import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { type ComponentType, useCallback, useEffect, useState, useSyncExternalStore } from 'react'
import { DoorPage, type MoreProps } from '../features/account/door-page.tsx'
import { type Gate, type Opened } from '../features/account/gate.ts'
import { type Installation, InstallationProvider } from '../features/account/installation.ts'
import { ReadyPage } from '../features/account/ready-page.tsx'
import { preloadRound } from '../outbox/sync-loop.ts'
import { DeviceProvider } from '../queries/use-device.tsx'
import { Shell } from '../ui/shell.tsx'
import { WordsProvider } from '../ui/words-provider.tsx'
import { type Words } from '../words/words.ts'
import { LastBoundary } from './broken-page.tsx'
import { carriedText } from './carried-text.ts'
import { preloadWriting } from './device-open.ts'
import { Routes } from './routes.tsx'
import { type Updates } from './updates.ts'

export interface AppProps {
  words: Words
  gate: Gate
  updates: Updates
  installation: Installation | null
  More: ComponentType<MoreProps>
}

interface UnlockedProps extends Pick<AppProps, 'updates' | 'installation'> {
  opened: Opened
}

const Unlocked = ({ opened, updates, installation }: UnlockedProps) => {
  const { device, keptEarlier } = opened
  const [{ client, services }] = useState(() => ({
    client: new QueryClient({ defaultOptions: { queries: { networkMode: 'always' }, mutations: { networkMode: 'always' } } }),
    services: {
      updates,
      carried: carriedText(),
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
              <ReadyPage app={kept} onContinue={goOn} />
            </div>
          </Shell>
        )}
      </DeviceProvider>
    </QueryClientProvider>
  )
}

export const App = ({ words, gate, installation, More, ...rest }: AppProps) => {
  const [opened, setOpened] = useState<Opened | null>(null)
  useEffect(() => {
    preloadWriting()
    preloadRound()
  }, [])
  useEffect(() => opened?.device.whenLocked(() => setOpened(null)), [opened])
  return (
    <WordsProvider words={words}>
      <InstallationProvider value={installation}>
        <LastBoundary>
          {opened ? (
            <Unlocked key={opened.device.me.person} {...rest} installation={installation} opened={opened} />
          ) : (
            <Shell home={null}>
              <div className="cs-door">
                <DoorPage gate={gate} onOpen={setOpened} More={More} />
              </div>
            </Shell>
          )}
        </LastBoundary>
      </InstallationProvider>
    </WordsProvider>
  )
}
