/** A signed record as a file that verifies without the service (G6): whole, with parts withheld, and who may have it. */
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { packOf } from '../../src/domain/policy/packs.ts'
import { type Json } from '../../src/domain/json.ts'
import { ExportAnswer, type Exported, ExportFile, SignatureReceipt } from '../../src/protocol/exported.ts'
import { canonicalJson, sha256Hex } from '../../src/protocol/hash.ts'
import { TYP } from '../../src/protocol/keys.ts'
import { isLowS, lowS } from '../../src/protocol/low-s.ts'
import { strictJws } from '../../src/protocol/strict-jws.ts'
import { exportDigest, exportText, type Verified, verifyRecord } from '../../src/protocol/verify-record.ts'
import { auditAfter } from '../../sync/storage/audit.ts'
import { newTestKey, otherS } from '../test-key.ts'
import { applied } from './deeds.ts'
import { classesIn, everyAnswer } from './every-answer.ts'
import { type Client, heldSession, type House, openHouse, ORG, person } from './house.ts'
import { type CertifiedKey, certified, lockedWithKeys, revoke, signWith } from './signing.ts'

const form = packOf('sefton')!.forms.find(({ id }) => id === 'welfare-supervision')!
let house: House
let dana: Client
let sam: Client
let danas: CertifiedKey
let sams: CertifiedKey
beforeAll(async () => {
  house = await openHouse({ others: ['max'] })
  danas = await certified(house, 'dana')
  sams = await certified(house, 'sam')
})
afterAll(() => house.close())
beforeEach(async () => {
  house.pass(60_000)
  dana = await house.signIn('dana')
  sam = await house.signIn('sam')
})

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text)
const verified = (text: string, key: string | null = null): Promise<Verified> => verifyRecord(bytes(text), key)
const exported = async (client: Client, id: string, withhold: 'personal' | readonly string[] = []): Promise<string> => {
  const answer = await client.request('POST', `/api/records/${id}/export`, { withhold })
  if (answer.status !== 200) throw new Error(`export: ${answer.status} ${answer.text}`)
  return ExportAnswer.parse(answer.body).text
}
const fileIn = (text: string) => ExportFile.parse(JSON.parse(text))
const faultsOf = ({ faults, signatures }: Verified) => [...faults, ...signatures.flatMap((each) => each.faults)]
const notesOf = ({ notes, signatures }: Verified) => [...notes, ...signatures.flatMap((each) => each.notes)]

/** A session with a word of each class in every field, locked by both keys; one of the two comments. */
const locked = async (): Promise<string> => {
  const id = await heldSession(dana, 'sam', everyAnswer(form))
  applied(await dana.push(dana.share(id)))
  applied(await dana.push(await signWith(dana, danas, id, 'supervisor')))
  applied(await sam.push(await signWith(sam, sams, id, 'supervisee', { sign: { answer: 'disagree', comment: 'canary-A-comment', commentSalt: 'C'.repeat(22) } })))
  applied(await sam.push(sam.act(id, 'record.addendum', { text: 'canary-A-addendum', on: '2026-06-03' })))
  return id
}

/** The same sealed again, as only the service can: what the signers’ keys and the receipts say has to hold by itself. */
const resealed = async (file: ExportFile): Promise<string> => {
  const { keys } = house.server.ports
  const { org, record, madeAt } = file.exported
  const plain = JSON.parse(JSON.stringify(file.exported)) as Exported
  return exportText({ exported: plain, seal: lowS(await keys.sign(TYP.export, { v: 1, org, record: record.id, at: madeAt, digest: exportDigest(plain) })) })
}

