import react from '@vitejs/plugin-react'
import { defineConfig } from 'vitest/config'

/** Whole tables tried cell by cell, and a service opened for each case: in every run of CI, and left out of the inner loop, which is short. */
const WIDE = ['access-matrix', 'audit', 'device-accounts', 'erasure', 'export-mutations', 'every-route', 'keeping', 'logs', 'work-account']
  .map((name) => `test/sync/${name}.test.ts`)

/** Tests of the service that run on PostgreSQL, too; more of them in the long run. */
const MORE_ON_POSTGRES = process.env['COUNTERSIGN_LONG'] === undefined ? [] : ['accounts', 'invitations', 'signatures', 'readings', 'vaults', 'demonstration']
const ON_POSTGRES = ['acts', 'changes', 'pokes', 'sign-in', 'deposits', 'fuzz', 'policies', ...MORE_ON_POSTGRES]
  .map((name) => `test/sync/${name}.test.ts`)

/** On a busy machine the second that is usual is not enough. */
const PATIENT = { poll: { timeout: 30_000 } }

/**
 * `unit` in Node, `wide` those of it that take long, `component` in jsdom, `service` the server as a process and over a year,
 * `simulation` devices and server in one process of told time, `browser` against real Chromium (contract suites), `journeys`
 * through the whole product: real server process, real browser, each file its own. `browser` takes one file at a time.
 * `postgres` is the server's storage, and the house, on a real PostgreSQL.
 */
export default defineConfig({
  test: {
    // Every core: by default one is left idle.
    maxWorkers: '100%',
    projects: [
      {
        test: {
          name: 'unit',
          environment: 'node',
          // Pure modules and servers that each test opens for itself: nothing to keep apart, and half the time.
          isolate: false,
          include: ['test/{domain,protocol,words,vault,store,outbox,queries,sync,contracts,lint}/**/*.test.ts'],
          exclude: WIDE,
          expect: PATIENT,
          testTimeout: 30_000,
          // Loading the demonstration takes seconds, and more beside everything else.
          hookTimeout: 60_000,
        },
      },
      {
        test: {
          name: 'wide',
          environment: 'node',
          isolate: false,
          include: WIDE,
          testTimeout: 30_000,
          hookTimeout: 60_000,
        },
      },
      {
        plugins: [react()],
        test: {
          name: 'component',
          environment: 'jsdom',
          // Each file has a document of its own; what the modules keep is the same for all.
          isolate: false,
          include: ['test/{ui,features,queries,app}/**/*.test.tsx'],
          setupFiles: ['test/setup-component.ts'],
          testTimeout: 30_000,
        },
      },
      {
        test: {
          name: 'service',
          environment: 'node',
          include: ['test/service/**/*.test.ts'],
          expect: PATIENT,
          testTimeout: 120_000,
        },
      },
      {
        test: {
          name: 'simulation',
          environment: 'node',
          include: ['test/simulation/**/*.test.ts'],
          testTimeout: 900_000,
        },
      },
      {
        test: {
          name: 'postgres',
          environment: 'node',
          include: ['test/postgres/**/*.test.ts', ...ON_POSTGRES],
          globalSetup: 'test/postgres/start.ts',
          testTimeout: 120_000,
          hookTimeout: 120_000,
        },
      },
      {
        test: {
          name: 'browser',
          environment: 'node',
          include: ['test/contracts/**/*.chromium.ts'],
          fileParallelism: false,
          testTimeout: 120_000,
          hookTimeout: 120_000,
        },
      },
      {
        test: {
          name: 'journeys',
          environment: 'node',
          include: ['test/journeys/**/*.journey.ts'],
          globalSetup: ['test/journeys/demonstration.ts'],
          expect: PATIENT,
          testTimeout: 180_000,
          hookTimeout: 120_000,
        },
      },
    ],
  },
})
