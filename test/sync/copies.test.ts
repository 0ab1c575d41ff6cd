/** A worker's own copy of their records (W5), on the real server: asked, looked through by somebody else, theirs to have. */
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { type Instant } from '../../src/domain/dates.ts'
import { type CopiesAnswer, type CopyReleased, type CopyTaken, type ReviewOpened } from '../../src/protocol/copies.ts'
import { sha256Hex } from '../../src/protocol/hash.ts'
import { fieldDigest } from '../../src/protocol/signed-content.ts'
import { auditAfter } from '../../sync/storage/audit.ts'
import { giveDuty } from '../../sync/storage/duties.ts'
import { type Client, heldSession, type House, openHouse, ORG, OTHER_HOME, person, TOPICS } from './house.ts'
import { bytesOf, canariesIn, canary, fillFile, type KeptFile } from './kept-file.ts'

let house: House
let dana: Client
let sam: Client
let olu: Client
let file: KeptFile
/** Signed by Dana: other people are in it. */
let signed: string

const TEXT = 'Kofi Example and priya argued on the stairs; the child of una watched. </script><b>bold</b>'

/** Dana administers and supervises Sam; Olu does human resources, Una for the other home alone. */
beforeEach(async () => {
  house = await openHouse({ administrator: 'dana' })
  await house.server.ports.storage.write(async (tx) => {
    const given = { duty: 'human-resources', until: null, givenBy: person('dana'), givenAt: '2026-06-01T10:00:00.000Z' as Instant } as const
    await giveDuty(tx, ORG, { ...given, person: person('olu'), setting: null })
    await giveDuty(tx, ORG, { ...given, person: person('una'), setting: OTHER_HOME })
  })
  dana = await house.signIn('dana')
  sam = await house.signIn('sam')
  olu = await house.signIn('olu')
  file = await fillFile(dana, sam)
  await fillFile(dana, await house.signIn('ade'))
  signed = await heldSession(dana, 'sam', { ...TOPICS, 'topic.1': { state: 'note', note: TEXT } })
  await dana.push(dana.share(signed))
  await dana.push(await dana.sign(signed, 'supervisor'))
  await dana.request('GET', `/api/records/${file.session}/acts`)
})
afterEach(() => house.close())

const list = async (who: Client): Promise<CopiesAnswer> => (await who.request<CopiesAnswer>('GET', '/api/copies')).body
const ask = async (who: Client = sam): Promise<string> => (await who.request<CopiesAnswer>('POST', '/api/copies')).body.mine[0]!.id
const review = (who: Client, id: string) => who.request<ReviewOpened>('POST', `/api/copies/${id}/review`)
const release = (who: Client, id: string, covers: unknown) => who.request<CopyReleased>('POST', `/api/copies/${id}/release`, { covers })
const take = (who: Client, id: string) => who.request<CopyTaken>('POST', `/api/copies/${id}/take`)

/** Looks through it as it is proposed, and covers one thing more. */
const lookThrough = async (id: string): Promise<void> => {
  const { review: found } = (await review(olu, id)).body
  const covers = found!.texts.map(({ text, covers: its }, index) => {
    const at = text.indexOf('stairs')
    return { text: index, covers: [...its, ...(at < 0 ? [] : [{ start: at, end: at + 'stairs'.length, why: 'added' as const }])] }
  })
  const { body } = await release(olu, id, covers.filter(({ covers: its }) => its.length > 0))
  if (body.refused) throw new Error(body.refused)
}