describe('a whole copy', () => {
  test('verifies with nothing but its bytes, says what is in it and under whose seal', async () => {
    const text = await exported(sam, await locked())
    const found = await verified(text)
    expect([found.ok, faultsOf(found), notesOf(found)]).toEqual([true, [], ['key-not-compared']])
    const { keys } = (await sam.request<{ keys: { certify: { kid: string }[] } }>('GET', '/api/keys')).body
    expect(found.fingerprint).toBe(keys.certify[0]!.kid)
    expect(notesOf(await verified(text, found.fingerprint))).toEqual([])
    expect(classesIn(text)).toBe('ABC')
    expect(found.exported?.withheld).toEqual([])
    expect(found.exported?.people.supervisee).toEqual({ id: person('sam'), name: 'sam Example' })
  })

  test('is canonical JSON and nothing around it', async () => {
    const text = await exported(sam, await locked())
    expect(canonicalJson(JSON.parse(text) as Json)).toBe(text)
  })

  test('has the service’s receipt for each signature: its time, its audit head, every byte of the signature (G3)', async () => {
    const id = await locked()
    const { exported: file } = fileIn(await exported(dana, id))
    const audit = await house.server.ports.storage.snapshot((tx) => auditAfter(tx, ORG, 0, 100_000))
    const { signatures } = await dana.session(id)
    expect(file.signatures).toHaveLength(2)
    for (const [at, { receipt, proof, act }] of file.signatures.entries()) {
      const said = SignatureReceipt.parse(strictJws(receipt, TYP.receipt)!.payload)
      expect(said).toMatchObject({ act, signature: sha256Hex(proof!), at: signatures[at]!.receivedAt, record: id })
      expect(audit.find(({ n }) => n === said.audit?.n)).toMatchObject({ what: 'act', hash: said.audit!.hash, details: expect.objectContaining({ act }) })
    }
  })

  test('puts words to each field that was signed', async () => {
    const { exported: file } = fileIn(await exported(dana, await locked()))
    const names = Object.keys(file.contents[0]!.fields)
    expect(names.filter((name) => !file.asked[name])).toEqual([])
    expect(names.filter((name) => file.asked[name]!.label.en === 'A field of the form')).toEqual([])
    expect(file.asked['field.feeling']!.label).toEqual(form.sections.flatMap(({ fields }) => fields).find(({ key }) => key === 'feeling')!.label)
    expect(file.asked['held.place']!.label.en).toBe('Place')
    expect(names.filter((name) => name.startsWith('field.actions.')).map((name) => file.asked[name]!.label.en)).toEqual(expect.arrayContaining([expect.stringMatching(/: what$/)]))
  })

  test('keeps what was signed before it changed, and says that it does not count', async () => {
    const id = await heldSession(dana)
    applied(await dana.push(dana.share(id)))
    applied(await dana.push(await signWith(dana, danas, id, 'supervisor')))
    applied(await dana.push(dana.edit(id, { feeling: 'better' })))
    applied(await dana.push(await signWith(dana, danas, id, 'supervisor', { sign: { previous: null } })))
    const text = await exported(dana, id)
    const found = await verified(text)
    expect([found.ok, notesOf(found)]).toEqual([true, ['key-not-compared', 'not-locked', 'does-not-count']])
    expect(found.exported?.contents).toHaveLength(2)
  })

  test('of one from before there were keys verifies as far as it goes, and says so', async () => {
    const id = await heldSession(dana)
    applied(await dana.push(dana.share(id)))
    applied(await dana.push(await dana.sign(id, 'supervisor', { answer: 'agree-with-comment', comment: 'As it was.' })))
    applied(await sam.push(await signWith(sam, sams, id, 'supervisee')))
    const text = await exported(sam, id)
    const found = await verified(text)
    expect([found.ok, found.signatures.map(({ notes }) => notes)]).toEqual([true, [['no-key'], []]])
    const withheld = await verified(await exported(sam, id, 'personal'))
    expect([withheld.ok, withheld.signatures.map(({ notes }) => notes)]).toEqual([true, [['no-key', 'hash-not-recomputed'], []]])
    const file = fileIn(text)
    for (const change of [{ statement: 'Another.' }, { answer: 'agree' as const }, { comment: { salt: null, text: 'As it was not.' } }, { on: '2026-06-09' as never }]) {
      const [older, ...rest] = file.exported.signatures
      const changed = await verified(await resealed({ ...file, exported: { ...file.exported, signatures: [{ ...older!, ...change }, ...rest] } }))
      expect(faultsOf(changed)).toEqual(['signature-hash-wrong'])
    }
  })

  test('says that a key was taken out of use after the signature had arrived', async () => {
    const key = await certified(house, 'dana')
    const id = await lockedWithKeys([dana, key], [sam, sams])
    house.pass(60_000)
    await revoke(house, key.kid)
    const found = await verified(await exported(sam, id))
    expect([found.ok, found.signatures.map(({ notes }) => notes)]).toEqual([true, [['key-revoked-later'], []]])
  })

  test('of a void record says so', async () => {
    const id = await locked()
    applied(await dana.push(dana.act(id, 'record.void', { reason: 'wrong-date', note: 'canary', on: '2026-06-03' })))
    expect(notesOf(await verified(await exported(sam, id)))).toContain('void')
  })
})

