/** Somebody of the demonstration at another machine: asks the service itself, to see what it really has. */
import { type Json } from '../../src/domain/json.ts'
import { type PersonId } from '../../src/domain/ids.ts'
import { ChangesAnswer } from '../../src/protocol/changes.ts'
import { send, signInAs } from '../sync/house.ts'

export interface Elsewhere {
  readonly person: PersonId
  readonly ask: (method: string, url: string, body?: Json) => Promise<unknown>
  /** What the service gives this person, page by page. */
  readonly pages: () => AsyncGenerator<ChangesAnswer>
  /** Everything of that, as text. */
  readonly everything: () => Promise<string>
}

export const elsewhere = async (url: string, username: string, password = `larkfield-${username}-1`): Promise<Elsewhere> => {
  const { status, headers, body, text } = await signInAs(url, username, password)
  if (status !== 200) throw new Error(`sign-in elsewhere: ${status} ${text}`)
  const cookie = headers.get('set-cookie')?.split(';', 1)[0] ?? ''
  const ask = async (method: string, path: string, asked?: Json): Promise<unknown> => {
    const type: Record<string, string> = asked === undefined ? {} : { 'content-type': 'application/json' }
    const answer = await send(url, method, path, { cookie, 'x-principal': body.person, ...type }, asked === undefined ? undefined : JSON.stringify(asked))
    if (answer.status !== 200) throw new Error(`${method} ${path}: ${answer.status} ${answer.text}`)
    return answer.body
  }
  const pages = async function* (): AsyncGenerator<ChangesAnswer> {
    const cursors: Record<string, number> = {}
    for (;;) {
      const answer = ChangesAnswer.parse(await ask('POST', '/api/changes', { cursors, unsent: { count: 0, oldest: null } }))
      yield answer
      for (const { scope, cursor } of answer.scopes) cursors[scope] = cursor
      if (!answer.scopes.some(({ more }) => more)) return
    }
  }
  const everything = async (): Promise<string> => {
    let all = ''
    for await (const { scopes } of pages()) all += JSON.stringify(scopes)
    return all
  }
  return { person: body.person, ask, pages, everything }
}
