/**
 * The contract of the device's storage, for every adapter. It needs no test runner, so that the very same cases run in
 * Node and inside a real browser's page.
 */
import { type DeviceStorage, type NewOutboxRow, type OpaqueRow, type OutboxRow, type VaultRow } from '../../src/store/ports.ts'
import { type Bytes } from '../../src/vault/bytes.ts'

interface StorageUnderTest {
  /** The storage, as a tab opens it. */
  readonly open: () => DeviceStorage
}

interface Case {
  readonly name: string
  readonly run: (test: StorageUnderTest) => Promise<void>
}

const bytes = (...values: readonly number[]): Bytes => new Uint8Array(values)
const row = (key: string, rev: string, ...body: number[]): OpaqueRow => ({ key, rev, body: bytes(...body) })
const entry = (name: string): NewOutboxRow => ({ entry: name, body: bytes(1, 2, 3), sealed: null })
const vault = (id: string, state: VaultRow['state'] = 'current'): VaultRow => ({
  id,
  database: `db-${id}`,
  owner: 'owner',
  knownAs: 'Sam',
  state,
  envelope: { v: 1, bytes: bytes(9) },
})

const plain = (value: unknown): unknown =>
  value instanceof Uint8Array
    ? { bytes: [...value] }
    : Array.isArray(value)
      ? value.map(plain)
      : typeof value === 'object' && value !== null
        ? Object.fromEntries(Object.entries(value).map(([key, each]) => [key, plain(each)]))
        : value
const same = (actual: unknown, expected: unknown): void => {
  const [a, b] = [JSON.stringify(plain(actual)), JSON.stringify(plain(expected))]
  if (a !== b) throw new Error(`expected ${b}, was ${a}`)
}
const names = (rows: readonly OutboxRow[]): readonly string[] => rows.map((each) => each.entry)
const states = (rows: readonly OutboxRow[]): readonly string[] => rows.map((each) => `${each.entry}:${each.state}`)

const append = async (
  storage: DeviceStorage,
  entries: readonly string[],
  more: { readonly after?: number; readonly replace?: string; readonly vault?: string } = {},
): Promise<'stale' | readonly number[]> => {
  const answer = await storage.outbox.append(more.vault ?? 'v', {
    after: more.after ?? Number.MAX_SAFE_INTEGER,
    replace: more.replace ?? null,
    rows: entries.map(entry),
  })
  return answer.kind === 'stale' ? 'stale' : answer.seqs
}

