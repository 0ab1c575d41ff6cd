/** `npm run verify -- FILE`: whether a record saved from the service is as it was signed (G6). Asks nobody, and needs no data. */
import { readFileSync } from 'node:fs'
import { parseArgs } from 'node:util'
import { verifyRecord } from '../../src/protocol/verify-record.ts'
import { records } from '../../src/words/en/records.ts'
import { verify } from '../../src/words/en/verify.ts'
import { verifiedInWords } from '../../src/words/verified.ts'
import { addArea, createWords } from '../../src/words/words.ts'

addArea('records', { en: records })
addArea('verify', { en: verify })
const words = createWords('en')
const { say } = words

interface Said {
  readonly files: readonly string[]
  readonly key: string | null
}

/** Null where it is not what the command takes. */
const saidIn = (args: readonly string[]): Said | null => {
  // A fingerprint may begin with a dash, which would be taken for an option of that name.
  const joined = args.flatMap((arg, at) => {
    if (args[at - 1] === '--key') return []
    const next = args[at + 1]
    return arg === '--key' && next !== undefined ? [`--key=${next}`] : [arg]
  })
  try {
    const { values, positionals } = parseArgs({ args: joined, allowPositionals: true, options: { key: { type: 'string' } } })
    return { files: positionals, key: values.key ?? null }
  } catch {
    return null
  }
}

const bytesOf = (file: string): Uint8Array => {
  try {
    return readFileSync(file)
  } catch {
    throw new Error(say('verify.command.unreadable', { file }))
  }
}

const run = async (file: string, key: string | null): Promise<number> => {
  const found = await verifyRecord(bytesOf(file), key)
  const said = verifiedInWords(found, words)
  const lines = [
    said.title,
    ...said.lines,
    ...said.faults,
    ...said.notes,
    ...said.sections.flatMap(({ heading, lines: its }) => ['', heading, ...its.map((line) => `  ${line.replaceAll('\n', '\n  ')}`)]),
    '',
    found.ok ? say('verify.command.holds') : say('verify.command.fails', { count: said.faults.length }),
  ]
  process.stdout.write(`${lines.join('\n')}\n`)
  return found.ok ? 0 : 1
}

try {
  const said = saidIn(process.argv.slice(2))
  const [file, ...more] = said?.files ?? []
  if (!said || file === undefined || more.length > 0) throw new Error(say('verify.command.usage'))
  process.exitCode = await run(file, said.key)
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`)
  process.exitCode = 2
}
