/** What the sync loop asks of the world. The browser's are in `app`; tests bring their own. */

/** An answer, as far as it is looked at. */
export interface Reply {
  readonly status: number
  readonly header: (name: string) => string | null
  readonly text: () => Promise<string>
}

export type Fetch = (
  path: string,
  request: {
    readonly method: 'GET' | 'POST' | 'DELETE'
    readonly headers: Readonly<Record<string, string>>
    readonly body?: string
    readonly signal: AbortSignal
  },
) => Promise<Reply>

/** An answer that goes on, as far as it is looked at. */
export interface StreamReply extends Pick<Reply, 'status' | 'header'> {
  /** The next of it as text; null at its end. Rejects when it breaks off. */
  readonly read: () => Promise<string | null>
}

/** Asks for an answer that goes on (L6). */
export type OpenStream = (
  path: string,
  request: { readonly headers: Readonly<Record<string, string>>; readonly signal: AbortSignal },
) => Promise<StreamReply>

export interface Timers {
  /** Runs something later. @returns what calls it off */
  readonly after: (ms: number, run: () => void) => () => void
}

export interface RoundLock {
  /** Runs one piece of work at a time across tabs; not had within `patienceMs`, it runs all the same (V5). */
  readonly run: <T>(name: string, patienceMs: number, work: () => Promise<T>) => Promise<T>
}

/** `online`, `visible` and `pageshow` are occasions to try again at once; `hidden` to send what there is (T4, L6). */
export type Occasion = 'online' | 'visible' | 'hidden' | 'pageshow'

export interface Surroundings {
  readonly visible: () => boolean
  readonly listen: (on: (occasion: Occasion) => void) => () => void
}

/** Tells the other tabs that something was written: a bell, with no content. */
export interface Doorbell {
  readonly ring: () => void
  readonly listen: (on: () => void) => () => void
  readonly close: () => void
}

/** How many bytes may still be stored, as far as the browser says; null where it says nothing (V7). May reject. */
export type Room = () => Promise<number | null>

/** Milliseconds since the epoch by this device's clock. */
export type Clock = () => number
/** From 0 up to but not including 1. */
export type Random = () => number
