/**
 * Runs every bench and writes what they print into docs/benchmarks.md: `npm run bench`. Each compares, in one run, with
 * the raw platform or with the budget of design.md.
 */
import { spawnSync } from 'node:child_process'
import { existsSync, writeFileSync } from 'node:fs'
import { availableParallelism, cpus } from 'node:os'
import path from 'node:path'
import { bundleSizes } from '../bundle-budget.ts'

const root = path.resolve(import.meta.dirname, '..', '..')
const dist = path.join(root, 'dist')

const BENCHES = [
  ['The obligations engine', 'policy.ts'],
  ['The device', 'device.ts'],
  ['A first sync', 'first-sync.ts'],
  ['Growth', 'growth.ts'],
  ['The vault', 'vault.ts'],
  ['A roster brought in', 'roster.ts'],
  ['The identifier guard', 'guard.ts'],
  ['The server', 'server.ts'],
  ['Being told of changes', 'pokes.ts'],
  ['Devices that come back', 'reconnect.ts'],
  ['On PostgreSQL', 'postgres.ts'],
  ['A pack for an inspector', 'inspection.ts'],
] as const

const run = (file: string): string => {
  const { status, stdout, stderr } = spawnSync(process.execPath, [path.join('test', 'bench', file)], {
    cwd: root,
    encoding: 'utf8',
  })
  if (status !== 0) throw new Error(`${file}: ${stderr}`)
  return stdout.trimEnd()
}

const sizes = (): string => {
  if (!existsSync(dist)) throw new Error('run npm run build first')
  const { today, precache } = bundleSizes(dist)
  return `JavaScript to reach Today   ${today.toFixed(1)} KB gzipped   budget 200 KB\nwhole precache              ${precache.toFixed(1)} KB gzipped   budget 1200 KB`
}

const section = (title: string, command: string, text: string): string => {
  console.log(`${title}\n${text}\n`)
  return `## ${title}\n\n\`${command}\`\n\n\`\`\`\n${text}\n\`\`\`\n`
}

const machine = `${availableParallelism()} cores (${cpus()[0]?.model ?? 'unknown'}), Node ${process.versions.node}`
const pages = [
  section('The bundle', 'npm run build', sizes()),
  ...BENCHES.map(([title, file]) => section(title, `node test/bench/${file}`, run(file))),
]
const head = `# Benchmarks\n\nMade by \`npm run build && npm run bench\` on ${machine}. Budgets are those of the design; none of them is a test.\n`
writeFileSync(path.join(root, 'docs', 'benchmarks.md'), [head, ...pages].join('\n'))
