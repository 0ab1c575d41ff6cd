/** Finds a Chromium for the tests, and gets one where there is none. */
import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { chromium } from 'playwright-core'

const places = [
  process.env['CHROMIUM'],
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
]

const found = (): string | undefined => {
  const place = places.find((path) => path && existsSync(path))
  if (place) return place
  const own = chromium.executablePath()
  return own && existsSync(own) ? own : undefined
}

const run = (command: string, args: readonly string[]): boolean =>
  spawnSync(command, args, { stdio: ['ignore', 'ignore', 'inherit'] }).status === 0

const get = (): void => {
  const root = process.getuid?.() === 0
  if (root && existsSync('/usr/bin/apt-get')) {
    console.log('No Chromium here: installing Debian’s with apt-get …')
    if (run('apt-get', ['update', '-qq']) && run('apt-get', ['install', '-y', '-qq', 'chromium'])) return
  }
  console.log('No Chromium here: downloading Playwright’s …')
  run(process.execPath, ['node_modules/playwright-core/cli.js', 'install', 'chromium'])
}

/** The path of a Chromium. @throws Error saying in one sentence how to get one */
export const browserPath = (): string => {
  let path = found()
  if (!path) {
    get()
    path = found()
  }
  if (!path) throw new Error('The tests need Chromium: install it, or set CHROMIUM to its path.')
  return path
}

export const browserFlags = [
  '--headless',
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  // Whole, where a heap is looked through: by default a string is cut after 1024 characters there.
  '--js-flags=--heap-snapshot-string-limit=16000000',
]
