/** The linter finds what the house forbids: a small house with one violation of each, linted for real. */
import { execFileSync } from 'node:child_process'
import { cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'

const root = path.resolve(import.meta.dirname, '..', '..')
const house = mkdtempSync(path.join(tmpdir(), 'countersign-house-'))

const write = (file: string, text: string): void => {
  mkdirSync(path.dirname(path.join(house, file)), { recursive: true })
  writeFileSync(path.join(house, file), text)
}

/** What the linter says of these files, a line a fault; an empty string when it finds nothing. */
const lintAll = (files: readonly string[]): string => {
  try {
    return execFileSync(path.join(root, 'node_modules', '.bin', 'oxlint'), ['-c', '.oxlintrc.json', '-f', 'unix', ...files], {
      cwd: house,
      encoding: 'utf8',
    }).replace(/^0 problems\n?$/, '')
  } catch (error) {
    return String((error as { stdout?: unknown }).stdout)
  }
}

const lint = (file: string, text: string): string => {
  write(file, text)
  return lintAll([file])
}

beforeAll(() => {
  cpSync(path.join(root, '.oxlintrc.json'), path.join(house, '.oxlintrc.json'))
  cpSync(path.join(root, 'lint'), path.join(house, 'lint'), { recursive: true })
  cpSync(path.join(root, 'tsconfig.base.json'), path.join(house, 'tsconfig.base.json'))
  write('tsconfig.json', '{ "extends": "./tsconfig.base.json", "compilerOptions": { "jsx": "react-jsx" } }')
  symlinkSync(path.join(root, 'node_modules'), path.join(house, 'node_modules'))
})
afterAll(() => rmSync(house, { recursive: true, force: true }))

const forbidden: readonly (readonly [string, string, string])[] = [
  ['src/domain/a.ts', '../store/rows.ts', 'domain may not import store'],
  ['src/domain/a.ts', 'react', 'domain may not import the package react'],
  ['src/protocol/a.ts', '../words/words.ts', 'protocol may not import words'],
  ['src/words/a.ts', '../protocol/act.ts', 'words may not import protocol'],
  ['src/vault/a.ts', '../store/rows.ts', 'vault may not import store'],
  ['src/vault/a.ts', 'dexie', 'vault may not import the package dexie'],
  ['src/store/a.ts', '../outbox/loop.ts', 'store may not import outbox'],
  ['src/outbox/a.ts', '../queries/device.ts', 'outbox may not import queries'],
  ['src/outbox/a.ts', 'dexie', 'outbox may not import the package dexie'],
  ['src/queries/a.ts', '../ui/button.tsx', 'queries may not import ui'],
  ['src/ui/a.ts', '../domain/access.ts', 'ui may not import domain'],
  ['src/features/today/a.ts', '../../store/rows.ts', 'features may not import store'],
  ['src/features/today/a.ts', '../sessions/page.tsx', 'a feature never imports another feature'],
  ['src/features/shared/a.ts', '../sessions/page.tsx', 'a feature never imports another feature'],
  ['src/app/a.ts', '../../sync/app.ts', 'app may not import sync'],
  ['src/app/a.ts', '../../test/render.tsx', 'app may not import test'],
  ['sync/a.ts', '../src/store/rows.ts', 'sync may not import store'],
  ['sync/a.ts', '../test/render.tsx', 'sync may not import test'],
]

describe('the import table of the house', () => {
  // Each in a file of its own, linted together: starting the linter is what takes time.
  const planted = forbidden.map(([file], index) => file.replace('a.ts', `planted-${index}.ts`))
  let said = ''
  beforeAll(() => {
    forbidden.forEach(([, specifier], index) => write(planted[index] ?? '', `import { a } from '${specifier}'\n\nexport const b = a\n`))
    said = lintAll(planted)
  })
  it.each(forbidden.map((each, index) => [...each, planted[index] ?? ''] as const))('%s may not import %s', (_file, _specifier, message, file) => {
    expect(said.split('\n').filter((line) => line.startsWith(file)).join('\n')).toContain(message)
  })

  it('counts type-only imports and re-exports', () => {
    expect(lint('src/domain/a.ts', `export type { A } from '../store/rows.ts'\n`)).toContain('domain may not import store')
    expect(lint('src/domain/a.ts', `import type { A } from '../store/rows.ts'\n\nexport type B = A\n`)).toContain(
      'domain may not import store',
    )
  })

  it('lets a room import what the table gives it', () => {
    const file = `import { z } from 'zod'\nimport { b } from './b.ts'\n\nexport const c = z.literal(b)\n`
    expect(lint('src/domain/a.ts', file)).not.toContain('may not import')
  })

  it('lets every feature import what lies beside them', () => {
    const file = `import { a } from '../addresses.ts'\n\nexport const b = a\n`
    expect(lint('src/features/today/a.ts', file)).not.toContain('another feature')
    expect(lint('src/features/today/a.ts', file.replace('..', '../shared'))).not.toContain('another feature')
  })
})

describe('the other habits the linter holds', () => {
  it('refuses literal text in JSX', () => {
    expect(lint('src/features/today/a.tsx', `export const A = () => <p>Overdue</p>\n`)).toContain('jsx-no-literals')
  })

  it('refuses a Date outside the one file that builds them', () => {
    expect(lint('src/domain/a.ts', `export const a = new Date('2026-06-01')\n`)).toContain('no-restricted-globals')
    expect(lint('src/domain/dates.ts', `export const a = new Date(0)\n`)).not.toContain('no-restricted-globals')
  })

  it('refuses any, a floating promise and an import cycle', () => {
    expect(lint('src/domain/a.ts', `export const a = (b: any): unknown => b\n`)).toContain('no-explicit-any')
    expect(lint('src/domain/a.ts', `const f = async () => 1\nexport const a = () => {\n  f()\n}\n`)).toContain(
      'no-floating-promises',
    )
    write('src/domain/b.ts', `import { a } from './a.ts'\n\nexport const b = () => a\n`)
    expect(lint('src/domain/a.ts', `import { b } from './b.ts'\n\nexport const a = () => b\n`)).toContain('no-cycle')
  })
})
