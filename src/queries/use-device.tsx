/** The unlocked device for the screens, and what they read of it, as TanStack queries over the store. */
import { createContext, type ReactNode, useContext, useEffect, useState, useSyncExternalStore } from 'react'
import { useQuery, useQueryClient, type UseQueryResult } from '@tanstack/react-query'
import { type Device, type DeviceSync, type Snapshot } from './device.ts'
import { createDrafts, type Drafts } from './drafts.ts'

interface Here {
  readonly device: Device
  readonly drafts: Drafts
}

const DeviceContext = createContext<Here | null>(null)

const KEY = ['device'] as const
/** Of one person's device: another's records are never shown from the cache. */
const snapshotKey = (device: Device) => [...KEY, device.me.person, 'snapshot'] as const

export interface DeviceProviderProps {
  readonly device: Device
  readonly children: ReactNode
}

/**
 * Gives the screens the device; inside the app's `QueryClientProvider`. What is being typed is saved when the page is
 * hidden and before the keys go; when it unmounts, the records leave the query cache.
 */
export const DeviceProvider = ({ device, children }: DeviceProviderProps) => {
  const client = useQueryClient()
  const [drafts] = useState(() => createDrafts(device))
  const [here] = useState<Here>({ device, drafts })

  useEffect(() => {
    const unsubscribe = device.subscribe((changed) => {
      // A read that fails shows in the query itself.
      if (changed === 'rows') client.invalidateQueries({ queryKey: snapshotKey(device) }).catch(() => undefined)
    })
    return () => {
      unsubscribe()
      client.removeQueries({ queryKey: snapshotKey(device) })
    }
  }, [client, device])

  useEffect(() => {
    const unregister = device.beforeLock?.(() => drafts.saveAll())
    const hidden = (): void => {
      // What failed is in the field, red, with its text.
      if (document.visibilityState === 'hidden') drafts.saveAll().catch(() => undefined)
    }
    document.addEventListener('visibilitychange', hidden)
    globalThis.addEventListener('pagehide', hidden)
    return () => {
      unregister?.()
      document.removeEventListener('visibilitychange', hidden)
      globalThis.removeEventListener('pagehide', hidden)
    }
  }, [device, drafts])

  return <DeviceContext value={here}>{children}</DeviceContext>
}

const useHere = (): Here => {
  const here = useContext(DeviceContext)
  if (!here) throw new Error('useDevice needs a DeviceProvider around it')
  return here
}

export const useDevice = (): Device => useHere().device

export const useDrafts = (): Drafts => useHere().drafts

/** What can be read while offline is read while offline; it changes when the device says so, not with time. */
const reading = (device: Device) => ({
  queryKey: snapshotKey(device),
  queryFn: () => device.snapshot(),
  networkMode: 'always' as const,
  staleTime: Number.POSITIVE_INFINITY,
  gcTime: Number.POSITIVE_INFINITY,
  refetchOnWindowFocus: false,
  refetchOnReconnect: false,
  retry: false,
  // The snapshot keeps what has not changed itself; comparing 2,000 records again would cost more than it saves.
  structuralSharing: false,
})

/** Everything on this device; `data` is undefined until it has been read once. */
export const useSnapshot = (): UseQueryResult<Snapshot> => useQuery(reading(useDevice()))

/** A part of the snapshot. `select` has to be stable (outside the component, or memoised). */
export const useSelected = <T,>(select: (snapshot: Snapshot) => T): T | undefined =>
  useQuery({ ...reading(useDevice()), select }).data

/** @returns what calls back once the screens show what is on this device by now: a moment after it is saved */
export const useShown = (): ((shown: () => void) => void) => {
  const client = useQueryClient()
  return (shown) => {
    // The screens are told by a timer, which is set before this one.
    const tell = () => setTimeout(shown)
    client.refetchQueries({ queryKey: KEY }, { cancelRefetch: false }).then(tell, tell)
  }
}

const sameSync = (a: DeviceSync, b: DeviceSync): boolean =>
  a.word === b.word &&
  a.connection === b.connection &&
  a.unsent === b.unsent &&
  a.oldestUnsent === b.oldestUnsent &&
  a.lastVerified === b.lastVerified &&
  a.trouble === b.trouble

const lastSync = new WeakMap<Device, DeviceSync>()

/** React asks for the state of sync often, and wants the same object while nothing has changed. */
const syncOf = (device: Device): DeviceSync => {
  const now = device.sync()
  const last = lastSync.get(device)
  if (last && sameSync(last, now)) return last
  lastSync.set(device, now)
  return now
}

/** The state of sync as a whole (T5). */
export const useSync = (): DeviceSync => {
  const device = useDevice()
  return useSyncExternalStore(device.subscribe, () => syncOf(device))
}
