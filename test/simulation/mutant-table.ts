/** Each protocol fault on its own: whether the simulation catches it, by which invariant, and how soon. */
import { simulateWith } from './child.ts'
import { type Mutant, MUTANTS } from './mutants.ts'

/** What a run of a mutant found first. */
export interface Caught {
  readonly seed: number
  /** Steps taken when it was found. */
  readonly after: number
  /** Seeds tried until then. */
  readonly runs: number
  /** All that did not hold then; `service` is a fault that the service itself met. */
  readonly invariants: readonly string[]
  readonly what: string
}

/** @returns null where none of the seeds catches it @throws Error where the process could not be made a mutant */
export const caught = async ({ key }: Mutant, from: number, seeds: number): Promise<Caught | null> => {
  const { code, output } = await simulateWith(key, '--first', '--from', String(from), '--seeds', String(seeds))
  if (code !== 0 && code !== 1) throw new Error(output)
  return JSON.parse(output.trim().split('\n').at(-1) ?? '') as Caught | null
}

/** Prints the table. @returns whether every one is caught */
export const mutantTable = async (seeds: number): Promise<boolean> => {
  console.log('| fault | caught by | seed | runs | steps of that run |\n|---|---|---|---|---|')
  let all = true
  for (const mutant of MUTANTS) {
    const found = await caught(mutant, 1, seeds)
    all &&= found !== null
    console.log(found ? `| ${mutant.fault} | ${found.invariants.join(', ')} | ${found.seed} | ${found.runs} | ${found.after} |` : `| ${mutant.fault} | NOT CAUGHT | | ${seeds} | |`)
  }
  return all
}
