/**
 * What axe finds on a page of a real browser. It runs as it is: what wraps it for frames and other browsers takes many times
 * as long, and no page of ours has a frame (A6).
 */
import axe from 'axe-core'
import { type Page } from 'playwright-core'

const RULES = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']

/** @returns one line a rule that is broken, with where */
export const axeFaults = async (page: Page): Promise<readonly string[]> => {
  await page.evaluate(axe.source)
  return page.evaluate(async (rules) => {
    const here = (globalThis as unknown as { axe: typeof axe }).axe
    const { violations } = await here.run(document, { runOnly: rules, resultTypes: ['violations'] })
    return violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html.slice(0, 160)).join(' | ')}`)
  }, RULES)
}
