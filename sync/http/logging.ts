/**
 * What is logged (A9): which route, how long, which fault. Never an address's query, a header, a body, an error's text.
 * What may be in a line is listed here; whatever else a library wants to say is left out, at every level.
 */
import { type FastifyServerOptions } from 'fastify'

const FRAMES = 12

/** Where an error was thrown. Its message may be of several lines and look like a place in code: it is cut off first. */
const framesOf = ({ stack = '', message }: Error): string => {
  const at = stack.indexOf(message)
  // A message that was changed since is somewhere in the stack as it was before.
  if (at < 0) return ''
  const frames = stack.slice(at + message.length).split('\n')
  return frames.filter((line) => /^ {4}at /.test(line)).slice(0, FRAMES).join('\n')
}

/** A name that code gives, as `SQLITE_BUSY` or `TypeError`: no text of anybody's. */
const isName = (name: unknown): name is string => typeof name === 'string' && /^[A-Za-z_][A-Za-z0-9_]{0,59}$/.test(name)

/** An error's kind and where it was thrown. Its message is left out: messages of parsers and databases quote what they read. */
const faultOf = (error: unknown): { type: string; message: string; code?: string; stack: string } => {
  if (!(error instanceof Error)) return { type: 'not-an-error', message: '', stack: '' }
  const { code } = error as { code?: unknown }
  // The name of its class and not its own: `name` is a field that anybody can write into.
  const type: unknown = error.constructor.name
  return { type: isName(type) ? type : 'Error', message: '', ...(isName(code) ? { code } : {}), stack: framesOf(error) }
}

/** What a line may have: what the serializers below make of a request, an answer and a fault, and how long it took. */
const FIELDS = ['req', 'res', 'err', 'responseTime'] as const

/** The sentences of a line. Libraries say others, some of which quote an address or an error. */
const SAID: ReadonlySet<unknown> = new Set(['incoming request', 'request completed', 'request errored', 'request failed', 'fault'])
const LISTENING = /^Server listening at https?:\/\/[\w.:[\]-]+$/

const sentenceOf = (said: unknown): string => {
  if (SAID.has(said)) return String(said)
  return typeof said === 'string' && LISTENING.test(said) ? said : 'other'
}

const fieldsOf = (first: unknown): Record<string, unknown> => {
  if (first instanceof Error) return { err: first }
  if (typeof first !== 'object' || first === null) return {}
  return Object.fromEntries(FIELDS.flatMap((name) => (name in first ? [[name, (first as Record<string, unknown>)[name]]] : [])))
}

/**
 * @param level  as pino has them: `trace` says no more of anybody than `info`
 * @param stream where lines go; standard output where it is left out
 */
export const loggerOptions = (level: string, stream?: { write: (line: string) => void }): FastifyServerOptions['logger'] => ({
  level,
  base: null,
  ...(stream ? { stream } : {}),
  hooks: {
    logMethod(said: readonly unknown[], write: (fields: object, sentence: string) => void) {
      const [first, second] = said
      write.call(this, fieldsOf(first), sentenceOf(typeof first === 'string' ? first : second))
    },
  },
  serializers: {
    req: (request: { method?: string; routeOptions?: { url?: string | undefined } }) => ({
      method: request.method ?? '',
      route: request.routeOptions?.url ?? 'none',
    }),
    res: (reply: { statusCode?: number }) => ({ status: reply.statusCode }),
    err: faultOf,
  },
})
