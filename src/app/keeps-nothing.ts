/**
 * Whether this browser window keeps what is written in it (V7). It is told by what the browser refuses, never by how much it
 * offers (docs/decisions/a-private-window-is-told-by-what-it-refuses.md): whoever is wrongly told so cannot write at all.
 */
import { unreachable } from '../domain/unreachable.ts'
import { type KeepsNothing } from '../queries/keeps-nothing.ts'
import { isApplePhone, isInstalled } from './browser-installation.ts'

interface Refusal {
  readonly name: string
  readonly message: string
}

export interface WindowFacts {
  readonly engine: 'webkit' | 'gecko' | 'other'
  /** An iPhone or iPad, whatever the browser: all of them are WebKit there. */
  readonly applePhone: boolean
  /** Opened from the home screen, where what is stored has a life of its own. */
  readonly installed: boolean
  /** How the browser refused its private file system; null where it gave it, or has none. */
  readonly refused: Refusal | null
}

/** Both engines keep a private window from the file system that other windows have; Chromium does not. */
const refusesAsPrivate = ({ engine, refused }: WindowFacts): boolean => {
  if (!refused) return false
  switch (engine) {
    case 'gecko':
      return refused.name === 'SecurityError'
    case 'webkit':
      // It says that something failed for a transient reason, always.
      return refused.name === 'UnknownError' && refused.message.includes('transient')
    case 'other':
      return false
    default:
      return unreachable(engine)
  }
}

/** @returns null where it keeps what is written, as far as can be known */
export const keepsNothing = (facts: WindowFacts): KeepsNothing | null => {
  if (facts.installed) return null
  if (refusesAsPrivate(facts)) return 'private-window'
  return facts.applePhone ? 'safari-tab' : null
}

const engineHere = (): WindowFacts['engine'] => {
  if (navigator.vendor.startsWith('Apple')) return 'webkit'
  return 'MozAppearance' in document.documentElement.style ? 'gecko' : 'other'
}

/** Asks the browser. Settles, whatever it does, within `patienceMs`. */
export const windowFacts = async (patienceMs = 2000): Promise<WindowFacts> => {
  const engine = engineHere()
  const ask = async (): Promise<Refusal | null> => {
    if (engine === 'other' || !('getDirectory' in navigator.storage)) return null
    try {
      await navigator.storage.getDirectory()
      return null
    } catch (error) {
      return error instanceof DOMException ? { name: error.name, message: error.message } : null
    }
  }
  const tooLong = new Promise<null>((resolve) => {
    setTimeout(() => resolve(null), patienceMs)
  })
  return { engine, applePhone: isApplePhone(), installed: isInstalled(), refused: await Promise.race([ask(), tooLong]) }
}
