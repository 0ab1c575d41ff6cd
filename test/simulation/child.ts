/** Runs the simulation as `npm run simulate` does: in a process of its own, where nothing but it takes time. */
import { spawn } from 'node:child_process'
import path from 'node:path'

const root = path.resolve(import.meta.dirname, '..', '..')

export interface Ended {
  readonly code: number | null
  readonly output: string
}

/** @param mutant the key of the protocol fault it is run with; none where it is '' */
export const simulateWith = (mutant: string, ...args: readonly string[]): Promise<Ended> =>
  new Promise((resolve, reject) => {
    const child = spawn(process.execPath, ['--import', './test/simulation/erase-types.ts', ...(mutant === '' ? [] : ['--import', './test/simulation/mutate.ts']), 'test/simulation/command.ts', ...args], {
      cwd: root,
      env: { ...process.env, ...(mutant === '' ? {} : { COUNTERSIGN_MUTANT: mutant }) },
    })
    const output: string[] = []
    for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk: Buffer) => output.push(chunk.toString()))
    child.on('error', reject)
    child.on('close', (code) => resolve({ code, output: output.join('') }))
  })

export const simulate = (...args: readonly string[]): Promise<Ended> => simulateWith('', ...args)
