/** A worker's file with a word of its own in everything that can be said in it, and a look at the bytes on the disk. */
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { v7 } from 'uuid'
import { type Json } from '../../src/domain/json.ts'
import { packOf } from '../../src/domain/policy/packs.ts'
import { fileId } from '../../src/protocol/derived-ids.ts'
import { type Client, HOME, person, pinsOf, post } from './house.ts'

const form = packOf('sefton')!.forms[0]!
const fields = form.sections.flatMap((section) => section.fields)

/** `canary-sam-feeling-x`: whose file, and where in it. */
export const canary = (worker: string, where: string): string => `canary-${worker}-${where.replaceAll('.', '-')}-x`

/** Whose canaries a text holds, and how many different ones. */
export const canariesIn = (text: string): ReadonlyMap<string, number> => {
  const found = new Set([...text.matchAll(/canary-[a-z]+-[\w-]+-x/g)].map(([word]) => word))
  const owners = new Map<string, number>()
  for (const word of found) {
    const owner = word.split('-')[1]!
    owners.set(owner, (owners.get(owner) ?? 0) + 1)
  }
  return owners
}

/** What the files of a data folder hold, byte by byte: the database, its log, its index. The ledger of erasures too. */
export const bytesOf = (folder: string): string =>
  readdirSync(folder)
    .filter((name) => existsSync(path.join(folder, name)) && !name.startsWith('no-app'))
    .map((name) => readFileSync(path.join(folder, name), 'latin1'))
    .join('\n')

const everyField = (worker: string): Record<string, Json> => {
  const values: Record<string, Json> = {}
  for (const field of fields) {
    const word = canary(worker, `field.${field.key}`)
    if (field.type === 'topic') values[field.key] = { state: 'note', note: word }
    else if (field.type !== 'computed' && field.type !== 'actions' && field.type !== 'action-updates') values[field.key] = word
  }
  const action = `actions.${v7()}`
  Object.assign(values, { [`${action}.what`]: canary(worker, 'action'), [`${action}.who`]: 'supervisee', [`${action}.by`]: '2026-06-20' })
  values[`updates.${v7()}.note`] = canary(worker, 'update')
  return values
}

export interface KeptFile {
  readonly session: string
  readonly all: readonly string[]
}

/**
 * Fills the file of `worker` and leaves something in quarantine about it: of a locked record, of a kind nobody knows, and a
 * new record's acts that could not be applied.
 */
export const fillFile = async (supervisor: Client, worker: Client): Promise<KeptFile> => {
  const { key } = worker
  const [session, front, unknown, misshapen] = [v7(), fileId(post(key)), v7(), v7()]
  const word = (where: string): string => canary(key, where)
  const applied = [
    ...(await supervisor.push(supervisor.plan(session, key), supervisor.edit(session, everyField(key)), supervisor.hold(session), supervisor.share(session))),
    ...(await worker.push(
      worker.act(session, 'record.respond', { ask: 'comment', field: null, text: word('response'), on: '2026-06-01' }),
      worker.act(post(key), 'post.ask', { note: word('asked'), on: '2026-06-01' }, 'post'),
    )),
    ...(await supervisor.push(
      await supervisor.sign(session, 'supervisor', { answer: 'agree-with-comment', comment: word('comment') }),
    )),
    ...(await worker.push(await worker.sign(session, 'supervisee', { answer: 'disagree', comment: word('disagreement') }))),
    ...(await worker.push(worker.act(session, 'record.refer', { about: word('referral'), to: person('olu'), name: word('manager'), on: '2026-06-02' }))),
    ...(await supervisor.push(
      supervisor.act(session, 'record.addendum', { text: word('addendum'), on: '2026-06-02' }),
      supervisor.act(front, 'file.open', { post: post(key), setting: HOME, person: person(key), pins: pinsOf('front-sheet') }, 'file'),
    )),
  ]
  const wrong = applied.find(({ outcome }) => outcome !== 'applied')
  if (wrong) throw new Error(JSON.stringify(wrong))
  const held = await worker.push(
    worker.edit(session, { feeling: word('too-late') }),
    worker.act(unknown, 'session.dream', { post: post(key), words: word('unknown') }),
    worker.act(misshapen, 'session.plan', { post: post(key), words: word('misshapen') }),
    worker.edit(misshapen, { feeling: word('follows') }),
  )
  if (held.some(({ outcome }) => outcome !== 'quarantined')) throw new Error(JSON.stringify(held))
  return { session, all: [session, front, unknown, misshapen, post(key)] }
}
