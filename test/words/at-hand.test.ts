/**
 * Words load with the page that says them (`addArea`). Every page, and the start, is followed through its imports: an
 * area any of it says is there from the start, or one of its files adds it.
 */
import { readFileSync, readdirSync } from 'node:fs'
import path from 'node:path'
import { describe, expect, test } from 'vitest'
import { areas } from '../../src/words/en.ts'

const SRC = path.resolve(import.meta.dirname, '../../src')
const sources = new Map(
  readdirSync(SRC, { recursive: true, encoding: 'utf8' })
    .filter((file) => /\.tsx?$/.test(file))
    .map((file) => [path.join(SRC, file), readFileSync(path.join(SRC, file), 'utf8')]),
)
const within = (file: string, specifier: string): string => path.resolve(path.dirname(file), specifier)

const importsOf = (file: string): string[] =>
  [...(sources.get(file) ?? '').matchAll(/^(?:import|export) (.*?)from '(\.[^']+)'/gms)]
    .filter(([, names = '']) => !/^type |^\{(\s*type \w+( as \w+)?,?)+\s*\} $/.test(names))
    .map(([, , specifier = '']) => within(file, specifier))

const closureOf = (start: string): string[] => {
  const seen = new Set([start])
  for (const file of seen) for (const next of importsOf(file)) seen.add(next)
  return [...seen]
}

const allIn = (files: readonly string[], pattern: RegExp): Set<string> =>
  new Set(files.flatMap((file) => [...(sources.get(file) ?? '').matchAll(pattern)].map(([, found = '']) => found)))

const main = path.join(SRC, 'app/main.tsx')
const pages = [...sources].flatMap(([file, text]) =>
  [...text.matchAll(/import\('(\.[^']+)'\)/g)].map(([, specifier = '']) => within(file, specifier)),
)
const atTheStart = new Set(importsOf(path.join(SRC, 'words/words.ts')).map((file) => path.basename(file, '.ts')))
const SAID = new RegExp(`['"\`](${Object.keys(areas).join('|')})\\.[\\w$]`, 'g')
const ADDED = /^addArea\('(\w+)'/gm

describe('words at hand', () => {
  test('there are pages, and what they import is found', () => {
    expect(pages.map((file) => path.relative(SRC, file))).toContain('features/sessions/session-page.tsx')
    expect(closureOf(main).length).toBeGreaterThan(50)
    expect(pages.filter((file) => !sources.has(file))).toEqual([])
    expect([...atTheStart]).toContain('today')
    expect([...atTheStart]).not.toContain('sessions')
  })

  test.each([main, ...pages].map((file) => [path.relative(SRC, file), file]))('%s has every area it says', (_name, file) => {
    const files = closureOf(file)
    const outsideWords = files.filter((each) => !each.startsWith(path.join(SRC, 'words')))
    const added = allIn(files, ADDED)
    const forgotten = outsideWords.filter((each) =>
      [...allIn([each], SAID)].some((area) => !atTheStart.has(area) && !added.has(area)),
    )
    expect(forgotten.map((each) => path.relative(SRC, each))).toEqual([])
  })
})
