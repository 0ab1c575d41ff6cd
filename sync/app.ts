/** The HTTP service over the services: what every request goes through, then the routes. */
import { type RequestListener, type Server } from 'node:http'
import { type Socket } from 'node:net'
import { constants } from 'node:zlib'
import { randomUUID } from 'node:crypto'
import compress from '@fastify/compress'
import cookie from '@fastify/cookie'
import rateLimit from '@fastify/rate-limit'
import swagger from '@fastify/swagger'
import Fastify, { type FastifyError, type FastifyServerOptions } from 'fastify'
import { jsonSchemaTransform, validatorCompiler, type ZodTypeProvider } from 'fastify-type-provider-zod'
import { PROTOCOL_HEADER, PROTOCOL_VERSION, PUSH_MAX_BYTES } from '../src/protocol/version.ts'
import { answerRefusal, refusalOf, Refused } from './http/errors.ts'
import { assertSameSite, guardsOf } from './http/guards.ts'
import { readBody } from './http/json-body.ts'
import { API_HEADERS, PAGE_HEADERS, STRICT_TRANSPORT } from './http/security-headers.ts'
import { type App } from './routes/app-type.ts'
import { calendarFeed, calendarRoutes, isFeed } from './routes/calendar.ts'
import { oversightRoutes } from './routes/oversight.ts'
import { frontPage, isBuilt, isPage, pages } from './routes/pages.ts'
import { securityRoutes } from './routes/security.ts'
import { serviceRoutes } from './routes/service.ts'
import { signInRoutes } from './routes/sign-in.ts'
import { syncRoutes } from './routes/sync.ts'
import { workRoutes } from './routes/work.ts'
import { type Services } from './services/services.ts'

export interface AppOptions {
  /** Cookies are Secure and named `__Host-` (A1). */
  readonly secure: boolean
  /** Whether a proxy in front says who asks. */
  readonly trustProxy: boolean
  readonly requestsPerMinute: number
  readonly version: string
  /** The folder of the built app; without one, only the API is served. */
  readonly appFolder: string | null
  readonly logger: FastifyServerOptions['logger']
  /** Makes the listening server, where it isn't plain HTTP. */
  readonly serverFor?: (listener: RequestListener) => Server
}

export interface RunningApp {
  readonly app: App
  /** Refuses what is new, finishes what has begun, and then resolves. */
  readonly stop: () => Promise<void>
}

const REQUEST_MS = 30_000

/** How near a device is to its limit is not said with every answer. */
const UNSAID = {
  'x-ratelimit-limit': false,
  'x-ratelimit-remaining': false,
  'x-ratelimit-reset': false,
  'retry-after': false,
}

const pathOf = (url: string): string => url.split('?', 1)[0] ?? url
const isApi = (url: string): boolean => url === '/api' || url.startsWith('/api/') || url.startsWith('/api?')

/** What is not HTTP at all, or takes too long to say, is answered before there is a request. */
const onClientError = (error: NodeJS.ErrnoException, socket: Socket): void => {
  if (error.code === 'ECONNRESET' || !socket.writable) {
    socket.destroy()
    return
  }
  const late = error.code === 'ERR_HTTP_REQUEST_TIMEOUT'
  const body = JSON.stringify({
    error: {
      code: late ? 'timeout' : 'body-malformed',
      message: late ? 'The request took too long. Nothing was changed. Try again.' : 'This is not a whole HTTP request. Send it again.',
      requestId: randomUUID(),
    },
  })
  const head = `HTTP/1.1 ${late ? '408 Request Timeout' : '400 Bad Request'}\r\n${PROTOCOL_HEADER}: ${PROTOCOL_VERSION}\r\ncache-control: no-store`
  socket.end(`${head}\r\ncontent-type: application/json\r\ncontent-length: ${Buffer.byteLength(body)}\r\nconnection: close\r\n\r\n${body}`)
}

const strictBodies = (app: App): void => {
  app.removeAllContentTypeParsers()
  app.addContentTypeParser('application/json', { parseAs: 'buffer', bodyLimit: PUSH_MAX_BYTES }, (_request, body, done) => {
    try {
      done(null, readBody(body as Buffer))
    } catch (error) {
      done(error as FastifyError)
    }
  })
  app.setValidatorCompiler(validatorCompiler)
  // Answers are typed where they are made, and contract tests hold them to the schemas: no need to check each again.
  app.setSerializerCompiler(() => (answer) => JSON.stringify(answer))
}

