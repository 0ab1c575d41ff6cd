import { defineConfig } from 'vitest/config'

/** Two projects: `unit` in Node (domain, protocol, words, store, outbox, sync, contracts) and `component` in jsdom. */
export default defineConfig({
  test: {
    projects: [
      {
        test: {
          name: 'unit',
          environment: 'node',
          include: ['test/{domain,protocol,words,vault,store,outbox,sync,contracts,lint}/**/*.test.ts'],
        },
      },
      {
        test: {
          name: 'component',
          environment: 'jsdom',
          include: ['test/{ui,features,queries,app}/**/*.test.tsx'],
          setupFiles: ['test/setup-component.ts'],
        },
      },
    ],
  },
})
