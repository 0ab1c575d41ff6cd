import { expect, test } from 'vitest'
import { whyNothingIsKept } from '../../src/app/keeps-nothing.ts'

test('V7: a tab of Safari that is not on the home screen takes no entries; once it is, it does', () => {
  expect(whyNothingIsKept({ standalone: false, ownFiles: 'given' })).toBe('not-installed')
  expect(whyNothingIsKept({ standalone: true, ownFiles: 'given' })).toBeNull()
})

test('V7: a private window, whose browser gives it no files of its own, takes none', () => {
  expect(whyNothingIsKept({ standalone: undefined, ownFiles: 'refused' })).toBe('private-window')
  expect(whyNothingIsKept({ standalone: true, ownFiles: 'refused' })).toBe('private-window')
})

test('other browsers say nothing of a home screen, and older ones nothing of files: they are believed to keep', () => {
  expect(whyNothingIsKept({ standalone: undefined, ownFiles: 'given' })).toBeNull()
  expect(whyNothingIsKept({ standalone: undefined, ownFiles: 'unknown' })).toBeNull()
})
