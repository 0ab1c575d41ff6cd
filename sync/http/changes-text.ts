/** The text of an answer to a pull: what lies in the database as JSON goes into it as it lies there. */
import { type ChangeRow, type ChangesAnswer, type ScopePage } from '../../src/protocol/changes.ts'
import { StoredJson } from '../storage/stored-json.ts'

const rowText = ({ id, seq, revision, body }: ChangeRow): string => {
  const stored: unknown = body
  const inner = stored instanceof StoredJson ? stored.text : JSON.stringify(body)
  return `{"id":${JSON.stringify(id)},"seq":${seq},"revision":${revision},"body":${inner}}`
}

const pageText = ({ rows, ...page }: ScopePage): string => `{"rows":[${rows.map(rowText).join(',')}],${JSON.stringify(page).slice(1)}`

/** What `JSON.stringify` would say of an answer, but for the order of keys. */
export const changesText = ({ scopes, ...rest }: ChangesAnswer): string =>
  `{"scopes":[${scopes.map(pageText).join(',')}],${JSON.stringify(rest).slice(1)}`