describe('a copy with parts withheld', () => {
  test('without what is personal: verifies, holds no word of class A or of none, and lists what is withheld by label', async () => {
    const id = await locked()
    const text = await exported(sam, id, 'personal')
    const found = await verified(text)
    expect([found.ok, notesOf(found)]).toEqual([true, ['key-not-compared', 'part-withheld']])
    expect(classesIn(text)).toBe('BC')
    const { withheld, asked } = found.exported!
    expect(withheld).toEqual(expect.arrayContaining(['field.feeling', 'comment', 'additions']))
    expect(asked['field.feeling']!.label.en).not.toBe('')
    // The very hashes that were signed.
    const whole = fileIn(await exported(sam, id))
    expect(found.exported!.contents[0]!.hash).toBe(whole.exported.contents[0]!.hash)
    expect(found.exported!.signatures.map(({ proof }) => proof)).toEqual(whole.exported.signatures.map(({ proof }) => proof))
  })

  test('by name: any that are named, and never which record it is and whose', async () => {
    const id = await locked()
    const found = await verified(await exported(sam, id, ['field.topic.1', 'held.place', 'comment', 'record.id', 'record.supervisee', 'no-such-field']))
    expect([found.ok, found.exported?.withheld]).toEqual([true, ['comment', 'field.topic.1', 'held.place']])
  })

  test('everything else withheld, it verifies still', async () => {
    const id = await locked()
    const { exported: file } = fileIn(await exported(sam, id))
    const found = await verified(await exported(sam, id, [...Object.keys(file.contents[0]!.fields), 'comment', 'additions']))
    expect([found.ok, classesIn(JSON.stringify(found.exported))]).toEqual([true, ''])
  })
})

