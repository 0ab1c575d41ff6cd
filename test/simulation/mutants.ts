/**
 * The protocol faults by which the simulation itself is tested (sync-protocol.md §6, its last paragraph, in that order). Each is
 * a piece of the product's source, exchanged when it is loaded in a process of its own (`mutate.ts`): the product has no switches.
 */

interface Rewrite {
  readonly file: string
  /** There once and only once, or the process ends saying so. */
  readonly from: string
  readonly to: string
}

export interface Mutant {
  readonly key: string
  readonly fault: string
  readonly rewrites: readonly Rewrite[]
  /** A seed that catches it, and the invariant that did: tried in every run of CI. */
  readonly known: { readonly seed: number; readonly invariant: string }
}

/** An outbox that lets go of what it is asked to let go of: the product's keeps what is unsent, whatever is asked (V3). */
const FORGETS: readonly Rewrite[] = [
  { file: 'src/store/memory.ts', from: 'change(seqs, ofVault(vault), (row) => (isUnsent(row) ? row : null))', to: 'change(seqs, ofVault(vault), () => null)' },
  { file: 'src/store/person-writing.ts', from: 'gone.filter((each) => !isUnsent(each))', to: 'gone' },
]

/** What digests would put right with the next pull (L4) stays as it is: else nobody could see what the fault alone does. */
const UNHEALED: Rewrite = { file: 'src/outbox/pull.ts', from: ': checkDigests(round, ask, value)', to: ": { kind: 'done' }" }

/** @param seed and invariant by which it is known to be caught */
const mutant = (key: string, fault: string, seed: number, invariant: string, rewrites: readonly Rewrite[]): Mutant => ({
  key,
  fault,
  rewrites,
  known: { seed, invariant },
})

