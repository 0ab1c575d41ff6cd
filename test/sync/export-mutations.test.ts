/**
 * An exported record with anything in it changed is rejected (G6, security.md section 6): bytes changed, put in, taken out and
 * moved, and every field of the file changed, taken out, renamed and moved, of a whole copy and of one with parts withheld.
 */
import { afterAll, beforeAll, expect, test } from 'vitest'
import { packOf } from '../../src/domain/policy/packs.ts'
import { type Json } from '../../src/domain/json.ts'
import { ExportAnswer } from '../../src/protocol/exported.ts'
import { canonicalJson } from '../../src/protocol/hash.ts'
import { verifyRecord } from '../../src/protocol/verify-record.ts'
import { otherS } from '../test-key.ts'
import { applied } from './deeds.ts'
import { everyAnswer } from './every-answer.ts'
import { heldSession, type House, openHouse } from './house.ts'
import { certified, signWith } from './signing.ts'

const SEED = 20_260_602
/** Of the bytes of each file this many, spread over all of it; with the fields, more than ten thousand changes. */
const BYTES = 1_200
const LEAST = 10_000

let house: House
const files: { readonly name: string; readonly text: string; readonly key: string }[] = []
beforeAll(async () => {
  house = await openHouse()
  const [dana, sam] = [await house.signIn('dana'), await house.signIn('sam')]
  const [danas, sams] = [await certified(house, 'dana'), await certified(house, 'sam')]
  const form = packOf('sefton')!.forms.find(({ id }) => id === 'welfare-supervision')!
  const id = await heldSession(dana, 'sam', everyAnswer(form))
  applied(await dana.push(dana.share(id)))
  applied(await dana.push(await signWith(dana, danas, id, 'supervisor')))
  applied(await sam.push(await signWith(sam, sams, id, 'supervisee', { sign: { answer: 'disagree', comment: 'Not so.', commentSalt: 'C'.repeat(22) } })))
  applied(await sam.push(sam.act(id, 'record.addendum', { text: 'Added.', on: '2026-06-03' })))
  for (const [name, withhold] of [['whole', []], ['redacted', 'personal']] as const) {
    const { text } = ExportAnswer.parse((await sam.request('POST', `/api/records/${id}/export`, { withhold })).body)
    files.push({ name, text, key: house.server.ports.keys.published.certify[0]!.kid })
  }
})
afterAll(() => house.close())

/** Mulberry32: the same numbers for the same seed. */
const numbers = (seed: number): ((below: number) => number) => {
  let a = seed
  return (below) => {
    a = (a + 0x6d2b79f5) | 0
    let t = Math.imul(a ^ (a >>> 15), 1 | a)
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
    return ((t ^ (t >>> 14)) >>> 0) % below
  }
}

type Mutation = readonly [what: string, bytes: Uint8Array]

const byteMutations = function* (bytes: Uint8Array, random: (below: number) => number): Generator<Mutation> {
  const every = bytes.length / BYTES
  for (let n = 0; n < BYTES; n += 1) {
    const at = Math.min(bytes.length - 1, Math.floor(n * every) + random(Math.max(1, Math.floor(every))))
    const other = (bytes[at]! + 1 + random(255)) % 256
    yield [`byte ${at} becomes ${other}`, bytes.with(at, other)]
    if (n % 4 === 0) yield [`bit of byte ${at}`, bytes.with(at, bytes[at]! ^ (1 << random(8)))]
    if (n % 4 === 1) yield [`byte ${at} gone`, Uint8Array.from([...bytes.subarray(0, at), ...bytes.subarray(at + 1)])]
    if (n % 4 === 2) yield [`a space before byte ${at}`, Uint8Array.from([...bytes.subarray(0, at), 0x20, ...bytes.subarray(at)])]
    if (n % 4 === 3 && at > 0 && bytes[at] !== bytes[at - 1]) yield [`bytes ${at - 1} and ${at} swapped`, bytes.with(at, bytes[at - 1]!).with(at - 1, bytes[at]!)]
  }
  const around: readonly (readonly [string, readonly number[], readonly number[]])[] = [
    ['a byte order mark', [0xef, 0xbb, 0xbf], []], ['a new line at the end', [], [0x0a]], ['a space at the start', [0x20], []], ['a null at the end', [], [0]],
  ]
  for (const [what, before, after] of around) yield [what, Uint8Array.from([...before, ...bytes, ...after])]
  for (const cut of [1, 2, 100, bytes.length / 2, bytes.length - 1]) yield [`cut short by ${cut}`, bytes.subarray(0, bytes.length - Math.floor(cut))]
  yield ['twice', Uint8Array.from([...bytes, ...bytes])]
  yield ['nothing', new Uint8Array()]
}

