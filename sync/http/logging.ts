/** What is logged (A9): which route, how long, which fault. Never an address's query, a header, a body, an error's text. */
import { type FastifyServerOptions } from 'fastify'

/** An error's kind and where it was thrown. Its message is left out: messages of parsers and databases quote what they read. */
const faultOf = (error: unknown): { type: string; message: string; code?: string; stack: string } => {
  if (!(error instanceof Error)) return { type: 'not-an-error', message: '', stack: '' }
  const frames = (error.stack ?? '').split('\n').filter((line) => /^ {4}at /.test(line))
  const { code } = error as { code?: unknown }
  return {
    type: error.name,
    message: '',
    ...(typeof code === 'string' ? { code } : {}),
    stack: frames.slice(0, 12).join('\n'),
  }
}

export const loggerOptions = (level: string, stream?: { write: (line: string) => void }): FastifyServerOptions['logger'] => ({
  level,
  base: null,
  ...(stream ? { stream } : {}),
  serializers: {
    req: (request: { method?: string; routeOptions?: { url?: string | undefined } }) => ({
      method: request.method ?? '',
      route: request.routeOptions?.url ?? 'none',
    }),
    res: (reply: { statusCode?: number }) => ({ status: reply.statusCode }),
    err: faultOf,
  },
})
