import { expect, test } from 'vitest'
import { dueLabel } from '../../src/features/due-label.ts'
import { type policy } from '../../src/words/en/policy.ts'

const say = (id: keyof typeof policy, values: Readonly<Record<string, number>>): string => `${id.split('.').at(-1)} ${Object.values(values).join(' ')}`

test.each([
  [0, 'inDays 0'],
  [62, 'inDays 62'],
  [63, 'inMonths 2'],
  [303, 'inMonths 10'],
  [-62, 'late 62'],
  [-535, 'lateMonths 18'],
])('%i days away is said as %s', (days, label) => {
  expect(dueLabel(days, { say } as never)).toBe(label)
})
