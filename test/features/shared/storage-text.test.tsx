import { expect, test } from 'vitest'
import { type StorageProblem, storageText } from '../../../src/features/shared/storage-text.ts'
import { errorInWords } from '../../../src/words/error-in-words.ts'
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
  expect(words.say('app.outOfDate')).toContain('Open this page again')
  const unheard = errorInWords('unheard-of', words)
  for (const code of ['reads-only-here', 'storage-full', 'tab-out-of-date']) expect(errorInWords(code, words)).not.toBe(unheard)
})