/** The methods of each path, so that a wrong method is told from a wrong address. */
const methodsOf = (app: App): ((path: string) => boolean) => {
  const known: RegExp[] = []
  app.addHook('onRoute', ({ url }) => {
    if (url.startsWith('/api')) known.push(new RegExp(`^${url.replaceAll('.', '\\.').replaceAll(/:\w+/g, '[^/]+')}$`))
  })
  return (path) => known.some((pattern) => pattern.test(path))
}

const everyAnswer = (app: App, secure: boolean, isStopping: () => boolean): void => {
  app.addHook('onRequest', async (request, reply) => {
    const feed = isFeed(request.url)
    void reply.headers(isApi(request.url) || feed ? API_HEADERS : PAGE_HEADERS)
    if (secure) void reply.header('strict-transport-security', STRICT_TRANSPORT)
    if (feed) void reply.header('cache-control', 'no-store')
    if (!isApi(request.url)) return
    void reply.header(PROTOCOL_HEADER, String(PROTOCOL_VERSION)).header('cache-control', 'no-store')
    if (isStopping()) throw new Refused('server-stopping', { retryAfter: 2 })
    assertSameSite(request)
  })
  // A connection that is kept open after its last answer would keep the server from ending.
  app.addHook('onSend', async (_request, reply) => {
    if (isStopping()) void reply.header('connection', 'close')
  })
}

/** Builds the application; it listens when told to. */
export const createApp = async (services: Services, options: AppOptions): Promise<RunningApp> => {
  let stopping = false
  const { serverFor } = options
  const app: App = Fastify({
    logger: options.logger ?? false,
    genReqId: () => randomUUID(),
    trustProxy: options.trustProxy,
    bodyLimit: PUSH_MAX_BYTES,
    requestTimeout: REQUEST_MS,
    forceCloseConnections: 'idle',
    return503OnClosing: false,
    clientErrorHandler: onClientError,
    ...(serverFor ? { serverFactory: (listener: RequestListener) => serverFor(listener) } : {}),
  }).withTypeProvider<ZodTypeProvider>()

  strictBodies(app)
  const isKnown = methodsOf(app)
  everyAnswer(app, options.secure, () => stopping)

  app.setErrorHandler<FastifyError>((error, request, reply) => {
    const refusal = refusalOf(error)
    if (refusal.code === 'server-error') request.log.error({ err: error }, 'request failed')
    // What is left of a refused body must not be taken for the next request.
    if (refusal.code === 'body-too-large') void reply.header('connection', 'close')
    return answerRefusal(refusal, request, reply)
  })

  await app.register(cookie)
  await app.register(compress, {
    encodings: ['br', 'gzip'],
    requestEncodings: ['gzip'],
    brotliOptions: { params: { [constants.BROTLI_PARAM_QUALITY]: 4 } },
    onUnsupportedRequestEncoding: () => new Refused('content-type'),
    onInvalidRequestPayload: () => new Refused('body-malformed'),
  })
  await app.register(rateLimit, {
    max: options.requestsPerMinute,
    timeWindow: 60_000,
    allowList: (request) => !isApi(request.url) && !isFeed(request.url),
    addHeaders: UNSAID,
    addHeadersOnExceeding: UNSAID,
    errorResponseBuilder: (_request, { ttl }) => new Refused('too-many-requests', { retryAfter: Math.ceil(ttl / 1000) }),
  })
  await app.register(swagger, {
    openapi: { info: { title: 'Countersign', version: options.version } },
    transform: jsonSchemaTransform,
  })

  const context = { services, guards: guardsOf(services.signIns, options.secure), secure: options.secure }
  await app.register((scope: App, _options, done) => {
    serviceRoutes(scope, context, options.version)
    signInRoutes(scope, context)
    securityRoutes(scope, context)
    workRoutes(scope, context)
    syncRoutes(scope, context)
    oversightRoutes(scope, context)
    calendarRoutes(scope, context)
    calendarFeed(scope, context, options.requestsPerMinute)
    done()
  })

  const built = options.appFolder !== null && isBuilt(options.appFolder) ? options.appFolder : null
  if (built !== null) await pages(app, built)
  app.setNotFoundHandler(async (request, reply) => {
    const path = pathOf(request.url)
    if (built !== null && isPage(request.method, path)) return reply.header('cache-control', 'no-cache').sendFile(frontPage)
    return answerRefusal(new Refused(isKnown(path) ? 'method-not-allowed' : 'not-found'), request, reply)
  })
  await app.ready()

  return {
    app,
    stop: async () => {
      stopping = true
      await app.close()
    },
  }
}

