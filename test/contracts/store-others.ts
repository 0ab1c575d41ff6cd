/** Of the storage contract: several people on one device, what one delivers for another, and how a vault ends. */
import { type DeviceStorage } from '../../src/store/ports.ts'
import { append, bytes, type Case, confirmed, entry, names, NO_SEQ, quarantined, row, same, save, states, vault } from './store-kit.ts'

const waitingOf = async (storage: DeviceStorage, id: string): Promise<readonly number[]> => {
  const { items, unsealed } = (await storage.outbox.waiting()).get(id) ?? { items: 0, unsealed: 0 }
  return [items, unsealed]
}
const seqs = (rows: readonly { readonly seq: number }[]): readonly number[] => rows.map(({ seq }) => seq)
const vaultStates = async ({ vaults }: DeviceStorage): Promise<readonly string[]> =>
  (await vaults.all()).map(({ id, state }) => `${id}:${state}`).sort()

export const othersContract: readonly Case[] = [
  {
    name: 'K4: while locked it can be counted who has how much to send, and how much of it only they can, and no more',
    run: async ({ open }) => {
      const { outbox } = open()
      const [a, b] = await save(open(), ['a', 'b', 'c'])
      await save(open(), ['d'], { sealed: true })
      await save(open(), ['x'], { vault: 'w' })
      await outbox.begin('v', [a])
      await outbox.settle('v', [confirmed(b, 1)])
      same([await waitingOf(open(), 'v'), await waitingOf(open(), 'w'), (await outbox.waiting()).size], [[3, 2], [1, 1], 2])
    },
  },
  {
    name: 'K7: an entry saved without it is sealed later, one that is sealed or answered stays as it is',
    run: async ({ open }) => {
      const { outbox } = open()
      const [a, b] = await save(open(), ['a', 'b'])
      const [c] = await save(open(), ['c'], { sealed: true })
      const [x] = await save(open(), ['x'], { vault: 'w' })
      await outbox.settle('v', [confirmed(b, 1)])
      await outbox.seal('v', [a, b, c, x, NO_SEQ].map((seq) => ({ seq, sealed: bytes(5) })))
      same((await open().outbox.of('v')).map(({ sealed }) => sealed), [bytes(5), null, bytes(7, 99)])
      same((await outbox.of('w'))[0]?.sealed, null)
    },
  },
  {
    name: 'P9: what others have not sent is told in order, sealed or not, and never one’s own, nor what the server has',
    run: async ({ open }) => {
      const { outbox, vaults } = open()
      await vaults.put([vault('v'), vault('w'), vault('x', 'superseded')])
      const [a, b] = await save(open(), ['a', 'b'], { sealed: true })
      await save(open(), ['mine'], { vault: 'w' })
      const [c] = await save(open(), ['c'], { vault: 'x' })
      await outbox.settle('v', [confirmed(b, 1)])
      same(await outbox.others('w'), [
        { seq: a, vault: 'v', sealed: bytes(7, 97), after: null, openable: true },
        { seq: c, vault: 'x', sealed: null, after: null, openable: false },
      ])
    },
  },
  {
    name: 'P9: what is saved behind others’ work says so, and so does what replaces it',
    run: async ({ open }) => {
      const { outbox } = open()
      await save(open(), ['first'], { behind: true })
      const [x] = await save(open(), ['x'], { vault: 'w' })
      const [b] = await save(open(), ['b'], { behind: true })
      await save(open(), ['c'])
      await save(open(), ['y'], { vault: 'w' })
      same(await append(open(), ['d'], { replace: b }) === 'stale', false)
      same((await outbox.of('v')).map(({ entry: name, after }) => [name, after]), [['first', null], ['c', null], ['d', x]])
    },
  },
  {
    name: 'P9: what is delivered waits no longer, and its author may still send it and be answered',
    run: async ({ open }) => {
      const { outbox, vaults } = open()
      await vaults.put([vault('v'), vault('w')])
      const [a, b, c] = await save(open(), ['a', 'b', 'c'], { sealed: true })
      await outbox.settle('v', [confirmed(c, 1)])
      same(await outbox.beginDeposit([a, b, c, NO_SEQ]), [a, b])
      same((await outbox.of('v')).map(({ state, attempts }) => `${state}${attempts}`), ['sending1', 'sending1', 'confirmed0'])
      await outbox.endDeposit({ taken: [a], left: [b] })
      same((await open().outbox.of('v')).map(({ state, deposited }) => [state, deposited]), [['unsent', true], ['unsent', false], ['confirmed', false]])
      same([await waitingOf(open(), 'v'), seqs(await outbox.others('w'))], [[1, 0], [b]])
      same(await outbox.beginDeposit([a]), [])
      same(await outbox.begin('v', [a, b]), [a, b])
      await outbox.settle('v', [confirmed(a, 4)])
      same(states(await outbox.of('v')), ['a:confirmed', 'b:sending', 'c:confirmed'])
    },
  },
  {
    name: 'V8: an act that was in a deposit is never replaced, delivered or not',
    run: async ({ open }) => {
      const storage = open()
      await storage.vaults.put([vault('v')])
      const [a, b] = await save(storage, ['a', 'b'], { sealed: true })
      await storage.outbox.beginDeposit([a, b])
      same(await append(open(), ['c'], { replace: a }), 'stale')
      await storage.outbox.endDeposit({ taken: [a], left: [b] })
      same([await append(open(), ['c'], { replace: a }), await append(open(), ['c'], { replace: b })], ['stale', 'stale'])
    },
  },
  {
    name: 'P9: an author who is answered while a colleague delivers has the answer, and it is not undone',
    run: async ({ open }) => {
      const { outbox, vaults } = open()
      await vaults.put([vault('v')])
      const [a] = await save(open(), ['a'], { sealed: true })
      await outbox.beginDeposit([a])
      await outbox.settle('v', [confirmed(a, 4)])
      await outbox.endDeposit({ taken: [a], left: [] })
      same((await outbox.of('v')).map(({ state, confirmedSeq }) => [state, confirmedSeq]), [['confirmed', 4]])
    },
  },
  {
    name: 'K7: a wipe leaves no wrap and nothing the server has, and keeps what it does not have, sealed or not',
    run: async ({ open }) => {
      const { outbox, vaults } = open()
      await vaults.put([vault('v'), vault('w')])
      const [a, b, c] = await save(open(), ['a', 'b', 'c'], { sealed: true })
      await save(open(), ['d'])
      await save(open(), ['x'], { vault: 'w' })
      await outbox.settle('v', [confirmed(a, 1)])
      await outbox.beginDeposit([b])
      await outbox.endDeposit({ taken: [b], left: [] })
      await outbox.begin('v', [c])
      await vaults.wipe('v')
      await vaults.wipe('nobody')
      const wiped = (await open().vaults.all()).find(({ id }) => id === 'v')
      same([wiped?.state, wiped?.envelope, wiped?.knownAs], ['wiped', null, 'Sam'])
      same([names(await outbox.of('v')), names(await outbox.of('w')), await waitingOf(open(), 'v')], [['c', 'd'], ['x'], [2, 1]])
      same(await vaults.remove('v'), false)
    },
  },
  {
    name: 'K6: the row of a vault in use is changed as it is now; that of a wiped one does not come back by it',
    run: async ({ open }) => {
      const { vaults } = open()
      await vaults.put([vault('v'), vault('w')])
      same(await vaults.amend('v', (now) => ({ ...now, knownAs: `${now.knownAs}my` })), true)
      same((await open().vaults.all()).find(({ id }) => id === 'v')?.knownAs, 'Sammy')
      await vaults.wipe('v')
      same([await vaults.amend('v', (now) => ({ ...now, envelope: { v: 1 } })), await vaults.amend('nobody', (now) => now)], [false, false])
      same((await open().vaults.all()).map(({ state, envelope }) => [state, envelope]), [['wiped', null], ['current', { v: 1, bytes: bytes(9) }]])
    },
  },
  {
    name: 'K7: what is delivered of a wiped vault goes, and the vault with the last of it',
    run: async ({ open }) => {
      const { outbox, vaults } = open()
      await vaults.put([vault('v'), vault('w')])
      const [a, b] = await save(open(), ['a', 'b'], { sealed: true })
      await vaults.wipe('v')
      same((await outbox.others('w')).map(({ openable }) => openable), [false, false])
      await outbox.beginDeposit([a, b])
      await outbox.endDeposit({ taken: [a], left: [b] })
      same([names(await outbox.of('v')), await vaultStates(open())], [['b'], ['v:wiped', 'w:current']])
      await outbox.endDeposit({ taken: [b], left: [] })
      same([names(await outbox.of('v')), await vaultStates(open())], [[], ['w:current']])
    },
  },
  {
    name: 'K6: what is still saved in a tab whose vault was wiped is kept, and delivered',
    run: async ({ open }) => {
      const { outbox, vaults } = open()
      await vaults.put([vault('v')])
      await vaults.wipe('v')
      same(await vaults.remove('v'), true)
      const [a] = await save(open(), ['a'], { sealed: true })
      same(seqs(await outbox.others('w')), [a])
      await outbox.endDeposit({ taken: await outbox.beginDeposit([a]), left: [] })
      same(await outbox.of('v'), [])
    },
  },
  {
    name: 'V3: entries moved to another vault keep their places and what was said of them, and leave none behind',
    run: async ({ open }) => {
      const { outbox } = open()
      const [a, b, c] = await save(open(), ['a', 'b', 'c'])
      const [x] = await save(open(), ['x'], { vault: 'w' })
      await outbox.begin('v', [b])
      await outbox.settle('v', [quarantined(c, 3)])
      const moved = (seq: number, name: string, receipt: ReturnType<typeof bytes> | null = null) => ({ seq, ...entry(name), sealed: bytes(5), receipt })
      await outbox.move('v', 'w', [moved(a, 'a2'), moved(b, 'b2'), moved(c, 'c2', bytes(33)), moved(x, 'x2'), moved(NO_SEQ, 'd2')])
      same(await outbox.of('v'), [])
      const rows = await open().outbox.of('w')
      same(states(rows), ['a2:unsent', 'b2:sending', 'c2:quarantined', 'x:unsent'])
      same(rows.map(({ seq, attempts, confirmedSeq, receipt }) => [seq, attempts, confirmedSeq, receipt]), [
        [a, 0, null, null],
        [b, 1, null, null],
        [c, 0, 3, bytes(33)],
        [x, 0, null, null],
      ])
      same(rows[0]?.sealed, bytes(5))
    },
  },
  {
    name: 'V3: a new vault takes the place of an earlier one with all it had, or not at all',
    run: async ({ open }) => {
      const { outbox, vaults } = open()
      await vaults.put([vault('v'), vault('other')])
      const [a, b] = await save(open(), ['a', 'b'])
      const plan = { earlier: 'v', row: vault('w'), moved: [a, b].map((seq) => ({ seq, ...entry(`${seq}`), receipt: null })) }
      // Saved by another tab since the plan was made.
      same(await vaults.supersede({ ...plan, seen: [a] }), 'stale')
      // Answered since.
      await outbox.settle('v', [confirmed(b, 1)])
      same(await vaults.supersede({ ...plan, seen: [a, b] }), 'stale')
      same([await vaultStates(open()), states(await outbox.of('v'))], [['other:current', 'v:current'], ['a:unsent', 'b:confirmed']])
      const now = plan.moved.map((each) => ({ ...each, receipt: each.seq === b ? bytes(8) : null }))
      same(await vaults.supersede({ ...plan, seen: [a, b], moved: now }), 'superseded')
      same([states(await outbox.of('w')), await outbox.of('v')], [[`${a}:unsent`, `${b}:confirmed`], []])
      same([await vaultStates(open()), (await vaults.all()).find(({ id }) => id === 'v')?.envelope], [['other:current', 'v:wiped', 'w:current'], null])
    },
  },
  {
    name: 'V3: entries of an earlier vault that nothing opened stay with it, and it with them',
    run: async ({ open }) => {
      const { outbox, vaults } = open()
      await vaults.put([vault('v')])
      const [a, b] = await save(open(), ['a', 'b'])
      same(await vaults.supersede({ earlier: 'v', row: vault('w'), seen: [a, b], moved: [{ seq: a, ...entry('a2'), receipt: null }] }), 'superseded')
      same([await vaultStates(open()), names(await outbox.of('v')), names(await outbox.of('w'))], [['v:superseded', 'w:current'], ['b'], ['a2']])
      same((await vaults.all()).find(({ id }) => id === 'v')?.envelope, { v: 1, bytes: bytes(9) })
    },
  },
  {
    name: 'K4: the rows of a vault that is wiped or superseded go with their database',
    run: async ({ open }) => {
      const storage = open()
      const rows = await storage.openRows('db-v')
      await rows.apply({ expect: null, put: [row('a', '1', 7)], remove: [], state: row('s', 's1', 1) })
      rows.close()
      await storage.removeRows('db-v')
      await storage.removeRows('db-v')
      same(await (await open().openRows('db-v')).load(), { rows: [], state: null })
    },
  },
]
