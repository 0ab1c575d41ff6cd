/** The HTTP service over the services: what every request goes through, then the routes. */
import { type RequestListener, type Server } from 'node:http'
import { type Socket } from 'node:net'
import { constants } from 'node:zlib'
import { randomUUID } from 'node:crypto'
import compress from '@fastify/compress'
import cookie from '@fastify/cookie'
import rateLimit from '@fastify/rate-limit'
import swagger from '@fastify/swagger'
import Fastify, { type FastifyError, type FastifyReply, type FastifyRequest, type FastifyServerOptions } from 'fastify'
import { jsonSchemaTransform, validatorCompiler, type ZodTypeProvider } from 'fastify-type-provider-zod'
import { PROTOCOL_HEADER, PROTOCOL_VERSION, PUSH_MAX_BYTES } from '../src/protocol/version.ts'
import { answerRefusal, refusalOf, Refused } from './http/errors.ts'
import { assertOneOfEach, assertSameSite, type Guards, guardsOf } from './http/guards.ts'
import { readBody } from './http/json-body.ts'
import { countOf, MINUTE_MS, type RequestLimits, tooMany } from './http/limits.ts'
import { callerOf } from './http/route-table.ts'
import { API_HEADERS, PAGE_HEADERS, STRICT_TRANSPORT } from './http/security-headers.ts'
import { closesSilent } from './http/silent.ts'
import { accountRoutes, invitationRoutes, ownSignInRoutes } from './routes/accounts.ts'
import { type App } from './routes/app-type.ts'
import { calendarFeed, calendarRoutes, FEED_ROUTE } from './routes/calendar.ts'
import { copiesRoutes } from './routes/copies.ts'
import { inspectionRoutes } from './routes/inspections.ts'
import { keepingRoutes } from './routes/keeping.ts'
import { oversightRoutes } from './routes/oversight.ts'
import { frontPage, isBuilt, isPage, pages } from './routes/pages.ts'
import { pokeRoutes } from './routes/pokes.ts'
import { readingRoutes } from './routes/readings.ts'
import { securityRoutes } from './routes/security.ts'
import { serviceRoutes } from './routes/service.ts'
import { signInRoutes } from './routes/sign-in.ts'
import { signLinkRoutes } from './routes/sign-links.ts'
import { syncRoutes } from './routes/sync.ts'
import { depositRoutes, vaultRoutes } from './routes/vaults.ts'
import { workRoutes } from './routes/work.ts'
import { type Services } from './services/services.ts'

export interface AppOptions {
  /** Cookies are Secure and named `__Host-` (A1). */
  readonly secure: boolean
  /** How many proxies in front say who asks, each adding to `X-Forwarded-For` whom it sees; 0 believes nobody. */
  readonly proxies: number
  readonly limits: RequestLimits
  readonly version: string
  /** The folder of the built app; without one, only the API is served. */
  readonly appFolder: string | null
  readonly logger: FastifyServerOptions['logger']
  /** Makes the listening server, where it isn't plain HTTP. */
  readonly serverFor?: (listener: RequestListener) => Server
}

export interface RunningApp {
  readonly app: App
  readonly routes: readonly Route[]
  /** Refuses what is new, finishes what has begun, and then resolves. */
  readonly stop: () => Promise<void>
}

/** How long a whole request may take to arrive. */
export const REQUEST_MS = 30_000

/** How near a device is to its limit is not said with every answer. */
const UNSAID = {
  'x-ratelimit-limit': false,
  'x-ratelimit-remaining': false,
  'x-ratelimit-reset': false,
  'retry-after': false,
}

const pathOf = (url: string): string => url.split('?', 1)[0] ?? url
const underApi = (path: string): boolean => path === '/api' || path.startsWith('/api/')
/**
 * What a request is for, by the route that was found for it: `/%61pi/acts` and `http://any/api/acts` lead to a route of
 * the API as `/api/acts` does. Where none was found, what the address looks like.
 */
