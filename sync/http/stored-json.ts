/**
 * JSON as it lies in the database, on its way into an answer: a row's body is neither parsed nor made text again for every
 * device that pulls it. Wherever else it is looked at it is what it says.
 */
import { type Json } from '../../src/domain/json.ts'
import { type ChangeRow, type ChangesAnswer, type ScopePage } from '../../src/protocol/changes.ts'

class StoredJson {
  readonly text: string
  constructor(text: string) {
    this.text = text
  }
  toJSON(): unknown {
    return JSON.parse(this.text)
  }
}

/** @param text whole JSON, as this service wrote it */
export const storedJson = (text: string): Json => new StoredJson(text) as unknown as Json

const rowText = ({ id, seq, revision, body }: ChangeRow): string => {
  const stored: unknown = body
  const inner = stored instanceof StoredJson ? stored.text : JSON.stringify(body)
  return `{"id":${JSON.stringify(id)},"seq":${seq},"revision":${revision},"body":${inner}}`
}

const pageText = ({ rows, ...page }: ScopePage): string => `{"rows":[${rows.map(rowText).join(',')}],${JSON.stringify(page).slice(1)}`

/** What `JSON.stringify` would say of an answer, but for the order of keys. */
export const changesText = ({ scopes, ...rest }: ChangesAnswer): string =>
  `{"scopes":[${scopes.map(pageText).join(',')}],${JSON.stringify(rest).slice(1)}`
