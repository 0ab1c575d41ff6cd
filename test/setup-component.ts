/** Before every component test: a clean document, and any console.error or console.warn fails the test it happens in. */
import { cleanup, configure } from '@testing-library/react'
import { afterEach, beforeEach, vi } from 'vitest'

// Finding by role reads the whole page: on a busy machine a second is not enough.
configure({ asyncUtilTimeout: 15_000 })

// What jsdom lacks and a browser has. A dialog's focus trap and backdrop are the browser's own; here it opens and closes.
const lend = (prototype: object, lent: Record<string, (...values: never[]) => unknown>): void => {
  for (const [name, method] of Object.entries(lent)) if (!(name in prototype)) Object.assign(prototype, { [name]: method })
}
lend(Element.prototype, { scrollIntoView: () => {} })
lend(HTMLDialogElement.prototype, {
  showModal(this: HTMLDialogElement) {
    this.open = true
  },
  close(this: HTMLDialogElement) {
    this.open = false
  },
})
// axe asks for a canvas to measure text; jsdom has none and says so on every call.
HTMLCanvasElement.prototype.getContext = () => null

let complaints: unknown[][] = []

beforeEach(() => {
  complaints = []
  for (const level of ['error', 'warn'] as const) {
    vi.spyOn(console, level).mockImplementation((...words: unknown[]) => {
      complaints.push(words)
    })
  }
})

afterEach(() => {
  cleanup()
  vi.restoreAllMocks()
  delete document.documentElement.dataset['pageShown']
  if (complaints.length > 0) {
    throw new Error(`the console complained: ${complaints.map((words) => words.map(String).join(' ')).join('\n')}`)
  }
})
