/** What in a pack carries a rule: every object that names one, at its JSON path. */
import { DutyName } from '../../../src/domain/duties.ts'
import { type Json } from '../../../src/domain/json.ts'
import { type Carrier, type CarrierKind } from './carrier.ts'

type Obj = Readonly<Record<string, Json>>
type Path = readonly (string | number)[]

const isObject = (value: Json | undefined): value is Obj =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

const listOf = (value: Json | undefined): readonly Json[] => (Array.isArray(value) ? (value as readonly Json[]) : [])

const objectsOf = (value: Json | undefined): readonly Obj[] => listOf(value).filter((each) => isObject(each))

/**
 * Whether a part of a form holds a record back, or one party from what is in it: itself, or something in it. An action
 * without who does it and by when always does.
 */
const demands = (part: Obj): boolean =>
  part['required'] === true ||
  part['type'] === 'actions' ||
  part['onlyWhen'] !== undefined ||
  part['view'] !== undefined ||
  part['clauses'] !== undefined ||
  [part['sections'], part['fields'], part['columns']].some((inner) => objectsOf(inner).some(demands))

/** Whether a change is to what the engine or a form runs by, and not to words alone. */
const runs = (change: Obj): boolean => {
  const path = typeof change['path'] === 'string' ? change['path'] : ''
  return /^\/(oneToOne|tracks|forms)\//.test(path) && !/\/(says|hint|label|title|short)(\/en)?$/.test(path)
}

/** The kinds of record there are: a form for any other is one that nobody can fill in yet. */
const KEPT: ReadonlySet<Json | undefined> = new Set(['session', 'agreement', 'observation', 'file'])

/** Who can read here: a manager of the setting, whoever has a duty, an inspector. Courts and regulators can't yet. */
const READERS: ReadonlySet<Json | undefined> = new Set(['line-manager', 'inspector', ...DutyName.options])

/** Rules that ask for more than that somebody may read: an audit that is kept (SEF-5.5), a report that is sent (SSWB-5.6). */
const MORE_THAN_READING: ReadonlySet<Json | undefined> = new Set(['SEF-5.5', 'SSWB-5.6'])

/** Whether a purpose or a redaction is for anybody who can read here: the server runs by it then (`domain/reads.ts`). */
const hasReader = (object: Obj): boolean =>
  !MORE_THAN_READING.has(object['rule']) && listOf(object['readers']).some((reader) => READERS.has(reader))

/**
 * How an object that names a rule carries it, by the part of the pack that it is in; null where it only says the rule:
 * learning and groups are data that nothing runs by or shows so far.
 */
const kindOf = (part: string, object: Obj): CarrierKind | null => {
  switch (part) {
    case 'oneToOne':
    case 'tracks':
    case 'cancelReasons':
      return 'executable'
    // Where a record goes by its kind, and whose file has the section; a list of what is kept elsewhere goes by nothing.
    case 'file':
      return object['holds'] === 'references' && object['when'] === undefined ? 'step' : 'executable'
    case 'access':
    case 'redactions':
      return hasReader(object) ? 'executable' : null
    case 'groups':
    case 'learning':
      return null
    case 'supervisors':
      return object['needs'] === 'named' ? 'executable' : 'step'
    case 'routes':
      return object['when'] === undefined ? 'step' : 'executable'
    case 'rules':
      return object['guides'] === undefined ? null : 'text'
    case 'settings':
      return object['required'] === true ? 'executable' : 'step'
    case 'forms':
      return demands(object) || object['type'] === 'computed' ? 'executable' : 'step'
    case 'ambiguities':
      return objectsOf(object['readings']).some(({ changes }) => objectsOf(changes).some(runs)) ? 'executable' : null
    default:
      return 'step'
  }
}

/** The rules that an object names: an ambiguity several, one of the clock's or the document's own its `id`. */
const namedBy = (part: string, path: Path, object: Obj): readonly Json[] => {
  if (part === 'ambiguities') return path.length === 2 ? listOf(object['rules']) : []
  const isRule = (part === 'rules' && path.length === 2) || (part === 'oneToOne' && path[1] === 'rules' && path.length === 3)
  return isRule ? [object['id'] ?? null] : [object['rule'] ?? null]
}

const pointer = (path: Path): string => `/${path.map((step) => String(step).replaceAll('~', '~0').replaceAll('/', '~1')).join('/')}`

/** An object of a pack that names a rule; `kind` is null where it says the rule and does nothing about it. */
export interface Naming extends Omit<Carrier, 'kind'> {
  readonly kind: CarrierKind | null
}

/** Every naming of a rule in a pack. The entry under `rules` counts only where it is shown as guidance. */
export const namingsIn = (pack: Json, file: string): Naming[] => {
  const walk = (value: Json, path: Path): Naming[] => {
    if (Array.isArray(value)) return (value as readonly Json[]).flatMap((each, index) => walk(each, [...path, index]))
    if (!isObject(value)) return []
    const part = String(path[0] ?? '')
    const own = namedBy(part, path, value)
      .filter((id) => typeof id === 'string')
      .map((id): Naming => {
        const engine = part === 'oneToOne' || part === 'tracks'
        return { id, kind: kindOf(part, value), engine, file, place: pointer(path) }
      })
    // What a reading changes is not in the pack as it stands.
    const inner = part === 'ambiguities' && path.length === 2 ? [] : Object.entries(value)
    if (part === 'forms' && path.length === 2 && !KEPT.has(value['record'])) return []
    return [...own, ...inner.flatMap(([key, each]) => walk(each, [...path, key]))]
  }
  if (!isObject(pack)) return []
  // What is open about a rule is told last: whatever else carries it says more.
  const { ambiguities = [], ...others } = pack
  return [...walk(others, []), ...walk(ambiguities, ['ambiguities'])]
}
