import { type ShowPack } from '../features/inspection/hand-over.tsx'
import { type CarriedText } from './carried-text.ts'
import { type Updates } from './updates.ts'

/** What the pages of an unlocked device are given by the place where things are put together. */
export interface AppServices {
  readonly updates: Updates
  readonly carried: CarriedText
  readonly showPack: ShowPack
  /** Changes that wait under an earlier password, and how to take them in. */
  readonly earlier: { readonly count: number; readonly adopt: (password: string) => Promise<number | null> }
}
