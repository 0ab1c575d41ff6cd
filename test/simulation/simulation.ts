/** A run: browsers, the network and the service in one process and in told time, taking one step after another. */
import { instantOf, type PlainDate } from '../../src/domain/dates.ts'
import { type ActId, type RecordId } from '../../src/domain/ids.ts'
import { type Json } from '../../src/domain/json.ts'
import { type SessionState } from '../../src/domain/records/record.ts'
import { unreachable } from '../../src/domain/unreachable.ts'
import { shownVersion } from '../../src/outbox/plan-save.ts'
import { DeviceError } from '../../src/queries/device-error.ts'
import { type NewAct } from '../../src/queries/device.ts'
import { signingActs } from '../../src/queries/signing.ts'
import { virtualTimers } from '../outbox/sim.ts'
import { type Browser, openBrowser, type Tab, type Time } from './browser.ts'
import { type Chance, chanceOf } from './chance.ts'
import { type Network, openNetwork } from './network.ts'
import { BROWSERS, passwordOf, PEOPLE, type PersonKey, POSTS } from './people.ts'
import { certifySealing, type Sealing } from './sealing.ts'
import { officeAct, openService, PINS, type Service, templateOf } from './service.ts'
import { type Saved, savedOf } from './saved.ts'
import { type Seat, type Step } from './steps.ts'

// Got when they are first wanted, which takes real time; here time is told.
await Promise.all([import('../../src/app/device-again.ts'), import('../../src/app/adopt-earlier.ts'), import('../../src/vault/jws.ts')])

