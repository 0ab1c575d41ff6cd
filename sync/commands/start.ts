/** `npm start`: builds the app if need be, starts the service, and says where it is and how to sign in. */
import { mkdirSync } from 'node:fs'
import { createServer } from 'node:https'
import { networkInterfaces } from 'node:os'
import { parseArgs } from 'node:util'
import { REQUEST_MS } from '../app.ts'
import { configFrom } from '../config.ts'
import { startServer, stopOnSignals } from '../server.ts'
import { orgsOf } from '../storage/orgs.ts'
import { buildApp, isFresh } from './build.ts'
import { localCertificate } from './certificate.ts'

const HELP = `npm start -- [--port N] [--host ADDRESS] [--data FOLDER] [--https]

  --port   where to listen; 8420 unless said
  --host   127.0.0.1 unless said: this machine alone. 0.0.0.0 lets a phone on the same network in; it needs --https
  --data   where everything is kept; ./data unless said
  --https  with a certificate made for this machine; the browser asks once whether to trust it
`

const { values } = parseArgs({
  options: {
    port: { type: 'string' },
    host: { type: 'string' },
    data: { type: 'string' },
    https: { type: 'boolean', default: false },
    help: { type: 'boolean', default: false },
  },
})

const addressesHere = (): readonly string[] =>
  Object.values(networkInterfaces()).flatMap((all) =>
    (all ?? []).filter(({ family, internal }) => family === 'IPv4' && !internal).map(({ address }) => address),
  )

const main = async (): Promise<void> => {
  if (values.help) {
    process.stdout.write(HELP)
    return
  }
  const config = configFrom({
    COUNTERSIGN_LOG: 'warn',
    ...process.env,
    ...(values.port === undefined ? {} : { COUNTERSIGN_PORT: values.port }),
    ...(values.host === undefined ? {} : { COUNTERSIGN_HOST: values.host }),
    ...(values.data === undefined ? {} : { COUNTERSIGN_DATA: values.data }),
  })
  mkdirSync(config.dataFolder, { recursive: true })
  if (!isFresh(config.appFolder)) {
    process.stdout.write('Building the app …\n')
    await buildApp(config.appFolder)
  }
  const certificate = values.https ? await localCertificate(config.dataFolder) : null
  const server = await startServer(
    config,
    certificate
      ? { https: true, serverFor: (listener) => createServer({ ...certificate, requestTimeout: REQUEST_MS }, listener) }
      : {},
  )
  stopOnSignals(server)

  process.stdout.write(`\nCountersign is at ${server.address}\n`)
  if (config.host === '0.0.0.0') {
    for (const address of addressesHere()) process.stdout.write(`  from a phone on this network: ${server.address.replace('0.0.0.0', address)}\n`)
  }
  const [org] = await server.ports.storage.snapshot(orgsOf)
  if (!org) process.stdout.write('\nIt is empty. Stop it, run “npm run setup”, and start it again.\n')
  if (org?.demonstration) {
    process.stdout.write(`\nThis is a demonstration: everybody in it is invented. Sign in as\n`)
    for (const { username, password, post } of server.ports.demonstrationSignIns) {
      process.stdout.write(`  ${username.padEnd(9)} ${password.padEnd(21)} ${post}\n`)
    }
  }
  process.stdout.write('\nStop it with Ctrl+C.\n')
}

try {
  await main()
} catch (error) {
  const code = (error as { code?: string }).code
  const said = code === 'EADDRINUSE' ? 'Something else listens there already. Choose another with --port.' : error instanceof Error ? error.message : String(error)
  process.stderr.write(`Countersign did not start. ${said}\n`)
  process.exitCode = 1
}
