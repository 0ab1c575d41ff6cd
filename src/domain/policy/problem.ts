/** What is wrong with a value in a file somebody wrote, and where: made from the schema's own findings, in no language. */
import type * as z from 'zod/mini'

export type Path = readonly PropertyKey[]

/** `wanted` names a JSON type, or says what the schema says. */
export type Problem =
  | { readonly kind: 'missing' }
  | { readonly kind: 'unknown-key' }
  | { readonly kind: 'twice' }
  | { readonly kind: 'not-one-of'; readonly got: unknown; readonly allowed: readonly string[] }
  | { readonly kind: 'not-a-date'; readonly got: unknown }
  | { readonly kind: 'not-an-instant'; readonly got: unknown }
  | { readonly kind: 'not-a-duration'; readonly got: unknown }
  | { readonly kind: 'not-a-track' }
  | { readonly kind: 'wrong-type'; readonly got: unknown; readonly type: string }
  | { readonly kind: 'too-small'; readonly got: unknown; readonly least: number; readonly text: boolean }
  | { readonly kind: 'wrong'; readonly got: unknown; readonly wanted: string }
  | { readonly kind: 'rule-unknown'; readonly got: string }
  | { readonly kind: 'leads-nowhere'; readonly got: string }
  | { readonly kind: 'changes-form'; readonly got: string }
  | { readonly kind: 'no-form'; readonly record: string }

export interface Found {
  readonly path: Path
  readonly problem: Problem
}

type Issue = z.core.$ZodIssue

export const valueAt = (value: unknown, path: Path): unknown => {
  let at: unknown = value
  for (const part of path) {
    if (typeof at !== 'object' || at === null || !Object.hasOwn(at, part)) return undefined
    at = (at as Record<PropertyKey, unknown>)[part]
  }
  return at
}

/** The keys whose values are lengths of time. */
const DURATIONS =
  /(^|\.)(every|oneToOne|backstop|agreementWithin|recordWithin|retention|atLeast|otherwise|atMost|after|first|within|keep|plus|reducedEvery)$/

/** How far into the value an issue lies: of a union, the branch that comes furthest is the one that was meant. */
const depthOf = ({ path }: Issue): number => path.length

const furthest = (branches: readonly (readonly Issue[])[]): Issue | undefined =>
  branches
    .filter((issues) => issues.some(({ path, code }) => path.length > 0 || code === 'unrecognized_keys'))
    .sort((a, b) => a.length - b.length || Math.max(...b.map(depthOf)) - Math.max(...a.map(depthOf)))[0]
    ?.find(({ path, code }) => path.length > 0 || code === 'unrecognized_keys')

/**
 * One of the schema's findings as a place and a problem.
 *
 * @param raw what was checked
 */
export const problemOf = (issue: Issue, raw: unknown): Found => {
  const { path } = issue
  const got = valueAt(raw, path)
  if (issue.code === 'unrecognized_keys') {
    return { path: [...path, issue.keys[0] ?? ''], problem: { kind: 'unknown-key' } }
  }
  if (issue.code === 'invalid_key') return { path, problem: { kind: 'not-a-track' } }
  if (got === undefined) return { path, problem: { kind: 'missing' } }
  if (issue.code === 'invalid_union' && issue.errors.length === 0) {
    const allowed = 'options' in issue && Array.isArray(issue.options) ? issue.options.map(String) : []
    return { path, problem: { kind: 'not-one-of', got, allowed } }
  }
  if (issue.code === 'invalid_union' && typeof got === 'object' && got !== null) {
    const inner = furthest(issue.errors)
    if (inner) return problemOf({ ...inner, path: [...path, ...inner.path] }, raw)
  }
  const last = String(path.findLast((part) => typeof part === 'string'))
  if (issue.code === 'invalid_value') return { path, problem: { kind: 'not-one-of', got, allowed: issue.values.map(String) } }
  if (last === 'startedAt') return { path, problem: { kind: 'not-an-instant', got } }
  if (issue.code === 'invalid_format' && issue.format === 'date') return { path, problem: { kind: 'not-a-date', got } }
  if (DURATIONS.test(last) && issue.code !== 'custom') return { path, problem: { kind: 'not-a-duration', got } }
  if (issue.code === 'invalid_type') return { path, problem: { kind: 'wrong-type', got, type: issue.expected } }
  if (issue.code === 'too_small') {
    return { path, problem: { kind: 'too-small', got, least: Number(issue.minimum), text: issue.origin === 'string' } }
  }
  return { path, problem: { kind: 'wrong', got, wanted: issue.message } }
}
