/** Builds the app where its files are missing or older than what they are made from. */
import { existsSync, readdirSync, statSync } from 'node:fs'
import path from 'node:path'

const ROOT = path.resolve(import.meta.dirname, '../..')
const SOURCES = ['src', 'public', 'index.html', 'vite.config.ts', 'package-lock.json']

const newest = (file: string): number => {
  if (!existsSync(file)) return 0
  const stat = statSync(file)
  if (!stat.isDirectory()) return stat.mtimeMs
  return Math.max(stat.mtimeMs, ...readdirSync(file).map((name) => newest(path.join(file, name))))
}

/** Whether the app's files are there and newer than everything they are made from. */
export const isFresh = (appFolder: string): boolean => {
  const built = path.join(appFolder, 'index.html')
  if (!existsSync(built)) return false
  const at = statSync(built).mtimeMs
  return SOURCES.every((source) => newest(path.join(ROOT, source)) <= at)
}

/** Builds the app with Vite; a few seconds. */
export const buildApp = async (appFolder: string): Promise<void> => {
  const { build } = await import('vite')
  await build({ root: ROOT, logLevel: 'warn', build: { outDir: appFolder, emptyOutDir: true } })
}
