/**
 * Leaves out of the app what the query library holds for mutations and for queries that come in pages, a kilobyte of what is there
 * from the start: the app has neither (what is written goes through the outbox), and the linter keeps it so.
 */
import { type Plugin } from 'vite'

const refused = (what: string): string => `throw new Error('${what} are left out of the build: vite-queries.ts')`

const STAND_INS = {
  'mutationCache.js': `export class MutationCache {
    build() { ${refused('mutations')} }
    findAll() { return [] }
    resumePausedMutations() { return Promise.resolve() }
    clear() {}
  }`,
  'infiniteQueryBehavior.js': `export const infiniteQueryBehavior = () => { ${refused('queries in pages')} }
  export const hasNextPage = infiniteQueryBehavior
  export const hasPreviousPage = infiniteQueryBehavior`,
} as const

const PART = /\/@tanstack\/query-core\/build\/modern\/(mutationCache\.js|infiniteQueryBehavior\.js)$/

export const queries = (): Plugin => ({
  name: 'countersign-query-library',
  apply: 'build',
  enforce: 'pre',
  load: {
    filter: { id: PART },
    handler(id) {
      const [, part] = PART.exec(id) ?? []
      return part === 'mutationCache.js' || part === 'infiniteQueryBehavior.js' ? { code: STAND_INS[part], moduleSideEffects: false } : null
    },
  },
})
