/** What the lock screen loads before anybody unlocks: neither JOSE nor the word list. */
import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { describe, expect, it } from 'vitest'

const vault = path.resolve(import.meta.dirname, '..', '..', 'src', 'vault')
const LAZY = ['jws.ts', 'eff-words.ts']
/** The KDF worker's own. */
const WORKER = ['argon2.ts', 'kdf-worker.ts']

const importsOf = (file: string): readonly string[] =>
  [...readFileSync(path.join(vault, file), 'utf8').matchAll(/^import (?!type)[^\n]*?from '([^']+)'/gm)].map(([, specifier]) => specifier ?? '')

describe('the vault room', () => {
  const files = readdirSync(vault).filter((file) => file.endsWith('.ts'))

  it('loads jose in one file, and that file and the word list only when they are asked for', () => {
    expect(files).toEqual(expect.arrayContaining(LAZY))
    expect(importsOf('jws.ts')).toEqual(expect.arrayContaining(['jose', '../protocol/jws.ts']))
    const found = files.flatMap((file) => importsOf(file).filter((from) => from === 'jose' || from === '../protocol/jws.ts' || LAZY.some((lazy) => from.endsWith(`/${lazy}`))).map((from) => `${file} ${from}`))
    expect(found).toEqual(['jws.ts jose', 'jws.ts ../protocol/jws.ts'])
  })

  it('A6: stretches in the worker alone', () => {
    const found = files.filter((file) => importsOf(file).some((from) => from === 'hash-wasm' || from.endsWith('/argon2.ts')))
    expect(found.sort()).toEqual(WORKER)
  })
})
