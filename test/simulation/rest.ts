/** The end of a run: no faults any more, everybody comes and syncs, and everything is where it should be. */
import { type WireAct } from '../../src/protocol/act.ts'
import { isUnsent } from '../../src/store/ports.ts'
import { type Browser, type Tab } from './browser.ts'
import { expectedFor, I1ofOne, I3, I4, I5, I6, I7, I8, I9, I10, type Says, type Witness } from './invariants.ts'
import { type Ledger } from './ledger.ts'
import { PEOPLE, type PersonKey, POSTS } from './people.ts'
import { type Simulation } from './simulation.ts'

const MINUTE_MS = 60_000
const IDLE_MINUTES = 3
/** Longer than anything is on its way. */
const SETTLED_MS = 150_000
/** Deeper than the service reads. */
const TOO_DEEP = '['.repeat(33)

/** Whether the service cannot even parse it (P8): a signature carries what the record says, and is as deep. */
const isPoison = ({ act }: { readonly act: WireAct }): boolean => JSON.stringify(act).includes(TOO_DEEP)

/** Accounts are open again, and the posts go on: whoever was kept from syncing can. */
const openDoors = async ({ service, office }: Simulation): Promise<void> => {
  for (const { id, home } of POSTS) {
    await office(home.org, { record: id, kind: 'post', type: 'post.end', payload: { until: null, reason: 'moved', on: '2026-06-10' } })
  }
  for (const person of Object.values(PEOPLE)) {
    const admin = Object.values(PEOPLE).find(({ org, administrator }) => org === person.org && administrator)
    if (admin) await service.services().accounts.change({ org: admin.org, person: admin.id, administrator: true }, person.id, { change: 'enable' })
  }
}

const comesIn = async (simulation: Simulation, browser: Browser, key: PersonKey): Promise<Tab> => {
  const tab = await browser.open(0, key)
  if (!(await simulation.signIn(tab))) simulation.report('I7', `${key} cannot sign in on browser ${browser.n}`)
  return tab
}

/** Everybody sends what they have. @param say what is against I7 */
const sendAll = async (simulation: Simulation, say: Says): Promise<void> => {
  const { browsers, network, report, wait } = simulation
  for (const browser of browsers) {
    for (const key of browser.people) {
      const tab = await comesIn(simulation, browser, key)
      // The round that signing in begins has its say first; what is counted is one that is asked for.
      const unsent = tab.store.entries().filter(isUnsent).length
      const poison = tab.store.entries().filter((entry) => isUnsent(entry) && isPoison(entry)).length
      const before = network.requests.length
      if ((await wait(tab.device.sendNow())) === null) report('I7', `${key} waits for ever on browser ${browser.n}`)
      const pushes = network.requests.slice(before).filter(({ browser: n, path }) => n === browser.n && path === '/api/acts').length
      const left = tab.store.entries().filter(isUnsent).length - poison
      I7({ key: `${key} on browser ${browser.n}`, unsent, poison, pushes, left: Math.max(0, left) }, say)
      await wait(tab.device.lock())
    }
  }
}

const MOST_SENDINGS = 3

/** An act waits so long for others' acts, and a scope that the service does not know to be the person's stays so long (T2). */
const WAIT_MS = 14 * 86_400_000

/** Until nothing is left; each may have to wait for what another sends. */
const sendUntilAll = async (simulation: Simulation, say: Says): Promise<void> => {
  for (let n = 0; n < MOST_SENDINGS; n += 1) {
    if (n > 0 && (await unsentIn(simulation.browsers)) === 0) break
    await sendAll(simulation, say)
  }
}

/**
 * The service was restored: everybody comes back, and brings what the others wait for. What the office did in between is on no
 * device: what waits for that, waits until the time is over. What of it was to be sent first, and how often, I7 does not say.
 */
const comeBack = async (simulation: Simulation): Promise<void> => {
  await sendUntilAll(simulation, () => undefined)
  await simulation.pass(WAIT_MS)
}

/** @param ledger what the service has, read to its end */
export const rest = async (simulation: Simulation, ledger: Ledger): Promise<void> => {
  const { browsers, service, network, restores, chance, report, pass, wait } = simulation
  network.faults.clear()
  for (const browser of browsers) {
    browser.storageFaults.length = 0
    for (const tab of browser.tabs) tab?.killAt(0, false)
  }
  service.killAt(Number.POSITIVE_INFINITY, 'before')
  service.slow(0)
  await pass(SETTLED_MS)
  if (service.isDown()) await service.start()
  await openDoors(simulation)
  if (restores.times() > 0) await comeBack(simulation)
  await sendUntilAll(simulation, (what) => report('I7', what))
  await ledger.read()

  const witnesses: Witness[] = []
  /** By person. */
  const scopes = new Map<string, ReadonlySet<string>>()
  for (const browser of browsers) {
    for (const key of browser.people) {
      const tab = await comesIn(simulation, browser, key)
      if ((await wait(tab.device.sendNow())) === null) report('I7', `${key} waits for ever on browser ${browser.n}`)
      await pass(1000)
      const expected = await expectedFor(service, tab.person)
      scopes.set(key, new Set(expected.rows.keys()))
      I3(expected, tab, (what) => report('I3', what))
      I6(expected, tab, (what) => report('I6', what))
      const head = tab.store.state().audit
      if (head) witnesses.push({ person: tab.person, head })
      await wait(tab.device.lock())
    }
  }
  await I1ofOne(service, ledger, restores, (what) => report('I1', what))
  await I4(service, ledger, (what) => report('I4', what))
  await I9(service, ledger, (what) => report('I9', what))
  await I5(service, ledger, witnesses, restores, (what) => report('I5', what))
  await I8(service, ledger, restores, ({ person, copy }) => scopes.get(person)?.has(copy.scope) === true, (what) => report('I8', what))
  // Three minutes of nothing take as long as a third of a run.
  if (chance.upTo(3) === 0) await idle(simulation)
}

const unsentIn = async (browsers: readonly Browser[]): Promise<number> => {
  const all = await Promise.all(browsers.map((browser) => browser.kept()))
  return all.flat().filter((kept) => kept !== null && isUnsent(kept) && !isPoison(kept)).length
}

/** Both tabs of every browser are open, and nobody does anything (I10). */
const idle = async ({ browsers, network, report, pass, signIn }: Simulation): Promise<void> => {
  for (const browser of browsers) {
    const tab = await browser.open(0, browser.people[0])
    await signIn(tab)
    await browser.open(1, browser.people[0])
  }
  await pass(MINUTE_MS)
  const before = network.requests.length
  await pass(IDLE_MINUTES * MINUTE_MS)
  for (const { n } of browsers) {
    I10(n, IDLE_MINUTES, network.requests.slice(before).filter(({ browser }) => browser === n).length, (what) => report('I10', what))
  }
}
