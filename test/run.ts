/**
 * Runs the gates. `check`: types, lint, dead code, unit, component and contract tests. `all`: those, the unit tests
 * that take long, the server as a process and over a year, the simulation, the build, its budget, the contract suites in a real browser and the
 * journeys. `long`: what takes longer. Ends with a line `N passed, N failed`.
 */
import { spawnSync } from 'node:child_process'
import { mkdirSync, readFileSync, rmSync } from 'node:fs'
import path from 'node:path'
import { browserPath } from './browser.ts'
import { overBudget } from './bundle-budget.ts'
import { rulesUnquoted } from './sync-rules.ts'

const root = path.resolve(import.meta.dirname, '..')
// Every service that a test starts is a process that reads some 700 modules.
process.env['NODE_COMPILE_CACHE'] ??= path.join(root, 'node_modules', '.cache', 'node-compile')
const output = path.join(root, 'test-output')
let passed = 0
let failed = 0
const failures: string[] = []
/** The whole names of the tests that passed. */
const proved: string[] = []

const bin = (name: string): string => path.join(root, 'node_modules', '.bin', name)

const report = (name: string, ok: boolean, seconds: number): void => {
  if (ok) passed += 1
  else {
    failed += 1
    failures.push(name)
  }
  console.log(`${ok ? 'ok  ' : 'FAIL'} ${name} (${seconds.toFixed(1)} s)`)
}

const step = (name: string, command: string, args: readonly string[], env: NodeJS.ProcessEnv = {}): boolean => {
  const from = performance.now()
  const { status } = spawnSync(command, args, { cwd: root, stdio: 'inherit', env: { ...process.env, ...env } })
  report(name, status === 0, (performance.now() - from) / 1000)
  return status === 0
}

/** Runs vitest projects and counts their tests one by one. */
const tests = (name: string, projects: readonly string[], env: NodeJS.ProcessEnv = {}, files: readonly string[] = []): void => {
  const file = path.join(output, `${name}.json`)
  rmSync(file, { force: true })
  const from = performance.now()
  const { status } = spawnSync(
    bin('vitest'),
    ['run', ...files, ...projects.flatMap((project) => ['--project', project]), '--reporter=default', '--reporter=json', `--outputFile.json=${file}`],
    { cwd: root, stdio: 'inherit', env: { ...process.env, ...env } },
  )
  const seconds = (performance.now() - from) / 1000
  try {
    const result = JSON.parse(readFileSync(file, 'utf8')) as {
      numPassedTests: number
      numFailedTests: number
      numFailedTestSuites: number
      testResults: readonly { readonly name: string; readonly assertionResults: readonly { readonly status: string; readonly fullName: string }[] }[]
    }
    passed += result.numPassedTests
    failed += result.numFailedTests
    const whole = status === 0 || result.numFailedTests > 0
    for (const { name: file, assertionResults } of result.testResults) {
      for (const { status: how, fullName } of assertionResults) {
        if (how === 'failed') failures.push(`${path.relative(root, file)}: ${fullName}`)
        if (how === 'passed') proved.push(fullName)
      }
    }
    if (!whole) report(name, false, seconds)
    console.log(`     ${name}: ${result.numPassedTests} passed, ${result.numFailedTests} failed (${seconds.toFixed(1)} s)`)
  } catch {
    report(name, false, seconds)
  }
}

const TYPES = ['src/domain', 'src/protocol', 'src/words', '.', 'src/app/tsconfig.worker.json', 'sync', 'test']

const check = (more: readonly string[] = [], env: NodeJS.ProcessEnv = {}): void => {
  for (const project of TYPES) step(`types: ${project}`, bin('tsc'), ['-p', project])
  step('lint', bin('oxlint'), [])
  step('dead code', bin('knip'), [])
  tests('unit-and-component', ['unit', 'component', ...more], env)
}

const all = (): void => {
  // As many pushes as the security contract asks for; `check` tries fewer.
  check(['wide'], { COUNTERSIGN_FUZZ: '10000' })
  tests('service', ['service'])
  tests('simulation', ['simulation'])
  tests('postgres', ['postgres'])
  const from = performance.now()
  if (step('build', bin('vite'), ['build', '--logLevel', 'warn'])) {
    const over = overBudget(path.join(root, 'dist'))
    for (const line of over) console.log(line)
    report('bundle budget', over.length === 0, (performance.now() - from) / 1000)
    const env = { CHROMIUM: browserPath() }
    tests('browser', ['browser'], env)
    tests('journeys', ['journeys'], env)
  }
  for (const rule of rulesUnquoted(proved)) report(`no test that passed quotes ${rule}`, false, 0)
}

const long = (): void => {
  // The same properties, fuzzing and model with many more cases: some minutes.
  tests('postgres', ['postgres'], { COUNTERSIGN_LONG: 'on' })
  tests('long', ['unit', 'wide'], { COUNTERSIGN_FUZZ: '100000', COUNTERSIGN_MODEL: '3000' })
  // The server killed under load, ten times as often as in every run.
  tests('long-service', ['service'], { COUNTERSIGN_KILLS: '50' })
  if (step('build', bin('vite'), ['build', '--logLevel', 'warn'])) {
    tests('journeys-long', ['journeys'], { CHROMIUM: browserPath(), COUNTERSIGN_KILLS: '50' }, ['test/journeys/killed.journey.ts'])
  }
}

mkdirSync(output, { recursive: true })
const mode = process.argv[2]
if (mode === 'check') check()
else if (mode === 'all') all()
else if (mode === 'long') long()
else throw new Error('say check, all or long')
if (failures.length > 0) console.log(`Failed: ${failures.join(', ')}`)
console.log(`${passed} passed, ${failed} failed`)
process.exitCode = failed > 0 ? 1 : 0
