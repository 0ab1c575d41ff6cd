/** The server's copies on this device, by kind and id: of each record the newest that any scope has. */
import { type ScopeBody } from '../domain/projections.ts'
import { withDefaults } from '../domain/records/defaults.ts'
import { type HeldRow } from '../store/person-rows.ts'

export interface Based<T> {
  readonly body: T
  readonly seq: number
}

type Kind = ScopeBody['kind']
type BodyOf<K extends Kind> = Extract<ScopeBody, { kind: K }>
export type Base = { readonly [K in Kind]: Map<string, Based<BodyOf<K>>> }

const emptyBase = (): Base => ({
  erased: new Map(),
  recovered: new Map(),
  pack: new Map(),
  setting: new Map(),
  'person-name': new Map(),
  post: new Map(),
  file: new Map(),
  agreement: new Map(),
  session: new Map(),
  observation: new Map(),
  'agreement-facts': new Map(),
  'session-facts': new Map(),
  'observation-facts': new Map(),
  referral: new Map(),
  shift: new Map(),
  'case-list': new Map(),
})
const KINDS: ReadonlySet<string> = new Set(Object.keys(emptyBase()))

const upgraded = new WeakMap<HeldRow, ScopeBody>()

/** What a row holds, or null for a kind this version does not know: it is kept, and not shown (I9). */
export const bodyOf = (held: HeldRow): ScopeBody | null => {
  const known = upgraded.get(held)
  if (known) return known
  const { body } = held.row
  if (typeof body !== 'object' || body === null || !('kind' in body)) return null
  if (typeof body.kind !== 'string' || !KINDS.has(body.kind)) return null
  const whole = withDefaults(body as unknown as ScopeBody)
  upgraded.set(held, whole)
  return whole
}

/** Takes in a row, unless another scope has a newer copy of the record. */
const keep = <K extends Kind>(map: Map<string, Based<BodyOf<K>>>, id: string, body: BodyOf<K>, seq: number): void => {
  if ((map.get(id)?.seq ?? -1) < seq) map.set(id, { body, seq })
}

export const baseOf = (rows: ReadonlyMap<string, HeldRow>): Base => {
  const of = emptyBase()
  for (const held of rows.values()) {
    const body = bodyOf(held)
    if (!body) continue
    // Every version of a pack is kept: records are pinned to the one they were made under.
    // Copies too: one scope may have more of the record than another.
    const id = body.kind === 'pack' ? held.row.id : body.kind === 'recovered' ? `${held.scope} ${body.id}` : body.id
    keep(of[body.kind] as Map<string, Based<ScopeBody>>, id, body, held.row.seq)
  }
  return of
}
