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
  {
    name: 'I6, T2: how long a scope is waited for is counted by the service’s time, though the device’s clock was moved before it heard of the restore',
    seed: 440,
    steps: [
      { do: 'back-up', said: true },
      { do: 'together', how: 'visible' },
      { do: 'network', browser: 3, faults: ['html', 'delay', 429] },
      { do: 'network', browser: 4, faults: [401, 'none'] },
      { do: 'sync', browser: 4, tab: 1, how: 'now' },
      { do: 'sync', browser: 0, tab: 0, how: 'online' },
      { do: 'restore', copy: 0 },
      { do: 'pass', seconds: 1 },
      { do: 'together', how: 'online' },
      { do: 'together', how: 'visible' },
      { do: 'sync', browser: 4, tab: 0, how: 'pageshow' },
      { do: 'sync', browser: 4, tab: 0, how: 'online' },
      { do: 'wipe', browser: 2 },
      { do: 'sign-in', browser: 2, tab: 1 },
      { do: 'edit', browser: 2, tab: 1, record: 1, field: 2, burst: 3, left: true, early: false },
      { do: 'together', how: 'online' },
      { do: 'open', browser: 3, tab: 0, person: 1 },
      { do: 'restore', copy: 3 },
      { do: 'network', browser: 4, faults: ['drop-request', 429, 401] },
      { do: 'edit', browser: 3, tab: 1, record: 2, field: 5, burst: 1, left: true, early: false },
      { do: 'edit', browser: 0, tab: 0, record: 0, field: 2, burst: 1, left: false, early: false },
      { do: 'deed', browser: 1, tab: 0, record: 0, what: 'sign' },
      { do: 'sync', browser: 0, tab: 0, how: 'hidden' },
      { do: 'network', browser: 1, faults: ['never-after', 403] },
      { do: 'jump', browser: 4, hours: 1 },
      { do: 'edit', browser: 1, tab: 0, record: 0, field: 3, burst: 3, left: false, early: true },
      { do: 'deed', browser: 1, tab: 0, record: 2, what: 'settle' },
      { do: 'pass', seconds: 70 },
      { do: 'pass', seconds: 2 },
      { do: 'sync', browser: 1, tab: 1, how: 'pageshow' },
      { do: 'network', browser: 4, faults: ['drop-response', 404, 'drop-request', 401] },
      { do: 'move', post: 2, what: 'end' },
      { do: 'account', person: 4, disabled: false },
      { do: 'back-up', said: true },
      { do: 'move', post: 1, what: 'supervisor' },
      { do: 'edit', browser: 1, tab: 0, record: 0, field: 5, burst: 1, left: true, early: true },
      { do: 'deed', browser: 0, tab: 0, record: 2, what: 'hold' },
      { do: 'deed', browser: 2, tab: 1, record: 2, what: 'fill' },
    ],
  },
]
