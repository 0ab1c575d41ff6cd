/** What people do in the app: they write, and do what there is to do with a record. Each save that resolves is noted. */
import { type PlainDate } from '../../src/domain/dates.ts'
import { type ActId, type RecordId } from '../../src/domain/ids.ts'
import { type Json } from '../../src/domain/json.ts'
import { type SessionState } from '../../src/domain/records/record.ts'
import { unreachable } from '../../src/domain/unreachable.ts'
import { shownVersion } from '../../src/outbox/plan-save.ts'
import { actHash, sealAct } from '../../src/protocol/seal-act.ts'
import { ACT_SCHEMA } from '../../src/protocol/version.ts'
import { DeviceError } from '../../src/queries/device-error.ts'
import { type NewAct } from '../../src/queries/device.ts'
import { signingActs } from '../../src/queries/signing.ts'
import { StorageError } from '../../src/store/storage-error.ts'
import { VaultError } from '../../src/vault/vault-error.ts'
import { type Tab } from './browser.ts'
import { type Chance, deviceIdOf } from './chance.ts'
import { choose } from './choose.ts'
import { type Saved } from './saved.ts'
import { PINS } from './service.ts'
import { type Step } from './steps.ts'

export const DAY = '2026-06-10' as PlainDate
const TOPICS = Array.from({ length: 11 }, (_, n) => `topic.${n + 1}`)
/** What a device of another version writes: by the simulation itself, over what its tab shows at that moment and whatever else waits. */
export const OF_OTHER_VERSIONS = 'other.version'
/** One of them no form of today knows: a later version has it. */
const FIELDS = ['topic.1', 'topic.2', 'gap-reason', 'feeling', 'topic.3', 'later.field'] as const

export interface Acting {
  readonly edit: (tab: Tab, step: Extract<Step, { do: 'edit' }>) => Promise<void>
  readonly deed: (tab: Tab, step: Extract<Step, { do: 'deed' }>) => Promise<void>
}

export const actingOf = ({
  chance,
  saved,
  report,
  drain,
}: {
  readonly chance: Chance
  readonly saved: Saved
  readonly report: (invariant: string, what: string) => void
  readonly drain: () => Promise<void>
}): Acting => {
  let texts = 0
  /** What each tab saw when it was last looked at, for edits over what has changed since. */
  const looks = new WeakMap<Tab, Map<RecordId, SessionState>>()

  /** Begins a save and says so once it has resolved; a save of a tab that dies never does. */
  const save = async (tab: Tab, saving: Promise<readonly ActId[]>): Promise<void> => {
    const noted = saving.then((ids) => saved.acts(tab, ids)).catch((error: unknown) => {
      if (!(error instanceof DeviceError)) report('I1', `a save fails with ${String(error)}`)
    })
    await drain()
    noted.catch(() => undefined)
  }
  const noted = async (tab: Tab, recordId: RecordId, values: Readonly<Record<string, Json>>, saving: Promise<unknown>): Promise<void> => {
    const done = saving.then(
      () => saved.edit(tab, recordId, values),
      (error: unknown) => {
        // What the simulation writes itself fails as the store does, which says that it is locked in the vault's words.
        const locked = error instanceof VaultError && error.code === 'locked'
        if (!(locked || error instanceof DeviceError || error instanceof StorageError)) report('I1', `an edit fails with ${String(error)}`)
      },
    )
    await drain()
    done.catch(() => undefined)
  }
  const write = (tab: Tab, recordId: RecordId, values: Readonly<Record<string, Json>>, more: { readonly left?: boolean; readonly seen?: Record<string, ActId | null> } = {}): Promise<void> =>
    noted(tab, recordId, values, tab.device.edit({ recordId, kind: 'session', values, ...more }))
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
  /** Every answer that signing asks for. */
  const fill = (tab: Tab, recordId: RecordId): Promise<void> => write(tab, recordId, Object.fromEntries([...TOPICS, 'gap-reason'].map((field) => [field, valueOf(tab, field)])))
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

  const deed = async (tab: Tab, step: Extract<Step, { do: 'deed' }>): Promise<void> => {
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
        return write(tab, recordId, { [`topic.${12 + step.record}`]: deep })
      }
      case 'later-schema':
        return ofSchema(tab, session, ACT_SCHEMA + 1)
      case 'earlier-schema':
        return ofSchema(tab, session, 1 + (step.record % (ACT_SCHEMA - 1)))
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

  /** An act as a device of another version writes it (P10). */
  const ofSchema = (tab: Tab, session: SessionState, schema: number): Promise<void> => {
    const { id: recordId } = session
    const from = shownVersion(session, OF_OTHER_VERSIONS, tab.person.id)?.act ?? null
    const value = valueOf(tab, OF_OTHER_VERSIONS)
    const { hash: _, ...whole } = sealAct({
      actId: tab.device.newId() as ActId, recordId, kind: 'session', type: 'fields.edit', patch: { [OF_OTHER_VERSIONS]: { value, from } },
      deviceId: deviceIdOf(tab.browser + 1), deviceTime: tab.device.now(),
    })
    const other = { ...whole, schema }
    const act = { ...other, hash: actHash(other) }
    return noted(tab, recordId, { [OF_OTHER_VERSIONS]: value }, tab.store.save(() => ({ replace: null, acts: [act] })))
  }

  return {
    deed,
    edit: async (tab, step) => {
      const session = choose(await sessionsOf(tab), step.record)
      const field = choose(FIELDS, step.field) ?? FIELDS[0]
      if (!session) {
        await plan(tab, step.record)
        return
      }
      for (let n = 0; n < step.burst; n += 1) {
        const look = step.early ? looks.get(tab)?.get(session.id) : undefined
        const seen = look ? { seen: { [field]: shownVersion(look, field, tab.person.id)?.act ?? null } } : {}
        await write(tab, session.id, { [field]: valueOf(tab, field) }, { left: step.left, ...seen })
      }
      if (!step.early) looks.get(tab)?.delete(session.id)
    },
  }
}
