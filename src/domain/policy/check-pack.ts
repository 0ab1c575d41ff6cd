/** Whether a file is a policy that can be used: its shape, and that what it names is there. */
import { type Json } from '../json.ts'
import { PolicyPack } from './pack.ts'
import { type Found, type Path, problemOf } from './problem.ts'
import { ChangeUnusable, type Readings, underReadings } from './readings.ts'

export type Checked =
  | { readonly ok: true; readonly pack: PolicyPack }
  | { readonly ok: false; readonly problems: readonly Found[] }

/** Every place where a rule is cited: under `rule`, or as the id of a one-to-one rule. */
const citations = (value: Json | undefined, path: Path = []): { readonly path: Path; readonly id: string }[] => {
  if (typeof value !== 'object' || value === null) return []
  if (Array.isArray(value)) return value.flatMap((each: Json, index) => citations(each, [...path, index]))
  return Object.entries(value).flatMap(([key, each]) =>
    key === 'rule' && typeof each === 'string' ? [{ path: [...path, key], id: each }] : citations(each, [...path, key]),
  )
}

/** Rules that are cited and that the policy's own list does not have. */
const unknownRules = (pack: PolicyPack): Found[] => {
  const known = new Set([...pack.rules, ...pack.ambiguities].map(({ id }) => id))
  const oneToOne = pack.oneToOne.rules.map(({ id }, index) => ({ path: ['oneToOne', 'rules', index, 'id'], id }))
  const replaced = pack.oneToOne.rules.flatMap(({ replaces = [] }, index) =>
    replaces.map((id, at) => ({ path: ['oneToOne', 'rules', index, 'replaces', at], id })),
  )
  return [...oneToOne, ...replaced, ...citations(pack as unknown as Json)]
    .filter(({ id }) => !known.has(id))
    .map(({ path, id }) => ({ path, problem: { kind: 'rule-unknown', got: id } }))
}

const twice = (pack: PolicyPack): Found[] => {
  const seen = new Set<string>()
  return [...pack.rules, ...pack.ambiguities].flatMap(({ id }, index): Found[] => {
    const again = seen.has(id)
    seen.add(id)
    const place = index < pack.rules.length ? ['rules', index] : ['ambiguities', index - pack.rules.length]
    return again ? [{ path: [...place, 'id'], problem: { kind: 'twice' } }] : []
  })
}

/** Why a policy is none under some readings: a place where their changes do not fit it, or null for the whole; undefined where it is one. */
const misfit = (pack: PolicyPack, readings: Readings): string | null | undefined => {
  try {
    return PolicyPack.safeParse(underReadings(pack, readings)).success ? undefined : null
  } catch (error) {
    return error instanceof ChangeUnusable ? error.path : null
  }
}

/** Whether readings go together: each is known to fit the policy by itself, and one may change what another needs. */
export const readingsFit = (pack: PolicyPack, readings: Readings): boolean => misfit(pack, readings) === undefined

/** Records are pinned to forms, and not to readings: a form asks the same under each of them. */
const changedForms = (pack: PolicyPack): Found[] =>
  pack.ambiguities.flatMap(({ readings }, index) =>
    readings.flatMap(({ changes = [] }, at) =>
      changes.flatMap(({ path: to }, which): Found[] => {
        const path = ['ambiguities', index, 'readings', at, 'changes', which, 'path']
        return to === '/forms' || to.startsWith('/forms/') ? [{ path, problem: { kind: 'changes-form', got: to } }] : []
      }),
    ),
  )

/** Readings whose changes do not fit the policy, or make it none any more. */
const unusableReadings = (pack: PolicyPack): Found[] =>
  pack.ambiguities.flatMap(({ id, readings }, index) =>
    readings.flatMap(({ key }, at): Found[] => {
      const path = ['ambiguities', index, 'readings', at, 'changes']
      const wrong = misfit(pack, { [id]: key })
      return wrong === undefined ? [] : [{ path, problem: { kind: 'leads-nowhere', got: wrong ?? key } }]
    }),
  )

/** Records are pinned to ids, and fields are named by keys, of which an act takes no longer ones; a cell is table, row and column. */
const LONGEST_NAME = 60
const LONGEST_OF_TABLE = 40

const tooLong = ({ id, forms }: PolicyPack): Found[] => {
  const names: { readonly path: Path; readonly name: string; readonly most: number }[] = [{ path: ['id'], name: id, most: LONGEST_NAME }]
  forms.forEach((form, f) => {
    names.push({ path: ['forms', f, 'id'], name: form.id, most: LONGEST_NAME })
    form.sections.forEach(({ fields }, s) => {
      fields.forEach((field, at) => {
        const path = ['forms', f, 'sections', s, 'fields', at]
        const isTable = field.type === 'table'
        names.push({ path: [...path, 'key'], name: field.key, most: isTable ? LONGEST_OF_TABLE : LONGEST_NAME })
        if (!isTable) return
        field.columns.forEach(({ key }, c) => names.push({ path: [...path, 'columns', c, 'key'], name: key, most: LONGEST_OF_TABLE }))
      })
    })
  })
  return names
    .filter(({ name, most }) => name.length > most)
    .map(({ path, name, most }) => ({ path, problem: { kind: 'wrong', got: name, wanted: `at most ${most} letters and marks` } }))
}

/** Each reading that changes something is tried by itself, in the middle of everybody's saves. */
const MOST_READINGS = 60

const tooManyReadings = ({ ambiguities }: PolicyPack): Found[] => {
  const got = ambiguities.flatMap(({ readings }) => readings.filter(({ changes }) => changes !== undefined)).length
  if (got <= MOST_READINGS) return []
  return [{ path: ['ambiguities'], problem: { kind: 'wrong', got, wanted: `at most ${MOST_READINGS} readings that change something` } }]
}

/** Every service holds sessions and draws up agreements; one whose policy asks for observations makes them too. */
const lackingForms = (pack: PolicyPack): Found[] =>
  (['session', 'agreement', ...(pack.tracks.observation ? ['observation' as const] : [])] as const)
    .filter((record) => !pack.forms.some((form) => form.record === record))
    .map((record) => ({ path: ['forms'], problem: { kind: 'no-form', record } }))

/** A value that is wrong in two ways is one thing to put right. */
const onePerPlace = (problems: readonly Found[]): Found[] => {
  const seen = new Set<string>()
  return problems.filter(({ path }) => {
    const place = JSON.stringify(path)
    const again = seen.has(place)
    seen.add(place)
    return !again
  })
}

/**
 * Checks a service's own policy (or one that ships) before it is taken in.
 *
 * @param raw what the file holds
 * @returns the pack, or everything that is wrong with it, each with its path in the file
 */
export const checkPack = (raw: unknown): Checked => {
  const read = PolicyPack.safeParse(raw)
  if (!read.success) return { ok: false, problems: onePerPlace(read.error.issues.map((issue) => problemOf(issue, raw))) }
  const pack = read.data
  const tooMany = tooManyReadings(pack)
  if (tooMany.length > 0) return { ok: false, problems: tooMany }
  const problems = [...twice(pack), ...unknownRules(pack), ...changedForms(pack), ...unusableReadings(pack), ...lackingForms(pack), ...tooLong(pack)]
  return problems.length > 0 ? { ok: false, problems } : { ok: true, pack }
}
