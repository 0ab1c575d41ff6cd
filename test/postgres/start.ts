/** One PostgreSQL for all tests of the project: each makes databases of its own on it. */
import { type TestProject } from 'vitest/node'
import { startPostgres } from '../postgres.ts'

export default async (project: TestProject): Promise<() => Promise<void>> => {
  const running = await startPostgres()
  process.env['COUNTERSIGN_TEST_POSTGRES'] = running.url()
  project.provide('postgresFolder', running.folder)
  return running.stop
}

declare module 'vitest' {
  interface ProvidedContext {
    postgresFolder: string
  }
}
