/** What a browser says it is, coarsely: enough for somebody to know their own phone from another's, and no more. */
import { type FastifyRequest } from 'fastify'
import { type SeenOn } from '../../src/protocol/sign-ins.ts'
import { type Whence } from '../services/begin-sign-in.ts'
import { addressOf } from './limits.ts'

/** The first that fits: nearly every browser says that it is Safari too, and Edge that it is Chrome. */
const BROWSERS: readonly (readonly [RegExp, SeenOn['browser']])[] = [
  [/\bSamsungBrowser\//, 'samsung-internet'],
  [/\b(?:Edg|EdgA|EdgiOS)\//, 'edge'],
  [/\b(?:Firefox|FxiOS)\//, 'firefox'],
  [/\b(?:Chrome|CriOS|HeadlessChrome)\//, 'chrome'],
  [/\bVersion\/[\d.]+.*\bSafari\//, 'safari'],
]

const PLACES: readonly (readonly [RegExp, SeenOn['on']])[] = [
  [/\biPhone\b/, 'iphone'],
  [/\biPad\b/, 'ipad'],
  [/\bAndroid\b.*\bMobile\b/, 'android-phone'],
  [/\bAndroid\b/, 'android-tablet'],
  [/\bCrOS\b/, 'chromebook'],
  [/\bWindows\b/, 'windows'],
  [/\bMacintosh\b/, 'mac'],
  [/\bLinux\b/, 'linux'],
]

/** Longer than any browser's: what follows is not looked at. */
const LONGEST = 400

/** @param userAgent the header, of which nothing else is kept */
export const seenOn = (userAgent: string | undefined): SeenOn => {
  const text = (userAgent ?? '').slice(0, LONGEST)
  return {
    browser: BROWSERS.find(([pattern]) => pattern.test(text))?.[1] ?? 'other',
    on: PLACES.find(([pattern]) => pattern.test(text))?.[1] ?? 'other',
  }
}

/** Where a request to sign in comes from. */
export const whence = (request: FastifyRequest): Whence => ({ address: addressOf(request), seenOn: seenOn(request.headers['user-agent']) })