type Path = readonly (string | number)[]

/** Every place in a value, with what is there. */
const placesIn = function* (value: Json, path: Path = []): Generator<readonly [Path, Json]> {
  yield [path, value]
  if (Array.isArray(value)) for (const [at, each] of (value as readonly Json[]).entries()) yield* placesIn(each, [...path, at])
  else if (value !== null && typeof value === 'object') for (const [name, each] of Object.entries(value)) yield* placesIn(each, [...path, name])
}

const changedAt = (root: Json, path: Path, change: (parent: Record<string | number, Json>, last: string | number) => void): Json => {
  const copy = structuredClone<Json>(root)
  let parent = copy as Record<string | number, Json>
  for (const step of path.slice(0, -1)) parent = parent[step] as Record<string | number, Json>
  change(parent, path.at(-1)!)
  return copy
}

/** What else could stand there. */
const others = (value: Json): readonly Json[] => {
  if (typeof value === 'string') {
    const last = value.at(-1)
    const near = value === '' ? ' ' : value.slice(0, -1) + (last === 'A' ? 'B' : 'A')
    const jws = value.split('.').length === 3 && value.startsWith('eyJ') ? [otherS(value), value.replace(/^[^.]+/, 'eyJhbGciOiJub25lIn0'), `${value.slice(0, value.lastIndexOf('.'))}.`] : []
    return [`${value} `, near, '', null, ...(/[a-z]/.test(value) ? [value.toUpperCase()] : []), ...jws].filter((other) => other !== value)
  }
  if (typeof value === 'number') return [value + 1, -value - 1, String(value), null]
  if (typeof value === 'boolean') return [!value, null, String(value)]
  if (value === null) return [false, 'x', {}]
  return Array.isArray(value) ? [[], [...(value as readonly Json[]), null], {}] : [{}, null, []].filter((other) => canonicalJson(other) !== canonicalJson(value))
}

/** Each of them written canonically, as if whoever changed it knew how. */
const fieldMutations = function* (text: string): Generator<Mutation> {
  const root = JSON.parse(text) as Json
  const bytesOf = (value: Json): Uint8Array => new TextEncoder().encode(canonicalJson(value))
  for (const [path, value] of placesIn(root)) {
    const name = path.join('.')
    if (path.length === 0) continue
    for (const other of others(value)) {
      const changed = changedAt(root, path, (parent, last) => { parent[last] = other })
      if (canonicalJson(changed) !== text) yield [`${name} becomes ${JSON.stringify(other).slice(0, 40)}`, bytesOf(changed)]
    }
    yield [`${name} gone`, bytesOf(changedAt(root, path, (parent, last) => {
      if (Array.isArray(parent)) parent.splice(Number(last), 1)
      else delete parent[last]
    }))]
    if (typeof path.at(-1) === 'number') {
      yield [`${name} twice`, bytesOf(changedAt(root, path, (parent, last) => { (parent as unknown as Json[]).splice(Number(last), 0, value) }))]
      continue
    }
    yield [`${name} called otherwise`, bytesOf(changedAt(root, path, (parent, last) => {
      delete parent[last]
      parent[`${last}x`] = value
    }))]
    yield [`more beside ${name}`, bytesOf(changedAt(root, path, (parent, last) => { parent[`${last}x`] = value }))]
  }
}

test(`G6: more than ${LEAST} changes of bytes and fields, whole and redacted, are each rejected; what was not changed verifies (seed ${SEED})`, { timeout: 120_000 }, async () => {
  let tried = 0
  const taken: string[] = []
  for (const { name, text, key } of files) {
    const bytes = new TextEncoder().encode(text)
    const control = async (): Promise<boolean> => (await verifyRecord(bytes, key)).ok
    expect(await control()).toBe(true)
    const random = numbers(SEED)
    for (const mutations of [byteMutations(bytes, random), fieldMutations(text)]) {
      for (const [what, changed] of mutations) {
        tried += 1
        if ((await verifyRecord(changed, key)).ok) taken.push(`${name}: ${what}`)
      }
    }
    expect(await control()).toBe(true)
  }
  console.log(`     ${tried} changes of exported records, ${taken.length} taken for the record`)
  expect(taken).toEqual([])
  expect(tried).toBeGreaterThan(LEAST)
})
