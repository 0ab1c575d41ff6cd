/**
 * Pictures of the gallery at a phone's and a tablet's size, into the folder given:
 * `node test/ui/gallery/shoot.ts /tmp/shots [screen…]`. Also says what axe finds in Chromium, which targets are under
 * 44 px and where a page is wider than its window.
 */
import { mkdirSync } from 'node:fs'
import path from 'node:path'
import { chromium } from 'playwright-core'
import { createServer } from 'vite'
import { axeFaults } from '../../axe-in-browser.ts'

const [out = '/tmp/shots', ...wanted] = process.argv.slice(2)
mkdirSync(out, { recursive: true })
const names = wanted.length > 0 ? wanted : ['today', 'session', 'offline', 'form', 'sign', 'done', 'lock', 'asking']

const server = await createServer({ configFile: path.join(import.meta.dirname, 'vite.config.ts'), server: { port: 0, hmr: false, watch: null } })
await server.listen()
const base = server.resolvedUrls?.local[0] ?? ''
const browser = await chromium.launch({ executablePath: '/usr/bin/chromium', args: ['--no-sandbox', '--disable-gpu', '--disable-quic'] })
for (const [size, width, height] of [
  ['phone', 390, 844],
  ['tablet', 1180, 820],
  ['small', 320, 568],
  ['portrait', 820, 1180],
] as const) {
  const context = await browser.newContext({ viewport: { width, height }, reducedMotion: 'reduce' })
  const page = await context.newPage()
  page.on('console', (message) => {
    if (message.type() === 'error') console.log(`${size}: ${message.text()}`)
  })
  for (const name of names) {
    await page.goto(`${base}test/ui/gallery/index.html?screen=${name}`)
    await page.locator('main').waitFor()
    await page.evaluate(() => document.fonts.ready)
    await page.screenshot({ path: path.join(out, `${name}-${size}.png`) })
    if (size === 'phone' || size === 'small') await page.screenshot({ path: path.join(out, `${name}-${size}-full.png`), fullPage: true })
    for (const fault of await axeFaults(page)) console.log(`${name} at ${width}: ${fault}`)
    const small = await page.evaluate(() =>
      [...document.querySelectorAll('a, button, summary, input:not([type=radio], [type=checkbox]), select, textarea')]
        .filter((target) => target.closest('.govuk-skip-link, .cs-row__title, p, .govuk-task-list__item') === null)
        .map((target) => ({ name: target.textContent || target.id, box: target.getBoundingClientRect() }))
        .filter(({ box }) => box.width > 0 && (box.height < 43.5 || box.width < 43.5))
        .map((found) => `${found.name} ${Math.round(found.box.width)}×${Math.round(found.box.height)}`),
    )
    if (small.length > 0) console.log(`${name} at ${width}, under 44px: ${small.join(', ')}`)
    const wide = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth)
    if (wide > 0) console.log(`${name} at ${width}: ${wide}px too wide`)
  }
  await context.close()
}
await browser.close()
await server.close()
