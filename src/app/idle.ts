/**
 * When an unlocked device locks by itself (K5). The screen after some minutes in which nobody touched it, or half a minute
 * out of sight on a shared device; everything after half an hour.
 */
import { type DeviceKind } from '../protocol/vaults.ts'
import { type Clock, type Timers } from '../outbox/ports.ts'

const SECOND_MS = 1000
const MINUTE_MS = 60 * SECOND_MS

/** A shared device is handed round; a session is a conversation, in which nobody touches it for long. */
const SHARED_MS = 2 * MINUTE_MS
const SHARED_SESSION_MS = 15 * MINUTE_MS
const SHARED_HIDDEN_MS = 30 * SECOND_MS
const PERSONAL_MS = 5 * MINUTE_MS
export const FULL_LOCK_MS = 30 * MINUTE_MS
/** How long it is depends on the page, which changes after the touch that leads to it: looked at again at least this often. */
const LOOK_MS = 15 * SECOND_MS

/** What happens to a page that says whether somebody is there. */
export type Sign = 'touched' | 'hidden' | 'visible'

export interface IdleWorld {
  readonly now: Clock
  readonly timers: Timers
  readonly listen: (on: (sign: Sign) => void) => () => void
  /** Whether a session's page is open: 15 minutes there. */
  readonly inSession: () => boolean
}

export interface Idle {
  readonly stop: () => void
}

/**
 * Watches until it is stopped. Timers of a page out of sight, or of a tablet that sleeps, come late: the clock is looked
 * at each time, and again before anything is shown.
 *
 * @param on.screen called once, when the screen is to be locked
 * @param on.full   called once, when everything is to be dropped; nothing is watched any more then
 */
export const watchIdle = (
  kind: DeviceKind,
  { now, timers, listen, inSession }: IdleWorld,
  on: { readonly screen: () => void; readonly full: () => void },
): Idle => {
  let touched = now()
  let hiddenSince: number | null = null
  let screen = false
  let cancel: () => void = () => undefined

  const patience = (): number => (kind === 'personal' ? PERSONAL_MS : inSession() ? SHARED_SESSION_MS : SHARED_MS)
  /** Milliseconds until the screen locks; 0 or less when it is time. A clock turned back does not put it off. */
  const untilScreen = (at: number): number => {
    const idle = touched + patience() - at
    return kind === 'shared' && hiddenSince !== null ? Math.min(idle, hiddenSince + SHARED_HIDDEN_MS - at) : idle
  }

  const stop = (): void => {
    cancel()
    unlisten()
  }
  const look = (): void => {
    cancel()
    const at = now()
    if (at < touched) touched = at
    if (at - touched >= FULL_LOCK_MS) {
      stop()
      on.full()
      return
    }
    if (!screen && untilScreen(at) <= 0) {
      screen = true
      on.screen()
    }
    const next = screen ? touched + FULL_LOCK_MS - at : Math.min(untilScreen(at), touched + FULL_LOCK_MS - at)
    cancel = timers.after(Math.min(Math.max(next, SECOND_MS), LOOK_MS), look)
  }
  const unlisten = listen((sign) => {
    // What was due while the page slept is done before the touch that wakes it counts.
    look()
    if (sign === 'hidden') hiddenSince ??= now()
    else if (sign === 'visible') hiddenSince = null
    else if (!screen) touched = now()
    if (sign === 'hidden') look()
  })
  look()
  return { stop }
}

/** The signs of a browser's page. */
export const listenInBrowser = (on: (sign: Sign) => void): (() => void) => {
  const touch = (): void => on('touched')
  const visibility = (): void => on(document.visibilityState === 'visible' ? 'visible' : 'hidden')
  const touches = ['pointerdown', 'keydown', 'wheel'] as const
  for (const name of touches) globalThis.addEventListener(name, touch, { capture: true, passive: true })
  document.addEventListener('visibilitychange', visibility)
  return () => {
    for (const name of touches) globalThis.removeEventListener(name, touch, { capture: true })
    document.removeEventListener('visibilitychange', visibility)
  }
}
