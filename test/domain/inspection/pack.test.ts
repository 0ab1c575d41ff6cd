/** What an inspector's reading opens, by section 5 and the policies, written by hand; and that a pack takes no text but masked. */
import { describe, expect, test } from 'vitest'
import { z } from 'zod'
import { InspectionPack } from '../../../src/domain/inspection/pack.ts'
import { inspectorOpening } from '../../../src/domain/inspection/records.ts'
import { rolesOf } from '../../../src/domain/inspection/roles.ts'
import { type PersonId } from '../../../src/domain/ids.ts'
import { shippedPacks } from '../../../src/domain/policy/packs.ts'
import { type PolicyPack } from '../../../src/domain/policy/pack.ts'
import { type PostState } from '../../../src/domain/records/record.ts'
import { type MaskedWords } from '../../../src/domain/inspection/masked.ts'
import { DANA, edit, hold, SAM, session, share } from '../records/session-acts.ts'

const shared = session(edit(DANA, 'needed', 'a'), hold(), share())
const draft = session(edit(DANA, 'needed', 'a'), hold())
const governs = (change: Partial<PolicyPack>) => ({ ...shippedPacks[0]!, ...change })
const en = { en: 'x' }

describe('section 5, column inspector', () => {
  test.each(shippedPacks.map((pack) => [pack.id, pack] as const))('%s: never the body of A, practice whole, references masked, concerns on request', (_id, pack) => {
    expect(inspectorOpening(shared, [pack], false)).toEqual({ A: 'covered', B: 'whole', C: 'whole', D: 'masked', E: 'none' })
    expect(inspectorOpening(shared, [pack], true)).toEqual({ A: 'covered', B: 'whole', C: 'whole', D: 'masked', E: 'whole' })
  })

  test('what is not shared yet opens its dates and no more', () => {
    expect(inspectorOpening(draft, [...shippedPacks], true)).toEqual({ A: 'none', B: 'none', C: 'whole', D: 'none', E: 'none' })
  })

  test('a policy that gives inspectors no purpose opens no practice, beside one that does either', () => {
    const closed = governs({ access: [] })
    expect(inspectorOpening(shared, [closed], false).B).toBe('none')
    expect(inspectorOpening(shared, [shippedPacks[0]!, closed], false).B).toBe('none')
    expect(inspectorOpening(shared, [], false).B).toBe('none')
  })

  test('SSWB-4.15: what a policy takes out for inspectors stays out, asked for or not, and gives nothing back', () => {
    const redactions = (['A', 'B', 'D', 'E'] as const).map((name) => ({ rule: 'X-1', says: en, readers: ['inspector' as const], classes: [name] }))
    expect(inspectorOpening(shared, [governs({ redactions })], true)).toEqual({ A: 'covered', B: 'none', C: 'whole', D: 'masked', E: 'none' })
    const everything = governs({ redactions: [], access: [{ key: 'inspection', rule: 'X-2', says: en, readers: ['inspector'], classes: ['A', 'B', 'C', 'D', 'E'], told: 'always' }] })
    expect(inspectorOpening(shared, [everything], false)).toEqual({ A: 'covered', B: 'whole', C: 'whole', D: 'masked', E: 'none' })
  })
})

describe('people as roles', () => {
  const post = (person: string, title: string, from: string, line: 'managerial' | 'professional' = 'managerial'): PostState =>
    ({ person, title, from, line, supervisor: null, until: null }) as unknown as PostState
  const POSTS = [post('b', 'Worker', '2025-01-01'), post('a', 'worker ', '2024-01-01'), post('c', 'Deputy', '2024-06-01'), post('c', 'Deputy (professional)', '2025-06-01', 'professional')]
  const roles = rolesOf(['z', 'b', 'm', 'a', 'c', 'a'] as unknown as PersonId[], POSTS, { managers: ['m' as PersonId] })

  test('are numbered by title in the order in which they began; a manager and others have no title', () => {
    expect(roles.people((title) => title as MaskedWords).map(({ as, title, number }) => `${as} ${title} ${number}`)).toEqual([
      'post worker  1', 'post Deputy 1', 'post Worker 2', 'manager null 1', 'elsewhere null 1',
    ])
    expect([roles.numberOf('a' as PersonId), roles.numberOf('b' as PersonId), roles.numberOf('nobody' as PersonId)]).toEqual([1, 3, null])
  })

  test('SAM has the number whoever asks first', () => {
    const again = rolesOf([SAM, DANA], [post(SAM, 'Worker', '2024-01-01')], { managers: [DANA] })
    const turned = rolesOf([DANA, SAM], [post(SAM, 'Worker', '2024-01-01')], { managers: [DANA] })
    expect([again.numberOf(SAM), again.numberOf(DANA)]).toEqual([turned.numberOf(SAM), turned.numberOf(DANA)])
  })
})

/** Every place of the schema where any text may stand. */
const anyText = (schema: unknown, path: readonly string[] = []): readonly string[] => {
  if (typeof schema !== 'object' || schema === null) return []
  const { type, format, pattern, enum: values, const: only, properties = {}, items, anyOf = [], oneOf = [] } = schema as Record<string, never>
  const own = type === 'string' && !format && !pattern && !values && only === undefined ? [path.join('.')] : []
  return [
    ...own,
    ...Object.entries(properties as Record<string, unknown>).flatMap(([key, inner]) => anyText(inner, [...path, key])),
    ...(items ? anyText(items, [...path, '*']) : []),
    ...[...(anyOf as unknown[]), ...(oneOf as unknown[])].flatMap((inner) => anyText(inner, path)),
  ]
}

test('W1: of all the text a pack may hold only the names of service, setting and inspector, and the policy’s own, were not looked through', () => {
  const places = [...new Set(anyText(z.toJSONSchema(InspectionPack)))]
  expect(places.length).toBeGreaterThan(10)
  const policyText = /\.(en|cy)$/
  const masked = /^(concerns|people\.\*\.title|records\.\*\.when\.place|records\.\*\.(responses|concerns)\.\*\.(text|answer|about|resolved)|records\.\*\.sections\.\*\.answers\.\*\.(values\.\*|rows\.\*\.\*\.value)\.text)(\.\*)?$/
  expect(places.filter((place) => !policyText.test(place) && !masked.test(place)).sort()).toEqual(['for.name', 'for.organisation', 'service', 'setting'])
})

test('masked text is made in one place: no other file says that text is masked', async () => {
  const { readdirSync, readFileSync } = await import('node:fs')
  const root = new URL('../../../', import.meta.url).pathname
  const files = ['src', 'sync'].flatMap((room) => readdirSync(`${root}${room}`, { recursive: true, encoding: 'utf8' }).map((file) => `${room}/${file}`))
  const casting = files.filter((file) => /\.tsx?$/.test(file) && /as (unknown as )?Masked(Text|Words)\b/.test(readFileSync(root + file, 'utf8')))
  expect(casting).toEqual(['src/domain/inspection/masking.ts'])
})
