/**
 * Loads the product with one protocol fault in it, named by COUNTERSIGN_MUTANT: one exact piece of source exchanged for another.
 * Where a piece is not found once and only once the process ends: a mutant that is none would pass for one that was caught.
 */
import { registerHooks } from 'node:module'
import process from 'node:process'
import { MUTANTS } from './mutants.ts'

/** What a process ends with that could not be made a mutant. */
const NO_MUTANT = 70

const key = process.env['COUNTERSIGN_MUTANT']
if (key !== undefined) {
  const wanted = MUTANTS.find((each) => each.key === key)
  const fail = (why: string): never => {
    process.stderr.write(`There is no mutant ${key}: ${why}.\n`)
    process.exit(NO_MUTANT)
  }
  if (!wanted) throw new Error(`There is no mutant ${key}.`)
  const open = new Set(wanted.rewrites)
  registerHooks({
    load: (url, context, next) => {
      const loaded = next(url, context)
      const here = wanted.rewrites.filter(({ file }) => url.endsWith(`/${file}`))
      if (here.length === 0 || !loaded.source) return loaded
      let source = typeof loaded.source === 'string' ? loaded.source : new TextDecoder().decode(loaded.source)
      for (const each of here) {
        const { file, from, to } = each
        if (source.split(from).length !== 2) fail(`${file} does not have once: ${from}`)
        source = source.replace(from, () => to)
        open.delete(each)
      }
      return { ...loaded, source }
    },
  })
  process.on('exit', () => {
    for (const { file } of open) fail(`${file} was never loaded`)
  })
}
