/**
 * The service worker of this browser: whether the app is kept on the device, and whether a newer version waits. It is
 * never put in place by itself: only when the person says so.
 */
export interface Updates {
  readonly state: () => UpdateState
  readonly subscribe: (listener: () => void) => () => void
  /** Puts the new version in place and loads this page anew, locked. */
  readonly apply: () => void
}

export interface UpdateState {
  /** Kept for working offline; `impossible` in a window that allows no service worker. */
  readonly kept: 'working' | 'ready' | 'impossible'
  readonly waiting: boolean
}

/** How the worker is registered. @returns puts the version that waits in place */
export type Register = (on: {
  readonly needRefresh: () => void
  readonly needReload: () => void
  readonly offlineReady: () => void
  readonly registered: (registration: ServiceWorkerRegistration) => void
  readonly registerError: () => void
}) => () => Promise<void>

const HOUR = 3_600_000
/** The new version is in place within this, or not while this page is there. */
const PATIENCE_MS = 3000
/** So often a page that was loaded anew for it asks again by itself. */
const MOST_TRIES = 3

export interface Surroundings {
  readonly register: Register
  readonly supported: boolean
  readonly reload: () => void
  readonly every: (milliseconds: number, run: () => Promise<unknown>) => void
  readonly after: (milliseconds: number, run: () => void) => void
  /** How often this tab has been loaded anew for a new version that the person asked for, and that waited on; 0 for none. */
  readonly tries: { readonly read: () => number; readonly write: (tries: number) => void }
}

/** Registers the worker and looks for a newer version every hour. */
export const updatesOf = ({ register, supported, reload, every, after, tries }: Surroundings): Updates => {
  let state: UpdateState = { kept: supported ? 'working' : 'impossible', waiting: false }
  let asked = false
  const listeners = new Set<() => void>()
  const become = (change: Partial<UpdateState>): void => {
    state = { ...state, ...change }
    listeners.forEach((listen) => listen())
  }
  /** Where the page asks for something just as its worker is ended for the new one, Chromium starts it again, and the new one waits on. */
  const isLate = (): void => {
    tries.write(tries.read() + 1)
    reload()
  }
  const apply = (): void => {
    asked = true
    if (!update) {
      reload()
      return
    }
    update().catch(reload)
    after(PATIENCE_MS, isLate)
  }
  const update = supported
    ? register({
        needRefresh: () => {
          become({ waiting: true, kept: 'ready' })
          const tried = tries.read()
          if (tried > 0 && tried < MOST_TRIES) apply()
          else tries.write(0)
        },
        // Another tab may have put the new version in place: this one goes on as it is until its person says so.
        needReload: () => {
          if (!asked) {
            become({ waiting: true })
            return
          }
          tries.write(0)
          reload()
        },
        offlineReady: () => become({ kept: 'ready' }),
        registered: (registration) => {
          // Nothing waits: it is in place, and the next one is asked about again.
          if (!registration.waiting) tries.write(0)
          const look = (): void => {
            if (registration.active) become({ kept: 'ready' })
          }
          look()
          // Begun by a page that was left meanwhile, such as for the work account's sign-in: nobody else tells this one.
          registration.installing?.addEventListener('statechange', look)
          // Offline the question fails, and is asked again in an hour.
          every(HOUR, () => registration.update())
        },
        registerError: () => become({ kept: 'impossible' }),
      })
    : null
  return {
    state: () => state,
    subscribe: (listener) => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    apply,
  }
}
