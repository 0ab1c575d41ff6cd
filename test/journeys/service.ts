/** The real server as a process of its own, on its own data, to be stopped and started in the middle of a journey. */
import { type ChildProcess, spawn, spawnSync } from 'node:child_process'
import { cpSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { freePort } from '../free-port.ts'

const root = path.resolve(import.meta.dirname, '..', '..')

export interface Service {
  readonly url: string
  /** The folder with its database. */
  readonly data: string
  readonly start: () => Promise<void>
  /** SIGTERM, and waits for the end. */
  readonly stop: () => Promise<void>
  /** SIGKILL, and waits for the end. */
  readonly kill: () => Promise<void>
  readonly remove: () => Promise<void>
  readonly output: () => string
}

export interface ServiceOptions {
  /** A built app other than dist. */
  readonly app?: string
  /** More of the environment, once its address is known. */
  readonly environment?: (url: string) => Readonly<Record<string, string>>
  /** Flags of `npm run setup`, for a service that is no demonstration; the password is `PASSWORD_OF_SETUP`. */
  readonly setUp?: readonly string[]
}

/** The environment's word for a folder with the demonstration already loaded, to be copied: loading it takes seconds. */
export const LOADED = 'COUNTERSIGN_TEST_LOADED'

export const PASSWORD_OF_SETUP = 'a long enough password'

/** Starts the server on a free port, with the demonstration loaded unless it is set up. */
export const startService = async ({ app, environment, setUp }: ServiceOptions = {}): Promise<Service> => {
  const data = mkdtempSync(path.join(tmpdir(), 'countersign-data-'))
  const port = await freePort()
  const url = `http://localhost:${port}`
  const env = {
    ...process.env, COUNTERSIGN_PORT: String(port), COUNTERSIGN_HOST: '127.0.0.1', COUNTERSIGN_DATA: data,
    ...(app ? { COUNTERSIGN_APP: app } : {}), ...environment?.(url),
  }
  const loaded = process.env[LOADED]
  if (!setUp && loaded) cpSync(loaded, data, { recursive: true })
  if (setUp) {
    const { status, stdout, stderr } = spawnSync(process.execPath, ['sync/commands/setup.ts', ...setUp], {
      cwd: root, env: { ...env, COUNTERSIGN_PASSWORD: PASSWORD_OF_SETUP }, encoding: 'utf8', input: '',
    })
    if (status !== 0) throw new Error(`setup: ${stdout}${stderr}`)
  }
  let running: ChildProcess | null = null
  let output = ''

  const start = async (): Promise<void> => {
    const child = spawn(process.execPath, ['sync/server.ts'], {
      cwd: root,
      env,
      stdio: ['ignore', 'pipe', 'pipe'],
    })
    running = child
    child.stdout.on('data', (chunk: Buffer) => (output += chunk.toString()))
    child.stderr.on('data', (chunk: Buffer) => (output += chunk.toString()))
    for (let tries = 0; tries < 300; tries += 1) {
      if (child.exitCode !== null) throw new Error(`the server ended: ${output}`)
      const answer = await fetch(`${url}/api/health`).catch(() => null)
      if (answer?.ok) return
      await wait(100)
    }
    throw new Error(`the server did not answer: ${output}`)
  }
  const end = async (signal: NodeJS.Signals): Promise<void> => {
    const child = running
    running = null
    if (!child || child.exitCode !== null) return
    const ended = new Promise((resolve) => child.once('exit', resolve))
    child.kill(signal)
    await ended
  }
  await start()
  return {
    url,
    data,
    start,
    stop: () => end('SIGTERM'),
    kill: () => end('SIGKILL'),
    remove: async () => {
      await end('SIGKILL')
      rmSync(data, { recursive: true, force: true })
    },
    output: () => output,
  }
}
