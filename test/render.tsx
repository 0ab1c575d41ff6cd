/** The one render of component tests: inside the person's words, with a user, and axe to hand. */
import { type RenderResult, render as renderBare } from '@testing-library/react'
import { type UserEvent, userEvent } from '@testing-library/user-event'
import axe from 'axe-core'
import { type ReactNode } from 'react'
import { expect } from 'vitest'
import { WordsProvider } from '../src/ui/words-provider.tsx'
import { type Words, createWords } from '../src/words/words.ts'
// oxlint-disable-next-line import/no-unassigned-import -- it adds words and has nothing to give
import './all-words.ts'

/** English words, for expectations: `words.say('common.change')`. */
export const words: Words = createWords('en')

export interface RenderOptions {
  words?: Words
  /** Providers of other rooms (queries, router) go round what is rendered, inside the words. */
  wrap?: (children: ReactNode) => ReactNode
}

export interface Rendered extends RenderResult {
  user: UserEvent
}

/** Renders and gives a user; `rerender` keeps the providers. */
export const render = (ui: ReactNode, options: RenderOptions = {}): Rendered => {
  const Wrapper = ({ children }: { children: ReactNode }) => (
    <WordsProvider words={options.words ?? words}>{options.wrap ? options.wrap(children) : children}</WordsProvider>
  )
  return Object.assign(renderBare(ui, { wrapper: Wrapper }), { user: userEvent.setup() })
}

/**
 * Fails with axe's own words where the part breaks WCAG 2.2 A or AA or axe's best practice. Contrast needs a real
 * browser: contrast.test.tsx computes the palette's, and the gallery runs axe in Chromium. `page` adds the rules for
 * whole pages (landmarks, one h1).
 */
export const expectAccessible = async (part: Element, { page = false } = {}): Promise<void> => {
  const { violations } = await axe.run(part, {
    rules: { 'color-contrast': { enabled: false }, region: { enabled: page } },
  })
  expect(violations.map(({ id, help, nodes }) => `${id}: ${help} ${nodes.map((node) => node.html).join(' ')}`)).toEqual([])
}
