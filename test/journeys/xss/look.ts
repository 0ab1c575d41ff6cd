/** What a page is made of, looked at inside the browser. */
import { type Page } from 'playwright-core'

declare global {
  /** What a text of the corpus calls. */
  var __ran: (id: number) => void
  /** Those that did. */
  var __did: number[]
}

export interface Look {
  /** All of its text, that in fields included. */
  readonly text: string
  /** What does not belong in it. */
  readonly wrong: readonly string[]
  /** The texts of the corpus that ran. */
  readonly ran: readonly number[]
  readonly heading: string
}

/** Before any script of a page: whatever a text calls is noticed. @param dialogs where those that open are written down */
export const notices = async (page: Page, dialogs: string[]): Promise<void> => {
  page.on('dialog', (dialog) => {
    dialogs.push(dialog.message())
    dialog.dismiss().catch(() => undefined)
  })
  await page.addInitScript(() => {
    globalThis.__did = []
    globalThis.__ran = (id) => globalThis.__did.push(id)
  })
}

/**
 * Goes to another page without loading the app anew, and waits until it has taken the place of the one before: another
 * heading, nothing loading, and nothing more happening.
 */
export const goesTo = async (page: Page, address: string): Promise<void> => {
  const came = await page.evaluate(async (to) => {
    document.querySelector('h1')?.setAttribute('data-before', '')
    let changed = performance.now()
    const observer = new MutationObserver(() => {
      changed = performance.now()
    })
    observer.observe(document, { subtree: true, childList: true, attributes: true, characterData: true })
    const from = performance.now()
    // A page that only shows another of its parts keeps its heading.
    const patience = new URL(to, location.href).pathname === location.pathname ? 60 : 10_000
    history.pushState(crypto.randomUUID(), '', to)
    const there = (): boolean => document.querySelector('h1:not([data-before])') !== null
    const quiet = (): boolean => document.querySelector('.cs-loading') === null && performance.now() - changed > 40
    while (!(quiet() && (there() || performance.now() - from > patience))) await new Promise((resolve) => setTimeout(resolve, 10))
    observer.disconnect()
    return there() || patience === 60
  }, address)
  if (!came) throw new Error(`${address} did not take the place of the page before`)
}

export const looksAt = (page: Page): Promise<Look> =>
  page.evaluate(() => {
    // Whatever the app itself is made of; anything else came out of a text.
    const ours = new Set(
      'html head meta title link script body div noscript header footer main nav section article aside h1 h2 h3 h4 p span strong em a ul ol li dl dt dd table caption thead tbody tr th td form fieldset legend label input textarea select option optgroup button output details summary dialog time svg path img br hr small blockquote pre code abbr bdi'
        .split(' '),
    )
    const addresses = new Set(['href', 'src', 'action', 'formaction', 'data', 'poster', 'background', 'xlink:href', 'cite', 'ping'])
    const wrong: string[] = []
    const say = (element: Element, what: string): void => {
      wrong.push(`${what}: ${element.outerHTML.slice(0, 200)}`)
    }
    for (const element of document.querySelectorAll('*')) {
      const tag = element.localName
      if (!ours.has(tag)) say(element, 'an element')
      const inHead = document.head.contains(element)
      if (['script', 'link', 'meta', 'title'].includes(tag) && !inHead) say(element, 'an element out of place')
      for (const { name, value } of element.attributes) {
        if (name.startsWith('on') || name === 'srcdoc' || name === 'http-equiv') say(element, `the attribute ${name}`)
        if (name === 'style' && tag !== 'textarea') say(element, 'a style')
        if ((name === 'id' || name === 'name') && /clobbered|^attributes$|^getElementById$/.test(value)) say(element, `the name ${value}`)
        if (!addresses.has(name) || value.startsWith('#')) continue
        const { origin, protocol } = new URL(value, location.href)
        if (origin !== location.origin || (protocol !== 'http:' && protocol !== 'blob:')) say(element, `the address ${value}`)
      }
    }
    const fields = [...document.querySelectorAll<HTMLInputElement | HTMLTextAreaElement>('input, textarea')].map(({ value }) => value)
    return { text: [document.body.textContent, ...fields].join('\n'), wrong, ran: globalThis.__did, heading: document.querySelector('h1')?.textContent ?? '' }
  })
