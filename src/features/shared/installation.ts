/** This browser's part in working offline, as a port: `app` answers it with the browser, tests with a fake. */
import { createContext, useContext } from 'react'

/** How Countersign can be put on this device. */
export type HomeScreen = 'installed' | 'can-ask' | 'ios' | 'by-menu'

export interface Storage {
  /** The browser has promised to keep what is stored. */
  readonly kept: boolean
  readonly usedMegabytes: number | null
  readonly freeMegabytes: number | null
}

export interface Installation {
  readonly homeScreen: HomeScreen
  /** The browser's own question; only where `homeScreen` is `can-ask`. */
  readonly install: () => Promise<void>
  readonly storage: () => Promise<Storage>
  /** Asks the browser to keep what is stored. @returns whether it will */
  readonly keep: () => Promise<boolean>
}

const InstallationContext = createContext<Installation | null>(null)
export const InstallationProvider = InstallationContext.Provider

/** Null where nothing is known of the browser: the parts about installing are left out. */
export const useInstallation = (): Installation | null => useContext(InstallationContext)
