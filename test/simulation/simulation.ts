/** A run: browsers, the network and the service in one process and in told time, taking one step after another. */
import { instantOf } from '../../src/domain/dates.ts'
import { type Json } from '../../src/domain/json.ts'
import { unreachable } from '../../src/domain/unreachable.ts'
import { virtualTimers } from '../outbox/sim.ts'
import { actingOf, DAY } from './acting.ts'
import { type Browser, openBrowser, type Tab, type Time } from './browser.ts'
import { type Chance, chanceOf } from './chance.ts'
import { choose } from './choose.ts'
import { type Network, openNetwork } from './network.ts'
import { BROWSERS, passwordOf, PEOPLE, type PersonKey, POSTS } from './people.ts'
import { type Restores, restoresOf } from './restores.ts'
import { certifySealing, type Sealing } from './sealing.ts'
import { officeAct, openService, PINS, type Service, templateOf } from './service.ts'
import { type Saved, savedOf } from './saved.ts'
import { type Seat, type Step } from './steps.ts'

// Got when they are first wanted, which takes real time; here time is told.
await Promise.all([import('../../src/app/device-again.ts'), import('../../src/app/adopt-earlier.ts'), import('../../src/vault/jws.ts'), import('../../src/outbox/recover.ts')])

const HOUR_MS = 3_600_000
/** With everybody there at once the service is held up at so many reads, each for so long at most. */
const SLOW_READS = 24
const HELD_UP_MS = 60
/** Nothing that is asked for takes longer than this of told time. */
const PATIENCE_MS = 900_000

let sealing: Sealing | null = null
const template = templateOf(async (tx, keys) => {
  sealing = await certifySealing(tx, keys)
})

/** Something the simulation found: which invariant, and what. */
export interface Found {
  readonly invariant: string
  readonly what: string
}

export interface Simulation {
  readonly time: Time
  readonly chance: Chance
  readonly service: Service
  readonly network: Network
  readonly browsers: readonly Browser[]
  readonly saved: Saved
  readonly restores: Restores
  readonly found: Found[]
  readonly report: (invariant: string, what: string) => void
  readonly take: (step: Step) => Promise<void>
  /** Lets everything go on that can go on without time passing. */
  readonly drain: () => Promise<void>
  readonly pass: (ms: number) => Promise<void>
  /** Waits for something in told time; null where it never comes. */
  readonly wait: <T>(promise: Promise<T>) => Promise<T | null>
  readonly signIn: (tab: Tab) => Promise<boolean>
  /** Something done in the office by who administers the service of a person. */
  readonly office: (org: string, said: { readonly record: string; readonly kind: string; readonly type: string; readonly payload: Json }) => Promise<void>
  readonly close: () => Promise<void>
}

/** How often nothing may be left to do in a row before nothing is: what is asked for lazily takes a turn or two. */
const QUIET = 3

