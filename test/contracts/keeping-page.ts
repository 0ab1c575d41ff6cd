/** The contract of the keeper inside a real browser's page, against the worker. */
import { kdfInWorker } from '../../src/vault/kdf-in-worker.ts'
import { keptInWorker } from '../../src/vault/kept-in-worker.ts'
import { keepingContract } from './keeping.ts'

const runKeepingContract = async (): Promise<readonly { readonly name: string; readonly fault: string | null }[]> => {
  const results: { name: string; fault: string | null }[] = []
  for (const { name, run } of keepingContract) {
    try {
      await run({ keeping: keptInWorker, kdf: kdfInWorker })
      results.push({ name, fault: null })
    } catch (error) {
      results.push({ name, fault: String(error) })
    }
  }
  return results
}

Object.assign(globalThis, { runKeepingContract })
