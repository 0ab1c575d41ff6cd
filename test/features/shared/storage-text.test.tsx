import { expect, test } from 'vitest'
import { type StorageProblem, storageText } from '../../../src/features/shared/storage-text.ts'
import { createWords } from '../../../src/words/words.ts'

const words = createWords('en')
const PROBLEMS = ['storage-full', 'other-tab-open', 'private-window', 'safari-tab', 'storage-broken', 'vault-gone'] as const satisfies readonly StorageProblem[]

test.each(PROBLEMS)('V6, V7: %s is said in words of its own, with what to do', (problem) => {
  const { title, text } = storageText(problem, words)
  // An id that is not at hand would be shown as it is.
  expect([title, text].filter((each) => each.startsWith('storage.'))).toEqual([])
  expect(PROBLEMS.map((each) => storageText(each, words).text).filter((each) => each === text)).toHaveLength(1)
})

test('V6: what a page that is out of date says is at hand without any more of its parts', () => {
  expect(words.error('tab-out-of-date')).toContain('Load this page again')
  expect(words.error('reads-only-here')).not.toBe(words.error('unheard-of'))
  expect(words.error('storage-full')).not.toBe(words.error('unheard-of'))
})
