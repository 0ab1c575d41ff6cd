/**
 * The way of a device that is handed over to sign one record (G4): the other's door, that record and nothing else, and back
 * behind the PIN of whose it was. A chunk of its own.
 */
import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { type ComponentType, Suspense, useCallback, useEffect, useState } from 'react'
import { type BaseLocationHook, Router } from 'wouter'
import { memoryLocation } from 'wouter/memory-location'
import { type HandedOver, type KnownPerson, type Opened } from '../features/account/gate.ts'
import { type Gate } from '../features/account/gate.ts'
import { ScreenLockedPage } from '../features/account/screen-locked-page.tsx'
import { UnlockForm } from '../features/account/unlock-form.tsx'
import { HandedDoorPage, HandedNobodyPage, HandedRecordFrame } from '../features/hand-over/handed-pages.tsx'
import { unreachable } from '../domain/unreachable.ts'
import { DeviceProvider } from '../queries/use-device.tsx'
import { LinkProvider, type LinkProps } from '../ui/link.tsx'
import { Loading } from '../ui/loading.tsx'
import { Shell } from '../ui/shell.tsx'
import { LastBoundary } from './broken-page.tsx'
import { pageChunk } from './page-chunk.tsx'
import { RouterLink } from './router-link.tsx'

const ReadPage = pageChunk(async () => (await import('../features/sessions/read-page.tsx')).ReadPage)
const AgreementPage = pageChunk(async () => (await import('../features/agreements/agreement-page.tsx')).AgreementPage)
const ObservationPage = pageChunk(async () => (await import('../features/observations/observation-page.tsx')).ObservationPage)

export interface HandedProps {
  handed: HandedOver
  gate: Pick<Gate, 'unlock'>
  /** It is back with whose it was, unlocked. */
  onBack: (first: Opened) => void
}

const RecordPage = ({ handed: { kind, record } }: Pick<HandedProps, 'handed'>) => {
  switch (kind) {
    case 'session':
      return <ReadPage recordId={record} />
    case 'agreement':
      return <AgreementPage recordId={record} />
    case 'observation':
      return <ObservationPage recordId={record} />
    default:
      return unreachable(kind)
  }
}

/** Where a record's own pages are; nothing else can be gone to. */
const placeOf = ({ kind, record }: HandedOver): string => `/${kind}s/${record}`

/** A link that leads elsewhere is not there. */
const linkWithin = (place: string): ComponentType<LinkProps> => {
  const Within = (props: LinkProps) => props.href.startsWith(place) && <RouterLink {...props} />
  return Within
}

const Handed = ({ handed, second, onDone }: { handed: HandedOver; second: Opened; onDone: () => Promise<void> }) => {
  const { device } = second
  const [{ client, hook, link }] = useState(() => {
    const place = placeOf(handed)
    const { hook: anywhere } = memoryLocation({ path: handed.kind === 'session' ? `${place}/read` : place })
    const within: BaseLocationHook = () => {
      const [path, navigate] = anywhere()
      return [path, (to: string, ...rest: unknown[]) => (to.startsWith(place) ? navigate(to, ...(rest as [])) : undefined)]
    }
    return {
      client: new QueryClient(),
      hook: within,
      link: linkWithin(place),
    }
  })
  useEffect(() => () => client.clear(), [client])
  return (
    <QueryClientProvider client={client}>
      <DeviceProvider device={device}>
        <Router hook={hook}>
          <LinkProvider link={link}>
            <HandedRecordFrame from={handed.lock.knownAs} onDone={onDone}>
              <Suspense fallback={<Loading />}>
                <RecordPage handed={handed} />
              </Suspense>
            </HandedRecordFrame>
          </LinkProvider>
        </Router>
      </DeviceProvider>
    </QueryClientProvider>
  )
}

type At = { readonly kind: 'door' } | { readonly kind: 'open'; readonly second: Opened } | { readonly kind: 'back' }

export const HandedDevice = ({ handed, gate, onBack }: HandedProps) => {
  const [person, setPerson] = useState<KnownPerson | null | undefined>(undefined)
  const [at, setAt] = useState<At>({ kind: 'door' })
  useEffect(() => {
    handed.person().then(setPerson, () => setPerson(null))
  }, [handed])
  const back = useCallback(() => setAt({ kind: 'back' }), [])
  useEffect(() => (at.kind === 'open' ? at.second.device.whenLocked(back) : undefined), [at, back])
  // Nobody comes back to it by a PIN of theirs here: their screen that locks by itself is locked in full.
  useEffect(() => (at.kind === 'open' ? at.second.device.whenScreenLocked(({ toDoor }) => toDoor()) : undefined), [at])
  const give = (second: Opened): void => {
    handed.give(second.device).then(
      () => setAt({ kind: 'open', second }),
      () => setAt({ kind: 'back' }),
    )
  }
  const takeBack = async (second: Opened): Promise<void> => {
    await handed.takeBack(second.device)
    back()
  }
  const first = (opened: Opened): void => {
    handed.back(opened.device).then(
      () => onBack(opened),
      () => onBack(opened),
    )
  }
  if (at.kind === 'open') {
    return (
      <LastBoundary>
        <Handed handed={handed} second={at.second} onDone={() => takeBack(at.second)} />
      </LastBoundary>
    )
  }
  return (
    <Shell home={null}>
      <div className="cs-door">
        {at.kind === 'back' ? (
          <ScreenLockedPage lock={handed.lock} onOpen={first} />
        ) : person === undefined ? (
          <Loading />
        ) : person === null ? (
          <HandedNobodyPage knownAs={handed.knownAs} onBack={back} />
        ) : (
          <HandedDoorPage from={handed.lock.knownAs}>
            <UnlockForm
              gate={gate}
              person={person}
              onOpen={give}
              onMore={back}
              onWiped={back}
              onForgotten={back}
              onOther={back}
            />
          </HandedDoorPage>
        )}
      </div>
    </Shell>
  )
}