describe('what the signers’ keys and the receipts hold, even under the service’s own seal:', () => {
  type Change = (file: Exported) => Exported
  const first = (change: (signature: Exported['signatures'][number]) => Partial<Exported['signatures'][number]>): Change => (file) => ({
    ...file, signatures: file.signatures.map((each, at) => (at === 0 ? { ...each, ...change(each) } : each)),
  })
  const second = (file: Exported): Exported['signatures'][number] => file.signatures[1]!
  const field = (name: string, change: (was: { salt: string; value: Json }) => Json): Change => (file) => ({
    ...file, contents: file.contents.map((content) => ({ ...content, fields: { ...content.fields, [name]: change(content.fields[name] as never) as never } })),
  })

  test.each<[string, Change, readonly string[]]>([
    ['a word', field('field.feeling', ({ salt }) => ({ salt, value: 'Otherwise.' })), ['content-hash-wrong']],
    ['a salt', field('field.feeling', ({ value }) => ({ salt: 'D'.repeat(22), value })), ['content-hash-wrong']],
    ['a field left out', (file) => ({ ...file, contents: file.contents.map(({ hash, fields: { 'field.feeling': _, ...fields } }) => ({ hash, fields })) }), ['content-hash-wrong']],
    ['a field put in', field('field.more', () => ({ salt: 'D'.repeat(22), value: 'More.' })), ['content-hash-wrong']],
    ['the content and the name of its hash', (file) => ({
      ...file, contents: file.contents.map((content) => ({ ...content, hash: '0'.repeat(64) })), signatures: file.signatures.map((each) => ({ ...each, contentHash: '0'.repeat(64) })),
    }), ['content-hash-wrong', 'receipt-of-another', 'signature-says-other']],
    ['an answer', first(() => ({ answer: 'disagree' })), ['signature-says-other']],
    ['the words of a statement', first(() => ({ statement: 'I agree to everything.' })), ['signature-says-other']],
    ['the day', first(() => ({ on: '2026-06-09' as never })), ['signature-says-other']],
    ['the time of the device', first(() => ({ at: '2026-06-01T00:00:00.000Z' as never })), ['signature-says-other']],
    ['the device', first(() => ({ deviceId: person('sam') as never })), ['signature-says-other']],
    ['the version of the form', first(() => ({ formVersion: 9 })), ['signature-says-other']],
    ['the language', first(() => ({ language: 'cy' })), ['signature-says-other']],
    ['what it follows', first(() => ({ previous: '0'.repeat(64) })), ['signature-says-other']],
    ['the method', first(() => ({ method: 'link' })), ['certificate-of-another', 'signature-says-other']],
    ['who signed', first(() => ({ by: person('sam') })), ['signer-not-the-role', 'certificate-of-another', 'receipt-of-another', 'signature-says-other']],
    ['in which part', first(() => ({ role: 'supervisee' })), ['signer-not-the-role', 'signature-says-other', 'lock-wrong']],
    ['a comment', (file) => ({ ...file, signatures: file.signatures.map((each) => (each.comment ? { ...each, comment: { salt: 'C'.repeat(22), text: 'canary-A-other' } } : each)) }), ['signature-says-other']],
    ['a comment taken out', (file) => ({ ...file, signatures: file.signatures.map((each) => ({ ...each, comment: null })) }), ['signature-says-other']],
    ['a signature called otherwise', first(() => ({ hash: '0'.repeat(64) })), ['receipt-of-another', 'signature-hash-wrong']],
    ['the other signature that says the same', first(({ proof }) => ({ proof: otherS(proof!) })), ['signature-hash-wrong']],
    ['the same, and called so', first(({ proof }) => ({ proof: otherS(proof!), hash: sha256Hex(otherS(proof!)) })), ['receipt-of-another']],
    ['another’s signature', (file) => first(() => ({ proof: second(file).proof }))(file), ['signature-hash-wrong', 'signature-says-other', 'certificate-of-another', 'signature-wrong']],
    ['another’s certificate', (file) => first(() => ({ certificate: second(file).certificate }))(file), ['certificate-of-another', 'signature-wrong']],
    ['no certificate', first(() => ({ certificate: null })), ['certificate-wrong']],
    ['a certificate for a receipt', first(({ receipt }) => ({ certificate: receipt })), ['certificate-wrong']],
    ['another’s receipt', (file) => first(() => ({ receipt: second(file).receipt }))(file), ['receipt-of-another']],
    ['no proof, as from before there were keys', first(() => ({ proof: null, method: 'sign-in' })), ['certificate-of-another', 'signature-unreadable', 'signature-hash-wrong']],
    ['the record’s own id', (file) => ({ ...file, record: { ...file.record, id: person('sam') } }), ['content-of-another', 'receipt-of-another', 'signature-says-other']],
    ['the organisation', (file) => ({ ...file, org: person('sam') as never }), ['receipt-of-another', 'certificate-of-another']],
    ['a lock of one signature', (file) => ({ ...file, signatures: file.signatures.slice(0, 1) }), ['lock-wrong']],
    ['a signature twice', (file) => ({ ...file, signatures: [...file.signatures, file.signatures[0]!] }), ['signature-twice']],
    ['nobody’s signature', (file) => ({ ...file, signatures: [] }), ['signatures-none', 'content-unsigned', 'lock-wrong']],
    ['a key taken out of use before', (file) => ({ ...file, revocations: [{ kid: danas.kid, at: '2026-01-01T00:00:00Z' as never }] }), ['key-revoked-before']],
    ['something withheld and not listed', (file) => ({ ...file, additions: file.additions.map((each) => ({ ...each, text: null })) }), ['withheld-wrong']],
    ['something listed and not withheld', (file) => ({ ...file, withheld: ['field.feeling'] }), ['withheld-wrong']],
  ])('%s', async (_name, change, faults) => {
    const file = fileIn(await exported(dana, await locked()))
    expect(faultsOf(await verified(await resealed(file)))).toEqual([])
    const found = await verified(await resealed({ ...file, exported: change(file.exported) }))
    expect([found.ok, new Set(faultsOf(found))]).toEqual([false, new Set(faults)])
  })
})

