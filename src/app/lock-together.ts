/**
 * A device that somebody locks, or hands to somebody else, is locked in every tab: the others hear it from that one. One that
 * locks by itself is not: nobody was at that tab, and somebody may be at another (K5).
 */
type What = 'screen' | 'all'

let channel: BroadcastChannel | null = null
/** One a tab: what is said on a channel is heard by every other, in the same tab too. */
const ours = (): BroadcastChannel | null => (typeof BroadcastChannel === 'undefined' ? null : (channel ??= new BroadcastChannel('countersign-lock')))

/** Locks under way that another tab has asked for: they are not passed on. */
let told = 0

/** Has the other tabs of this browser locked. */
export const lockOthers = (what: What): void => {
  if (told === 0) ours()?.postMessage(what)
}

/** @param lock rejects where something typed could not be saved: it stays open then @returns stops listening */
export const whenToldToLock = (lock: (what: What) => Promise<void>): (() => void) => {
  const hear = ({ data }: MessageEvent<What>): void => {
    told += 1
    lock(data)
      .catch(() => undefined)
      .finally(() => {
        told -= 1
      })
  }
  ours()?.addEventListener('message', hear)
  return () => ours()?.removeEventListener('message', hear)
}
