/**
 * Whether this window keeps what it is given (V7). Where it does not, records are read while there is a connection, and no
 * entries are taken: what was written would be gone with the window, or with seven days of not coming by.
 */
import { type KeepsNothing } from '../queries/keeps-nothing.ts'

/** What a browser lets itself be asked. */
export interface WindowFacts {
  /** iOS and iPadOS alone say this at all: true once it is on the home screen. */
  readonly standalone: boolean | undefined
  /** Private windows of Safari and Firefox have no files of their own; `unknown` where a browser has none in any window. */
  readonly ownFiles: 'given' | 'refused' | 'unknown'
}

/**
 * A tab of Safari is cleared after seven days without a visit, and keeps its storage apart from the installed app's. Chromium's
 * private windows can't be told by anything that is not wrong now and then on a machine with little room: they are not looked
 * for, since taking nobody's entries on an office PC would be worse.
 */
export const whyNothingIsKept = ({ standalone, ownFiles }: WindowFacts): KeepsNothing | null => {
  if (ownFiles === 'refused') return 'private-window'
  return standalone === false ? 'not-installed' : null
}

/** Asks the browser. Settles within the time of one look at its storage. */
export const factsOfWindow = async (): Promise<WindowFacts> => {
  const { standalone } = navigator as { readonly standalone?: boolean }
  const storage = (navigator as { readonly storage?: Partial<StorageManager> }).storage
  if (typeof storage?.getDirectory !== 'function') return { standalone, ownFiles: 'unknown' }
  const ownFiles = await storage.getDirectory().then(
    () => 'given' as const,
    () => 'refused' as const,
  )
  return { standalone, ownFiles }
}