export const MUTANTS: readonly Mutant[] = [
  mutant('entry-apart', 'an outbox entry written apart from its act', 2, 'I6', [
    {
      file: 'src/store/person-writing.ts',
      from: "replace: replaced?.seq ?? null, behind, rows })\n    if (appended.kind === 'stale') return 'stale'",
      to: "replace: replaced?.seq ?? null, behind, rows: rows.map((row) => ({ ...row, body: new Uint8Array(), sealed: null })) })\n    if (appended.kind === 'stale') return 'stale'; await outbox.move(vault, vault, rows.map((row, i) => ({ ...row, seq: appended.seqs[i] ?? 0, receipt: null })))",
    },
  ]),
  mutant('dropped-on-403', 'an entry deleted on a 403 or 404', 7, 'I1', [
    ...FORGETS,
    {
      file: 'src/outbox/round.ts',
      from: 'await store.release(sent)\n',
      to: "await store.release(sent); if (answer.kind === 'refused' && (answer.status === 403 || answer.status === 404)) await store.forget(sent)\n",
    },
  ]),
  mutant('hash-not-compared', 'a receipt accepted without its hash', 6, 'I1', [
    { file: 'src/outbox/plan-push.ts', from: 'actId === act.actId && hash === act.hash', to: "actId === act.actId && hash !== ''" },
  ]),
  mutant('head-outside', 'head read outside the snapshot', 7, 'I3', [
    UNHEALED,
    {
      file: 'sync/services/changes.ts',
      from: 'return { ...changes, protocol: { ...PROTOCOL_TAKEN }',
      to: 'const late = await ports.storage.snapshot((tx) => headOf(tx, org))\n    return { ...changes, head: late, scopes: changes.scopes.map((page) => (page.more ? page : { ...page, cursor: late })), protocol: { ...PROTOCOL_TAKEN }',
    },
  ]),
  mutant('cursor-first', 'the cursor stored before the rows', 33, 'I6', [
    UNHEALED,
    {
      file: 'src/store/apply-rows.ts',
      from: 'const answer = await port.apply({\n    expect: here.stateRev,',
      to: "const early = await sealJson(cipher, statePlace(stateKey, rev), { ...next, rowCount: null })\n  if ((await port.apply({ expect: here.stateRev, put: [], remove: [], state: { key: stateKey, rev, body: early } })) === 'stale') return 'stale'\n  const answer = await port.apply({\n    expect: rev,",
    },
  ]),
  mutant('ledger-apart', 'the ledger in another transaction', 10, 'I2', [
    { file: 'sync/services/acts.ts', from: 'await addActs(tx, org, applied, at)', to: 'later.push(() => ports.storage.write((other) => addActs(other, org, applied, at)))' },
    {
      file: 'sync/services/acts.ts',
      from: 'return ports.storage.write((tx) => pushed(tx, org, arrived, at, ports), org)',
      to: 'return ports.storage.write((tx) => pushed(tx, org, arrived, at, ports), org).then(async (receipts) => { for (const work of later.splice(0)) await work(); return receipts })',
    },
    { file: 'sync/services/acts.ts', from: 'export const actsService =', to: 'const later: (() => Promise<void>)[] = []\nexport const actsService =' },
  ]),
  mutant('last-write-wins', 'last write wins', 1, 'I4', [
    { file: 'src/domain/records/fields.ts', from: 'if ((before?.act ?? null) === from) {', to: 'if ((before?.act ?? null) === from || from !== undefined) {' },
  ]),
  mutant('competes-with-itself', 'a person’s second offline edit competing with the first', 1, 'I1', [
    { file: 'src/outbox/plan-save.ts', from: 'isHere(version))?.act ?? seen', to: 'isHere(version) && seen === undefined)?.act ?? seen' },
  ]),
  mutant('no-principal', 'no principal check', 5, 'I1', [
    { file: 'sync/http/guards.ts', from: "if (request.headers[PRINCIPAL_HEADER] !== person) throw new Refused('principal-other')", to: "if (request.headers[PRINCIPAL_HEADER] === '' && person) throw new Refused('principal-other')" },
  ]),
  mutant('html-accepted', 'an HTML 200 accepted', 2, 'I1', [
    {
      file: 'src/outbox/read-answer.ts',
      from: 'if (!ours) {',
      to: "if (!ours && status === 200) return { kind: 'answered', value: { receipts: [], head: 0, scopes: [], gone: [], backedUpThrough: 0, protocol: { min: 1, max: 1 }, serverTime: '2026-06-10T09:00:00.000Z' } as T }\n  if (!ours) {",
    },
    {
      file: 'src/outbox/plan-push.ts',
      from: 'const receipt = receiptFor(entry, byAct.get(entry.act.actId), commits)',
      to: "const receipt = receipts.length === 0 ? ({ outcome: 'applied', seq: 1, at: entry.act.deviceTime, reason: null, withdrawn: false } as StoredReceipt) : receiptFor(entry, byAct.get(entry.act.actId), commits)",
    },
  ]),
  mutant('scope-loss-drops', 'scope loss that drops unsent acts', 39, 'I1', [
    ...FORGETS,
    {
      file: 'src/outbox/take-changes.ts',
      from: 'const skipped = new Set(memory.skipped.keys())\n',
      to: 'const skipped = new Set(memory.skipped.keys())\n    const lost = new Set([...store.rows.values()].filter(({ scope }) => value.gone.includes(scope)).map(({ row }) => row.id))\n    await store.forget(store.entries().filter((entry) => isUnsent(entry) && lost.has(entry.act.recordId)))\n',
    },
  ]),
  mutant('dropped-on-413', 'a 413 that drops', 8, 'I1', [
    ...FORGETS,
    { file: 'src/outbox/round.ts', from: 'await store.release(sent)\n      const meaning = meaningOf(answer)\n', to: "await store.release(sent)\n      const meaning = meaningOf(answer)\n      if (meaning.kind === 'too-large') await store.forget(sent)\n" },
  ]),
  mutant('poison-blocks', 'a poison act that blocks', 1, 'I7', [
    { file: 'src/outbox/meaning.ts', from: "return { kind: 'malformed' }", to: "return { kind: 'wait', retryAfterMs: null, fails: false }" },
  ]),
  mutant('seq-alone', 'restore detected by seq alone', 5, 'I8', [
    { file: 'sync/storage/ledger.ts', from: '(await commitAt(tx, org, seq))?.token === token', to: 'seq <= (await headOf(tx, org)) && token !== null' },
  ]),
  mutant('unknown-dropped', 'an unknown field dropped', 1, 'I9', [
    {
      file: 'sync/services/judge.ts',
      from: 'const folded = fold(state, act, () => form)',
      to: "const folded = fold(state, act.type === 'fields.edit' && form ? { ...act, patch: Object.fromEntries(Object.entries(act.patch).filter(([name]) => form.fieldOf(name) !== undefined)) } : act, () => form)",
    },
  ]),
]