export const storeContract: readonly Case[] = [
  {
    name: 'the device keeps the id it was given first',
    run: async ({ open }) => {
      same(await open().vaults.deviceId(() => 'first'), 'first')
      same(await open().vaults.deviceId(() => 'second'), 'first')
    },
  },
  {
    name: 'L1: rows and cursors are written together and read back as they were',
    run: async ({ open }) => {
      const rows = await open().openRows('p')
      same(await rows.load(), { rows: [], state: null })
      same(await rows.apply({ expect: null, put: [row('a', '1', 7), row('b', '1', 8)], remove: [], state: row('s', 's1', 1) }), 'applied')
      same(await rows.apply({ expect: 's1', put: [row('a', '2', 9)], remove: ['b'], state: row('s', 's2', 2) }), 'applied')
      rows.close()
      const again = await open().openRows('p')
      same(await again.load(), { rows: [row('a', '2', 9)], state: row('s', 's2', 2) })
      same(await again.state(), row('s', 's2', 2))
    },
  },
  {
    name: 'L1: a change planned on an older state writes neither rows nor cursors',
    run: async ({ open }) => {
      const rows = await open().openRows('p')
      const other = await open().openRows('p')
      await rows.apply({ expect: null, put: [row('a', '1', 7)], remove: [], state: row('s', 's1', 1) })
      same(await other.apply({ expect: null, put: [row('a', 'x', 0), row('c', 'x', 0)], remove: ['a'], state: row('s', 'x', 0) }), 'stale')
      same(await other.load(), { rows: [row('a', '1', 7)], state: row('s', 's1', 1) })
    },
  },
  {
    name: 'K4: what is in one person’s database is not in another’s, and goes when it is removed',
    run: async ({ open }) => {
      const storage = open()
      const one = await storage.openRows('one')
      await one.apply({ expect: null, put: [row('a', '1', 7)], remove: [], state: row('s', 's1', 1) })
      same((await (await storage.openRows('two')).load()).rows, [])
      one.close()
      await storage.removeRows('one')
      same(await (await open().openRows('one')).load(), { rows: [], state: null })
    },
  },
  {
    name: 'V1: acts saved together are all there, in order, unsent, and other tabs see them',
    run: async ({ open }) => {
      await append(open(), ['a', 'b'])
      await append(open(), ['c'])
      const rows = await open().outbox.of('v')
      same(states(rows), ['a:unsent', 'b:unsent', 'c:unsent'])
      same(rows.map(({ attempts, receipt, confirmedSeq, sealed, body }) => ({ attempts, receipt, confirmedSeq, sealed, body }))[0], {
        attempts: 0,
        receipt: null,
        confirmedSeq: null,
        sealed: null,
        body: bytes(1, 2, 3),
      })
      if (!((rows[0]?.seq ?? 0) < (rows[1]?.seq ?? 0) && (rows[1]?.seq ?? 0) < (rows[2]?.seq ?? 0))) throw new Error('order')
    },
  },
  {
    name: 'V1: acts of which one cannot be written are not saved at all',
    run: async ({ open }) => {
      const storage = open()
      await append(storage, ['a'])
      const failed = await storage.outbox
        .append('v', { after: Number.MAX_SAFE_INTEGER, replace: null, rows: [entry('b'), { ...entry('c'), body: (() => 1) as unknown as Bytes }] })
        .then(() => false, () => true)
      // Memory takes anything; a database refuses what it cannot clone, and then keeps nothing of it.
      if (failed) same(names(await open().outbox.of('v')), ['a'])
    },
  },
  {
    name: 'V8: a plan that did not know of the latest act is refused, and nothing is written',
    run: async ({ open }) => {
      const seqs = await append(open(), ['a'])
      if (seqs === 'stale') throw new Error('stale')
      await append(open(), ['b'])
      same(await append(open(), ['c'], { after: seqs[0] ?? 0 }), 'stale')
      same(names(await open().outbox.of('v')), ['a', 'b'])
    },
  },
  {
    name: 'V8: an unsent edit is replaced in the transaction that saves its replacement',
    run: async ({ open }) => {
      await append(open(), ['a', 'b'])
      await append(open(), ['c'], { replace: 'a' })
      same(names(await open().outbox.of('v')), ['b', 'c'])
    },
  },
  {
    name: 'V8: an edit that is in flight, was ever sent or has gone is not replaced',
    run: async ({ open }) => {
      const storage = open()
      await append(storage, ['a', 'b'])
      await storage.outbox.begin('v', ['a', 'b'])
      same(await append(open(), ['c'], { replace: 'a' }), 'stale')
      await storage.outbox.release('v', ['b'])
      same(await append(open(), ['c'], { replace: 'b' }), 'stale')
      same(await append(open(), ['c'], { replace: 'gone' }), 'stale')
      same(states(await open().outbox.of('v')), ['a:sending', 'b:unsent'])
    },
  },
  {
    name: 'V4: what is sent, confirmed or let go of touches only the entries named, of that vault',
    run: async ({ open }) => {
      const { outbox } = open()
      await append(open(), ['a', 'b', 'c'])
      await append(open(), ['x'], { vault: 'w' })
      same(await outbox.begin('v', ['a', 'b', 'x', 'gone']), ['a', 'b'])
      same((await outbox.of('v')).map(({ attempts }) => attempts), [1, 1, 0])
      await outbox.settle('v', [{ entry: 'a', state: 'confirmed', confirmedSeq: 5, receipt: bytes(4) }, { entry: 'x', state: 'confirmed', confirmedSeq: 5, receipt: bytes(4) }])
      await outbox.release('v', ['a', 'b'])
      same(states(await outbox.of('v')), ['a:confirmed', 'b:unsent', 'c:unsent'])
      same((await outbox.of('v'))[0]?.confirmedSeq, 5)
      same((await outbox.of('v'))[0]?.receipt, bytes(4))
      same(states(await outbox.of('w')), ['x:unsent'])
    },
  },
  {
    name: 'V3: nothing but a receipt makes an entry removable, whatever is asked',
    run: async ({ open }) => {
      const { outbox } = open()
      await append(open(), ['a', 'b', 'c'])
      await outbox.begin('v', ['b', 'c'])
      await outbox.settle('v', [{ entry: 'c', state: 'confirmed', confirmedSeq: 1, receipt: bytes(1) }])
      await outbox.forget('v', ['a', 'b', 'c'])
      same(states(await open().outbox.of('v')), ['a:unsent', 'b:sending'])
    },
  },
  {
    name: 'V3: a second receipt changes nothing but what is said of a quarantined act',
    run: async ({ open }) => {
      const { outbox } = open()
      await append(open(), ['a', 'b'])
      await outbox.settle('v', [
        { entry: 'a', state: 'confirmed', confirmedSeq: 1, receipt: bytes(1) },
        { entry: 'b', state: 'quarantined', confirmedSeq: 2, receipt: bytes(2) },
      ])
      await outbox.settle('v', [
        { entry: 'a', state: 'quarantined', confirmedSeq: 9, receipt: bytes(9) },
        { entry: 'b', state: 'quarantined', confirmedSeq: 9, receipt: bytes(8) },
      ])
      const rows = await outbox.of('v')
      same(rows.map(({ state, confirmedSeq, receipt }) => ({ state, confirmedSeq, receipt })), [
        { state: 'confirmed', confirmedSeq: 1, receipt: bytes(1) },
        { state: 'quarantined', confirmedSeq: 2, receipt: bytes(8) },
      ])
      same(await outbox.begin('v', ['a', 'b']), [])
    },
  },
  {
    name: 'K4: while locked it can be counted who has how much to send, and no more',
    run: async ({ open }) => {
      const { outbox } = open()
      await append(open(), ['a', 'b', 'c'])
      await append(open(), ['x'], { vault: 'w' })
      await outbox.begin('v', ['a'])
      await outbox.settle('v', [{ entry: 'b', state: 'confirmed', confirmedSeq: 1, receipt: bytes(1) }])
      const waiting = await outbox.waiting()
      same([waiting.get('v'), waiting.get('w'), waiting.size], [2, 1, 2])
    },
  },
  {
    name: 'V3: a vault with something unsent is not let go of; with nothing unsent it goes, and its entries',
    run: async ({ open }) => {
      const { vaults, outbox } = open()
      await vaults.put([vault('v'), vault('w')])
      await append(open(), ['a'])
      same(await vaults.remove('v'), false)
      same((await vaults.all()).map(({ id }) => id).sort(), ['v', 'w'])
      await outbox.settle('v', [{ entry: 'a', state: 'confirmed', confirmedSeq: 1, receipt: bytes(1) }])
      same(await vaults.remove('v'), true)
      same((await open().vaults.all()).map(({ id }) => id), ['w'])
      same(await outbox.of('v'), [])
    },
  },
  {
    name: 'a new vault and the one it supersedes are written together',
    run: async ({ open }) => {
      await open().vaults.put([vault('v')])
      await open().vaults.put([vault('v', 'superseded'), vault('w')])
      same((await open().vaults.all()).map(({ id, state }) => `${id}:${state}`).sort(), ['v:superseded', 'w:current'])
      same((await open().vaults.all())[0]?.envelope, { v: 1, bytes: bytes(9) })
    },
  },
  {
    name: 'V3: entries moved to another vault keep what was said of them and leave none behind',
    run: async ({ open }) => {
      const { outbox } = open()
      await append(open(), ['a', 'b', 'c'])
      await outbox.begin('v', ['b'])
      await outbox.settle('v', [{ entry: 'c', state: 'quarantined', confirmedSeq: 3, receipt: bytes(3) }])
      await outbox.move('v', 'w', [
        { was: 'a', ...entry('a2'), receipt: null },
        { was: 'b', ...entry('b2'), receipt: null },
        { was: 'c', ...entry('c2'), receipt: bytes(33) },
        { was: 'gone', ...entry('d2'), receipt: null },
      ])
      same(await outbox.of('v'), [])
      const rows = await open().outbox.of('w')
      same(states(rows), ['a2:unsent', 'b2:sending', 'c2:quarantined'])
      same(rows.map(({ attempts, confirmedSeq, receipt }) => [attempts, confirmedSeq, receipt]), [[0, null, null], [1, null, null], [0, 3, bytes(33)]])
    },
  },
  {
    name: 'V5: two tabs saving at the same moment both save, or one is told to look again',
    run: async ({ open }) => {
      const [one, two] = [open(), open()]
      const answers = await Promise.all([append(one, ['a'], { after: 0 }), append(two, ['b'], { after: 0 })])
      same(answers.filter((answer) => answer === 'stale').length, 1)
      same((await open().outbox.of('v')).length, 1)
    },
  },
]
