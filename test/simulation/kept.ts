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
  {
    name: 'I1: what was written in one tab, backed up and let go of there does not compete with what the other writes over it (V9)',
    seed: 195,
    steps: [
      { do: 'deed', browser: 2, tab: 1, record: 1, what: 'hold' },
      { do: 'edit', browser: 2, tab: 0, record: 0, field: 2, burst: 1, left: true, early: false },
      { do: 'network', browser: 1, faults: ['delay', 503, 503] },
      { do: 'back-up', said: true },
      { do: 'deed', browser: 2, tab: 1, record: 1, what: 'cancel' },
      { do: 'edit', browser: 2, tab: 1, record: 0, field: 2, burst: 1, left: true, early: true },
    ],
  },
]
