/** Builds a page from one module, serves it on loopback and opens it in a real Chromium with a fresh profile. */
import { mkdtempSync, rmSync } from 'node:fs'
import { createServer, type IncomingMessage, request as requestOf, type ServerResponse } from 'node:http'
import { type AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { chromium, type Page } from 'playwright-core'
import { build } from 'vite'
import { browserFlags, browserPath } from '../browser.ts'

export interface Built {
  readonly fileName: string
  readonly type: 'chunk' | 'asset'
  readonly code?: string
  readonly source?: string | Uint8Array
  readonly isEntry?: boolean
}

/** A page's module and all it needs, as files. @param entry the module's path */
export const bundled = async (entry: string): Promise<readonly Built[]> => {
  const result = await build({
    configFile: false,
    logLevel: 'error',
    root: path.dirname(entry),
    worker: { format: 'es' },
    build: { write: false, minify: false, assetsInlineLimit: 0, rollupOptions: { input: entry } },
  })
  const outputs = (Array.isArray(result) ? result : [result]) as readonly { readonly output: readonly Built[] }[]
  return outputs.flatMap(({ output }) => output)
}

/** Hands a request on to another server, as if it were part of this one. */
const handOn = (to: string, request: IncomingMessage, response: ServerResponse): void => {
  const { method, headers, url = '/' } = request
  const on = requestOf(new URL(url, to), { method, headers }, (answer) => {
    response.writeHead(answer.statusCode ?? 502, answer.headers)
    answer.pipe(response)
  })
  on.once('error', () => response.destroy())
  request.pipe(on)
}

/** Closes the browser, does something to its profile's folder, and opens the page anew. */
export type Reopen = (meanwhile: (profile: string) => void) => Promise<Page>

/**
 * @param entry the module's path
 * @param work  what to do with the page once the module has run
 * @param api   the address of a service: what the page asks of /api goes there; or where each address goes
 */
export const inChromium = async <T>(
  entry: string,
  work: (page: Page, reopen: Reopen) => Promise<T>,
  api?: string | ((path: string) => string),
): Promise<T> => {
  const files = new Map((await bundled(entry)).map((file) => [`/${file.fileName}`, file]))
  const main = [...files.values()].find(({ isEntry }) => isEntry)
  const server = createServer((request, response) => {
    if (api !== undefined && request.url?.startsWith('/api/')) {
      handOn(typeof api === 'string' ? api : api(request.url), request, response)
      return
    }
    const file = files.get(new URL(request.url ?? '/', 'http://localhost').pathname)
    if (file) {
      response.writeHead(200, { 'content-type': file.fileName.endsWith('.wasm') ? 'application/wasm' : 'text/javascript' })
      response.end(file.code ?? file.source)
    } else {
      response.writeHead(200, { 'content-type': 'text/html' })
      response.end(`<!doctype html><title>test</title><script type="module" src="/${main?.fileName}"></script>`)
    }
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const profile = mkdtempSync(path.join(tmpdir(), 'countersign-chromium-'))
  const launch = () =>
    chromium.launchPersistentContext(profile, { executablePath: browserPath(), args: [...browserFlags], headless: true })
  let context = await launch()
  const open = async (): Promise<Page> => {
    const page = await context.newPage()
    page.on('pageerror', (error) => console.error(error))
    await page.goto(`http://127.0.0.1:${(server.address() as AddressInfo).port}/`)
    return page
  }
  try {
    return await work(await open(), async (meanwhile) => {
      await context.close()
      meanwhile(profile)
      context = await launch()
      return open()
    })
  } finally {
    await context.close()
    await new Promise((resolve) => server.close(resolve))
    rmSync(profile, { recursive: true, force: true })
  }
}
