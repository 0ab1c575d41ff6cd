/** A device that is handed to somebody else is locked in every tab: the other tabs hear it from the one that is handed over. */
let channel: BroadcastChannel | null = null
/** One a tab: what is said on a channel is heard by every other, in the same tab too. */
const ours = (): BroadcastChannel | null => (typeof BroadcastChannel === 'undefined' ? null : (channel ??= new BroadcastChannel('countersign-hand-over')))

/** Has the other tabs of this browser locked. */
export const lockOthers = (): void => {
  ours()?.postMessage(null)
}

/** @returns stops listening */
export const whenHandedOver = (lock: () => void): (() => void) => {
  ours()?.addEventListener('message', lock)
  return () => ours()?.removeEventListener('message', lock)
}
