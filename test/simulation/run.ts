/** One run from its seed to rest, looking after every step; and, of one that found something, the fewest steps that still do. */
import { sha256Hex } from '../../src/protocol/hash.ts'
import { I1, I2, keptIn, liveIn } from './invariants.ts'
import { ledgerOf } from './ledger.ts'
import { rest } from './rest.ts'
import { type Found, openSimulation, type Simulation } from './simulation.ts'
import { type Step, stepsOf } from './steps.ts'

export interface Ran {
  readonly seed: number
  readonly steps: readonly Step[]
  /** Nothing where all is as it should be. */
  readonly found: readonly Found[]
  /** How many steps had been taken when it was found; the number of all of them where that was at rest. */
  readonly after: number
}

/** What the service has, as one hash: the same in two runs that were the same. */
const digestOf = async ({ service, time, network }: Simulation): Promise<string> => {
  const acts = await service.read((tx) => tx.selectFrom('acts').select(['org', 'seq', 'actor', 'body', 'receipt']).orderBy('org').orderBy('seq').execute())
  const kept = await service.read((tx) => tx.selectFrom('quarantine').select(['org', 'seq', 'author', 'body', 'receipt']).orderBy('org').orderBy('seq').execute())
  return sha256Hex(JSON.stringify([acts, kept, time.now(), network.requests.length]))
}

/** @param trace called with each step before it is taken, with what came of it, and at the end with a hash of what the service has */
export const runSteps = async (seed: number, steps: readonly Step[], trace?: (line: string) => void): Promise<Ran> => {
  const simulation = await openSimulation(seed)
  const { service, network, saved, browsers, restores, found, report } = simulation
  const ledger = ledgerOf(service)
  const first = I1()
  const second = I2()
  network.answered = (answer) => {
    second.answered(answer, (what) => report('I2', what))
    if (answer.status === 500 && !service.isDown()) report('service', `${answer.path} was answered with a fault of the service's own`)
  }
  restores.told = () => {
    ledger.forget()
    first.forget()
    second.forget()
  }
  /** @param atRest by then everything is on the service again; until then a device may not have heard that it was restored */
  const look = async (atRest: boolean): Promise<void> => {
    const fresh = await ledger.read()
    await second.applied(service, ledger, fresh, (what) => report('I2', what))
    if (restores.times() > 0) await restores.look()
    const live = restores.times() > 0 && !atRest ? await keptIn(browsers) : await liveIn(browsers)
    first.saved(saved, ledger, [...live, ...restores.withdrawn.values()], (what) => report('I1', what))
  }
  let after = 0
  const begun = simulation.time.now()
  try {
    for (const step of steps) {
      trace?.(`${String(after + 1).padStart(3)} ${JSON.stringify(step)}`)
      await simulation.take(step)
      after += 1
      await look(false)
      trace?.(`      ${((simulation.time.now() - begun) / 1000).toFixed(1)} s, ${saved.all.length} saved, ${(await liveIn(browsers)).length} unsent, ${ledger.all.length} on the service, ${network.requests.length} requests`)
      if (found.length > 0) return { seed, steps, found, after }
    }
    await rest(simulation, ledger)
    await look(true)
    trace?.(`at rest ${await digestOf(simulation)}`)
    return { seed, steps, found, after }
  } finally {
    await simulation.close()
  }
}

export const runSeed = (seed: number, count: number, trace?: (line: string) => void): Promise<Ran> => runSteps(seed, stepsOf(seed, count), trace)

/** Leaves out what need not happen for the same invariant to fail, as long as `until` says there is time. */
export const shrunk = async (ran: Ran, until: () => boolean): Promise<Ran> => {
  const invariant = ran.found[0]?.invariant
  let best: Ran = { ...ran, steps: ran.steps.slice(0, ran.after) }
  for (let size = Math.ceil(best.steps.length / 2); size >= 1; size = size === 1 ? 0 : Math.ceil(size / 2)) {
    for (let from = 0; from < best.steps.length && until(); ) {
      const fewer = [...best.steps.slice(0, from), ...best.steps.slice(from + size)]
      const again = await runSteps(ran.seed, fewer)
      if (again.found.some((each) => each.invariant === invariant)) best = { ...again, steps: fewer.slice(0, again.after) }
      else from += size
    }
  }
  return best
}
