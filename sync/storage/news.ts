/**
 * What a transaction changed, for those who wait for it (L6): which audiences have something new, and whom to look at again.
 * It is gathered where rows are written, and told once the transaction is durable; no content is in it.
 */
import { type OrgId } from '../../src/domain/ids.ts'
import { type Tx } from './storage.ts'

export interface News {
  readonly org: OrgId
  /** Audiences with rows that are new, changed or gone. */
  readonly scopes: readonly string[]
  /** People who may have gained or lost a scope. */
  readonly moved: readonly string[]
  /** People of whom a sign-in was ended, or whose account was changed. */
  readonly standing: readonly string[]
}

/** What of several changes is told together. */
export interface Gathered {
  readonly scopes: Set<string>
  readonly moved: Set<string>
  readonly standing: Set<string>
}

export const nothingNew = (): Gathered => ({ scopes: new Set(), moved: new Set(), standing: new Set() })

type Part = Partial<Omit<News, 'org'>>

export const gather = (into: Gathered, { scopes = [], moved = [], standing = [] }: Part): void => {
  for (const scope of scopes) into.scopes.add(scope)
  for (const person of moved) into.moved.add(person)
  for (const person of standing) into.standing.add(person)
}

const gathered = new WeakMap<Tx, Map<OrgId, Gathered>>()

/** Says, inside a transaction that writes, what others are to hear of once it is durable. */
export const tell = (tx: Tx, org: OrgId, part: Part): void => {
  const all = gathered.get(tx) ?? new Map<OrgId, Gathered>()
  gathered.set(tx, all)
  const of = all.get(org) ?? nothingNew()
  all.set(org, of)
  gather(of, part)
}

/** What was said in a transaction, an organisation each. */
export const newsOf = (tx: Tx): readonly News[] =>
  [...(gathered.get(tx) ?? [])].map(([org, { scopes, moved, standing }]) => ({ org, scopes: [...scopes], moved: [...moved], standing: [...standing] }))