describe('a copy from asking to having it (W5)', () => {
  test('holds all of one’s own words, what was signed and who has looked, and nobody else’s name', async () => {
    const own = canariesIn(bytesOf(house.folder)).get('sam')!
    const id = await ask()
    expect(await list(sam)).toMatchObject({ mine: [{ id, state: 'asked', due: '2026-07-02' }], toReview: null })
    await lookThrough(id)
    expect(await list(sam)).toMatchObject({ mine: [{ id, state: 'ready', reviewedBy: 'olu Example' }] })
    const { status, body } = await take(sam, id)
    expect(status).toBe(200)
    expect(body.file).toBe('countersign-records-2026-06-02.html')
    const { html } = body
    // All of them but the two in quarantine that belong to no record of the file: a kind nobody knows, and what was never one.
    expect(canariesIn(html).get('sam')).toBe(own - 3)
    for (const where of ['response', 'asked', 'comment', 'disagreement', 'referral', 'addendum', 'too-late', 'field.feeling']) expect(html).toContain(canary('sam', where))
    expect(canariesIn(html).size).toBe(1)
    expect(html).not.toMatch(/kofi|stairs/i)
    expect(html).toContain('[name of another person] and [name of another person] argued on the [about another person]')
    expect(html).toContain('read the history of a record')
    expect(html).toContain('asked for this copy')
    expect(html).toContain('olu Example')
    expect(html).toContain('I disagree')
  })

  test('opens as a page whatever was written, with the same for a machine in it', async () => {
    const id = await ask()
    await lookThrough(id)
    const { html } = (await take(sam, id)).body
    expect(html).toContain('&lt;/script&gt;&lt;b&gt;bold&lt;/b&gt;')
    expect(html).not.toContain('<b>bold')
    const data = JSON.parse(/<script type="application\/json" id="copy">(.*?)<\/script>/s.exec(html)![1]!) as {
      records: { id: string; signatures?: { sign: { contentHash: string; content: Record<string, { digest?: string; salt?: string; value?: unknown }> } }[] }[]
      history: { act: { hash: string | null; type: string } }[]
    }
    expect(data.records.map((record) => record.id)).toEqual(expect.arrayContaining([file.session, signed]))
    expect(JSON.stringify(data)).toContain('</script><b>bold</b>')
    // G1: what is covered in a signed record is withheld with its salt, and the hash that was signed still follows.
    const { sign } = data.records.find((record) => record.id === signed)!.signatures![0]!
    expect(Object.keys(sign.content['field.topic.1']!)).toEqual(['digest'])
    expect(Object.values(sign.content).filter(({ digest }) => digest !== undefined)).toHaveLength(1)
    const digests = Object.entries(sign.content).map(([name, field]) => field.digest ?? fieldDigest(name, field.salt!, field.value as never))
    expect(sha256Hex(digests.sort().join('\n'))).toBe(sign.contentHash)
    // The hash of an act is over no salt: of one in which something is covered it is left out.
    const withheld = data.history.filter(({ act }) => act.hash === null)
    expect(withheld.map(({ act }) => act.type)).toEqual(expect.arrayContaining(['fields.edit', 'record.sign']))
    expect(withheld.length).toBeLessThan(data.history.length)
  })

  test('is looked through by somebody else: not oneself, not one’s supervisor, not who decides elsewhere', async () => {
    const id = await ask()
    expect((await list(dana)).toReview).toMatchObject([{ id, name: 'sam Example', notYours: 'supervisor' }])
    expect((await list(olu)).toReview).toMatchObject([{ id, notYours: null }])
    expect((await review(dana, id)).body).toEqual({ refused: 'supervisor', review: null })
    expect((await release(dana, id, [])).body).toMatchObject({ refused: 'supervisor' })
    for (const key of ['sam', 'kofi', 'una', 'ade']) {
      const other = await house.signIn(key)
      expect([(await review(other, id)).status, (await release(other, id, [])).status]).toEqual([404, 404])
    }
    const hers = await ask(olu)
    expect((await review(olu, hers)).body.refused).toBe('about-you')
    expect((await list(sam)).mine).toMatchObject([{ state: 'asked' }])
  })

  test('is had by nobody else, and not before it was looked through', async () => {
    const id = await ask()
    expect((await take(sam, id)).status).toBe(404)
    await lookThrough(id)
    for (const key of ['kofi', 'ade', 'dana', 'olu']) expect((await take(await house.signIn(key), id)).status).toBe(404)
    expect((await list(await house.signIn('kofi'))).mine).toEqual([])
    expect((await take(sam, id)).status).toBe(200)
  })

  test('is written down: who asked, opened, let go of it, had it; the person can see it in the next one (A8, W2)', async () => {
    const id = await ask()
    await lookThrough(id)
    await take(sam, id)
    const entries = (await house.server.ports.storage.snapshot((tx) => auditAfter(tx, ORG, 0, 10_000))).filter(({ what }) => what.startsWith('copy-'))
    expect(entries.map(({ what, actor, subject }) => [what, actor, subject])).toEqual([
      ['copy-asked', person('sam'), person('sam')], ['copy-opened', person('olu'), person('sam')],
      ['copy-reviewed', person('olu'), person('sam')], ['copy-taken', person('sam'), person('sam')],
    ])
    const next = await ask()
    expect(next).not.toBe(id)
    await lookThrough(next)
    expect((await take(sam, next)).body.html).toContain('looked through your records for a copy')
  })

  test('is one at a time; what it was made of goes when it is let go of, and the file when its time is over', async () => {
    const id = await ask()
    expect(await ask()).toBe(id)
    const rowOf = () => house.server.ports.storage.snapshot((tx) => tx.selectFrom('copies').select(['bundle', 'file', 'state']).where('id', '=', id).executeTakeFirstOrThrow())
    expect((await rowOf()).bundle).toContain('Kofi')
    await lookThrough(id)
    expect(await rowOf()).toMatchObject({ bundle: null, state: 'released' })
    expect((await rowOf()).file).not.toContain('Kofi')
    expect((await review(olu, id)).body.refused).toBe('not-open')
    expect((await release(olu, id, [])).body.refused).toBe('not-open')
    house.setClock('2026-07-03T10:00:00.000Z')
    sam = await house.signIn('sam')
    expect((await list(sam)).mine).toMatchObject([{ state: 'over' }])
    expect((await take(sam, id)).status).toBe(404)
    await ask()
    expect(await rowOf()).toEqual({ bundle: null, file: null, state: 'over' })
  })

  test.each([
    ['a text that is not there', [{ text: 99_999, covers: [] }]],
    ['words beyond the end of a text', [{ text: 0, covers: [{ start: 0, end: 99_999, why: 'name' }] }]],
    ['nothing at all', [{ text: 0, covers: [{ start: 3, end: 3, why: 'name' }] }]],
  ])('covering %s lets nobody have anything', async (_name, covers) => {
    const id = await ask()
    expect((await release(olu, id, covers)).body.refused).toBe('spans')
    expect((await take(sam, id)).status).toBe(404)
  })

  test('somebody with no post has one too: it says who has looked at what', async () => {
    const id = await ask(dana)
    await lookThrough(id)
    const { html } = (await take(dana, id)).body
    expect(html).toContain('Copy of the records of dana Example')
    expect(canariesIn(html).size).toBe(0)
  })
})