const isApi = ({ routeOptions, url }: FastifyRequest): boolean => underApi(routeOptions.url ?? '') || underApi(pathOf(url))
const isFeed = ({ routeOptions }: FastifyRequest): boolean => routeOptions.url === FEED_ROUTE

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

/** An address that is not one at all, such as `/%zz`: there is no route, so none of a route's hooks have run. */
const unroutable = (error: FastifyError, request: FastifyRequest, reply: FastifyReply): void => {
  void reply.headers(API_HEADERS)
  answerRefusal(refusalOf(error), request, reply)
}

/** Bytes of what is compressed that are written at once: of Node's own 16 KB a page of changes has a dozen, each a turn of its own. */
const COMPRESSED_AT_ONCE = 65_536

/** JSON is UTF-8: another character set would have one reader see other words than the next. */
const JSON_TYPE = /^application\/json(?: *; *charset=(?:utf-8|"utf-8"))?$/i

const strictBodies = (app: App): void => {
  app.removeAllContentTypeParsers()
  app.addContentTypeParser('application/json', { parseAs: 'buffer', bodyLimit: PUSH_MAX_BYTES }, (request, body, done) => {
    try {
      if (!JSON_TYPE.test(request.headers['content-type'] ?? '')) throw new Refused('content-type')
      done(null, readBody(body as Buffer))
    } catch (error) {
      done(error as FastifyError)
    }
  })
  app.setValidatorCompiler(validatorCompiler)
  // A route that asks for no body takes none: what is sent there all the same is not passed over in silence.
  app.addHook('preValidation', async (request) => {
    const { routeOptions, body, is404 } = request
    if (!is404 && routeOptions.schema?.body === undefined && body !== undefined) throw new Refused('body-invalid', { where: 'body' })
  })
  // Answers are typed where they are made, and contract tests hold them to the schemas: no need to check each again.
  app.setSerializerCompiler(() => (answer) => JSON.stringify(answer))
}

/** Who may call each route, before its handler is asked (A5): a handler that forgot would still answer nobody. */
const callersOnly = (app: App, guards: Guards): void => {
  app.addHook('onRoute', (route) => {
    if (!underApi(route.url)) return
    const callers = new Set([route.method].flat().map((method) => callerOf(method, route.url)))
    const admit = async (request: FastifyRequest): Promise<void> => {
      if (callers.has('anybody')) return
      const setting = callers.has('setting')
      await guards.admit(request, { named: setting || callers.has('person'), setting })
    }
    route.onRequest = [...[route.onRequest ?? []].flat(), admit]
  })
}

/** A route as it was registered. */
export interface Route {
  readonly method: string
  /** With `:name` for what varies. */
  readonly url: string
  /** The schema of the body; undefined where it takes none. */
  readonly body: unknown
}

/** Collects the routes from here on. */
const routesOf = (app: App): readonly Route[] => {
  const routes: Route[] = []
  app.addHook('onRoute', ({ method, url, schema }) => {
    for (const each of [method].flat()) routes.push({ method: each, url, body: schema?.body })
  })
  return routes
}

/** Whether an address is one of the API's under some method: a wrong method is told from a wrong address. */
const isKnown = (routes: readonly Route[], path: string): boolean =>
  routes.some(({ url }) => underApi(url) && new RegExp(`^${url.replaceAll('.', '\\.').replaceAll(/:\w+/g, '[^/]+')}$`).test(path))

