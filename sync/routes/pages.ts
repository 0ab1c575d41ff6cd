/** The built app's files, and its front page at every address that is not a file or the API's. */
import { existsSync, readFileSync } from 'node:fs'
import path from 'node:path'
import fastifyStatic from '@fastify/static'
import { policyFor, verifyPolicy } from '../http/security-headers.ts'
import { type App } from './app-type.ts'

const FRONT_PAGE = 'index.html'
/** Checks saved records, with the service or without it (G6). */
const VERIFY_PAGE = 'verify.html'

/** Files under `/assets` are named by their content and never change; anything else is asked for each time. */
const cacheFor = (urlPath: string): string =>
  urlPath.startsWith('/assets/') ? 'public, max-age=31536000, immutable' : 'no-cache'

/** Whether the app is built. */
export const isBuilt = (folder: string): boolean => existsSync(path.join(folder, FRONT_PAGE))

export const pages = async (app: App, folder: string): Promise<void> => {
  const verifying = path.join(folder, VERIFY_PAGE)
  const policyOfVerifying = existsSync(verifying) ? verifyPolicy(readFileSync(verifying, 'utf8')) : null
  await app.register(fastifyStatic, {
    root: folder,
    wildcard: true,
    index: FRONT_PAGE,
    cacheControl: false,
    setHeaders: (reply, file) => {
      const urlPath = `/${path.relative(folder, file).split(path.sep).join('/')}`
      void reply.header('cache-control', cacheFor(urlPath))
      void reply.header('content-security-policy', urlPath === `/${VERIFY_PAGE}` && policyOfVerifying !== null ? policyOfVerifying : policyFor(urlPath))
    },
  })
}

/** Whether a GET that found no file is for a page of the app: an address without an extension. */
export const isPage = (method: string, urlPath: string): boolean =>
  (method === 'GET' || method === 'HEAD') && !urlPath.startsWith('/api') && !urlPath.startsWith('/assets/') && path.extname(urlPath) === ''

export const frontPage = FRONT_PAGE
