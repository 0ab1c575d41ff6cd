/** Runs that once failed, as few steps as did it; each is tried in every run of CI. */
import { type Step } from './steps.ts'

interface KeptRun {
  /** The invariant, what went wrong, and how it was put right. */
  readonly name: string
  readonly seed: number
  readonly steps: readonly Step[]
}

export const KEPT: readonly KeptRun[] = [
  {
    name: 'I6, V6: records wiped while there is no room are put back whole, and not only the page that comes next',
    seed: 12,
    steps: [
      { do: 'sync', browser: 0, tab: 0, how: 'now' },
      { do: 'storage', browser: 0, faults: ['full'] },
      { do: 'wipe', browser: 0 },
      { do: 'sync', browser: 0, tab: 0, how: 'now' },
      { do: 'edit', browser: 0, tab: 0, record: 0, field: 0, burst: 1, left: true, early: false },
      { do: 'sync', browser: 0, tab: 0, how: 'now' },
      { do: 'pass', seconds: 12 },
    ],
  },
]