describe('whose seal it is', () => {
  test('a file of somebody else’s making, sealed under their own key, is found out by the fingerprint', async () => {
    const file = fileIn(await exported(dana, await locked()))
    const mine = await newTestKey()
    const theirs: Exported = { ...file.exported, keys: [{ kid: mine.kid, key: mine.key }, ...file.exported.keys] }
    const { org, record, madeAt } = theirs
    const seal = lowS(await mine.sign(TYP.export, { v: 1, org, record: record.id, at: madeAt, digest: exportDigest(theirs) }))
    const text = exportText({ exported: theirs, seal })
    const found = await verified(text)
    expect([found.ok, found.fingerprint]).toEqual([true, mine.kid])
    expect(faultsOf(await verified(text, file.exported.keys[0]!.kid))).toEqual(['key-not-expected'])
  })

  test.each<[string, (file: ExportFile) => Promise<ExportFile> | ExportFile, readonly string[]]>([
    ['a key called otherwise', ({ exported: file, seal }) => ({ seal, exported: { ...file, keys: file.keys.map(({ key }) => ({ key, kid: 'A'.repeat(43) })) } }),
      ['key-name-wrong', 'seal-wrong', 'receipt-wrong', 'certificate-wrong']],
    ['no key', ({ exported: file, seal }) => ({ seal, exported: { ...file, keys: [] } }), ['key-name-wrong', 'seal-wrong', 'receipt-wrong', 'certificate-wrong']],
    ['the seal of another file', async ({ exported: file }) => ({ exported: file, seal: fileIn(await exported(dana, await locked())).seal }), ['seal-wrong']],
    ['a receipt for a seal', ({ exported: file }) => ({ exported: file, seal: file.signatures[0]!.receipt }), ['seal-wrong']],
    ['the higher of the two seals', ({ exported: file, seal }) => ({ exported: file, seal: otherS(seal) }), ['seal-wrong']],
  ])('%s', async (_name, change, faults) => {
    const file = fileIn(await exported(dana, await locked()))
    expect(new Set(faultsOf(await verified(exportText(await change(file)))))).toEqual(new Set(faults))
  })

  test('is always the lower of the two', async () => {
    const id = await locked()
    for (let n = 0; n < 8; n += 1) {
      const { seal } = fileIn(await exported(dana, id))
      expect(isLowS(strictJws(seal, TYP.export)!.signature)).toBe(true)
      expect(lowS(seal)).toBe(seal)
      expect(lowS(otherS(seal))).toBe(seal)
    }
  })
})

describe('who may have one', () => {
  test('the two, and it is written down; nobody else', async () => {
    const id = await locked()
    for (const client of [dana, sam]) await exported(client, id)
    const audit = await house.server.ports.storage.snapshot((tx) => auditAfter(tx, ORG, 0, 100_000))
    const written = audit.filter(({ what, record }) => what === 'record-exported' && record === id)
    expect(written.map(({ actor, subject }) => [actor, subject])).toEqual([[person('dana'), person('sam')], [person('sam'), person('sam')]])
    for (const key of ['kofi', 'olu', 'priya']) {
      const answer = await (await house.signIn(key)).request('POST', `/api/records/${id}/export`, { withhold: [] })
      expect([key, answer.status, answer.text.includes('canary')]).toEqual([key, 404, false])
    }
  })

  test('of what nobody has signed, or is not there, there is none', async () => {
    const id = await heldSession(dana)
    expect((await dana.request('POST', `/api/records/${id}/export`, { withhold: [] })).status).toBe(404)
    expect((await dana.request('POST', `/api/records/${person('sam')}/export`, { withhold: [] })).status).toBe(404)
  })
})