export const openSimulation = async (seed: number): Promise<Simulation> => {
  const made = await template
  const seals = sealing
  if (!seals) throw new Error('the keys are made with the template')
  const chance = chanceOf(seed)
  const time = virtualTimers()
  const found: Found[] = []
  const report = (invariant: string, what: string): void => {
    if (!found.some((each) => each.invariant === invariant && each.what === what)) found.push({ invariant, what })
  }
  const service = await openService(made, {
    clock: () => instantOf(time.now()),
    random: chance.token,
    pause: () => new Promise((resolve) => void time.timers.after(chance.upTo(HELD_UP_MS), resolve)),
    onFault: (error) => {
      // Of a chain that was: what devices have seen of it contradicts what is there since (A8), and I5 looks at which it was.
      if (restores.times() > 0 && error instanceof Error && error.name === 'AuditContradicted') return
      report('service', `a fault of its own: ${error instanceof Error ? `${error.name} ${error.message}` : String(error)}`)
    },
  })
  const network = openNetwork(service, time, chance)
  const browsers = BROWSERS.slice(0, 3 + chance.upTo(BROWSERS.length - 3)).map((_, n) => openBrowser(n, { time, chance, network: network.of, sealing: seals }))
  const saved = savedOf()
  const restores = restoresOf(service, browsers)
  let offices = 1000
  const drain = async (): Promise<void> => {
    for (let quiet = 0; quiet < QUIET; ) {
      await new Promise((resolve) => setImmediate(resolve))
      quiet = service.busy() > 0 || seals.busy() > 0 ? 0 : quiet + 1
    }
  }
  const pass = async (ms: number): Promise<void> => {
    const until = time.now() + ms
    await drain()
    while (time.step(until)) {
      // What is due at one moment happens at once.
      while (time.nextIn() <= 0 && time.step(until));
      await drain()
    }
    time.to(until)
  }
  const wait = async <T>(promise: Promise<T>): Promise<T | null> => {
    let done = false
    const ended = promise.finally(() => {
      done = true
    })
    ended.catch(() => undefined)
    const until = time.now() + PATIENCE_MS
    for (;;) {
      await drain()
      if (done) return ended
      for (const browser of browsers) browser.touch()
      if (!time.step(until)) return null
    }
  }

  const tabAt = async ({ browser, tab }: Seat): Promise<Tab | null> => {
    const at = browsers[browser % browsers.length]
    if (!at) return null
    const open = at.tabs[tab]
    return open && !open.dead() ? open : at.open(tab, at.people[0])
  }
  const signIn: Simulation['signIn'] = async (tab) => {
    const answer = tab.device.signInAgain({ by: 'password', password: passwordOf(tab.person.key) })
    return (await wait(answer.catch(() => 'local' as const))) === null
  }

  const acting = actingOf({ chance, saved, report, drain })
  const office: Simulation['office'] = async (org, said) => {
    offices += 1
    const by = Object.values(PEOPLE).find((each) => each.org === org && each.administrator)
    if (!by || service.isDown()) return
    const wire = officeAct(offices, instantOf(time.now()), said)
    const pushing = service.services().acts.push(by.org, [{ principal: { org: by.org, person: by.id, administrator: true }, wire }])
    await pushing.catch(() => undefined)
  }

  const move = async ({ post: n, what }: Extract<Step, { do: 'move' }>): Promise<void> => {
    const post = POSTS[n % POSTS.length] ?? POSTS[0]
    const { org } = post.home
    switch (what) {
      case 'supervisor':
        return office(org, { record: post.id, kind: 'post', type: 'post.supervise', payload: { supervisor: PEOPLE[chance.pick(post.supervisors)].id, on: DAY } })
      case 'end':
        return office(org, { record: post.id, kind: 'post', type: 'post.end', payload: { until: '2026-06-01', reason: 'moved', on: DAY } })
      case 'back':
        return office(org, { record: post.id, kind: 'post', type: 'post.end', payload: { until: null, reason: 'moved', on: DAY } })
      case 'new-home': {
        const manager = PEOPLE[chance.pick(post.supervisors)].id
        return office(org, {
          record: chance.id(time.now()), kind: 'setting', type: 'setting.open',
          payload: { name: 'Another house', residentialHome: true, pack: PINS.pack, packVersion: PINS.packVersion, settings: {}, managers: [manager] },
        })
      }
      default:
        return unreachable(what)
    }
  }

  const sync = async (step: Extract<Step, { do: 'sync' }>): Promise<void> => {
    const tab = await tabAt(step)
    if (!tab) return
    const { trouble, connection } = tab.device.sync()
    // Who is told to sign in does so: nobody else has this cookie, or the service has ended it.
    if (trouble === 'sign-in-needed' || connection === 'not-tried') {
      tab.device.signInAgain({ by: 'password', password: passwordOf(tab.person.key) }).catch(() => undefined)
    }
    if (step.how === 'now') tab.device.sendNow().catch(() => undefined)
    else tab.occasion(step.how)
    await pass(300)
  }

  const act = async (step: Step): Promise<void> => {
    switch (step.do) {
      case 'edit': {
        const tab = await tabAt(step)
        return tab ? acting.edit(tab, step) : undefined
      }
      case 'deed': {
        const tab = await tabAt(step)
        return tab ? acting.deed(tab, step) : undefined
      }
      case 'sync':
        return sync(step)
      case 'together':
        service.slow(SLOW_READS)
        for (const { tabs } of browsers) for (const tab of tabs) if (tab && !tab.dead()) tab.occasion(step.how)
        return pass(300)
      case 'sign-in': {
        const tab = await tabAt(step)
        tab?.device.signInAgain({ by: 'password', password: passwordOf(tab.person.key) }).catch(() => undefined)
        return pass(300)
      }
      case 'open': {
        const browser = browsers[step.browser % browsers.length]
        const person = browser && choose<PersonKey>(browser.people, step.person)
        if (browser && person) await browser.open(step.tab, person)
        return undefined
      }
      case 'kill': {
        const browser = browsers[step.browser % browsers.length]
        browser?.tabs[step.tab]?.killAt(step.calls, step.done)
        return undefined
      }
      case 'pass':
        return pass(step.seconds * 1000)
      case 'jump': {
        const browser = browsers[step.browser % browsers.length]
        if (browser) browser.ahead = step.hours * HOUR_MS
        browser?.touch()
        return undefined
      }
      case 'network': {
        const n = step.browser % browsers.length
        network.faults.set(n, [...(network.faults.get(n) ?? []), ...step.faults])
        return undefined
      }
      case 'storage':
        browsers[step.browser % browsers.length]?.storageFaults.push(...step.faults)
        return undefined
      case 'wipe': {
        const n = step.browser % browsers.length
        browsers[n]?.wipeRows()
        restores.wiped(n)
        return undefined
      }
      case 'kill-service':
        service.killAt(step.writes, step.where)
        return undefined
      case 'move':
        return move(step)
      case 'account': {
        const person = choose(Object.values(PEOPLE), step.person)
        const admin = Object.values(PEOPLE).find((each) => each.org === person?.org && each.administrator)
        if (!person || !admin || service.isDown()) return undefined
        const change = service.services().accounts.change({ org: admin.org, person: admin.id, administrator: true }, person.id, { change: step.disabled ? 'disable' : 'enable' })
        await change.catch(() => undefined)
        return undefined
      }
      case 'back-up':
        return restores.backUp(step.said)
      case 'restore':
        return restores.restore(step.copy)
      default:
        return unreachable(step)
    }
  }

  /** A service that died is started again by whoever runs it, a little later. */
  const revive = async (): Promise<void> => {
    if (!service.isDown()) return
    await pass(chance.upTo(3000))
    await service.start()
  }

  // Everybody has been here before: what follows finds people with their records, some of them with the app open.
  for (const browser of browsers) {
    const tab = await browser.open(0, browser.people[0])
    await signIn(tab)
  }
  await pass(1000)

  return {
    time,
    chance,
    service,
    network,
    browsers,
    saved,
    restores,
    found,
    report,
    take: async (step) => {
      for (const browser of browsers) browser.touch()
      await act(step)
      await pass(50)
      if (chance.upTo(2) === 0) await revive()
    },
    drain,
    pass,
    wait,
    signIn,
    office,
    close: async () => {
      for (const browser of browsers) for (const tab of browser.tabs) tab?.killAt(0, false)
      await drain()
      await service.close()
    },
  }
}