const everyAnswer = (app: App, secure: boolean, isStopping: () => boolean): void => {
  app.addHook('onRequest', async (request, reply) => {
    assertOneOfEach(request)
    const feed = isFeed(request)
    void reply.headers(isApi(request) || feed ? API_HEADERS : PAGE_HEADERS)
    if (secure) void reply.header('strict-transport-security', STRICT_TRANSPORT)
    if (feed) void reply.header('cache-control', 'no-store')
    if (!isApi(request)) return
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
    trustProxy: (_address, hop) => hop < options.proxies,
    bodyLimit: PUSH_MAX_BYTES,
    requestTimeout: REQUEST_MS,
    forceCloseConnections: 'idle',
    return503OnClosing: false,
    // Refused by us, in our shape.
    http: { requireHostHeader: false },
    clientErrorHandler: onClientError,
    frameworkErrors: (error, request, reply) => unroutable(error, request, reply),
    ...(serverFor ? { serverFactory: (listener: RequestListener) => serverFor(listener) } : {}),
  }).withTypeProvider<ZodTypeProvider>()

  const closeSilent = closesSilent(app.server)
  strictBodies(app)
  const routes = routesOf(app)
  everyAnswer(app, options.secure, () => stopping)

  app.setErrorHandler<FastifyError>((error, request, reply) => {
    const refusal = refusalOf(error, request.routeOptions.schema?.body)
    if (refusal.code === 'server-error') request.log.error({ err: error }, 'request failed')
    // What is left of a refused body must not be taken for the next request.
    if (refusal.code === 'body-too-large' || refusal.code === 'body-malformed') void reply.header('connection', 'close')
    return answerRefusal(refusal, request, reply)
  })

  await app.register(cookie)
  await app.register(compress, {
    encodings: ['zstd', 'br', 'gzip'],
    requestEncodings: ['gzip'],
    // Browsers of today take zstd, at a third of brotli's time for as few bytes; those before them brotli over HTTPS. Gzip is
    // what others and older proxies get: its first level takes a quarter of the time of its sixth, for 7 % more bytes.
    zlibOptions: { level: 1, chunkSize: COMPRESSED_AT_ONCE },
    brotliOptions: { params: { [constants.BROTLI_PARAM_QUALITY]: 4 }, chunkSize: COMPRESSED_AT_ONCE },
    onUnsupportedRequestEncoding: () => new Refused('content-type'),
    onInvalidRequestPayload: () => new Refused('body-malformed'),
  })
  await app.register(rateLimit, {
    max: options.limits.address,
    timeWindow: MINUTE_MS,
    allowList: (request) => !isApi(request) && !isFeed(request),
    addHeaders: UNSAID,
    addHeadersOnExceeding: UNSAID,
    errorResponseBuilder: (_request, { ttl }) => tooMany(ttl),
  })
  await app.register(swagger, {
    openapi: { info: { title: 'Countersign', version: options.version } },
    transform: jsonSchemaTransform,
  })

  const context = { services, guards: guardsOf(services.signIns, options.secure, countOf(app, options.limits)), secure: options.secure }
  callersOnly(app, context.guards)
  await app.register((scope: App, _options, done) => {
    serviceRoutes(scope, context, options.version)
    signInRoutes(scope, context)
    securityRoutes(scope, context)
    workRoutes(scope, context)
    accountRoutes(scope, context)
    invitationRoutes(scope, context)
    ownSignInRoutes(scope, context)
    syncRoutes(scope, context)
    pokeRoutes(scope, context)
    vaultRoutes(scope, context)
    depositRoutes(scope, context)
    oversightRoutes(scope, context)
    readingRoutes(scope, context)
    copiesRoutes(scope, context)
    keepingRoutes(scope, context)
    calendarRoutes(scope, context)
    inspectionRoutes(scope, context)
    signLinkRoutes(scope, context)
    calendarFeed(scope, context, options.limits.address)
    done()
  })

  const built = options.appFolder !== null && isBuilt(options.appFolder) ? options.appFolder : null
  if (built !== null) await pages(app, built)
  // Looking for addresses counts as asking does.
  app.setNotFoundHandler({ preHandler: app.rateLimit() }, async (request, reply) => {
    const path = pathOf(request.url)
    if (built !== null && isPage(request.method, path)) return reply.header('cache-control', 'no-cache').sendFile(frontPage)
    return answerRefusal(new Refused(isKnown(routes, path) ? 'method-not-allowed' : 'not-found'), request, reply)
  })
  await app.ready()

  return {
    app,
    routes,
    stop: async () => {
      stopping = true
      // Answers that end with the service: it would wait for them.
      services.pokes.close()
      const closed = app.close()
      closeSilent()
      await closed
    },
  }
}

