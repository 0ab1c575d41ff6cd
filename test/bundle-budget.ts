/** The budget of the bundle (design.md, Budgets): JavaScript to reach Today, and everything the service worker keeps. */
import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { gzipSync } from 'node:zlib'

const TODAY_KB = 200
const PRECACHE_KB = 1200

interface Chunk {
  readonly file: string
  readonly imports?: readonly string[]
  readonly dynamicImports?: readonly string[]
  readonly isEntry?: boolean
}

const gzipped = (file: string): number => gzipSync(readFileSync(file), { level: 9 }).length

/** Everything a page of these sources needs, itself and its static imports. */
const closure = (manifest: Readonly<Record<string, Chunk>>, seeds: readonly string[]): ReadonlySet<string> => {
  const seen = new Set<string>()
  const visit = (key: string): void => {
    const chunk = manifest[key]
    if (!chunk || seen.has(chunk.file)) return
    seen.add(chunk.file)
    chunk.imports?.forEach(visit)
  }
  seeds.forEach(visit)
  return seen
}

/** Kilobytes (1,000 bytes, gzip 9) of the JavaScript to reach Today and of the whole precache. */
export const bundleSizes = (dist: string): { readonly today: number; readonly precache: number } => {
  const manifest = JSON.parse(readFileSync(path.join(dist, '.vite', 'manifest.json'), 'utf8')) as Record<string, Chunk>
  const seeds = Object.keys(manifest).filter(
    (key) => manifest[key]?.isEntry || /src\/features\/(account|today)\//.test(key) || /kdf-worker/.test(key),
  )
  if (!seeds.some((key) => manifest[key]?.isEntry)) throw new Error('the manifest names the chunk that the page begins with')
  const files = readdirSync(dist, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => path.relative(dist, path.join(entry.parentPath, entry.name)))
  const workers = files.filter((file) => /^assets\/kdf-.*\.js$/.test(file))
  const today = [...new Set([...closure(manifest, seeds), ...workers])]
  const kept = files.filter((file) => !file.startsWith('.vite') && !file.endsWith('.map'))
  const total = (list: readonly string[]): number =>
    list.reduce((sum, file) => sum + gzipped(path.join(dist, file)), 0) / 1000
  return { today: total(today), precache: total(kept) }
}

/** One sentence for each budget, and again where it is exceeded. */
export const overBudget = (dist: string): readonly string[] => {
  const { today, precache } = bundleSizes(dist)
  console.log(`     JavaScript to reach Today ${today.toFixed(1)} KB of ${TODAY_KB}; precache ${precache.toFixed(1)} KB of ${PRECACHE_KB}`)
  return [
    ...(today > TODAY_KB ? [`JavaScript to reach Today is ${today.toFixed(1)} KB, over ${TODAY_KB} KB`] : []),
    ...(precache > PRECACHE_KB ? [`The precache is ${precache.toFixed(1)} KB, over ${PRECACHE_KB} KB`] : []),
  ]
}
