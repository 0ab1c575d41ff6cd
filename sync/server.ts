/** The entry: reads the configuration, opens the database, listens, and stops gracefully. */
import { mkdirSync } from 'node:fs'
import { type RequestListener, type Server } from 'node:http'
import { type AddressInfo } from 'node:net'
import { shippedPacks } from '../src/domain/policy/packs.ts'
import packageFile from '../package.json' with { type: 'json' }
import { type RunningApp, createApp } from './app.ts'
import { type Clock, type RandomToken, systemClock, systemRandom } from './clock.ts'
import { type Config, configFrom } from './config.ts'
import { loggerOptions } from './http/logging.ts'
import { keyFits } from './services/codes.ts'
import { openKeys, serviceKeysFit } from './services/keys.ts'
import { loadDemonstration } from './services/demonstration.ts'
import { demonstrationSignIns } from './services/demonstration/people.ts'
import { argon2Passwords, type Passwords } from './services/passwords.ts'
import { followLedger } from './services/erasure.ts'
import { BEAT_MS, type Pokes } from './services/pokes.ts'
import { releaseReadable } from './services/release.ts'
import { publishShippedPacks, type Ports, servicesOf } from './services/services.ts'
import { openErasureLedger } from './storage/erasure-ledger.ts'
import { openServerKey } from './storage/server-key.ts'
import { openStorage } from './storage/storage.ts'

export interface StartedServer {
  /** Where it listens, such as `http://127.0.0.1:8420`. */
  readonly address: string
  /** Whether the demonstration was loaded just now. */
  readonly loadedDemonstration: boolean
  readonly ports: Ports
  readonly app: RunningApp['app']
  readonly routes: RunningApp['routes']
  readonly pokes: Pokes
  readonly stop: () => Promise<void>
}

export interface StartOptions {
  readonly serverFor?: (listener: RequestListener) => Server
  readonly https?: boolean
  readonly logTo?: { readonly write: (line: string) => void }
  readonly clock?: Clock
  readonly random?: RandomToken
  readonly passwords?: Passwords
}

/** How often what has had its time is looked for. */
const SWEEP_MS = 10 * 60_000

/** Puts everything together and listens: the one composition root. */
export const startServer = async (config: Config, options: StartOptions = {}): Promise<StartedServer> => {
  mkdirSync(config.dataFolder, { recursive: true })
  const seal = openServerKey(config.keyFile)
  const storage = await openStorage(config.database)
  const logger = loggerOptions(config.log, options.logTo)
  let log: RunningApp['app']['log'] | null = null
  /** What went wrong before there was a log to say it in. */
  const early: unknown[] = []
  const clock = options.clock ?? systemClock
  try {
    if (!(await storage.snapshot(async (tx) => (await keyFits(tx, seal)) && (await serviceKeysFit(tx, seal))))) {
      throw new Error(`${config.keyFile} is not the key this database was sealed under. Put the one from your backup back.`)
    }
    const ports: Ports = {
      storage,
      clock,
      random: options.random ?? systemRandom,
      passwords: options.passwords ?? argon2Passwords,
      seal,
      keys: await openKeys({ storage, seal, clock }),
      work: config.work,
      packs: shippedPacks,
      erasures: openErasureLedger(config.dataFolder),
      demonstrationSignIns,
      onFault: (err) => {
        if (log) log.error({ err }, 'fault')
        else early.push(err)
      },
    }
    // Before anybody is answered: a database restored from before has erased things in it (A10).
    await followLedger(ports)
    const services = servicesOf(ports)
    storage.listen(services.pokes.publish)
    const loadedDemonstration = config.demonstration && (await loadDemonstration(ports, services.acts))
    await publishShippedPacks(ports)
    // What a later version wrote, and this one can read by now (P10).
    await releaseReadable({ ...ports, acts: services.acts })
    await services.inspections.sweep()
    const secure = options.https === true || config.behindHttps
    const running = await createApp(services, {
      secure,
      proxies: config.behindHttps ? config.proxies : 0,
      limits: config.limits,
      version: packageFile.version,
      appFolder: config.appFolder,
      logger,
      ...(options.serverFor ? { serverFor: options.serverFor } : {}),
    })
    log = running.app.log
    early.forEach(ports.onFault)
    await running.app.listen({ host: config.host, port: config.port })
    const sweeping = setInterval(() => {
      services.inspections.sweep().catch(ports.onFault)
    }, SWEEP_MS)
    sweeping.unref()
    const beating = setInterval(services.pokes.beat, BEAT_MS)
    beating.unref()
    const { port } = running.app.server.address() as AddressInfo
    const host = config.host.includes(':') ? `[${config.host}]` : config.host
    return {
      address: `${options.https ? 'https' : 'http'}://${host}:${port}`,
      loadedDemonstration,
      ports,
      app: running.app,
      routes: running.routes,
      pokes: services.pokes,
      stop: async () => {
        clearInterval(sweeping)
        clearInterval(beating)
        await running.stop()
        await storage.close()
      },
    }
  } catch (error) {
    await storage.close()
    throw error
  }
}

/** Stops at the first signal to stop; a second one ends the process at once. */
export const stopOnSignals = (server: Pick<StartedServer, 'stop' | 'ports'>): void => {
  let stopping = false
  const stop = (): void => {
    if (stopping) process.exit(1)
    stopping = true
    server.stop().then(
      () => process.exit(0),
      () => process.exit(1),
    )
  }
  // A fault that nobody caught must not take everybody's service down: each request's outcome is one transaction.
  process.on('unhandledRejection', server.ports.onFault)
  process.on('uncaughtException', server.ports.onFault)
  process.on('SIGTERM', stop)
  process.on('SIGINT', stop)
}

if (import.meta.main) {
  const server = await startServer(configFrom(process.env))
  stopOnSignals(server)
  process.stdout.write(`Countersign listens at ${server.address}\n`)
}
