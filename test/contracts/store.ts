/**
 * The contract of the device's storage, for every adapter. It needs no test runner, so that the very same cases run in
 * Node and inside a real browser's page.
 */
import { type Bytes } from '../../src/vault/bytes.ts'
import { append, bytes, type Case, confirmed, entry, names, NO_SEQ, quarantined, row, same, save, states, vault } from './store-kit.ts'
import { othersContract } from './store-others.ts'

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
      await save(open(), ['a', 'b'])
      await save(open(), ['c'])
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
      await save(storage, ['a'])
      const failed = await storage.outbox
        .append('v', { era: 0, seen: Number.MAX_SAFE_INTEGER, replace: null, behind: false, rows: [entry('b'), { ...entry('c'), body: (() => 1) as unknown as Bytes }] })
        .then(() => false, () => true)
      // Memory takes anything; a database refuses what it cannot clone, and then keeps nothing of it.
      if (failed) same(names(await open().outbox.of('v')), ['a'])
    },
  },
  {
    name: 'V8: a plan that did not know of the latest act is refused, and nothing is written',
    run: async ({ open }) => {
      const [a] = await save(open(), ['a'])
      await save(open(), ['b'])
      same(await append(open(), ['c'], { seen: a }), 'stale')
      same(names(await open().outbox.of('v')), ['a', 'b'])
    },
  },
  {
    name: 'V8: an unsent edit is replaced in the transaction that saves its replacement',
    run: async ({ open }) => {
      const [a] = await save(open(), ['a', 'b'])
      await save(open(), ['c'], { replace: a })
      same(names(await open().outbox.of('v')), ['b', 'c'])
    },
  },
  {
    name: 'V8: an edit that is in flight, was ever sent or has gone is not replaced',
    run: async ({ open }) => {
      const storage = open()
      const [a, b] = await save(storage, ['a', 'b'])
      await storage.outbox.begin('v', [a, b])
      same(await append(open(), ['c'], { replace: a }), 'stale')
      await storage.outbox.release('v', [b])
      same(await append(open(), ['c'], { replace: b }), 'stale')
      same(await append(open(), ['c'], { replace: NO_SEQ }), 'stale')
      same(states(await open().outbox.of('v')), ['a:sending', 'b:unsent'])
    },
  },
  {
    name: 'V4: what is sent, confirmed or let go of touches only the entries named, of that vault',
    run: async ({ open }) => {
      const { outbox } = open()
      const [a, b] = await save(open(), ['a', 'b', 'c'])
      const [x] = await save(open(), ['x'], { vault: 'w' })
      same(await outbox.begin('v', [a, b, x, NO_SEQ]), [a, b])
      same((await outbox.of('v')).map(({ attempts }) => attempts), [1, 1, 0])
      await outbox.settle('v', [confirmed(a, 5, bytes(4)), confirmed(x, 5)])
      await outbox.release('v', [a, b, x])
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
      const [a, b, c] = await save(open(), ['a', 'b', 'c'])
      await outbox.begin('v', [b, c])
      await outbox.settle('v', [confirmed(c, 1)])
      await outbox.forget('v', [a, b, c])
      same(states(await open().outbox.of('v')), ['a:unsent', 'b:sending'])
    },
  },
  {
    name: 'V3: a second receipt changes nothing but what is said of a quarantined act',
    run: async ({ open }) => {
      const { outbox } = open()
      const [a, b] = await save(open(), ['a', 'b'])
      await outbox.settle('v', [confirmed(a, 1), quarantined(b, 2)])
      await outbox.settle('v', [quarantined(a, 9), quarantined(b, 9, bytes(8))])
      const rows = await outbox.of('v')
      same(rows.map(({ state, confirmedSeq, receipt }) => ({ state, confirmedSeq, receipt })), [
        { state: 'confirmed', confirmedSeq: 1, receipt: bytes(1) },
        { state: 'quarantined', confirmedSeq: 2, receipt: bytes(8) },
      ])
      same(await outbox.begin('v', [a, b]), [])
    },
  },
  {
    name: 'T2: what a restored server lacks is unsent again in its place, was sent once, and can be delivered by anyone still',
    run: async ({ open }) => {
      const { outbox } = open()
      const [a, b, c] = await save(open(), ['a', 'b', 'c', 'd'], { sealed: true })
      const [x] = await save(open(), ['x'], { vault: 'w' })
      await outbox.begin('v', [a, b])
      await outbox.begin('w', [x])
      await outbox.settle('v', [confirmed(a, 1), quarantined(b, 2)])
      await outbox.settle('w', [confirmed(x, 3)])
      await outbox.recall('v', [a, b, c, x, NO_SEQ])
      same(states(await open().outbox.of('v')), ['a:unsent', 'b:unsent', 'c:unsent', 'd:unsent'])
      same(states(await open().outbox.of('w')), ['x:confirmed'])
      const [first] = await outbox.of('v')
      same({ receipt: first?.receipt, confirmedSeq: first?.confirmedSeq, attempts: first?.attempts }, { receipt: null, confirmedSeq: null, attempts: 1 })
      // V3: it leaves again only with a receipt; V8: it is never replaced.
      await outbox.forget('v', [a, b])
      same((await append(open(), ['e'], { replace: a })), 'stale')
      same((await outbox.others('w')).map(({ seq }) => seq), [a, b, c, (await outbox.of('v'))[3]?.seq])
      await outbox.settle('v', [confirmed(a, 9)])
      same((await outbox.of('v')).map(({ state, confirmedSeq }) => [state, confirmedSeq]).slice(0, 2), [['confirmed', 9], ['unsent', null]])
    },
  },
  {
    name: 'V3: a vault with something unsent is not let go of; with nothing unsent it goes, and its entries',
    run: async ({ open }) => {
      const { vaults, outbox } = open()
      await vaults.put([vault('v'), vault('w')])
      const [a] = await save(open(), ['a'])
      same(await vaults.remove('v'), false)
      same((await vaults.all()).map(({ id }) => id).sort(), ['v', 'w'])
      await outbox.settle('v', [confirmed(a, 1)])
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
    name: 'V5: two tabs saving at the same moment both save, or one is told to look again',
    run: async ({ open }) => {
      const [one, two] = [open(), open()]
      const answers = await Promise.all([append(one, ['a'], { seen: 0 }), append(two, ['b'], { seen: 0 })])
      same(answers.filter((answer) => answer === 'stale').length, 1)
      same((await open().outbox.of('v')).length, 1)
    },
  },
  ...othersContract,
]
