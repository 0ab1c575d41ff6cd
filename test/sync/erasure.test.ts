/** Erasing a file for good (W4, T2, A10), on the real server and its files. */
import { appendFileSync, copyFileSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { decodeJwt } from 'jose'
import { v7 } from 'uuid'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { type Instant } from '../../src/domain/dates.ts'
import { readJws } from '../../src/protocol/jws.ts'
import { Certificate, TYP } from '../../src/protocol/keys.ts'
import { type Receipt } from '../../src/protocol/push.ts'
import { configFrom } from '../../sync/config.ts'
import { type StartedServer, startServer } from '../../sync/server.ts'
import { eraseFile, scrub } from '../../sync/services/erasure.ts'
import { START, verifyAudit, verifyEntries } from '../../sync/services/audit-check.ts'
import { auditAfter, type AuditEntry } from '../../sync/storage/audit.ts'
import { ERASURES_FILE, openErasureLedger } from '../../sync/storage/erasure-ledger.ts'
import { addCredential, setRecoveryCodes } from '../../sync/storage/credentials.ts'
import { putInvitation } from '../../sync/storage/invitations.ts'
import { personKeysOf } from '../../sync/storage/person-keys.ts'
import { recordsOf } from '../../sync/storage/records.ts'
import { type Client, device, type House, openHouse, ORG, person, post } from './house.ts'
import { bytesOf, canariesIn, canary, fillFile, type KeptFile } from './kept-file.ts'
import { deposit, enrol } from './vault-house.ts'

let house: House
let dana: Client
let sam: Client
let kofi: Client
let file: KeptFile
let ade: KeptFile

beforeEach(async () => {
  house = await openHouse()
  dana = await house.signIn('dana')
  sam = await house.signIn('sam')
  kofi = await house.signIn('kofi')
  file = await fillFile(dana, sam)
  ade = await fillFile(dana, await house.signIn('ade'))
})
afterEach(() => house.close())

const erase = async (key: string, withPerson = false, server: StartedServer = house.server): Promise<number> => {
  const { ports } = server
  const erased = await ports.storage.write((tx) =>
    eraseFile(tx, ORG, { post: { id: post(key), person: person(key) }, withPerson, disposal: v7(), by: person('dana') }, ports),
  )
  await scrub(ports)
  return erased
}

const verdict = (server: StartedServer = house.server) => server.ports.storage.snapshot((tx) => verifyAudit(tx, ORG))
const entriesOf = (server: StartedServer = house.server) => server.ports.storage.snapshot((tx) => auditAfter(tx, ORG, 0, 10_000))
const erasedIn = (entries: readonly AuditEntry[]): number => entries.filter(({ salt }) => salt === null).length

/** What the service says of a key, as it is kept now. */
const certified = async ({ ports }: StartedServer, kid: string): Promise<Certificate> => {
  const [row] = await ports.storage.snapshot((tx) => personKeysOf(tx, ORG, [kid]))
  return Certificate.parse(JSON.parse(Buffer.from((await readJws(row!.certificate, TYP.certificate, ports.keys.published.certify[0]!))!).toString()))
}

const codes = (receipts: readonly Receipt[]): readonly (string | null)[] =>
  receipts.map((receipt) => (receipt.outcome === 'quarantined' ? receipt.reason.code : receipt.outcome))

describe('what is erased (W4)', () => {
  test('no byte of the file is left in the database’s files, and every byte of another’s is', async () => {
    const before = canariesIn(bytesOf(house.folder))
    expect(before.get('sam')).toBeGreaterThan(20)
    expect(await erase('sam')).toBe(5)
    const after = canariesIn(bytesOf(house.folder))
    expect(after.get('sam') ?? 0).toBe(0)
    expect(after.get('ade')).toBe(before.get('ade'))
  })

  test('the salts of its signatures and the hashes of its acts are gone too', async () => {
    const state = await dana.session(file.session)
    const salts = state.signatures.flatMap(({ sign }) => Object.values(sign.content).map(({ salt }) => salt))
    const history = (await sam.request<{ acts: { act: { hash: string } }[] }>('GET', `/api/records/${file.session}/acts`)).body
    const hashes = history.acts.map(({ act }) => act.hash)
    const secrets = [...salts, ...hashes]
    expect(secrets.length).toBeGreaterThan(20)
    const bytes = bytesOf(house.folder)
    expect(secrets.filter((secret) => !bytes.includes(secret))).toEqual([])
    await erase('sam')
    const left = bytesOf(house.folder)
    expect(secrets.filter((secret) => left.includes(secret))).toEqual([])
  })

  test('A8: the audit chain verifies before and after, and an entry that is changed is still found', async () => {
    expect((await verdict()).faults).toEqual([])
    expect(erasedIn(await entriesOf())).toBe(0)
    await erase('sam')
    expect((await verdict()).faults).toEqual([])
    const entries = await entriesOf()
    expect(erasedIn(entries)).toBeGreaterThan(8)
    const gone = entries.find(({ salt }) => salt === null)!
    for (const change of [{ actor: person('kofi') }, { at: '2020-01-01T00:00:00.000Z' as Instant }, { digest: 'f'.repeat(64) }, { record: null }]) {
      const { faults } = verifyEntries(ORG, START, entries.map((entry) => (entry === gone ? { ...entry, ...change } : entry)))
      expect(faults).toEqual([{ kind: 'entry-changed', n: gone.n }])
    }
  })

  test('who did something when is still there, without what', async () => {
    await erase('sam')
    const acts = await house.server.ports.storage.snapshot((tx) =>
      tx.selectFrom('acts').select(['actor', 'received_at', 'body', 'hash', 'receipt']).where('org', '=', ORG).where('record_id', '=', file.session).execute(),
    )
    expect(acts.length).toBe(9)
    expect(new Set(acts.map(({ actor }) => actor))).toEqual(new Set([person('dana'), person('sam')]))
    for (const { body, hash, receipt } of acts) {
      expect(Object.keys(JSON.parse(body) as object).sort()).toEqual(['actId', 'kind', 'recordId'])
      expect([hash, receipt]).toEqual(['', '{}'])
    }
  })

  test('L3: whoever had it is told to drop it: the two, the manager, whom it was referred to', async () => {
    const olu = await house.signIn('olu')
    const readers = [dana, sam, olu]
    for (const reader of readers) {
      reader.keepsWhatItPulled()
      expect(canariesIn(JSON.stringify([...(await reader.everything())].map(([scope, rows]) => [scope, [...rows]]))).get('sam')).toBeGreaterThan(0)
    }
    await erase('sam')
    for (const reader of readers) {
      const held = await reader.everything()
      expect(canariesIn(JSON.stringify([...held].map(([scope, rows]) => [scope, [...rows]]))).get('sam')).toBeUndefined()
      for (const id of file.all) expect([...held.values()].map((rows) => rows.get(id) ?? null).filter((body) => body !== null)).toEqual([])
      const said = [...held.get('org')!.values()].filter((body) => (body as { kind?: string } | null)?.kind === 'erased') as unknown as { records: string[] }[]
      expect(said.flatMap(({ records }) => records).sort()).toEqual([...file.all].sort())
    }
  })

  test('the person stays while they are kept elsewhere or it is not asked, and goes with everything of theirs where it is', async () => {
    const one = (id: string) => house.server.ports.storage.snapshot((tx) => recordsOf(tx, ORG, [id]))
    await erase('sam', false)
    expect(await one(person('sam'))).toHaveLength(1)
    await erase('ade', true)
    expect(await one(person('ade'))).toEqual([])
    expect((await house.signIn('sam')).cookie).toContain('countersign')
    await expect(house.signIn('ade')).rejects.toThrow('sign-in-wrong')
    expect(canariesIn(bytesOf(house.folder)).size).toBe(0)
  })

  test('with the person goes every way they had to sign in, and nobody else’s', async () => {
    const { storage } = house.server.ports
    const WAYS = ['accounts', 'sign_ins', 'vaults', 'credentials', 'recovery_codes', 'challenges', 'invitations'] as const
    const at = house.now()
    for (const key of ['ade', 'sam']) await enrol(house, key, device(key))
    await storage.write(async (tx) => {
      for (const key of ['ade', 'sam']) {
        const who = { org: ORG, person: person(key) }
        await addCredential(tx, { ...who, kind: 'totp', id: who.person, label: '', secret: 'sealed', counter: 0, createdAt: at })
        await setRecoveryCodes(tx, ORG, who.person, ['hash'])
        await putInvitation(tx, { ...who, username: key, madeBy: person('dana'), madeAt: at, expiresAt: at, tokenHash: `link-${key}` })
        await tx.insertInto('challenges').values({ ...who, id: `asked-${key}`, kind: 'totp', body: '', expires_at: at }).execute()
      }
    })
    const ways = (key: string): Promise<readonly string[]> =>
      storage.snapshot(async (tx) => {
        const found: string[] = []
        for (const table of WAYS) {
          if (await tx.selectFrom(table).select('person').where('org', '=', ORG).where('person', '=', person(key)).executeTakeFirst()) found.push(table)
        }
        return found
      })
    expect(await ways('ade')).toEqual(WAYS)
    await erase('ade', true)
    expect(await ways('ade')).toEqual([])
    expect(await ways('sam')).toEqual(WAYS)
  })

  test('G2: their public keys stay, so that what they signed of others verifies; in what certifies them is no name any more, and nobody else’s changed', async () => {
    const vaults = { ade: await enrol(house, 'ade', device('ade')), sam: await enrol(house, 'sam', device('sam')) }
    expect(bytesOf(house.folder)).toContain(vaults.ade.answer.certificate)
    await erase('ade', true)
    const [ades, sams] = [await certified(house.server, vaults.ade.pair.kid), await certified(house.server, vaults.sam.pair.kid)]
    const first = Certificate.parse(decodeJwt(vaults.ade.answer.certificate))
    expect([first.name, sams.name]).toEqual(['ade Example', 'sam Example'])
    expect(ades).toEqual({ ...first, name: '' })
    expect(bytesOf(house.folder)).not.toContain(vaults.ade.answer.certificate)
  })

  test('P9: what they left unsent on a device is kept from the records, whoever brings it', async () => {
    const vault = await enrol(house, 'ade', device('ade'))
    const ades = await house.signIn('ade')
    const [gone, other] = [await vault.seal(ades.edit(ade.session, { feeling: canary('ade', 'late') })), await vault.seal(ades.edit(file.session, { feeling: 'of another' }))]
    await erase('ade', true)
    expect(await deposit(sam, [gone, other])).toEqual(['taken', 'taken'])
    const kept = await house.server.ports.storage.snapshot((tx) => tx.selectFrom('quarantine').select(['record_id', 'reason']).execute())
    expect(kept.filter(({ reason }) => reason === '{"code":"author-closed"}')).toEqual([{ record_id: file.session, reason: '{"code":"author-closed"}' }])
    expect(kept.filter(({ record_id: id }) => id === ade.session)).toEqual([])
    await scrub(house.server.ports)
    expect(canariesIn(bytesOf(house.folder)).get('ade') ?? 0).toBe(0)
  })

  test('other people’s records that were written beside it are as they were', async () => {
    const before = JSON.stringify([...(await kofi.everything())].map(([scope, rows]) => [scope, [...rows].filter(([, body]) => (body as { kind?: string } | null)?.kind !== 'erased')]))
    await erase('sam')
    const after = JSON.stringify([...(await kofi.everything())].map(([scope, rows]) => [scope, [...rows].filter(([, body]) => (body as { kind?: string } | null)?.kind !== 'erased')]))
    expect(after).toBe(before)
    expect(await dana.session(ade.session)).toMatchObject({ locked: true })
  })
})

describe('acts that come for what is erased (T2)', () => {
  test('are refused each time, calmly and with nothing kept: the ones that were there, late ones, and a new record’s', async () => {
    const again = dana.edit(file.session, { feeling: canary('sam', 'again') })
    const fresh = v7()
    await erase('sam')
    const late = [
      again,
      dana.plan(fresh, 'sam'),
      dana.edit(fresh, { feeling: canary('sam', 'fresh') }),
      dana.act(post('sam'), 'post.end', { until: null, reason: 'left', on: '2026-06-03' }, 'post'),
    ]
    expect(codes(await dana.push(...late))).toEqual(['erased', 'erased', 'erased', 'erased'])
    expect(codes(await dana.push(...late, dana.edit(fresh, { feeling: canary('sam', 'later') })))).toEqual(Array.from({ length: 5 }, () => 'erased'))
    const { body } = await dana.request<{ items: { recordId: string }[] }>('GET', '/api/quarantine')
    expect(body.items.filter(({ recordId }) => file.all.includes(recordId) || recordId === fresh)).toEqual([])
    await scrub(house.server.ports)
    expect(canariesIn(bytesOf(house.folder)).get('sam') ?? 0).toBe(0)
    expect((await verdict()).faults).toEqual([])
    const refused = (await entriesOf()).filter(({ what }) => what === 'erased-refused')
    expect(new Set(refused.map(({ record }) => record))).toEqual(new Set([file.session, fresh, post('sam')]))
    expect(refused).toHaveLength(3)
  })

  test('hold up no other record of the same request', async () => {
    await erase('sam')
    const mine = v7()
    const receipts = await dana.push(dana.plan(v7(), 'sam'), dana.plan(mine, 'ade'), dana.edit(mine, { feeling: 'fine' }))
    expect(codes(receipts)).toEqual(['erased', 'applied', 'applied'])
  })

  test('do not let anybody have another’s record refused', async () => {
    await erase('sam')
    const id = v7()
    expect(codes(await kofi.push(kofi.act(id, 'session.plan', { post: post('sam') })))).toEqual(['erased'])
    expect(codes(await dana.push(dana.plan(id, 'ade'), dana.edit(id, { feeling: 'fine' })))).toEqual(['applied', 'applied'])
  })
})

describe('the erasure ledger (W4, A10)', () => {
  const started = async (folder: string, faults: string[] = []): Promise<StartedServer> => {
    const config = configFrom({ COUNTERSIGN_DATA: folder, COUNTERSIGN_PORT: '0', COUNTERSIGN_DEMO: 'off', COUNTERSIGN_APP: path.join(folder, 'no-app') })
    const server = await startServer(config, { clock: () => '2026-06-10T10:00:00.000Z' as Instant, logTo: { write: (line) => void faults.push(line) } })
    return server
  }
  let copy: string
  /** The database as it is now, as an operator's backup would have it. */
  const backUp = async (): Promise<string> => {
    await house.server.ports.storage.scrub()
    const place = path.join(copy, `${v7()}.db`)
    copyFileSync(path.join(house.folder, 'countersign.db'), place)
    return place
  }
  /** The backup put back into a new folder, with the ledger as it is kept apart. */
  const restore = (backup: string, withLedger = true): string => {
    const folder = mkdtempSync(path.join(copy, 'restored-'))
    copyFileSync(backup, path.join(folder, 'countersign.db'))
    copyFileSync(path.join(house.folder, 'server.key'), path.join(folder, 'server.key'))
    if (withLedger) copyFileSync(path.join(house.folder, ERASURES_FILE), path.join(folder, ERASURES_FILE))
    return folder
  }
  beforeEach(() => {
    copy = mkdtempSync(path.join(tmpdir(), 'countersign-backup-'))
  })
  afterEach(() => rmSync(copy, { recursive: true, force: true }))

  test('nor the name of whom it was, in what certified their key', async () => {
    const { pair } = await enrol(house, 'ade', device('ade'))
    const backup = await backUp()
    await erase('ade', true)
    const control = await started(restore(backup, false))
    expect((await certified(control, pair.kid)).name).toBe('ade Example')
    await control.stop()
    const server = await started(restore(backup))
    expect((await certified(server, pair.kid)).name).toBe('')
    await server.stop()
  })

  test('a database restored from before has nothing of it after the start, in its files or for a device', async () => {
    const backup = await backUp()
    await erase('sam')
    const control = restore(backup, false)
    const withoutLedger = await started(control)
    await withoutLedger.stop()
    expect(canariesIn(bytesOf(control)).get('sam')).toBeGreaterThan(20)

    const folder = restore(backup)
    expect(canariesIn(bytesOf(folder)).get('sam')).toBeGreaterThan(20)
    const server = await started(folder)
    try {
      expect(canariesIn(bytesOf(folder)).get('sam') ?? 0).toBe(0)
      expect(canariesIn(bytesOf(folder)).get('ade')).toBeGreaterThan(20)
      expect((await verdict(server)).faults).toEqual([])
      expect(await server.ports.storage.snapshot((tx) => recordsOf(tx, ORG, [...file.all]))).toEqual([])
      expect(server.ports.erasures.has(ORG, file.session)).toBe(true)
    } finally {
      await server.stop()
    }
    // The second start finds nothing more to do.
    const before = readFileSync(path.join(folder, ERASURES_FILE), 'utf8')
    const again = await started(folder)
    const entries = await again.ports.storage.snapshot((tx) => auditAfter(tx, ORG, 0, 10_000))
    await again.stop()
    expect(entries.filter(({ what }) => what === 'erased')).toHaveLength(1)
    expect(readFileSync(path.join(folder, ERASURES_FILE), 'utf8')).toBe(before)
  })

  test('holds ids and times, one line a record, each chained to the one before; no words', async () => {
    await erase('sam')
    await erase('ade')
    const text = readFileSync(path.join(house.folder, ERASURES_FILE), 'utf8')
    const lines = text.trim().split('\n').map((line) => JSON.parse(line) as Record<string, unknown>)
    expect(lines).toHaveLength(10)
    expect(lines.map(({ n }) => n)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10])
    for (const [index, line] of lines.entries()) expect(line['before']).toBe(index === 0 ? '' : lines[index - 1]!['hash'])
    expect(Object.keys(lines[0]!).sort()).toEqual(['at', 'before', 'disposal', 'hash', 'kind', 'n', 'org', 'record'])
    expect(openErasureLedger(house.folder).intact).toBe(true)
  })

  test('a line that is changed, taken out or moved is noticed, and the others still count', async () => {
    await erase('sam')
    await erase('ade')
    const place = path.join(house.folder, ERASURES_FILE)
    const lines = readFileSync(place, 'utf8').trim().split('\n')
    const [first = '', second = '', ...rest] = lines
    for (const broken of [[first.replace('2026', '2020'), second, ...rest], [second, ...rest], [second, first, ...rest], ['{', second, ...rest]]) {
      writeFileSync(place, `${broken.join('\n')}\n`)
      const ledger = openErasureLedger(house.folder)
      expect(ledger.intact).toBe(false)
      expect(ledger.has(ORG, (JSON.parse(rest.at(-1)!) as { record: string }).record)).toBe(true)
    }
    writeFileSync(place, `${lines.join('\n')}\n`)
    expect(openErasureLedger(house.folder).intact).toBe(true)
  })

  test('a last line cut short by a crash is taken off, and what it was for did not happen', async () => {
    await erase('sam')
    const place = path.join(house.folder, ERASURES_FILE)
    const before = readFileSync(place, 'utf8')
    appendFileSync(place, before.slice(0, 120))
    const ledger = openErasureLedger(house.folder)
    expect([ledger.intact, ledger.linesOf(ORG).length, readFileSync(place, 'utf8')]).toEqual([true, 5, before])
  })

  test('one that is cut short or missing is said in the log: a restore could bring things back', async () => {
    await erase('sam')
    const backup = await backUp()
    const faults: string[] = []
    const folder = restore(backup, false)
    const server = await started(folder, faults)
    await server.stop()
    expect(existsSync(path.join(folder, ERASURES_FILE))).toBe(false)
    expect(faults.join('')).toContain('ErasureLedgerBroken')
  })

  test('one that has lost its last lines is said at each start, and what it still has is applied once', async () => {
    await erase('sam')
    const lines = readFileSync(path.join(house.folder, ERASURES_FILE), 'utf8').trim().split('\n')
    const before = await backUp()
    await erase('ade')
    const folder = restore(await backUp(), false)
    const older = restore(before, false)
    for (const place of [folder, older]) writeFileSync(path.join(place, ERASURES_FILE), `${lines.join('\n')}\n`)
    for (const [place, said] of [[folder, true], [folder, true], [older, false]] as const) {
      const faults: string[] = []
      const server = await started(place, faults)
      const entries = await server.ports.storage.snapshot((tx) => auditAfter(tx, ORG, 0, 10_000))
      await server.stop()
      expect(faults.join('').includes('ErasureLedgerBroken')).toBe(said)
      expect(entries.filter(({ what }) => what === 'erased')).toHaveLength(place === folder ? 2 : 1)
    }
  })

  test('an erasing that fails before it is committed leaves the file, and the next one works', async () => {
    const { ports } = house.server
    const failing = { ...ports, erasures: { ...ports.erasures, append: () => { throw new Error('the disk is full') } } }
    await expect(
      ports.storage.write((tx) =>
        eraseFile(tx, ORG, { post: { id: post('sam'), person: person('sam') }, withPerson: false, disposal: v7(), by: person('dana') }, failing),
      ),
    ).rejects.toThrow('the disk is full')
    expect(await dana.session(file.session)).toMatchObject({ locked: true })
    expect(await erase('sam')).toBe(5)
  })
})