const HOUR_MS = 3_600_000
/** Nothing that is asked for takes longer than this of told time. */
const PATIENCE_MS = 900_000
const FIELDS = ['topic.1', 'topic.2', 'gap-reason', 'feeling', 'topic.3', 'later.field'] as const
const TOPICS = Array.from({ length: 11 }, (_, n) => `topic.${n + 1}`)
const DAY = '2026-06-10' as PlainDate

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
    onFault: (error) => report('service', `a fault of its own: ${error instanceof Error ? `${error.name} ${error.message}` : String(error)}`),
  })
  const network = openNetwork(service, time, chance)
  const browsers = BROWSERS.slice(0, 3 + chance.upTo(BROWSERS.length - 3)).map((_, n) => openBrowser(n, { time, chance, network: network.of, sealing: seals }))
  const saved = savedOf()
  let texts = 0
  let offices = 1000
  /** What each tab saw when it was last looked at, for edits over what has changed since. */
  const looks = new WeakMap<Tab, Map<RecordId, SessionState>>()

  const drain = async (): Promise<void> => {
    for (let quiet = 0; quiet < QUIET; ) {
      await new Promise((resolve) => setImmediate(resolve))
      quiet = service.busy() > 0 || seals.busy() > 0 ? 0 : quiet + 1
    }
  }
  const pass = async (ms: number): Promise<void> => {
    const until = time.now() + ms
    await drain()
    while (time.step(until)) await drain()
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

  /** Begins a save and says so once it has resolved; a save of a tab that dies never does. */
  const save = async (tab: Tab, saving: Promise<readonly ActId[]>): Promise<void> => {
    const noted = saving.then((ids) => saved.acts(tab, ids)).catch((error: unknown) => {
      if (!(error instanceof DeviceError)) report('I1', `a save fails with ${String(error)}`)
    })
    await drain()
    noted.catch(() => undefined)
  }
  const edit = async (tab: Tab, recordId: RecordId, values: Readonly<Record<string, Json>>, more: { readonly left?: boolean; readonly seen?: Record<string, ActId | null> } = {}): Promise<void> => {
    const done = tab.device.edit({ recordId, kind: 'session', values, ...more }).then(
      () => saved.edit(tab, recordId, values),
      (error: unknown) => {
        if (!(error instanceof DeviceError)) report('I1', `an edit fails with ${String(error)}`)
      },
    )
    await drain()
    done.catch(() => undefined)
  }
  const valueOf = (tab: Tab, field: string): Json => {
    texts += 1
    const text = `${tab.person.key} ${texts}`
    return field.startsWith('topic.') ? { state: 'note', note: text } : text
  }

  const sessionsOf = async (tab: Tab): Promise<readonly SessionState[]> => {
    const snapshot = await tab.device.snapshot().catch(() => null)
    const known = looks.get(tab) ?? new Map<RecordId, SessionState>()
    looks.set(tab, known)
    const sessions = [...(snapshot?.sessions.values() ?? [])]
    for (const session of sessions) if (!known.has(session.id)) known.set(session.id, session)
    return sessions.sort((a, b) => (a.id < b.id ? -1 : 1))
  }
  const choose = <T>(from: readonly T[], n: number): T | undefined => from[n % Math.max(1, from.length)]

  /** Every answer that signing asks for. */
  const fill = (tab: Tab, recordId: RecordId): Promise<void> => edit(tab, recordId, Object.fromEntries([...TOPICS, 'gap-reason'].map((field) => [field, valueOf(tab, field)])))
  const plan = async (tab: Tab, n: number): Promise<void> => {
    const snapshot = await tab.device.snapshot().catch(() => null)
    const posts = [...(snapshot?.posts.values() ?? [])].filter((post) => post.supervisor === tab.person.id)
    const post = choose(posts, n)
    if (!post?.supervisor) return
    const recordId = tab.device.newId() as RecordId
    const payload = { post: post.id, setting: post.setting, supervisee: post.person, supervisor: post.supervisor, plannedFor: DAY, pins: PINS }
    await save(tab, tab.device.acts([{ recordId, kind: 'session', type: 'session.plan', payload }]))
    await fill(tab, recordId)
  }

  const deed = async (step: Extract<Step, { do: 'deed' }>): Promise<void> => {
    const tab = await tabAt(step)
    if (!tab) return
    if (step.what === 'plan') {
      await plan(tab, step.record)
      return
    }
    const sessions = await sessionsOf(tab)
    const session = choose(sessions, step.record)
    if (!session) return
    const { id: recordId } = session
    const act = (said: object): Promise<void> => save(tab, tab.device.act({ recordId, kind: 'session', ...said } as NewAct).then((id) => [id]))
    const hold = (): Promise<void> => act({ type: 'session.hold', payload: { on: DAY, start: '09:00', end: '10:00', place: 'Office', mode: 'in-person' } })
    switch (step.what) {
      case 'fill':
        return fill(tab, recordId)
      case 'hold':
        return hold()
      case 'share':
        return act({ type: 'record.share', payload: { on: DAY } })
      case 'cancel':
        return act({ type: 'session.cancel', payload: { plannedFor: session.plannedFor, reason: 'illness', note: '', on: DAY } })
      case 'void':
        return act({ type: 'record.void', payload: { reason: 'made-by-mistake', note: '', on: DAY } })
      case 'addendum': {
        const text = valueOf(tab, 'addendum')
        return act({ type: 'record.addendum', payload: { text, on: DAY } })
      }
      case 'sign': {
        // Who supervises brings the record to where it can be signed first.
        const supervises = session.supervisor === tab.person.id
        if (supervises && TOPICS.some((field) => !session.fields[field])) return fill(tab, recordId)
        if (supervises && !session.held) return hold()
        const role = session.supervisor === tab.person.id ? 'supervisor' : 'supervisee'
        const signing = signingActs(session, { role, answer: 'agree', comment: null, statement: 'This is a fair record.', language: 'en' }, { ...tab.device, newSalt: () => chance.token(16).slice(0, 22) })
        return save(tab, signing.then((acts) => tab.device.acts(acts)))
      }
      case 'settle': {
        const [field, versions] = choose(Object.entries(session.competing), step.record) ?? []
        const [version] = versions ?? []
        if (field === undefined || !version) return undefined
        const keepsTheirs = chance.upTo(1) === 0
        const value = keepsTheirs ? version.value : valueOf(tab, field)
        return act({ type: 'field.settle', payload: { field, value, from: session.fields[field]?.act ?? null, settles: [version.act] } })
      }
      case 'poison': {
        let deep: Json = valueOf(tab, 'gap-reason')
        for (let depth = 0; depth < 40; depth += 1) deep = [deep]
        return edit(tab, recordId, { [`topic.${12 + step.record}`]: deep })
      }
      case 'withdraw': {
        const snapshot = await tab.device.snapshot().catch(() => null)
        const kept = choose(snapshot?.quarantined ?? [], step.record)
        if (kept) tab.device.withdraw(kept.actId).catch(() => undefined)
        return undefined
      }
      default:
        return unreachable(step.what)
    }
  }

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
        if (!tab) return undefined
        const session = choose(await sessionsOf(tab), step.record)
        const field = FIELDS[step.field % FIELDS.length] ?? FIELDS[0]
        if (!session) return plan(tab, step.record)
        for (let n = 0; n < step.burst; n += 1) {
          const look = step.early ? looks.get(tab)?.get(session.id) : undefined
          const seen = look ? { seen: { [field]: shownVersion(look, field, tab.person.id)?.act ?? null } } : {}
          await edit(tab, session.id, { [field]: valueOf(tab, field) }, { left: step.left, ...seen })
        }
        looks.get(tab)?.delete(session.id)
        return undefined
      }
      case 'deed':
        return deed(step)
      case 'sync':
        return sync(step)
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
      case 'wipe':
        browsers[step.browser % browsers.length]?.wipeRows()
        return undefined
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

