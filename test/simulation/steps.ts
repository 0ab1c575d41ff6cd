/** What happens in a run, one thing after another: drawn from a seed, and as it is written down. */
import * as fc from 'fast-check'
import { type Occasion } from '../../src/outbox/ports.ts'
import { type StorageFault } from './browser.ts'
import { type Chance, chanceOf } from './chance.ts'
import { NETWORK_FAULTS, type NetworkFault } from './network.ts'
import { type Death } from './service.ts'

/** A tab of a browser. Where nobody is in it, whoever uses the device opens it. */
export interface Seat {
  readonly browser: number
  readonly tab: 0 | 1
}

export const DEEDS = ['plan', 'fill', 'hold', 'share', 'sign', 'addendum', 'settle', 'withdraw', 'cancel', 'void', 'poison', 'later-schema', 'earlier-schema'] as const
export type DeedName = (typeof DEEDS)[number]

export type Step =
  /** `burst` edits of one field after another; `early`: written over what was on the screen at an earlier look. */
  | ({ readonly do: 'edit'; readonly record: number; readonly field: number; readonly burst: number; readonly left: boolean; readonly early: boolean } & Seat)
  | ({ readonly do: 'deed'; readonly record: number; readonly what: DeedName } & Seat)
  | ({ readonly do: 'sync'; readonly how: 'now' | Occasion } & Seat)
  /** The network is back for the whole house: every open tab hears of it at once. */
  | { readonly do: 'together'; readonly how: Occasion }
  | ({ readonly do: 'sign-in' } & Seat)
  | ({ readonly do: 'open'; readonly person: number } & Seat)
  /** The tab dies at the n-th call of a port from now, that call done or not. */
  | ({ readonly do: 'kill'; readonly calls: number; readonly done: boolean } & Seat)
  | { readonly do: 'pass'; readonly seconds: number }
  | { readonly do: 'jump'; readonly browser: number; readonly hours: number }
  | { readonly do: 'network'; readonly browser: number; readonly faults: readonly ('none' | NetworkFault)[] }
  | { readonly do: 'storage'; readonly browser: number; readonly faults: readonly StorageFault[] }
  | { readonly do: 'wipe'; readonly browser: number }
  | { readonly do: 'kill-service'; readonly writes: number; readonly where: Death }
  | { readonly do: 'move'; readonly post: number; readonly what: 'supervisor' | 'end' | 'back' | 'new-home' }
  | { readonly do: 'account'; readonly person: number; readonly disabled: boolean }
  /** A copy of the service's database; `said`: it is complete, and the service was told how far it goes (V9). */
  | { readonly do: 'back-up'; readonly said: boolean }
  /** The service goes on with an earlier copy: what was written since is gone (T2). */
  | { readonly do: 'restore'; readonly copy: number }

const small = (max: number) => fc.integer({ min: 0, max })
const seat = { browser: small(4), tab: fc.constantFrom<0 | 1>(0, 0, 0, 1) }
const one = <T extends string>(name: T) => fc.constant(name)
const record = small(3)

const YEARS_10_HOURS = 87_600

const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 24, arbitrary: fc.record({ do: one('edit'), ...seat, record, field: small(5), burst: fc.constantFrom(1, 1, 1, 3), left: fc.boolean(), early: fc.boolean() }) },
  { weight: 14, arbitrary: fc.record({ do: one('deed'), ...seat, record, what: fc.constantFrom<DeedName>('fill', 'fill', 'hold', 'hold', 'share', 'sign', 'sign', 'sign', 'settle', ...DEEDS) }) },
  { weight: 22, arbitrary: fc.record({ do: one('sync'), ...seat, how: fc.constantFrom<'now' | Occasion>('now', 'now', 'online', 'visible', 'hidden', 'pageshow') }) },
  { weight: 6, arbitrary: fc.record({ do: one('together'), how: fc.constantFrom<Occasion>('online', 'visible') }) },
  { weight: 2, arbitrary: fc.record({ do: one('sign-in'), ...seat }) },
  { weight: 3, arbitrary: fc.record({ do: one('open'), ...seat, person: small(2) }) },
  { weight: 4, arbitrary: fc.record({ do: one('kill'), ...seat, calls: small(12), done: fc.boolean() }) },
  { weight: 14, arbitrary: fc.record({ do: one('pass'), seconds: fc.constantFrom(1, 1, 2, 5, 12, 35, 70) }) },
  { weight: 2, arbitrary: fc.record({ do: one('jump'), browser: seat.browser, hours: fc.oneof(fc.constantFrom(-YEARS_10_HOURS, -1, 0, 0, 1, YEARS_10_HOURS), fc.integer({ min: -YEARS_10_HOURS, max: YEARS_10_HOURS })) }) },
  {
    weight: 12,
    arbitrary: fc.record({
      do: one('network'), browser: seat.browser,
      faults: fc.array(fc.oneof({ weight: 1, arbitrary: one('none') }, { weight: 3, arbitrary: fc.constantFrom<NetworkFault>(...NETWORK_FAULTS) }), { minLength: 1, maxLength: 4 }),
    }),
  },
  { weight: 2, arbitrary: fc.record({ do: one('storage'), browser: seat.browser, faults: fc.array(fc.constantFrom<StorageFault>('full', 'closed', 'closed-after', 'blocked'), { minLength: 1, maxLength: 2 }) }) },
  { weight: 1, arbitrary: fc.record({ do: one('wipe'), browser: seat.browser }) },
  { weight: 3, arbitrary: fc.record({ do: one('kill-service'), writes: fc.integer({ min: 1, max: 4 }), where: fc.constantFrom<Death>('before', 'inside', 'after') }) },
  { weight: 4, arbitrary: fc.record({ do: one('move'), post: small(2), what: fc.constantFrom('supervisor' as const, 'supervisor' as const, 'end' as const, 'back' as const, 'back' as const, 'new-home' as const) }) },
  { weight: 1, arbitrary: fc.record({ do: one('account'), person: small(5), disabled: fc.boolean() }) },
)

/** In the runs of every so many seeds the service is restored: in between the others' steps, which stay as they are drawn. */
const RESTORED_EVERY = 5
const MOST_COPIES = 9

/** What comes before a step in such a run: of 100 steps some six are copies, some three are restores. */
const beforeStep = ({ upTo }: Chance): readonly Step[] => {
  const drawn = upTo(99)
  if (drawn < 6) return [{ do: 'back-up', said: upTo(2) === 0 }]
  return drawn < 9 ? [{ do: 'restore', copy: upTo(MOST_COPIES) }] : []
}

/** The steps of a seed. Its first steps are the same however many are drawn. */
export const stepsOf = (seed: number, count: number): readonly Step[] => {
  const steps = fc.sample(step, { seed, numRuns: count })
  if (seed % RESTORED_EVERY !== 0) return steps
  const chance = chanceOf(-seed)
  return steps.flatMap((each) => [...beforeStep(chance), each]).slice(0, count)
}
