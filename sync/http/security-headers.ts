/** What a browser is told it may do with this site's pages (A6). */
import { createHash } from 'node:crypto'

const policy = (script: string): string =>
  [
    "default-src 'none'",
    `script-src ${script}`,
    "style-src 'self'",
    "img-src 'self'",
    "font-src 'self'",
    "connect-src 'self'",
    "manifest-src 'self'",
    "worker-src 'self'",
    "base-uri 'none'",
    "form-action 'self'",
    "frame-ancestors 'none'",
    // No text becomes markup or script. The names are those of `src/vault/trusted-script.ts`, which make our own two
    // workers' addresses and nothing else.
    "require-trusted-types-for 'script'",
    'trusted-types countersign-kdf countersign-service-worker',
  ].join('; ')

const PAGE_POLICY = policy("'self'")
/** The worker that derives keys runs WebAssembly; nothing else may (K1, A6). */
const KDF_POLICY = policy("'self' 'wasm-unsafe-eval'")
const KDF_WORKER = /^\/assets\/kdf-[\w-]+\.js$/

/** Of an answer of the API, which no browser shows as a page. */
export const API_HEADERS: Readonly<Record<string, string>> = {
  'content-security-policy': "default-src 'none'; frame-ancestors 'none'",
  'cross-origin-resource-policy': 'same-origin',
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
}

export const PAGE_HEADERS: Readonly<Record<string, string>> = {
  'content-security-policy': PAGE_POLICY,
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  // Not `cross-origin-embedder-policy`: the CSP lets nothing foreign be embedded, and a worker's file that a device keeps
  // from a version before, without the header, would no longer run.
  'origin-agent-cluster': '?1',
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'DENY',
  'referrer-policy': 'no-referrer',
  'permissions-policy':
    'accelerometer=(), autoplay=(), camera=(), display-capture=(), encrypted-media=(), geolocation=(), gyroscope=(), magnetometer=(), microphone=(), midi=(), payment=(), usb=()',
}

/**
 * Of the page that checks saved records: one file with its script and its looks in it, each named by its hash. It is the policy
 * that the file itself says from a disk, and it asks nobody anything.
 *
 * @param html the file
 */
export const verifyPolicy = (html: string): string => {
  const hashOf = (tag: 'script' | 'style'): string => {
    const [, inside = ''] = new RegExp(`<${tag}>(.*?)</${tag}>`, 's').exec(html) ?? []
    return `'sha256-${createHash('sha256').update(inside).digest('base64')}'`
  }
  return [
    "default-src 'none'", `script-src ${hashOf('script')}`, `style-src ${hashOf('style')}`, "base-uri 'none'", "form-action 'none'", "frame-ancestors 'none'",
    "require-trusted-types-for 'script'", "trusted-types 'none'",
  ].join('; ')
}

/** The policy of the file at a path: a worker has its own. */
export const policyFor = (path: string): string => (KDF_WORKER.test(path) ? KDF_POLICY : PAGE_POLICY)

/** Told only where the connection is secure: once told, a browser will not come back without. */
export const STRICT_TRANSPORT = 'max-age=31536000'
