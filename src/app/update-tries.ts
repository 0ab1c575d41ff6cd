/** Kept for this tab across its being loaded anew: a number, and nothing of anybody’s (K2). */
import { type Surroundings } from './updates.ts'

const NAME = 'countersign-update'

export const updateTries: Surroundings['tries'] = {
  // Where the browser keeps nothing for pages, nothing is tried again.
  read: () => {
    try {
      return Number(sessionStorage.getItem(NAME) ?? 0)
    } catch {
      return 0
    }
  },
  write: (tries) => {
    try {
      if (tries === 0) sessionStorage.removeItem(NAME)
      else sessionStorage.setItem(NAME, String(tries))
    } catch {
      // As above.
    }
  },
}
