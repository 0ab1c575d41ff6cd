/** Draws the PNG icons in public/ from favicon.svg, in Chromium: `node test/ui/gallery/make-icons.ts`. */
import { readFileSync } from 'node:fs'
import path from 'node:path'
import { chromium } from 'playwright-core'

const out = path.resolve(import.meta.dirname, '../../../public')

const mark = readFileSync(path.join(out, 'favicon.svg'), 'utf8').match(/<path[^]*(?=<\/svg>)/)?.[0] ?? ''

/** The mark on spruce; `inset` is the share of the side kept clear round it, `corner` that of the rounded corner. */
const drawing = (side: number, inset: number, corner: number): string => `
  <style>body { margin: 0; background: transparent } svg { display: block }</style>
  <svg xmlns="http://www.w3.org/2000/svg" width="${side}" height="${side}" viewBox="0 0 64 64" fill="none" stroke-width="6"
    stroke-linecap="round" stroke-linejoin="round">
    <rect width="64" height="64" rx="${64 * corner}" fill="#12414a"/>
    <g transform="translate(32 32) scale(${1 - inset}) translate(-32 -32)">${mark}</g>
  </svg>`

const browser = await chromium.launch({ executablePath: '/usr/bin/chromium', args: ['--no-sandbox', '--disable-gpu'] })
const page = await browser.newPage()
for (const [name, side, inset, corner] of [
  ['icon-192.png', 192, 0, 0.22],
  ['icon-512.png', 512, 0, 0.22],
  ['icon-maskable-512.png', 512, 0.12, 0],
  ['apple-touch-icon.png', 180, 0, 0],
] as const) {
  await page.setViewportSize({ width: side, height: side })
  await page.setContent(drawing(side, inset, corner))
  await page.screenshot({ path: path.join(out, name), omitBackground: true })
}
await browser.close()
