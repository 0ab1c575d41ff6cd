/** Draws the PNG icons in public/ from the mark, in Chromium: `node test/ui/gallery/make-icons.ts`. */
import path from 'node:path'
import { chromium } from 'playwright-core'

const out = path.resolve(import.meta.dirname, '../../../public')

/** The mark on spruce; `inset` is the share of the side kept clear round it, `corner` that of the rounded corner. */
const drawing = (side: number, inset: number, corner: number): string => `
  <style>body { margin: 0; background: transparent } svg { display: block }</style>
  <svg xmlns="http://www.w3.org/2000/svg" width="${side}" height="${side}" viewBox="0 0 64 64" fill="none" stroke-linecap="round">
    <rect width="64" height="64" rx="${64 * corner}" fill="#12414a"/>
    <g transform="translate(32 32) scale(${1 - inset}) translate(-32 -32)" stroke-width="6.5">
      <path d="M37.5 20.5A15 15 0 1 0 37.5 43.5" stroke="#fff"/>
      <path d="M26.5 20.5A15 15 0 1 1 26.5 43.5" stroke="#e9a13b"/>
    </g>
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
