/** The stream that says that something changed, and never what (L6). */
import { z } from 'zod'
import { Refused } from '../http/errors.ts'
import { type Stream } from '../services/pokes.ts'
import { type App, type RouteContext } from './app-type.ts'

/** A device that may have no more streams asks for changes by itself, and tries again after so many seconds. */
const TRY_AGAIN_S = 300

export const pokeRoutes = (app: App, { services, guards }: RouteContext): void => {
  app.route({
    method: 'GET',
    url: '/api/pokes',
    exposeHeadRoute: false,
    // What is compressed is held back until there is enough of it.
    compress: false,
    schema: {
      summary: 'Says that something changed, as server-sent events (L6)',
      response: { 200: { description: 'Never ends by itself', content: { 'text/event-stream': { schema: z.string() } } } },
    },
    handler: async (request, reply) => {
      const { org, person } = await guards.principal(request)
      const token = guards.tokenOf(request) ?? ''
      const { raw } = reply
      const stream: Stream = {
        org,
        person,
        // One that was ended is told nothing while it closes.
        write: (text) => void (raw.writableEnded || raw.destroyed || raw.write(text)),
        isBehind: () => raw.writableLength > 0,
        // What is not taken is not waited for.
        end: () => void (raw.writableLength > 0 ? raw.destroy() : raw.end()),
        stands: () => services.signIns.stands(token),
      }
      const leave = services.pokes.subscribe(stream)
      if (!leave) throw new Refused('too-many-requests', { retryAfter: TRY_AGAIN_S })
      raw.once('close', leave)
      // It may have gone while it was asked who it is.
      if (raw.destroyed) leave()
      reply.hijack()
      const said = Object.entries(reply.getHeaders()).flatMap(([name, value]) => (value === undefined ? [] : [[name, value] as const]))
      raw.writeHead(200, Object.fromEntries([...said, ['content-type', 'text/event-stream; charset=utf-8'], ['x-accel-buffering', 'no']]))
      // From here on a change is told: the device asks once more for what it may have missed before.
      raw.write(':\n\n')
      // Ended after it was asked who it is, and before anybody would have told this stream.
      if (!(await stream.stands())) stream.end()
    },
  })
}
